package city.mio.geo.matching;

import city.mio.geo.network.RoadNetwork;
import java.util.Arrays;

/**
 * What is open about one vehicle: the surviving hypotheses since the last decision, as a tree in flat arrays, the
 * fixes that wait for a decision, and the passage in progress. Made by {@link OnlineMatcher#newState}, changed by
 * the matcher only, stored by {@link MatcherStateCodec}. Its size is bounded by the settings' lag. Mutable and
 * thread-confined.
 */
public final class MatcherState {

    static final byte MATCHED = 0;
    /** The hypothesis leaves this stage's fix out: it stands where its parent stands. */
    static final byte SKIPPED = 1;
    /** The hypothesis does not connect to its parent: a new path begins. */
    static final byte BROKEN = 2;

    static final int OFF_ROAD_FIX = -1;

    private static final int FIRST_STAGES = 4;
    private static final int FIRST_HYPOTHESES = 16;

    long fixCount;
    long lastTime = Long.MIN_VALUE;

    /** Place of the fix last used, WGS 84 degrees. */
    double anchorLon;

    double anchorLat;

    /** Speed between the last fixes that were no leap, m/s; NaN if not known. */
    float pace = Float.NaN;

    boolean parked;
    /** Since when and where the vehicle has not moved beyond noise. */
    long stayTime;

    double stayLon;
    double stayLat;

    /** First of the fixes in a row that had no road near. */
    long offRoadSince = Long.MIN_VALUE;

    /** Whether the only hypothesis of stage 0 was told already; otherwise stage 0 is where the path begins. */
    boolean rootDecided;

    int stages;
    long[] stageTime = new long[FIRST_STAGES];
    /** When the vehicle was last seen standing there. */
    long[] stageDepart = new long[FIRST_STAGES];
    /** First hypothesis of each stage; those of a stage lie together, stages in order of time. */
    int[] stageFirst = new int[FIRST_STAGES];

    int hypotheses;
    int[] hypothesisLink = new int[FIRST_HYPOTHESES];
    float[] hypothesisOffset = new float[FIRST_HYPOTHESES];
    float[] hypothesisCost = new float[FIRST_HYPOTHESES];
    int[] hypothesisParent = new int[FIRST_HYPOTHESES];
    int[] hypothesisPath = new int[FIRST_HYPOTHESES];
    byte[] hypothesisKind = new byte[FIRST_HYPOTHESES];
    /** Cost of the beeline that a hypothesis which left out the last fixes has still to go. */
    float[] hypothesisBehind = new float[FIRST_HYPOTHESES];

    /** The driven links as a tree: each node a passage over a link, its parent the passage before; -1 for none. */
    int paths;

    int[] pathLink = new int[FIRST_HYPOTHESES];
    int[] pathParent = new int[FIRST_HYPOTHESES];

    int openFixes;
    long[] openFixTime = new long[FIRST_STAGES];
    /** The stage whose fate the fix shares, or {@link #OFF_ROAD_FIX}. */
    int[] openFixStage = new int[FIRST_STAGES];

    int passageLink = -1;
    long passageEnter;
    float passageStart;
    int passagePositions;
    /** Whether the path began on this passage. */
    boolean passageFirst;
    /** The last decided position, on {@link #passageLink}. */
    float positionOffset;

    long positionTime;

    /** The network whose link indices are held; null if what is held are positions in {@link #linkIds}. */
    RoadNetwork network;

    long[] linkIds;

    MatcherState(RoadNetwork network) {
        this.network = network;
    }

    /** Fixes accepted that are not decided yet. */
    public int openFixes() {
        return openFixes;
    }

    /** Time of the last accepted fix; {@link Long#MIN_VALUE} before the first. */
    public long lastTime() {
        return lastTime;
    }

    /** Fixes accepted since the state was made. */
    public long fixCount() {
        return fixCount;
    }

    /** Whether nothing is held: no path, no open fix. What is left is worth no storage. */
    public boolean isIdle() {
        return stages == 0 && openFixes == 0;
    }

    /** A copy that shares nothing that changes. */
    public MatcherState copy() {
        MatcherState c = new MatcherState(network);
        c.fixCount = fixCount;
        c.lastTime = lastTime;
        c.anchorLon = anchorLon;
        c.anchorLat = anchorLat;
        c.pace = pace;
        c.parked = parked;
        c.stayTime = stayTime;
        c.stayLon = stayLon;
        c.stayLat = stayLat;
        c.offRoadSince = offRoadSince;
        c.rootDecided = rootDecided;
        c.stages = stages;
        c.stageTime = stageTime.clone();
        c.stageDepart = stageDepart.clone();
        c.stageFirst = stageFirst.clone();
        c.hypotheses = hypotheses;
        c.hypothesisLink = hypothesisLink.clone();
        c.hypothesisOffset = hypothesisOffset.clone();
        c.hypothesisCost = hypothesisCost.clone();
        c.hypothesisParent = hypothesisParent.clone();
        c.hypothesisPath = hypothesisPath.clone();
        c.hypothesisKind = hypothesisKind.clone();
        c.hypothesisBehind = hypothesisBehind.clone();
        c.paths = paths;
        c.pathLink = pathLink.clone();
        c.pathParent = pathParent.clone();
        c.openFixes = openFixes;
        c.openFixTime = openFixTime.clone();
        c.openFixStage = openFixStage.clone();
        c.passageLink = passageLink;
        c.passageEnter = passageEnter;
        c.passageStart = passageStart;
        c.passagePositions = passagePositions;
        c.passageFirst = passageFirst;
        c.positionOffset = positionOffset;
        c.positionTime = positionTime;
        c.linkIds = linkIds;
        return c;
    }

    /** Forgets the path; time, fix count and where the vehicle stays are kept. */
    void clearPath() {
        stages = 0;
        hypotheses = 0;
        paths = 0;
        rootDecided = false;
        passageLink = -1;
        passagePositions = 0;
    }

    int lastStage() {
        return stages - 1;
    }

    int firstOf(int stage) {
        return stageFirst[stage];
    }

    int endOf(int stage) {
        return stage + 1 < stages ? stageFirst[stage + 1] : hypotheses;
    }

    int addStage(long time) {
        if (stages == stageTime.length) {
            stageTime = Arrays.copyOf(stageTime, 2 * stages);
            stageDepart = Arrays.copyOf(stageDepart, 2 * stages);
            stageFirst = Arrays.copyOf(stageFirst, 2 * stages);
        }
        stageTime[stages] = time;
        stageDepart[stages] = time;
        stageFirst[stages] = hypotheses;
        return stages++;
    }

    int addHypothesis(int link, float offset, float cost, int parent, int path, byte kind, float behind) {
        if (hypotheses == hypothesisLink.length) {
            int capacity = 2 * hypotheses;
            hypothesisLink = Arrays.copyOf(hypothesisLink, capacity);
            hypothesisOffset = Arrays.copyOf(hypothesisOffset, capacity);
            hypothesisCost = Arrays.copyOf(hypothesisCost, capacity);
            hypothesisParent = Arrays.copyOf(hypothesisParent, capacity);
            hypothesisPath = Arrays.copyOf(hypothesisPath, capacity);
            hypothesisKind = Arrays.copyOf(hypothesisKind, capacity);
            hypothesisBehind = Arrays.copyOf(hypothesisBehind, capacity);
        }
        hypothesisLink[hypotheses] = link;
        hypothesisOffset[hypotheses] = offset;
        hypothesisCost[hypotheses] = cost;
        hypothesisParent[hypotheses] = parent;
        hypothesisPath[hypotheses] = path;
        hypothesisKind[hypotheses] = kind;
        hypothesisBehind[hypotheses] = behind;
        return hypotheses++;
    }

    int addPath(int link, int parent) {
        if (paths == pathLink.length) {
            pathLink = Arrays.copyOf(pathLink, 2 * paths);
            pathParent = Arrays.copyOf(pathParent, 2 * paths);
        }
        pathLink[paths] = link;
        pathParent[paths] = parent;
        return paths++;
    }

    void addOpenFix(long time, int stage) {
        if (openFixes == openFixTime.length) {
            openFixTime = Arrays.copyOf(openFixTime, 2 * openFixes);
            openFixStage = Arrays.copyOf(openFixStage, 2 * openFixes);
        }
        openFixTime[openFixes] = time;
        openFixStage[openFixes++] = stage;
    }

    void dropOpenFixes(int count) {
        openFixes -= count;
        System.arraycopy(openFixTime, count, openFixTime, 0, openFixes);
        System.arraycopy(openFixStage, count, openFixStage, 0, openFixes);
    }

    /** The hypothesis of the last stage that is the most likely, counting what it has still to go. */
    int best() {
        int best = -1;
        float bestCost = Float.POSITIVE_INFINITY;
        for (int h = firstOf(lastStage()); h < hypotheses; h++) {
            float cost = prunedCost(h);
            if (cost < bestCost) {
                bestCost = cost;
                best = h;
            }
        }
        return best;
    }

    float prunedCost(int hypothesis) {
        return hypothesisCost[hypothesis] + hypothesisBehind[hypothesis];
    }
}
