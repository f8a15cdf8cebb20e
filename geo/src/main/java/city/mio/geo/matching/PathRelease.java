package city.mio.geo.matching;

import city.mio.geo.network.RoadNetwork;
import java.util.Arrays;

/**
 * Turns surviving hypotheses into decisions: finds the stages on which all survivors agree, tells the listener what
 * was driven up to there, and throws away what no survivor descends from. Thread-confined scratch.
 */
final class PathRelease {

    private final RoadNetwork network;
    private final double leastEndMetres;

    private boolean[] alive = new boolean[64];
    private int[] moved = new int[64];
    private int[] movedPath = new int[64];
    private int[] chain = new int[64];
    private int[] way = new int[64];

    PathRelease(RoadNetwork network, double leastEndMetres) {
        this.network = network;
        this.leastEndMetres = leastEndMetres;
    }

    /** Decides what all survivors agree on. */
    void releaseAgreed(MatcherState state, MatchListener listener) {
        markFromLastStage(state);
        release(state, lastAgreed(state), listener);
    }

    /** Decides by the best hypothesis until no fix waits for longer, and no more fixes wait, than allowed. */
    void releaseLate(MatcherState state, long oldestAllowed, int mostOpen, MatchListener listener) {
        while (state.openFixes > 0
                && (state.openFixes > mostOpen || state.openFixTime[0] < oldestAllowed)
                && state.stages > 0) {
            int stage = state.openFixStage[0];
            traceChain(state, state.best());
            keepDescendants(state, stage);
            markFromLastStage(state);
            release(state, lastAgreed(state), listener);
        }
    }

    /** Decides everything by the best hypothesis and ends the passage in progress. */
    void releaseAll(MatcherState state, MatchListener listener) {
        if (state.stages > 0) {
            traceChain(state, state.best());
            keepDescendants(state, state.lastStage());
            markFromLastStage(state);
            release(state, state.lastStage(), listener);
            endPath(state, listener);
        }
        tellFixes(state, Integer.MAX_VALUE, listener);
        state.clearPath();
    }

    private void markFromLastStage(MatcherState state) {
        if (alive.length < state.hypotheses) {
            alive = new boolean[Math.max(state.hypotheses, 2 * alive.length)];
            moved = new int[alive.length];
        }
        int lastFirst = state.firstOf(state.lastStage());
        Arrays.fill(alive, 0, lastFirst, false);
        for (int h = state.hypotheses - 1; h >= 0; h--) {
            if (h >= lastFirst) {
                alive[h] = state.hypothesisCost[h] < Float.POSITIVE_INFINITY;
            }
            int parent = state.hypothesisParent[h];
            if (alive[h] && parent >= 0) {
                alive[parent] = true;
            }
        }
    }

    /** The last stage with one survivor; -1 if none has. */
    private int lastAgreed(MatcherState state) {
        for (int stage = state.lastStage(); stage >= 0; stage--) {
            int count = 0;
            for (int h = state.firstOf(stage); h < state.endOf(stage) && count < 2; h++) {
                if (alive[h]) {
                    count++;
                }
            }
            if (count == 1) {
                return stage;
            }
        }
        return -1;
    }

    private void traceChain(MatcherState state, int last) {
        if (chain.length < state.stages) {
            chain = new int[Math.max(state.stages, 2 * chain.length)];
        }
        int h = last;
        for (int stage = state.lastStage(); stage >= 0; stage--) {
            chain[stage] = h;
            h = state.hypothesisParent[h];
        }
    }

    /** Rules out every hypothesis of the last stage that does not come through the chain at the stage. */
    private void keepDescendants(MatcherState state, int stage) {
        for (int h = state.firstOf(state.lastStage()); h < state.hypotheses; h++) {
            int ancestor = h;
            for (int s = state.lastStage(); s > stage; s--) {
                ancestor = state.hypothesisParent[ancestor];
            }
            if (ancestor != chain[stage]) {
                state.hypothesisCost[h] = Float.POSITIVE_INFINITY;
            }
        }
    }

    private void release(MatcherState state, int stage, MatchListener listener) {
        if (stage > 0 || (stage == 0 && !state.rootDecided)) {
            int h = state.firstOf(stage);
            while (!alive[h]) {
                h++;
            }
            tell(state, stage, h, listener);
            compact(state, stage);
            state.rootDecided = true;
        } else if (state.hypotheses > 24 * state.stages) {
            compact(state, 0);
        }
        tellFixes(state, -1, listener);
    }

    private void tell(MatcherState state, int stage, int last, MatchListener listener) {
        if (chain.length < state.stages) {
            chain = new int[Math.max(state.stages, 2 * chain.length)];
        }
        int h = last;
        for (int s = stage; s >= 0; s--) {
            chain[s] = h;
            h = state.hypothesisParent[h];
        }
        int at = state.rootDecided ? chain[0] : -1;
        for (int s = state.rootDecided ? 1 : 0; s <= stage; s++) {
            int next = chain[s];
            byte kind = state.hypothesisKind[next];
            if (kind != MatcherState.SKIPPED) {
                if (at < 0) {
                    beginPassage(state, next, state.stageTime[s]);
                } else if (kind == MatcherState.BROKEN) {
                    endPath(state, listener);
                    listener.broken(state.positionTime, BreakReason.NO_ROUTE);
                    beginPassage(state, next, state.stageTime[s]);
                } else {
                    move(state, at, next, state.stageTime[s], listener);
                }
                state.positionOffset = state.hypothesisOffset[next];
                if (state.passageFirst) {
                    state.passageStart = Math.min(state.passageStart, state.positionOffset);
                }
                state.positionTime = state.stageDepart[s];
            }
            at = next;
            tellFixesOf(state, s, next, listener);
        }
    }

    private static void beginPassage(MatcherState state, int hypothesis, long time) {
        state.passageLink = state.hypothesisLink[hypothesis];
        state.passageEnter = time;
        state.passageStart = state.hypothesisOffset[hypothesis];
        state.passagePositions = 0;
        state.passageFirst = true;
    }

    /** The path ends where the vehicle is. */
    private void endPath(MatcherState state, MatchListener listener) {
        if (state.passageLink >= 0) {
            endPassage(state, state.positionTime, state.positionOffset, true, listener);
            state.passageLink = -1;
        }
    }

    private void endPassage(MatcherState state, long time, float offset, boolean last, MatchListener listener) {
        long exit = Math.max(time, state.passageEnter);
        float covered = Math.max(0, offset - state.passageStart);
        boolean atEnd = last || state.passageFirst;
        // Where a path begins or ends, a few metres of a link are more likely noise than a passage.
        if (covered > 0 && !(atEnd && covered * network.lengthMetres(state.passageLink) < leastEndMetres)) {
            listener.traversal(
                    state.passageLink, state.passageEnter, exit, state.passageStart, covered, state.passagePositions);
        }
        state.passageEnter = exit;
        state.passagePositions = 0;
        state.passageFirst = false;
    }

    /** Drives from the last decided position to the next hypothesis, telling every link that is left on the way. */
    private void move(MatcherState state, int from, int to, long time, MatchListener listener) {
        int count = 0;
        int fromPath = state.hypothesisPath[from];
        for (int p = state.hypothesisPath[to]; p != fromPath; p = state.pathParent[p]) {
            if (count == way.length) {
                way = Arrays.copyOf(way, 2 * count);
            }
            way[count++] = p;
        }
        if (count == 0) {
            return;
        }
        int link = state.passageLink;
        float offset = state.positionOffset;
        float endOffset = state.hypothesisOffset[to];
        int next = state.pathLink[way[count - 1]];
        float leave = 1;
        float enter = 0;
        if (next == network.oppositeLink(link)) {
            // Turned back: where, nobody knows; at least as far as the fixes went, and not before it came here.
            leave = Math.max(state.passageStart, count == 1 ? Math.max(offset, 1 - endOffset) : offset);
            enter = 1 - leave;
        }
        double total = (leave - offset) * network.freeFlowSeconds(link);
        for (int i = count - 1; i >= 0; i--) {
            int on = state.pathLink[way[i]];
            float start = i == count - 1 ? enter : 0;
            float end = i == 0 ? endOffset : 1;
            total += (end - start) * network.freeFlowSeconds(on);
        }
        long begin = state.positionTime;
        double driven = (leave - offset) * network.freeFlowSeconds(link);
        for (int i = count - 1; i >= 0; i--) {
            double share = total > 0 ? Math.min(1, driven / total) : 1;
            long boundary = begin + Math.round(share * (time - begin));
            endPassage(state, boundary, leave, false, listener);
            state.passageLink = state.pathLink[way[i]];
            state.passageStart = i == count - 1 ? enter : 0;
            leave = 1;
            driven += (1 - state.passageStart) * network.freeFlowSeconds(state.passageLink);
        }
    }

    private static void tellFixesOf(MatcherState state, int stage, int hypothesis, MatchListener listener) {
        int told = 0;
        while (told < state.openFixes && state.openFixStage[told] <= stage) {
            long time = state.openFixTime[told];
            if (state.openFixStage[told] == MatcherState.OFF_ROAD_FIX) {
                listener.fix(time, -1, 0, UnmatchedReason.OFF_ROAD);
            } else if (state.hypothesisKind[hypothesis] == MatcherState.SKIPPED) {
                listener.fix(time, -1, 0, UnmatchedReason.OUTLIER);
            } else {
                state.passagePositions++;
                listener.fix(time, state.hypothesisLink[hypothesis], state.hypothesisOffset[hypothesis], null);
            }
            told++;
        }
        state.dropOpenFixes(told);
    }

    /** Tells the fixes at the head that no stage decides, and those of a decided root. */
    void tellFixes(MatcherState state, int upToStage, MatchListener listener) {
        int told = 0;
        while (told < state.openFixes && state.openFixStage[told] == MatcherState.OFF_ROAD_FIX) {
            listener.fix(state.openFixTime[told], -1, 0, UnmatchedReason.OFF_ROAD);
            told++;
        }
        state.dropOpenFixes(told);
        if (state.openFixes > 0 && state.rootDecided && state.openFixStage[0] == 0) {
            tellFixesOf(state, 0, 0, listener);
            tellFixes(state, upToStage, listener);
        }
    }

    /** Drops what lies before the stage and what has no survivor. */
    private void compact(MatcherState state, int firstStage) {
        int first = state.firstOf(firstStage);
        if (movedPath.length < state.paths) {
            movedPath = new int[Math.max(state.paths, 2 * movedPath.length)];
        }
        Arrays.fill(movedPath, 0, state.paths, -1);
        for (int h = first; h < state.hypotheses; h++) {
            if (alive[h]) {
                movedPath[state.hypothesisPath[h]] = 0;
            }
        }
        // The passages that led to the root are told; its own stays, as the end of what survivors drove since.
        int rootPath = firstStage > 0 || state.rootDecided || survivorsOf(state, firstStage) == 1
                ? state.hypothesisPath[firstAlive(state, firstStage)]
                : -1;
        for (int p = state.paths - 1; p >= 0; p--) {
            int parent = state.pathParent[p];
            if (movedPath[p] == 0 && parent >= 0 && p != rootPath) {
                movedPath[parent] = 0;
            }
        }
        int keptPaths = 0;
        for (int p = 0; p < state.paths; p++) {
            if (movedPath[p] == 0) {
                int parent = p == rootPath ? -1 : state.pathParent[p];
                state.pathLink[keptPaths] = state.pathLink[p];
                state.pathParent[keptPaths] = parent < 0 ? -1 : movedPath[parent];
                movedPath[p] = keptPaths++;
            }
        }
        state.paths = keptPaths;

        int kept = 0;
        int stages = state.stages;
        for (int stage = firstStage; stage < stages; stage++) {
            int end = stage + 1 < stages ? state.stageFirst[stage + 1] : state.hypotheses;
            int begin = state.stageFirst[stage];
            state.stageFirst[stage - firstStage] = kept;
            state.stageTime[stage - firstStage] = state.stageTime[stage];
            state.stageDepart[stage - firstStage] = state.stageDepart[stage];
            for (int h = begin; h < end; h++) {
                if (alive[h]) {
                    int parent = stage == firstStage ? -1 : state.hypothesisParent[h];
                    state.hypothesisLink[kept] = state.hypothesisLink[h];
                    state.hypothesisOffset[kept] = state.hypothesisOffset[h];
                    state.hypothesisCost[kept] = state.hypothesisCost[h];
                    state.hypothesisParent[kept] = parent < 0 ? -1 : moved[parent];
                    state.hypothesisPath[kept] = movedPath[state.hypothesisPath[h]];
                    state.hypothesisKind[kept] = state.hypothesisKind[h];
                    state.hypothesisBehind[kept] = state.hypothesisBehind[h];
                    moved[h] = kept++;
                }
            }
        }
        state.hypotheses = kept;
        state.stages = stages - firstStage;
        for (int i = 0; i < state.openFixes; i++) {
            if (state.openFixStage[i] != MatcherState.OFF_ROAD_FIX) {
                state.openFixStage[i] -= firstStage;
            }
        }
    }

    private int firstAlive(MatcherState state, int stage) {
        int h = state.firstOf(stage);
        while (!alive[h]) {
            h++;
        }
        return h;
    }

    private int survivorsOf(MatcherState state, int stage) {
        int count = 0;
        for (int h = state.firstOf(stage); h < state.endOf(stage); h++) {
            count += alive[h] ? 1 : 0;
        }
        return count;
    }
}
