package city.mio.bench.matching;

import city.mio.geo.network.RoadNetwork;
import java.util.Arrays;

/**
 * How far a matched route is from the true one, as Newson and Krumm (2009) define it: the length of true links that
 * the match misses plus that of links it adds, over the true length; missed and added against the longest common
 * subsequence by length, repeats of a link in a row taken as one.
 */
record RouteMismatch(double missedMetres, double addedMetres, double trueMetres) {

    static RouteMismatch of(RoadNetwork network, int[] matched, int[] truth) {
        int[] a = withoutRepeats(truth);
        int[] b = withoutRepeats(matched);
        double trueMetres = Arrays.stream(a).mapToDouble(network::lengthMetres).sum();
        double matchedMetres = Arrays.stream(b).mapToDouble(network::lengthMetres).sum();
        double common = commonMetres(network, a, b);
        return new RouteMismatch(trueMetres - common, matchedMetres - common, trueMetres);
    }

    double ratio() {
        return (missedMetres + addedMetres) / trueMetres;
    }

    RouteMismatch plus(RouteMismatch other) {
        return new RouteMismatch(
                missedMetres + other.missedMetres,
                addedMetres + other.addedMetres,
                trueMetres + other.trueMetres);
    }

    private static int[] withoutRepeats(int[] links) {
        int[] kept = new int[links.length];
        int count = 0;
        for (int link : links) {
            if (count == 0 || kept[count - 1] != link) {
                kept[count++] = link;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private static double commonMetres(RoadNetwork network, int[] a, int[] b) {
        double[] above = new double[b.length + 1];
        double[] row = new double[b.length + 1];
        for (int link : a) {
            double metres = network.lengthMetres(link);
            for (int j = 1; j <= b.length; j++) {
                row[j] = link == b[j - 1] ? above[j - 1] + metres : Math.max(above[j], row[j - 1]);
            }
            double[] swap = above;
            above = row;
            row = swap;
        }
        return above[b.length];
    }
}
