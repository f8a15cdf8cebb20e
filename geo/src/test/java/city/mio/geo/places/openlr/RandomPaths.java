package city.mio.geo.places.openlr;

import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/** Paths that a car may drive, of 0.5 to 5 km, without U-turns and banned turns; by link ids. */
final class RandomPaths {

    private static final double LEAST_METRES = 500;
    private static final double MOST_METRES = 5_000;
    private static final int MOST_TRIES = 10_000;

    private RandomPaths() {}

    /** The shortest way from a random link to one about a random distance away. */
    static List<Long> shortest(RoadNetwork network, Random random) {
        for (int i = 0; i < MOST_TRIES; i++) {
            List<Long> path = oneShortest(network, random);
            if (!path.isEmpty()) {
                return path;
            }
        }
        throw new IllegalStateException("the network has no path of 0.5 to 5 km");
    }

    private static List<Long> oneShortest(RoadNetwork network, Random random) {
        record Label(int link, double metres) {}
        double wanted = LEAST_METRES + random.nextDouble() * (MOST_METRES - LEAST_METRES);
        int start = random.nextInt(network.linkCount());
        double[] best = new double[network.linkCount()];
        int[] parent = new int[network.linkCount()];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        PriorityQueue<Label> open = new PriorityQueue<>((a, b) -> Double.compare(a.metres, b.metres));
        best[start] = network.lengthMetres(start);
        parent[start] = -1;
        open.add(new Label(start, best[start]));
        while (!open.isEmpty()) {
            Label label = open.remove();
            if (label.metres > best[label.link]) {
                continue;
            }
            if (label.metres > MOST_METRES) {
                return List.of();
            }
            if (label.metres >= wanted) {
                List<Long> path = new ArrayList<>();
                for (int link = label.link; link >= 0; link = parent[link]) {
                    path.add(network.linkId(link));
                }
                Collections.reverse(path);
                return path;
            }
            int node = network.toNode(label.link);
            for (int i = 0; i < network.outDegree(node); i++) {
                int next = network.outLink(node, i);
                double metres = label.metres + network.lengthMetres(next);
                if (next != network.oppositeLink(label.link) && network.turnAllowed(label.link, next)
                        && metres < best[next]) {
                    best[next] = metres;
                    parent[next] = label.link;
                    open.add(new Label(next, metres));
                }
            }
        }
        return List.of();
    }

    /** Wherever chance leads, on no link twice; nodes may be passed again. */
    static List<Long> walk(RoadNetwork network, Random random) {
        for (int i = 0; i < MOST_TRIES; i++) {
            double wanted = LEAST_METRES + random.nextDouble() * (MOST_METRES - LEAST_METRES);
            int link = random.nextInt(network.linkCount());
            double metres = network.lengthMetres(link);
            Set<Integer> path = new java.util.LinkedHashSet<>(Set.of(link));
            while (metres < wanted) {
                List<Integer> next = new ArrayList<>();
                int node = network.toNode(link);
                for (int k = 0; k < network.outDegree(node); k++) {
                    int other = network.outLink(node, k);
                    if (other != network.oppositeLink(link) && network.turnAllowed(link, other)
                            && !path.contains(other)) {
                        next.add(other);
                    }
                }
                if (next.isEmpty()) {
                    break;
                }
                link = next.get(random.nextInt(next.size()));
                path.add(link);
                metres += network.lengthMetres(link);
            }
            if (metres >= wanted && metres <= MOST_METRES) {
                return path.stream().map(network::linkId).toList();
            }
        }
        throw new IllegalStateException("the network has no walk of 0.5 to 5 km");
    }
}
