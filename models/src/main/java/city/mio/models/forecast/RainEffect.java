package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What rain does to forecasts that know nothing of it: for each channel and horizon a share of the usual value by which
 * to move them, from the rain at the time that is told of and from that of the last quarter of an hour, which the values
 * they saw already show. Rain counts as wet or dry and by its strength up to 16 mm/h, where Hranac et al. (Empirical
 * studies on traffic flow in inclement weather, FHWA-HOP-07-073, 2006) found that speeds fall no further. One relation for
 * all targets, by least squares over the forecasts that rain had to do with. Immutable.
 */
public final class RainEffect {

    private static final int FEATURES = 4;
    private static final float LEAST_RAIN = 0.1f;
    private static final float STRONG_RAIN = 16;
    private static final int LATELY = 3;
    /** Forecasts made in or before rain, below which nothing is learnt: two short showers. */
    private static final int LEAST_ORIGINS = 36;

    private final int horizons;
    /** {@code [channel][horizon * FEATURES + feature]}. */
    private final double[][] shares;

    private RainEffect(int horizons, double[][] shares) {
        this.horizons = horizons;
        this.shares = shares;
    }

    /**
     * Learns from forecasts made at steps {@code from} to {@code to - horizons}.
     *
     * @return null if the panel tells too little rain
     */
    static RainEffect learn(Frame frame, Forecaster model, int from, int to, int horizons) {
        Panel panel = frame.panel();
        int channels = panel.channelCount();
        double[][][] left = new double[channels][horizons][FEATURES * FEATURES];
        double[][][] right = new double[channels][horizons][FEATURES];
        double[][] squares = new double[channels][horizons];
        long[][] rows = new long[channels][horizons];
        PointForecast said = new PointForecast(channels, panel.targetCount(), horizons);
        double[] features = new double[FEATURES];
        int origins = 0;
        for (int origin = from + StidInput.WINDOW - 1; origin + horizons < to; origin++) {
            if (!isRainy(panel, origin, horizons)) {
                continue;
            }
            origins++;
            model.forecast(frame, origin, said);
            for (int h = 0; h < horizons; h++) {
                fill(panel, origin, h, features);
                for (int channel = 0; channel < channels; channel++) {
                    for (int target = 0; target < panel.targetCount(); target++) {
                        float outcome = panel.value(channel, origin + 1 + h, target);
                        double usual = Math.max(0, frame.expected(channel, origin + 1 + h, target));
                        if (Float.isNaN(outcome) || usual == 0) {
                            continue;
                        }
                        double off = (outcome - said.get(channel, target, h)) * usual;
                        for (int i = 0; i < FEATURES; i++) {
                            right[channel][h][i] += off * features[i];
                            for (int j = 0; j <= i; j++) {
                                left[channel][h][i * FEATURES + j] += usual * usual * features[i] * features[j];
                            }
                        }
                        squares[channel][h] += usual * usual;
                        rows[channel][h]++;
                    }
                }
            }
        }
        if (origins < LEAST_ORIGINS) {
            return null;
        }
        double[][] shares = new double[channels][horizons * FEATURES];
        for (int channel = 0; channel < channels; channel++) {
            for (int h = 0; h < horizons; h++) {
                // Nothing is believed of fewer values than one step of all targets has.
                double penalty = panel.targetCount() * squares[channel][h] / Math.max(1, rows[channel][h]);
                double[] solved = Cholesky.solve(left[channel][h], right[channel][h], Math.max(1e-9, penalty));
                System.arraycopy(solved, 0, shares[channel], h * FEATURES, FEATURES);
            }
        }
        return new RainEffect(horizons, shares);
    }

    private static boolean isRainy(Panel panel, int origin, int horizons) {
        for (int step = origin + 1 - LATELY; step <= origin + horizons; step++) {
            if (panel.rain(step) >= LEAST_RAIN) {
                return true;
            }
        }
        return false;
    }

    private static void fill(Panel panel, int origin, int h, double[] features) {
        float later = panel.rain(origin + 1 + h);
        features[0] = later >= LEAST_RAIN ? 1 : 0;
        features[1] = Math.min(1, later / STRONG_RAIN);
        features[2] = 0;
        features[3] = 0;
        for (int lag = 0; lag < LATELY; lag++) {
            float rain = panel.rain(origin - lag);
            features[2] += rain >= LEAST_RAIN ? 1.0 / LATELY : 0;
            features[3] += Math.min(1, rain / STRONG_RAIN) / LATELY;
        }
    }

    /** Moves forecasts that were made without regard to rain. */
    void apply(Frame frame, int origin, PointForecast said) {
        Panel panel = frame.panel();
        if (!isRainy(panel, origin, horizons)) {
            return;
        }
        double[] features = new double[FEATURES];
        for (int h = 0; h < horizons; h++) {
            fill(panel, origin, h, features);
            for (int channel = 0; channel < said.channels(); channel++) {
                double share = 0;
                for (int i = 0; i < FEATURES; i++) {
                    share += shares[channel][h * FEATURES + i] * features[i];
                }
                for (int target = 0; target < said.targets(); target++) {
                    double usual = Math.max(0, frame.expected(channel, origin + 1 + h, target));
                    said.set(channel, target, h, (float) (said.get(channel, target, h) + share * usual));
                }
            }
        }
    }

    /** By which share of the usual value a forecast is moved at a horizon, from 0, that rain begins before. */
    public double shareOfRainToCome(int channel, int horizon, double millimetresPerHour) {
        return shares[channel][horizon * FEATURES]
                + shares[channel][horizon * FEATURES + 1] * Math.min(1, millimetresPerHour / STRONG_RAIN);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(horizons);
        for (double[] channel : shares) {
            Parts.writeDoubles(out, channel);
        }
    }

    static RainEffect read(DataInputStream in, int channels, int horizons) throws IOException {
        if (in.readInt() != horizons) {
            throw new IOException("the effect of rain is of other horizons than the model");
        }
        double[][] shares = new double[channels][horizons * FEATURES];
        for (double[] channel : shares) {
            Parts.readDoubles(in, channel);
        }
        return new RainEffect(horizons, shares);
    }
}
