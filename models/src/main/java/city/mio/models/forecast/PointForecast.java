package city.mio.models.forecast;

import java.util.Arrays;

/**
 * One value for each channel, target and horizon. Filled by one {@link Forecaster} after another; not for several
 * threads. Horizon 0 is the step after the newest one known.
 */
public final class PointForecast {

    private final int channels;
    private final int targets;
    private final int horizons;
    private final float[] values;

    public PointForecast(int channels, int targets, int horizons) {
        if (channels < 1 || targets < 1 || horizons < 1) {
            throw new IllegalArgumentException("channels, targets and horizons must be positive");
        }
        this.channels = channels;
        this.targets = targets;
        this.horizons = horizons;
        this.values = new float[channels * targets * horizons];
        Arrays.fill(values, Float.NaN);
    }

    public int channels() {
        return channels;
    }

    public int targets() {
        return targets;
    }

    public int horizons() {
        return horizons;
    }

    public float get(int channel, int target, int horizon) {
        return values[(channel * targets + target) * horizons + horizon];
    }

    public void set(int channel, int target, int horizon, float value) {
        values[(channel * targets + target) * horizons + horizon] = value;
    }
}
