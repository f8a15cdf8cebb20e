package city.mio.geo.routing;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A customizable contraction hierarchy without its weights: what contracting the states of a route graph in a given
 * order leaves (Dibbelt, Strasser, Wagner, "Customizable contraction hierarchies", 2016). Vertices are states by their
 * rank, 0 contracted first. Immutable and thread-safe.
 *
 * <p>Contraction keeps directions: contracting {@code v} joins each arc into it with each arc out of it, nothing else.
 * The paper joins all neighbours, which in a graph of links and turns, where few turns have their reverse, makes
 * several times the arcs, most of them infinite for ever. The elimination tree is that of the undirected closure, so
 * every arc still leads to an ancestor in it.
 */
final class HierarchyTopology {

    final RouteGraph graph;
    final int vertexCount;
    final int[] rankOfState;
    final int[] stateOfRank;

    /** Parent in the elimination tree, always higher; -1 at roots. */
    final int[] parent;

    /** Steps to the root. */
    final char[] depth;

    /** Depths are below this. */
    final int height;

    /** Arcs upward from their lower end. */
    final HierarchyArcs out;

    /** Arcs down to their lower end. */
    final HierarchyArcs in;

    /** The turns whose arcs are upward, and those whose arcs are downward. */
    final TurnArcs outTurns;

    final TurnArcs inTurns;

    /**
     * Turns as arcs.
     *
     * @param arc their arcs, ascending
     * @param turn the turns
     * @param link the links that they leave
     */
    record TurnArcs(int[] arc, int[] turn, int[] link) {}

    HierarchyTopology(RouteGraph graph, LinkOrder order) {
        order.requireFit(graph.network());
        this.graph = graph;
        vertexCount = graph.stateCount();
        rankOfState = new int[vertexCount];
        stateOfRank = new int[vertexCount];
        int rank = 0;
        for (int i = 0; i < order.linkCount(); i++) {
            int link = order.link(i);
            rankOfState[link] = rank;
            stateOfRank[rank++] = link;
            for (int more : graph.moreStatesOf(link)) {
                rankOfState[more] = rank;
                stateOfRank[rank++] = more;
            }
        }
        Turns turns = new Turns();
        parent = eliminationTree(turns);
        Contraction contraction = new Contraction(turns);
        depth = depths();
        height = 1 + IntStream.range(0, vertexCount).map(v -> depth[v]).max().orElse(0);
        out = new HierarchyArcs(contraction.out.start, contraction.out.ends(), depth);
        in = new HierarchyArcs(contraction.in.start, contraction.in.ends(), depth);
        outTurns = turnArcs(out, true);
        inTurns = turnArcs(in, false);
    }

    private char[] depths() {
        char[] depths = new char[vertexCount];
        for (int v = vertexCount - 1; v >= 0; v--) {
            if (parent[v] >= 0) {
                if (depths[parent[v]] == Character.MAX_VALUE) {
                    throw new IllegalArgumentException("the network is too dense: no order of 65536 levels");
                }
                depths[v] = (char) (depths[parent[v]] + 1);
            }
        }
        return depths;
    }

    /** Arcs of both directions. */
    int arcCount() {
        return out.count() + in.count();
    }

    /** Turns between ranks, by their lower end: upward ones and downward ones. */
    private final class Turns {
        final int[] upwardStart = new int[vertexCount + 1];
        final int[] upwardHead;
        final int[] downwardStart = new int[vertexCount + 1];
        final int[] downwardTail;

        Turns() {
            forEach((tail, head) -> (tail < head ? upwardStart : downwardStart)[Math.min(tail, head) + 1]++);
            for (int i = 0; i < vertexCount; i++) {
                upwardStart[i + 1] += upwardStart[i];
                downwardStart[i + 1] += downwardStart[i];
            }
            upwardHead = new int[upwardStart[vertexCount]];
            downwardTail = new int[downwardStart[vertexCount]];
            int[] upwardNext = upwardStart.clone();
            int[] downwardNext = downwardStart.clone();
            forEach((tail, head) -> {
                if (tail < head) {
                    upwardHead[upwardNext[tail]++] = head;
                } else {
                    downwardTail[downwardNext[head]++] = tail;
                }
            });
        }

        /** All turns but those from a link into itself, which no fastest way takes. */
        private void forEach(ArcVisitor visitor) {
            for (int state = 0; state < vertexCount; state++) {
                for (int turn = graph.firstTurn(state); turn < graph.firstTurn(state + 1); turn++) {
                    if (graph.turnTo(turn) != state) {
                        visitor.visit(rankOfState[state], rankOfState[graph.turnTo(turn)]);
                    }
                }
            }
        }
    }

    @FunctionalInterface
    private interface ArcVisitor {
        void visit(int tail, int head);
    }

    /** Liu, "The role of elimination trees in sparse factorization", 1990: with path compression. */
    private int[] eliminationTree(Turns turns) {
        int[] lowerStart = new int[vertexCount + 1];
        int[] parents = new int[vertexCount];
        int[] ancestor = new int[vertexCount];
        Arrays.fill(parents, -1);
        Arrays.fill(ancestor, -1);
        for (int head : turns.upwardHead) {
            lowerStart[head + 1]++;
        }
        for (int tail : turns.downwardTail) {
            lowerStart[tail + 1]++;
        }
        for (int i = 0; i < vertexCount; i++) {
            lowerStart[i + 1] += lowerStart[i];
        }
        int[] lower = new int[lowerStart[vertexCount]];
        int[] next = lowerStart.clone();
        for (int v = 0; v < vertexCount; v++) {
            for (int k = turns.upwardStart[v]; k < turns.upwardStart[v + 1]; k++) {
                lower[next[turns.upwardHead[k]]++] = v;
            }
            for (int k = turns.downwardStart[v]; k < turns.downwardStart[v + 1]; k++) {
                lower[next[turns.downwardTail[k]]++] = v;
            }
        }
        for (int v = 0; v < vertexCount; v++) {
            for (int k = lowerStart[v]; k < lowerStart[v + 1]; k++) {
                int at = lower[k];
                while (ancestor[at] >= 0 && ancestor[at] != v) {
                    int above = ancestor[at];
                    ancestor[at] = v;
                    at = above;
                }
                if (ancestor[at] < 0) {
                    ancestor[at] = v;
                    parents[at] = v;
                }
            }
        }
        return parents;
    }

    /** Arcs of one direction at their lower ends, which come in ascending order, chained also by their upper ends. */
    private final class Arcs {
        final int[] start = new int[vertexCount + 1];

        /** Upper ends. */
        private int[] end = new int[4 * vertexCount + 16];

        private int[] lower = new int[end.length];

        /** The next arc with the same upper end. */
        private int[] chained = new int[end.length];

        private final int[] chain = new int[vertexCount];
        private int count;

        Arcs() {
            Arrays.fill(chain, -1);
        }

        int[] ends() {
            return Arrays.copyOf(end, count);
        }

        void set(int v, int[] ends, int size) {
            if (count + size > end.length) {
                int length = Math.max(count + size, end.length + end.length / 2);
                end = Arrays.copyOf(end, length);
                lower = Arrays.copyOf(lower, length);
                chained = Arrays.copyOf(chained, length);
            }
            for (int i = 0; i < size; i++) {
                end[count] = ends[i];
                lower[count] = v;
                chained[count] = chain[ends[i]];
                chain[ends[i]] = count++;
            }
            start[v + 1] = count;
        }
    }

    /** Which arcs contraction makes. Those at {@code v} are the turns and what was joined at lower vertices. */
    private final class Contraction {
        final Arcs out = new Arcs();
        final Arcs in = new Arcs();
        private final int[] mark = new int[vertexCount];
        private int[] found = new int[64];
        private int size;

        Contraction(Turns turns) {
            Arrays.fill(mark, -1);
            for (int v = 0; v < vertexCount; v++) {
                collect(v, turns.upwardStart, turns.upwardHead, in, out);
                out.set(v, found, size);
                // The marks of heads above are those of this vertex: apart from the tails' by another number.
                collect(v, turns.downwardStart, turns.downwardTail, out, in);
                in.set(v, found, size);
            }
        }

        /** What is above {@code v}: by turns, and over each lower {@code u} that it is joined with. */
        private void collect(int v, int[] turnStart, int[] turnEnd, Arcs toLower, Arcs fromLower) {
            size = 0;
            int stamp = 2 * v + (toLower == in ? 0 : 1);
            for (int k = turnStart[v]; k < turnStart[v + 1]; k++) {
                add(turnEnd[k], stamp);
            }
            for (int arc = toLower.chain[v]; arc >= 0; arc = toLower.chained[arc]) {
                int u = toLower.lower[arc];
                for (int k = fromLower.start[u + 1] - 1; k >= fromLower.start[u] && fromLower.end[k] > v; k--) {
                    add(fromLower.end[k], stamp);
                }
            }
            Arrays.sort(found, 0, size);
        }

        private void add(int vertex, int stamp) {
            if (mark[vertex] != stamp) {
                mark[vertex] = stamp;
                if (size == found.length) {
                    found = Arrays.copyOf(found, 2 * size);
                }
                found[size++] = vertex;
            }
        }
    }

    private TurnArcs turnArcs(HierarchyArcs arcs, boolean upward) {
        long[] arcAndTurn = new long[graph.turnCount()];
        int[] linkOfTurn = new int[graph.turnCount()];
        int count = 0;
        for (int state = 0; state < vertexCount; state++) {
            for (int turn = graph.firstTurn(state); turn < graph.firstTurn(state + 1); turn++) {
                int tail = rankOfState[state];
                int head = rankOfState[graph.turnTo(turn)];
                if (tail != head && tail < head == upward) {
                    int arc = arcs.find(Math.min(tail, head), depth[Math.max(tail, head)]);
                    arcAndTurn[count++] = (long) arc << 32 | turn;
                    linkOfTurn[turn] = graph.linkOf(state);
                }
            }
        }
        Arrays.sort(arcAndTurn, 0, count);
        TurnArcs turns = new TurnArcs(new int[count], new int[count], new int[count]);
        for (int i = 0; i < count; i++) {
            turns.arc[i] = (int) (arcAndTurn[i] >>> 32);
            turns.turn[i] = (int) arcAndTurn[i];
            turns.link[i] = linkOfTurn[turns.turn[i]];
        }
        return turns;
    }
}
