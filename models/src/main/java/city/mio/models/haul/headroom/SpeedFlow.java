package city.mio.models.haul.headroom;

import java.util.Arrays;

/**
 * How speed falls as volume grows: travel time over free flow is {@code 1 + alpha * (volume / capacity) ^ beta} (Bureau of
 * Public Roads, Traffic Assignment Manual, 1964). Immutable.
 *
 * @param alpha delay at capacity, as a share of the time of free flow
 * @param beta how sharply it sets in
 * @param spread of the delay about the relation, standard deviation of its natural logarithm
 * @param samples that it was fitted to; 0 for a relation taken from a book
 */
public record SpeedFlow(double alpha, double beta, double spread, int samples) {

    /** The Bureau's own parameters, with a spread that leaves room for roads being unlike. */
    public static final SpeedFlow OF_THE_BOOK = new SpeedFlow(0.15, 4, 0.5, 0);

    private static final double LEAST_BETA = 1;
    private static final double MOST_BETA = 10;
    private static final double HUBER = 1.345;
    private static final double[] BOOK_SHARES = {0.4, 0.6, 0.8, 1};

    /** @throws IllegalArgumentException naming the field that is out of range */
    public SpeedFlow {
        range("alpha", alpha, 1e-6, 100);
        range("beta", beta, 0.1, 50);
        range("spread", spread, 0, 10);
        range("samples", samples, 0, Integer.MAX_VALUE);
    }

    /** Speed over free flow at a volume over capacity. */
    public double speedShare(double volumeShare) {
        return 1 / (1 + alpha * Math.pow(Math.max(0, volumeShare), beta));
    }

    /** Volume over capacity at which speed over free flow is so much. */
    public double volumeShare(double speedShare) {
        range("speedShare", speedShare, 1e-6, 1);
        return Math.pow((1 / speedShare - 1) / alpha, 1 / beta);
    }

    /**
     * Fits the relation to what was seen on links of one class: a straight line through the logarithms of delay and volume,
     * with weights after Huber so that minutes with an accident do not bend it. Slots without delay, and those that a
     * queue from elsewhere holds back (less volume than a tenth of capacity), say nothing.
     *
     * @param volumeShares volume over capacity, one for each slot seen
     * @param speedShares speed over free flow, likewise
     * @return the book's relation where fewer than 20 slots say something
     */
    public static SpeedFlow fit(double[] volumeShares, double[] speedShares) {
        SpeedFlow fitted = fit(volumeShares, speedShares, 0);
        return fitted.samples < 20 ? OF_THE_BOOK : fitted;
    }

    /**
     * The same, drawn towards the book's relation: that counts as so many slots, seen at four volumes up to capacity.
     *
     * @param prior slots that the book's relation counts as; 0 for none
     * @return the book's relation where no slot says anything
     */
    public static SpeedFlow fit(double[] volumeShares, double[] speedShares, double prior) {
        range("prior", prior, 0, 1e9);
        if (volumeShares.length != speedShares.length) {
            throw new IllegalArgumentException("volumeShares and speedShares are not of one length");
        }
        double[] x = new double[volumeShares.length];
        double[] y = new double[volumeShares.length];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            double delay = 1 / speedShares[i] - 1;
            if (volumeShares[i] >= 0.1 && speedShares[i] > 0 && delay > 1e-3) {
                x[count] = Math.log(volumeShares[i]);
                y[count++] = Math.log(delay);
            }
        }
        if (count == 0) {
            return OF_THE_BOOK;
        }
        double[] weight = new double[count];
        Arrays.fill(weight, 1);
        double level = 0;
        double slope = OF_THE_BOOK.beta();
        double scale = 1;
        double[] distance = new double[count];
        for (int round = 0; round < 50; round++) {
            double w = 0;
            double meanX = 0;
            double meanY = 0;
            for (int i = 0; i < count; i++) {
                w += weight[i];
                meanX += weight[i] * x[i];
                meanY += weight[i] * y[i];
            }
            for (double share : BOOK_SHARES) {
                double weightOfOne = prior / BOOK_SHARES.length;
                w += weightOfOne;
                meanX += weightOfOne * Math.log(share);
                meanY += weightOfOne * bookDelay(share);
            }
            meanX /= w;
            meanY /= w;
            double xx = 0;
            double xy = 0;
            for (double share : BOOK_SHARES) {
                double off = Math.log(share) - meanX;
                xx += prior / BOOK_SHARES.length * off * off;
                xy += prior / BOOK_SHARES.length * off * (bookDelay(share) - meanY);
            }
            for (int i = 0; i < count; i++) {
                xx += weight[i] * (x[i] - meanX) * (x[i] - meanX);
                xy += weight[i] * (x[i] - meanX) * (y[i] - meanY);
            }
            double next = xx < 1e-9 ? OF_THE_BOOK.beta() : xy / xx;
            next = Math.max(LEAST_BETA, Math.min(MOST_BETA, next));
            boolean still = Math.abs(next - slope) < 1e-9 && Math.abs(meanY - next * meanX - level) < 1e-9;
            slope = next;
            level = meanY - slope * meanX;
            for (int i = 0; i < count; i++) {
                distance[i] = Math.abs(y[i] - level - slope * x[i]);
            }
            double[] sorted = distance.clone();
            Arrays.sort(sorted);
            // Median absolute deviation, as the standard deviation of a normal distribution.
            scale = Math.max(1e-6, 1.4826 * sorted[count / 2]);
            for (int i = 0; i < count; i++) {
                weight[i] = Math.min(1, HUBER * scale / Math.max(1e-12, distance[i]));
            }
            if (still) {
                break;
            }
        }
        double spread = Math.sqrt((count * scale * scale + prior * OF_THE_BOOK.spread * OF_THE_BOOK.spread) / (count + prior));
        return new SpeedFlow(
                Math.max(1e-6, Math.min(100, Math.exp(level))), slope, Math.min(10, spread), count);
    }

    /** Logarithm of the delay that the book tells. */
    private static double bookDelay(double share) {
        return Math.log(OF_THE_BOOK.alpha) + OF_THE_BOOK.beta * Math.log(share);
    }

    private static void range(String field, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(field + " is outside " + lowest + " to " + highest + ": " + value);
        }
    }
}
