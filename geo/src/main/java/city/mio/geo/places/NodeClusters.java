package city.mio.geo.places;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Groups points that lie together: k-means (S. Lloyd, Least squares quantization in PCM, 1982) begun by k-means++
 * (D. Arthur and S. Vassilvitskii, 2007). The same points and seed give the same groups.
 */
final class NodeClusters {

    private static final int MOST_ROUNDS = 40;

    private final double[] xs;
    private final double[] ys;
    private final int[] cluster;
    private final double[] centreX;
    private final double[] centreY;

    /** @param count of groups, at most the number of points */
    NodeClusters(double[] xs, double[] ys, int count, long seed) {
        this.xs = xs;
        this.ys = ys;
        cluster = new int[xs.length];
        centreX = new double[count];
        centreY = new double[count];
        begin(new SplittableRandom(seed));
        boolean moved = true;
        for (int round = 0; moved && round < MOST_ROUNDS; round++) {
            moved = assign() | round == 0;
            centre();
        }
    }

    private void begin(SplittableRandom random) {
        double[] nearest = new double[xs.length];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int chosen = random.nextInt(xs.length);
        for (int k = 0; k < centreX.length; k++) {
            centreX[k] = xs[chosen];
            centreY[k] = ys[chosen];
            double total = 0;
            for (int i = 0; i < xs.length; i++) {
                nearest[i] = Math.min(nearest[i], squared(i, k));
                total += nearest[i];
            }
            double left = random.nextDouble() * total;
            chosen = 0;
            for (int i = 0; i < xs.length && left >= 0; i++) {
                left -= nearest[i];
                chosen = i;
            }
        }
    }

    private double squared(int point, int k) {
        double dx = xs[point] - centreX[k];
        double dy = ys[point] - centreY[k];
        return dx * dx + dy * dy;
    }

    private boolean assign() {
        boolean moved = false;
        for (int i = 0; i < xs.length; i++) {
            int best = 0;
            for (int k = 1; k < centreX.length; k++) {
                best = squared(i, k) < squared(i, best) ? k : best;
            }
            moved |= cluster[i] != best;
            cluster[i] = best;
        }
        return moved;
    }

    private void centre() {
        double[] sumX = new double[centreX.length];
        double[] sumY = new double[centreX.length];
        int[] sizes = new int[centreX.length];
        for (int i = 0; i < xs.length; i++) {
            sumX[cluster[i]] += xs[i];
            sumY[cluster[i]] += ys[i];
            sizes[cluster[i]]++;
        }
        for (int k = 0; k < centreX.length; k++) {
            if (sizes[k] > 0) {
                centreX[k] = sumX[k] / sizes[k];
                centreY[k] = sumY[k] / sizes[k];
            }
        }
    }

    int count() {
        return centreX.length;
    }

    double centreX(int k) {
        return centreX[k];
    }

    double centreY(int k) {
        return centreY[k];
    }

    /** The points of a group, in their order; may be none where points coincide. */
    int[] members(int k) {
        int[] members = new int[xs.length];
        int size = 0;
        for (int i = 0; i < xs.length; i++) {
            if (cluster[i] == k) {
                members[size++] = i;
            }
        }
        return Arrays.copyOf(members, size);
    }
}
