package city.mio.simulators.city;

import city.mio.geo.network.RoadNetwork;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * Quickest ways to a node from every link, on the travel times of the last refresh, in several variants whose link
 * times are perturbed, so that not all drivers take the same way. Dijkstra over links, backwards, so that banned
 * turns hold; U-turns only where there is no other way on. Not thread-safe.
 */
final class RouteTrees {

    /** Variants to choose from; variant 0 is not perturbed. */
    static final int VARIANTS = 3;

    private static final double PERTURBATION = 0.2;

    private record Key(int destination, int variant, boolean heavy) {}

    /** Next link and time to the destination, by link. */
    private record Tree(int[] next, double[] seconds) {}

    private final RoadNetwork network;
    private final SplittableRandom random;
    private final double[][] seconds;
    private final Map<Key, Tree> trees = new HashMap<>();
    private final boolean[] heavyAllowed;
    /** Links from which one may turn into a link, from {@code beforeStart[link]} to {@code beforeStart[link + 1]}. */
    private final int[] before;
    private final int[] beforeStart;
    private int[] heapLink = new int[64];
    private double[] heapSeconds = new double[64];
    private int heapSize;

    RouteTrees(RoadNetwork network, SplittableRandom random) {
        this.network = network;
        this.random = random;
        int links = network.linkCount();
        this.seconds = new double[VARIANTS][links];
        heavyAllowed = new boolean[links];
        beforeStart = new int[links + 1];
        int[] found = new int[64];
        int count = 0;
        for (int link = 0; link < links; link++) {
            heavyAllowed[link] = network.heavyAllowed(link);
            int node = network.fromNode(link);
            for (int i = 0; i < network.inDegree(node); i++) {
                int other = network.inLink(node, i);
                boolean uTurn = network.oppositeLink(other) == link && network.outDegree(node) > 1;
                if (!uTurn && network.turnAllowed(other, link)) {
                    found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                    found[count++] = other;
                }
            }
            beforeStart[link + 1] = count;
        }
        before = Arrays.copyOf(found, count);
    }

    /** Takes new travel times; ways asked for from now on follow them. */
    void refresh(IntToDoubleFunction linkSeconds) {
        trees.clear();
        for (int link = 0; link < network.linkCount(); link++) {
            double time = linkSeconds.applyAsDouble(link);
            seconds[0][link] = time;
            for (int variant = 1; variant < VARIANTS; variant++) {
                seconds[variant][link] = time * Math.exp(PERTURBATION * random.nextGaussian());
            }
        }
    }

    /** Links from a node to another; null if there is no way. */
    int[] findPath(int origin, int destination, int variant, boolean heavy) {
        Tree tree = tree(destination, variant, heavy);
        int best = -1;
        for (int i = 0; i < network.outDegree(origin); i++) {
            int link = network.outLink(origin, i);
            if (tree.seconds[link] < (best < 0 ? Double.POSITIVE_INFINITY : tree.seconds[best])) {
                best = link;
            }
        }
        return best < 0 ? null : follow(tree, best);
    }

    /** Links after a given one to the destination, other than by {@code avoided}; null if there is no way. */
    int[] findDetour(int link, int avoided, int destination, boolean heavy) {
        Tree tree = tree(destination, 0, heavy);
        int best = -1;
        int node = network.toNode(link);
        for (int i = 0; i < network.outDegree(node); i++) {
            int next = network.outLink(node, i);
            if (next != avoided
                    && next != network.oppositeLink(link)
                    && network.turnAllowed(link, next)
                    && tree.seconds[next] < (best < 0 ? Double.POSITIVE_INFINITY : tree.seconds[best])) {
                best = next;
            }
        }
        return best < 0 ? null : follow(tree, best);
    }

    /** Time from a node to another, seconds; infinite if there is no way. */
    double secondsBetween(int origin, int destination) {
        Tree tree = tree(destination, 0, false);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < network.outDegree(origin); i++) {
            best = Math.min(best, tree.seconds[network.outLink(origin, i)]);
        }
        return best;
    }

    private int[] follow(Tree tree, int first) {
        int count = 0;
        for (int link = first; link >= 0; link = tree.next[link]) {
            count++;
        }
        int[] path = new int[count];
        int at = 0;
        for (int link = first; link >= 0; link = tree.next[link]) {
            path[at++] = link;
        }
        return path;
    }

    private Tree tree(int destination, int variant, boolean heavy) {
        return trees.computeIfAbsent(new Key(destination, variant, heavy), this::grow);
    }

    private Tree grow(Key key) {
        int links = network.linkCount();
        double[] cost = seconds[key.variant];
        double[] best = new double[links];
        int[] next = new int[links];
        boolean[] done = new boolean[links];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        Arrays.fill(next, -1);
        heapSize = 0;
        for (int i = 0; i < network.inDegree(key.destination); i++) {
            reach(network.inLink(key.destination, i), -1, 0, key.heavy, cost, best, next);
        }
        while (heapSize > 0) {
            int link = poll();
            if (done[link]) {
                continue;
            }
            done[link] = true;
            if (network.fromNode(link) == key.destination) {
                continue;
            }
            for (int i = beforeStart[link]; i < beforeStart[link + 1]; i++) {
                if (!done[before[i]]) {
                    reach(before[i], link, best[link], key.heavy, cost, best, next);
                }
            }
        }
        return new Tree(next, best);
    }

    private void reach(int link, int after, double rest, boolean heavy, double[] cost, double[] best, int[] next) {
        if (heavy && !heavyAllowed[link]) {
            return;
        }
        double total = rest + cost[link];
        if (total < best[link]) {
            best[link] = total;
            next[link] = after;
            push(link, total);
        }
    }

    // A binary heap by time, then link; the latter so that nothing depends on the order of insertion.

    private void push(int link, double total) {
        if (heapSize == heapLink.length) {
            heapLink = Arrays.copyOf(heapLink, 2 * heapSize);
            heapSeconds = Arrays.copyOf(heapSeconds, 2 * heapSize);
        }
        int at = heapSize++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!isBefore(total, link, heapSeconds[parent], heapLink[parent])) {
                break;
            }
            heapSeconds[at] = heapSeconds[parent];
            heapLink[at] = heapLink[parent];
            at = parent;
        }
        heapSeconds[at] = total;
        heapLink[at] = link;
    }

    private int poll() {
        int first = heapLink[0];
        double total = heapSeconds[--heapSize];
        int link = heapLink[heapSize];
        int at = 0;
        while (2 * at + 1 < heapSize) {
            int child = 2 * at + 1;
            if (child + 1 < heapSize
                    && isBefore(heapSeconds[child + 1], heapLink[child + 1], heapSeconds[child], heapLink[child])) {
                child++;
            }
            if (!isBefore(heapSeconds[child], heapLink[child], total, link)) {
                break;
            }
            heapSeconds[at] = heapSeconds[child];
            heapLink[at] = heapLink[child];
            at = child;
        }
        heapSeconds[at] = total;
        heapLink[at] = link;
        return first;
    }

    private static boolean isBefore(double seconds, int link, double otherSeconds, int otherLink) {
        return seconds != otherSeconds ? seconds < otherSeconds : link < otherLink;
    }
}
