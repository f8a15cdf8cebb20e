package city.mio.models.forecast;

/**
 * How far forecasts of one channel were from what came, by horizon. Missing outcomes are not scored. Not for several
 * threads.
 */
public final class ErrorTally {

    private final double[] absolute;
    private final double[] squared;
    private final double[] relative;
    private final long[] scored;
    private final long[] relativeScored;

    /** Errors over the horizons {@code from} to {@code to}, from 0, the latter not included. */
    public record Errors(double mae, double rmse, double mapePercent, long scored) {}

    public ErrorTally(int horizons) {
        absolute = new double[horizons];
        squared = new double[horizons];
        relative = new double[horizons];
        scored = new long[horizons];
        relativeScored = new long[horizons];
    }

    /** Scores one channel of a forecast made at a step. */
    public void add(Panel panel, int channel, int origin, PointForecast forecast) {
        for (int h = 0; h < absolute.length; h++) {
            for (int target = 0; target < forecast.targets(); target++) {
                add(h, panel.value(channel, origin + 1 + h, target), forecast.get(channel, target, h));
            }
        }
    }

    /** Scores one value; nothing if the outcome is NaN. */
    public void add(int horizon, float outcome, float forecast) {
        if (Float.isNaN(outcome)) {
            return;
        }
        if (Float.isNaN(forecast)) {
            throw new IllegalArgumentException("forecast of horizon " + horizon + " is missing");
        }
        double error = Math.abs((double) outcome - forecast);
        absolute[horizon] += error;
        squared[horizon] += error * error;
        scored[horizon]++;
        if (outcome != 0) {
            relative[horizon] += error / Math.abs(outcome);
            relativeScored[horizon]++;
        }
    }

    /** Over all values of the horizons together; NaN where nothing was scored. */
    public Errors errors(int from, int to) {
        double sum = 0;
        double squares = 0;
        double shares = 0;
        long count = 0;
        long shareCount = 0;
        for (int h = from; h < to; h++) {
            sum += absolute[h];
            squares += squared[h];
            shares += relative[h];
            count += scored[h];
            shareCount += relativeScored[h];
        }
        return new Errors(sum / count, Math.sqrt(squares / count), 100 * shares / shareCount, count);
    }

    public int horizons() {
        return absolute.length;
    }
}
