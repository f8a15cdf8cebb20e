package city.mio.geo.network;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import org.locationtech.jts.geom.Envelope;

/**
 * A directed road graph in primitive arrays. Links and nodes are addressed by their index, {@code 0 ..
 * linkCount()-1} and {@code 0 .. nodeCount()-1}, which holds for this instance only; what travels on topics is the
 * 64-bit {@link #linkId}, which survives a re-import of the same data.
 *
 * <p>Built by {@link RoadNetworkBuilder}, written and read by {@link RoadNetworkFile}. Immutable and safe to share
 * between threads; one instance serves every task of a JVM. Index arguments outside their range throw {@link
 * IndexOutOfBoundsException}.
 */
public final class RoadNetwork {

    /** Everything a network holds, as arrays; owned by the network once handed over. */
    static final class Tables {
        long[] nodeIds;
        double[] nodeLons;
        double[] nodeLats;
        boolean[] nodeSignals;
        String[] nodeNames;
        String[] nodeNamesRomanised;

        long[] linkIds;
        int[] linkFrom;
        int[] linkTo;
        float[] linkLengths;
        float[] linkSpeeds;
        byte[] linkLanes;
        byte[] linkClasses;
        byte[] linkStructures;
        byte[] linkLayers;
        boolean[] linkHeavy;
        int[] linkNames;

        /** Index of the first shape point of each link, and one past the last at the end. */
        int[] shapeStart;
        double[] shapeLons;
        double[] shapeLats;

        String[] roadNames;
        String[] roadNamesRomanised;

        /** Banned turns as {@code from << 32 | to} link indices, ascending. */
        long[] bannedTurns;

        /** Turns that only heavy vehicles may not make, in the same form. */
        long[] heavyBannedTurns = {};

        /** Drives over three and more links that no vehicle may make. */
        LinkPaths bannedPaths = LinkPaths.NONE;

        /** Drives over three and more links that only heavy vehicles may not make. */
        LinkPaths heavyBannedPaths = LinkPaths.NONE;

        /** @throws IllegalArgumentException if the arrays, from a file, do not fit together */
        void check() {
            int nodes = nodeIds.length;
            int links = linkIds.length;
            for (int i = 0; i < nodes; i++) {
                require(Math.abs(nodeLons[i]) <= 180 && Math.abs(nodeLats[i]) <= 90, "position of node", i);
            }
            require(shapeStart[0] == 0 && shapeStart[links] == shapeLons.length, "shapes of link", links - 1);
            for (int i = 0; i < links; i++) {
                require(linkFrom[i] >= 0 && linkFrom[i] < nodes, "start of link", i);
                require(linkTo[i] >= 0 && linkTo[i] < nodes, "end of link", i);
                require(linkLengths[i] >= 0 && linkLengths[i] < 1e7, "length of link", i);
                require(linkSpeeds[i] > 0 && linkSpeeds[i] < 1000, "speed of link", i);
                require(linkLanes[i] >= 1, "lanes of link", i);
                require(linkClasses[i] >= 0 && linkClasses[i] < RoadClass.COUNT, "class of link", i);
                require(linkStructures[i] >= 0 && linkStructures[i] < Structure.COUNT, "structure of link", i);
                require(linkNames[i] >= 0 && linkNames[i] < roadNames.length, "name of link", i);
                require(shapeStart[i + 1] - shapeStart[i] >= 2, "shape of link", i);
            }
            for (int i = 0; i < shapeLons.length; i++) {
                require(Math.abs(shapeLons[i]) <= 180 && Math.abs(shapeLats[i]) <= 90, "shape point", i);
            }
            checkTurns(bannedTurns, "banned turn");
            checkTurns(heavyBannedTurns, "turn banned to heavy vehicles");
            bannedPaths.check(linkFrom, linkTo, "banned path");
            heavyBannedPaths.check(linkFrom, linkTo, "path banned to heavy vehicles");
        }

        private void checkTurns(long[] turns, String what) {
            int links = linkIds.length;
            for (int i = 0; i < turns.length; i++) {
                long from = turns[i] >>> 32;
                long to = turns[i] & 0xFFFFFFFFL;
                require(from < links && to < links, what, i);
                require(i == 0 || turns[i] > turns[i - 1], what, i);
            }
        }

        private static void require(boolean holds, String what, int i) {
            if (!holds) {
                throw new IllegalArgumentException(what + " " + i + " is out of range");
            }
        }
    }

    /** Links that are looked at to find the other direction of one. */
    private static final int MOST_AT_NODE = 1_000;

    private final Tables a;
    private final int[] outStart;
    private final int[] outLinks;
    private final int[] inStart;
    private final int[] inLinks;
    private final int[] opposite;
    private final LongIndex linksById;
    private final LongIndex nodesById;
    private final Envelope bounds;
    private final LocalProjection projection;

    RoadNetwork(Tables arrays) {
        this.a = arrays;
        int nodes = nodeCount();
        int links = linkCount();
        outStart = new int[nodes + 1];
        inStart = new int[nodes + 1];
        outLinks = adjacency(a.linkFrom, outStart);
        inLinks = adjacency(a.linkTo, inStart);
        bounds = new Envelope();
        for (int i = 0; i < a.shapeLons.length; i++) {
            bounds.expandToInclude(a.shapeLons[i], a.shapeLats[i]);
        }
        for (int i = 0; i < nodes; i++) {
            bounds.expandToInclude(a.nodeLons[i], a.nodeLats[i]);
        }
        projection = bounds.isNull()
                ? new LocalProjection(0, 0)
                : new LocalProjection(bounds.centre().x, bounds.centre().y);

        linksById = new LongIndex(a.linkIds);
        nodesById = new LongIndex(a.nodeIds);
        requireDistinct("link", linksById, a.linkIds);
        requireDistinct("node", nodesById, a.nodeIds);
        opposite = new int[links];
        for (int link = 0; link < links; link++) {
            opposite[link] = lookForOpposite(link);
        }
    }

    private static void requireDistinct(String what, LongIndex index, long[] ids) {
        if (index.firstRepeated() >= 0) {
            throw new IllegalArgumentException(what + " " + ids[index.firstRepeated()] + " is there twice");
        }
    }

    private static int[] adjacency(int[] nodeOfLink, int[] start) {
        for (int node : nodeOfLink) {
            start[node + 1]++;
        }
        for (int i = 1; i < start.length; i++) {
            start[i] += start[i - 1];
        }
        int[] next = Arrays.copyOf(start, start.length);
        int[] links = new int[nodeOfLink.length];
        for (int link = 0; link < nodeOfLink.length; link++) {
            links[next[nodeOfLink[link]]++] = link;
        }
        return links;
    }

    private int lookForOpposite(int link) {
        int best = -1;
        double bestDifference = Double.POSITIVE_INFINITY;
        int from = a.linkFrom[link];
        int to = a.linkTo[link];
        // At whichever end fewer links meet, and not at more than stand between any two nodes of a real map: or nodes
        // where a million links meet would take hours.
        boolean atEnd = outStart[to + 1] - outStart[to] <= inStart[from + 1] - inStart[from];
        int begin = atEnd ? outStart[to] : inStart[from];
        int end = Math.min(atEnd ? outStart[to + 1] : inStart[from + 1], begin + MOST_AT_NODE);
        for (int i = begin; i < end; i++) {
            int other = atEnd ? outLinks[i] : inLinks[i];
            if (a.linkTo[other] != from || a.linkFrom[other] != to || other == link) {
                continue;
            }
            double difference = Math.abs(a.linkLengths[other] - a.linkLengths[link]);
            if (difference < bestDifference) {
                bestDifference = difference;
                best = other;
            }
        }
        // Two one-way carriageways between the same nodes are no two-way street: their courses differ.
        return best >= 0 && bestDifference <= 0.02 * a.linkLengths[link] + 1 ? best : -1;
    }

    public int nodeCount() {
        return a.nodeIds.length;
    }

    public int linkCount() {
        return a.linkIds.length;
    }

    /** The node's id in its source. */
    public long nodeId(int node) {
        return a.nodeIds[node];
    }

    /** WGS 84 degrees. */
    public double nodeLon(int node) {
        return a.nodeLons[node];
    }

    /** WGS 84 degrees. */
    public double nodeLat(int node) {
        return a.nodeLats[node];
    }

    /** Whether traffic signals stand at the node. */
    public boolean nodeSignal(int node) {
        return a.nodeSignals[node];
    }

    /** The crossing's name in the local language; empty if it has none. */
    public String nodeName(int node) {
        return a.nodeNames[node];
    }

    /** The crossing's name in Latin letters; empty if it has none. */
    public String nodeNameRomanised(int node) {
        return a.nodeNamesRomanised[node];
    }

    /** The stable id of a link, never 0. */
    public long linkId(int link) {
        return a.linkIds[link];
    }

    /** The index of the link with this id. */
    public OptionalInt findLink(long linkId) {
        int at = linksById.find(linkId);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }

    /**
     * The index of the link with this id.
     *
     * @throws NoSuchElementException if the network has none
     */
    public int getLink(long linkId) {
        return findLink(linkId).orElseThrow(() -> new NoSuchElementException("no link " + linkId));
    }

    /** The index of the node with this source id. */
    public OptionalInt findNode(long nodeId) {
        int at = nodesById.find(nodeId);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }

    /**
     * The index of the node with this source id.
     *
     * @throws NoSuchElementException if the network has none
     */
    public int getNode(long nodeId) {
        return findNode(nodeId).orElseThrow(() -> new NoSuchElementException("no node " + nodeId));
    }

    /** The node at the start of the link. */
    public int fromNode(int link) {
        return a.linkFrom[link];
    }

    /** The node at the end of the link. */
    public int toNode(int link) {
        return a.linkTo[link];
    }

    public float lengthMetres(int link) {
        return a.linkLengths[link];
    }

    /** Speed with the road empty, m/s. */
    public float freeFlowSpeedMps(int link) {
        return a.linkSpeeds[link];
    }

    /** Time over the whole link with the road empty, seconds. */
    public float freeFlowSeconds(int link) {
        return a.linkLengths[link] / a.linkSpeeds[link];
    }

    /** Lanes in the link's direction, at least 1. */
    public int lanes(int link) {
        return a.linkLanes[link];
    }

    public RoadClass roadClass(int link) {
        return RoadClass.ofOrdinal(a.linkClasses[link]);
    }

    public Structure structure(int link) {
        return Structure.ofOrdinal(a.linkStructures[link]);
    }

    /** Vertical order among stacked roads, 0 on the ground. */
    public int layer(int link) {
        return a.linkLayers[link];
    }

    /** Whether heavy goods vehicles may use the link. */
    public boolean heavyAllowed(int link) {
        return a.linkHeavy[link];
    }

    /** The road's name in the local language; empty if it has none. */
    public String roadName(int link) {
        return a.roadNames[a.linkNames[link]];
    }

    /** The road's name in Latin letters; empty if it has none. */
    public String roadNameRomanised(int link) {
        return a.roadNamesRomanised[a.linkNames[link]];
    }

    /** Shape points of a link with both ends, at least 2. */
    public int shapeSize(int link) {
        return a.shapeStart[link + 1] - a.shapeStart[link];
    }

    /** WGS 84 degrees of the {@code i}th shape point. */
    public double shapeLon(int link, int i) {
        return a.shapeLons[a.shapeStart[link] + i];
    }

    /** WGS 84 degrees of the {@code i}th shape point. */
    public double shapeLat(int link, int i) {
        return a.shapeLats[a.shapeStart[link] + i];
    }

    /** Number of links that leave the node. */
    public int outDegree(int node) {
        return outStart[node + 1] - outStart[node];
    }

    /** The {@code i}th link that leaves the node. */
    public int outLink(int node, int i) {
        return outLinks[outStart[node] + i];
    }

    /** Number of links that enter the node. */
    public int inDegree(int node) {
        return inStart[node + 1] - inStart[node];
    }

    /** The {@code i}th link that enters the node. */
    public int inLink(int node, int i) {
        return inLinks[inStart[node] + i];
    }

    /** The other direction of the same two-way street; -1 on one-way streets. */
    public int oppositeLink(int link) {
        return opposite[link];
    }

    /** Whether a vehicle may go from one link into another that starts where the first ends. */
    public boolean turnAllowed(int fromLink, int toLink) {
        return a.linkTo[fromLink] == a.linkFrom[toLink] && !holds(a.bannedTurns, fromLink, toLink);
    }

    /** Whether a heavy vehicle may go from one link into another; of the turn only, see {@link #heavyAllowed}. */
    public boolean turnAllowedForHeavy(int fromLink, int toLink) {
        return turnAllowed(fromLink, toLink) && !holds(a.heavyBannedTurns, fromLink, toLink);
    }

    private static boolean holds(long[] turns, int fromLink, int toLink) {
        return turns.length > 0 && Arrays.binarySearch(turns, (long) fromLink << 32 | toLink) >= 0;
    }

    public int bannedTurnCount() {
        return a.bannedTurns.length;
    }

    /** Calls the visitor with the two links of every banned turn, in ascending order of the first. */
    public void forEachBannedTurn(TurnVisitor visitor) {
        visit(a.bannedTurns, visitor);
    }

    /** Turns that only heavy vehicles may not make. */
    public int heavyBannedTurnCount() {
        return a.heavyBannedTurns.length;
    }

    /** Calls the visitor with the two links of every turn that only heavy vehicles may not make. */
    public void forEachHeavyBannedTurn(TurnVisitor visitor) {
        visit(a.heavyBannedTurns, visitor);
    }

    private static void visit(long[] turns, TurnVisitor visitor) {
        for (long turn : turns) {
            visitor.visit((int) (turn >>> 32), (int) turn);
        }
    }

    /**
     * Drives over three or more links, one after the other, that no vehicle may make though each turn is allowed:
     * turn restrictions over ways.
     */
    public int bannedPathCount() {
        return a.bannedPaths.count();
    }

    /** Calls the visitor with every banned path, in ascending order of its links. */
    public void forEachBannedPath(PathVisitor visitor) {
        a.bannedPaths.forEach(visitor);
    }

    /** Drives over three or more links that only heavy vehicles may not make. */
    public int heavyBannedPathCount() {
        return a.heavyBannedPaths.count();
    }

    /** Calls the visitor with every path that only heavy vehicles may not drive, in ascending order of its links. */
    public void forEachHeavyBannedPath(PathVisitor visitor) {
        a.heavyBannedPaths.forEach(visitor);
    }

    /** Is told of turns, by link indices. */
    @FunctionalInterface
    public interface TurnVisitor {
        void visit(int fromLink, int toLink);
    }

    /** Is told of paths, by link indices in the order of driving; the array is the visitor's to keep. */
    @FunctionalInterface
    public interface PathVisitor {
        void visit(int[] links);
    }

    /** The network's extent, WGS 84 degrees; a copy. */
    public Envelope bounds() {
        return new Envelope(bounds);
    }

    /** Metres about the network's centre, for distances on hot paths. */
    public LocalProjection projection() {
        return projection;
    }

    /** The arrays themselves, for the file; not to be changed. */
    Tables arrays() {
        return a;
    }

    @Override
    public String toString() {
        return "RoadNetwork[" + nodeCount() + " nodes, " + linkCount() + " links]";
    }
}
