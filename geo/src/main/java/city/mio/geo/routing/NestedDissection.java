package city.mio.geo.routing;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import java.util.Arrays;

/**
 * An order of a network's links for contraction: the network is cut in two by few links, which come last, and both
 * sides likewise, down to single nodes. In the graph of links and turns, the links of a cut are a separator (Buchhold,
 * Wagner, Zeitz, Zündorf, "Customizable contraction hierarchies with turn costs", 2020). Depends on nothing but the
 * network; deterministic.
 */
final class NestedDissection {

    private static final int DIRECTIONS = 4;

    private final RoadNetwork network;
    private final double[] x;
    private final double[] y;

    /** Streets by node: the neighbours, each once, and how many links lead there or from there. */
    private final int[] start;

    private final int[] neighbour;
    private final int[] streetLinks;

    /** Nodes, each piece in one stretch, and where in it each node is. */
    private final int[] nodes;

    private final int[] place;

    private final int[] order;
    private int next;

    private NestedDissection(RoadNetwork network) {
        this.network = network;
        int n = network.nodeCount();
        LocalProjection projection = network.projection();
        x = new double[n];
        y = new double[n];
        start = new int[n + 1];
        for (int node = 0; node < n; node++) {
            x[node] = projection.x(network.nodeLon(node));
            y[node] = projection.y(network.nodeLat(node));
        }
        int[] heads = new int[2 * network.linkCount()];
        int[] links = new int[2 * network.linkCount()];
        int count = 0;
        int[] at = new int[n];
        Arrays.fill(at, -1);
        for (int node = 0; node < n; node++) {
            start[node] = count;
            for (int i = 0; i < network.outDegree(node) + network.inDegree(node); i++) {
                int other = i < network.outDegree(node)
                        ? network.toNode(network.outLink(node, i))
                        : network.fromNode(network.inLink(node, i - network.outDegree(node)));
                if (other == node) {
                    continue;
                }
                if (at[other] < start[node]) {
                    at[other] = count;
                    heads[count++] = other;
                }
                links[at[other]]++;
            }
        }
        start[n] = count;
        neighbour = Arrays.copyOf(heads, count);
        streetLinks = Arrays.copyOf(links, count);
        nodes = new int[n];
        place = new int[n];
        for (int node = 0; node < n; node++) {
            nodes[node] = node;
            place[node] = node;
        }
        order = new int[network.linkCount()];
        next = order.length;
    }

    /** The links, those to be contracted first in front. */
    static int[] order(RoadNetwork network) {
        NestedDissection dissection = new NestedDissection(network);
        dissection.dissect();
        return dissection.order;
    }

    private void dissect() {
        // Stretches of nodes; depth first, so that the links of a piece are neighbours in the order.
        int[] stack = new int[64];
        int height = 0;
        stack[height++] = 0;
        stack[height++] = nodes.length;
        while (height > 0) {
            int to = stack[--height];
            int from = stack[--height];
            if (to - from <= 1) {
                if (to > from) {
                    takeLoops(nodes[from]);
                }
                continue;
            }
            int middle = firstPart(from, to);
            if (middle == to) {
                middle = cut(from, to);
            }
            if (height + 4 > stack.length) {
                stack = Arrays.copyOf(stack, 2 * stack.length);
            }
            stack[height++] = from;
            stack[height++] = middle;
            stack[height++] = middle;
            stack[height++] = to;
        }
        if (next != 0) {
            throw new IllegalStateException(next + " links were not ordered");
        }
    }

    private void takeLoops(int node) {
        for (int i = 0; i < network.outDegree(node); i++) {
            if (network.toNode(network.outLink(node, i)) == node) {
                order[--next] = network.outLink(node, i);
            }
        }
    }

    /** Brings what hangs together with the first node to the front of the stretch; where it ends. */
    private int firstPart(int from, int to) {
        int end = from + 1;
        for (int i = from; i < end; i++) {
            int node = nodes[i];
            for (int arc = start[node]; arc < start[node + 1]; arc++) {
                int at = place[neighbour[arc]];
                if (at >= end && at < to) {
                    swap(at, end++);
                }
            }
        }
        return end;
    }

    private void swap(int a, int b) {
        int node = nodes[a];
        nodes[a] = nodes[b];
        nodes[b] = node;
        place[nodes[a]] = a;
        place[nodes[b]] = b;
    }

    /** Cuts a stretch that hangs together in two and orders the links between; where the second begins. */
    private int cut(int from, int to) {
        boolean[] first = to - from == 2 ? new boolean[] {true, false} : cutter(from, to).cut(DIRECTIONS);
        int[] kept = Arrays.copyOfRange(nodes, from, to);
        int front = from;
        int back = to;
        for (int i = 0; i < kept.length; i++) {
            int at = first[i] ? front++ : --back;
            nodes[at] = kept[i];
            place[kept[i]] = at;
        }
        // One direction after the other: links of one direction have no turns into each other.
        for (int i = from; i < front; i++) {
            for (int k = 0; k < network.outDegree(nodes[i]); k++) {
                int link = network.outLink(nodes[i], k);
                takeIfBetween(link, network.toNode(link), front, to);
            }
        }
        for (int i = from; i < front; i++) {
            for (int k = 0; k < network.inDegree(nodes[i]); k++) {
                int link = network.inLink(nodes[i], k);
                takeIfBetween(link, network.fromNode(link), front, to);
            }
        }
        return front;
    }

    private void takeIfBetween(int link, int otherNode, int from, int to) {
        if (place[otherNode] >= from && place[otherNode] < to) {
            order[--next] = link;
        }
    }

    private CellCutter cutter(int from, int to) {
        int n = to - from;
        int[] cellStart = new int[n + 1];
        int arcs = 0;
        for (int i = 0; i < n; i++) {
            int node = nodes[from + i];
            for (int arc = start[node]; arc < start[node + 1]; arc++) {
                int at = place[neighbour[arc]];
                arcs += at >= from && at < to ? 1 : 0;
            }
            cellStart[i + 1] = arcs;
        }
        int[] head = new int[arcs];
        int[] capacity = new int[arcs];
        int[] reverse = new int[arcs];
        double[] cellX = new double[n];
        double[] cellY = new double[n];
        int[] filled = Arrays.copyOf(cellStart, n);
        for (int i = 0; i < n; i++) {
            int node = nodes[from + i];
            cellX[i] = x[node];
            cellY[i] = y[node];
            for (int arc = start[node]; arc < start[node + 1]; arc++) {
                int other = place[neighbour[arc]] - from;
                if (other > i && other < n) {
                    int there = filled[i]++;
                    int back = filled[other]++;
                    head[there] = other;
                    head[back] = i;
                    capacity[there] = streetLinks[arc];
                    capacity[back] = streetLinks[arc];
                    reverse[there] = back;
                    reverse[back] = there;
                }
            }
        }
        return new CellCutter(cellStart, head, capacity, reverse, cellX, cellY);
    }
}
