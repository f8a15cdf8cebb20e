package city.mio.geo.matching;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import java.util.Arrays;

/**
 * How unlikely it is that a fix lies where it does if the vehicle is at a candidate. Errors of position repeat each
 * other for some seconds, as reflections and the map's own error do: they are a Gauss-Markov process of the first order
 * (Gelb, "Applied optimal estimation", 1974, 2.2), so what counts of a fix is how its error differs from what the one before leads to
 * expect. A steady offset to a road then costs little however often it is repeated, but a place that draws near to
 * another road, or away from the one that it was on, costs much at once. Where the hypothesis before has no error of
 * its own, or the fix before is too old, the error counts by its size, less if fixes are close in time. Thread-confined.
 */
final class FixErrors {

    private static final double LINEAR_FROM = 1.25;

    /** What is new in each fix even if it comes at once: the receiver's noise and the bends of the drawn line. */
    private static final double NEWNESS_METRES = 1;

    /** Errors that repeat each other by less are taken to be independent. */
    private static final double LEAST_MEMORY = 0.05;

    private final RoadNetwork network;
    private final LocalProjection projection;
    private final double correlationSeconds;

    private double goalX;
    private double goalY;
    private double sigma;
    private double weight;

    /** Of the error of the fix before, the share that lasts; 0 for none. */
    private double memory;

    private double innovationSigma;
    private double[] sourceX = new double[64];
    private double[] sourceY = new double[64];

    private int targets;
    private double[] targetX = new double[16];
    private double[] targetY = new double[16];
    private float[] alone = new float[16];
    private float[] other = new float[16];

    /** Where {@link #find} found a point. */
    private double foundX;

    private double foundY;

    FixErrors(RoadNetwork network, double correlationSeconds) {
        this.network = network;
        projection = network.projection();
        this.correlationSeconds = correlationSeconds;
    }

    /**
     * Begins with a fix of a new path.
     *
     * @param sigma standard deviation of the fix, metres
     */
    void begin(double x, double y, double sigma) {
        goalX = x;
        goalY = y;
        this.sigma = sigma;
        weight = 1;
        memory = 0;
        targets = 0;
    }

    /**
     * Begins with a fix that follows another.
     *
     * @param state whose last stage holds the hypotheses about the fix before
     * @param anchorX place of the fix before, metres in the network's projection
     * @param seconds since the fix before
     */
    void begin(MatcherState state, double anchorX, double anchorY, double x, double y, double sigma, double seconds) {
        begin(x, y, sigma);
        if (correlationSeconds == 0) {
            return;
        }
        weight = Math.min(1, seconds / correlationSeconds);
        memory = Math.exp(-seconds / correlationSeconds);
        if (memory < LEAST_MEMORY) {
            memory = 0;
            return;
        }
        innovationSigma = Math.sqrt(sigma * sigma * (1 - memory * memory) + NEWNESS_METRES * NEWNESS_METRES);
        if (sourceX.length < state.hypotheses) {
            sourceX = new double[2 * state.hypotheses];
            sourceY = new double[2 * state.hypotheses];
        }
        for (int h = state.firstOf(state.lastStage()); h < state.hypotheses; h++) {
            if (state.hypothesisKind[h] == MatcherState.SKIPPED) {
                sourceX[h] = Double.NaN;
            } else {
                find(state.hypothesisLink[h], state.hypothesisOffset[h]);
                sourceX[h] = anchorX - foundX;
                sourceY[h] = anchorY - foundY;
            }
        }
    }

    /** What counts of what else a fix says: fixes close in time say the same again. */
    double weight() {
        return weight;
    }

    /**
     * Adds a candidate of the fix.
     *
     * @param x of the candidate's point nearest to the fix
     * @param cost what else speaks against the candidate
     */
    void addTarget(double x, double y, float cost) {
        if (targets == alone.length) {
            int capacity = 2 * targets;
            targetX = Arrays.copyOf(targetX, capacity);
            targetY = Arrays.copyOf(targetY, capacity);
            alone = Arrays.copyOf(alone, capacity);
            other = Arrays.copyOf(other, capacity);
        }
        targetX[targets] = goalX - x;
        targetY[targets] = goalY - y;
        other[targets] = cost;
        alone[targets] = cost + (float) cost(Math.hypot(goalX - x, goalY - y) / sigma);
        targets++;
    }

    /** Cost of the candidate if nothing is known of the error before. */
    float alone(int target) {
        return alone[target];
    }

    /** Cost of the candidate after the hypothesis. */
    float after(int hypothesis, int target) {
        if (!remembers(hypothesis)) {
            return alone[target];
        }
        return other[target] + innovation(hypothesis, targetX[target], targetY[target]);
    }

    /** Cost of the candidate after the hypothesis if the vehicle is not there but at another place of the link. */
    float elsewhere(int hypothesis, int target, int link, float offset) {
        find(link, offset);
        double x = goalX - foundX;
        double y = goalY - foundY;
        return other[target]
                + (remembers(hypothesis)
                        ? innovation(hypothesis, x, y)
                        : (float) cost(Math.hypot(x, y) / sigma));
    }

    private boolean remembers(int hypothesis) {
        return memory > 0 && !Double.isNaN(sourceX[hypothesis]);
    }

    private float innovation(int hypothesis, double x, double y) {
        double newX = x - memory * sourceX[hypothesis];
        double newY = y - memory * sourceY[hypothesis];
        return (float) cost(Math.sqrt(newX * newX + newY * newY) / innovationSigma);
    }

    /**
     * Half the square of a standardised error, growing no faster than in proportion beyond some deviations (Huber
     * 1964): an error that lasts for many fixes, as beside tall buildings, must not decide alone.
     */
    static double cost(double deviations) {
        return deviations <= LINEAR_FROM ? deviations * deviations / 2 : LINEAR_FROM * (deviations - LINEAR_FROM / 2);
    }

    private void find(int link, float offset) {
        int last = network.shapeSize(link) - 1;
        double left = 0;
        if (last > 1) {
            for (int i = 0; i < last; i++) {
                left += Math.hypot(x(link, i + 1) - x(link, i), y(link, i + 1) - y(link, i));
            }
            left *= offset;
        }
        for (int i = 0; i < last; i++) {
            double fromX = x(link, i);
            double fromY = y(link, i);
            double alongX = x(link, i + 1) - fromX;
            double alongY = y(link, i + 1) - fromY;
            double length = last == 1 ? 1 : Math.hypot(alongX, alongY);
            double share = last == 1 ? offset : length == 0 ? 0 : left / length;
            if (share <= 1 || i == last - 1) {
                foundX = fromX + Math.min(share, 1) * alongX;
                foundY = fromY + Math.min(share, 1) * alongY;
                return;
            }
            left -= length;
        }
    }

    private double x(int link, int i) {
        return projection.x(network.shapeLon(link, i));
    }

    private double y(int link, int i) {
        return projection.y(network.shapeLat(link, i));
    }
}
