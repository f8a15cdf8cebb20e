package city.mio.geo.places;

import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Cheapest ways from one node to all links, turn bans kept: E. W. Dijkstra, A note on two problems in connexion with
 * graphs (1959), over links instead of nodes. Used when a city is laid out, not on hot paths. Not thread-safe.
 */
final class LinkSearch {

    private final RoadNetwork network;
    private final double[] costs;
    private final double[] reached;
    private final int[] before;
    private final int[] settled;
    private int settledCount;
    private final int[] heap;
    private final int[] heapPlace;
    private int heapSize;

    /** @param cost of a link; infinite where it is closed */
    LinkSearch(RoadNetwork network, IntToDoubleFunction cost) {
        this.network = network;
        int links = network.linkCount();
        costs = new double[links];
        Arrays.setAll(costs, cost);
        reached = new double[links];
        before = new int[links];
        settled = new int[links];
        heap = new int[links];
        heapPlace = new int[links];
    }

    /** Searches anew from a node. */
    void from(int node) {
        Arrays.fill(reached, Double.POSITIVE_INFINITY);
        Arrays.fill(heapPlace, -1);
        heapSize = 0;
        settledCount = 0;
        for (int i = 0; i < network.outDegree(node); i++) {
            reach(network.outLink(node, i), -1, 0);
        }
        while (heapSize > 0) {
            int link = pop();
            settled[settledCount++] = link;
            int at = network.toNode(link);
            for (int i = 0; i < network.outDegree(at); i++) {
                int next = network.outLink(at, i);
                if (network.turnAllowed(link, next)) {
                    reach(next, link, reached[link]);
                }
            }
        }
    }

    private void reach(int link, int from, double cost) {
        double total = cost + costs[link];
        if (total < reached[link]) {
            reached[link] = total;
            before[link] = from;
            if (heapPlace[link] < 0) {
                heapPlace[link] = heapSize;
                heap[heapSize++] = link;
            }
            up(heapPlace[link]);
        }
    }

    /** The cheapest link that ends at the node; -1 if none was reached. */
    int cheapestInto(int node) {
        int best = -1;
        for (int i = 0; i < network.inDegree(node); i++) {
            int link = network.inLink(node, i);
            if (reached[link] < Double.POSITIVE_INFINITY && (best < 0 || reached[link] < reached[best])) {
                best = link;
            }
        }
        return best;
    }

    /** Cost from the start to the end of the link. */
    double cost(int link) {
        return reached[link];
    }

    /** The links from the start to this one, in driving order. */
    List<Integer> pathTo(int link) {
        List<Integer> path = new ArrayList<>();
        for (int at = link; at >= 0; at = before[at]) {
            path.add(at);
        }
        Collections.reverse(path);
        return path;
    }

    /** Adds to each link what flows over it when every link is the aim of as much as {@code aims} says. */
    void addFlow(double[] aims, double[] flow) {
        double[] through = aims.clone();
        for (int i = settledCount - 1; i >= 0; i--) {
            int link = settled[i];
            flow[link] += through[link];
            if (before[link] >= 0) {
                through[before[link]] += through[link];
            }
        }
    }

    private int pop() {
        int top = heap[0];
        heapPlace[top] = -1;
        int last = heap[--heapSize];
        if (heapSize > 0) {
            heap[0] = last;
            heapPlace[last] = 0;
            down();
        }
        return top;
    }

    private void up(int from) {
        int at = from;
        while (at > 0 && reached[heap[at]] < reached[heap[(at - 1) / 2]]) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void down() {
        int at = 0;
        for (int child = 1; child < heapSize; child = 2 * at + 1) {
            if (child + 1 < heapSize && reached[heap[child + 1]] < reached[heap[child]]) {
                child++;
            }
            if (reached[heap[at]] <= reached[heap[child]]) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private void swap(int i, int k) {
        int link = heap[i];
        heap[i] = heap[k];
        heap[k] = link;
        heapPlace[heap[i]] = i;
        heapPlace[heap[k]] = k;
    }
}
