package city.mio.simulators.city;

import city.mio.geo.network.RoadNetwork;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
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

    private record Step(int link, double seconds) {}

    private final RoadNetwork network;
    private final SplittableRandom random;
    private final double[][] seconds;
    private final Map<Key, Tree> trees = new HashMap<>();

    RouteTrees(RoadNetwork network, SplittableRandom random) {
        this.network = network;
        this.random = random;
        this.seconds = new double[VARIANTS][network.linkCount()];
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
        PriorityQueue<Step> open = new PriorityQueue<>((a, b) -> a.seconds != b.seconds
                ? Double.compare(a.seconds, b.seconds)
                : Integer.compare(a.link, b.link));
        for (int i = 0; i < network.inDegree(key.destination); i++) {
            reach(network.inLink(key.destination, i), -1, 0, key.heavy, cost, best, next, open);
        }
        while (!open.isEmpty()) {
            int link = open.poll().link;
            if (done[link]) {
                continue;
            }
            done[link] = true;
            int node = network.fromNode(link);
            if (node == key.destination) {
                continue;
            }
            for (int i = 0; i < network.inDegree(node); i++) {
                int before = network.inLink(node, i);
                boolean uTurn = network.oppositeLink(before) == link && network.outDegree(node) > 1;
                if (!uTurn && !done[before] && network.turnAllowed(before, link)) {
                    reach(before, link, best[link], key.heavy, cost, best, next, open);
                }
            }
        }
        return new Tree(next, best);
    }

    private void reach(
            int link, int after, double rest, boolean heavy, double[] cost, double[] best, int[] next,
            PriorityQueue<Step> open) {
        if (heavy && !network.heavyAllowed(link)) {
            return;
        }
        double total = rest + cost[link];
        if (total < best[link]) {
            best[link] = total;
            next[link] = after;
            open.add(new Step(link, total));
        }
    }
}
