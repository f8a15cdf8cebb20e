package city.mio.models.forecast;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A history with a known law: a daily wave for each target and an autoregressive deviation from it. */
final class SyntheticPanel {

    static final double MEMORY = 0.9;
    static final double NOISE = 1.0;
    static final int HOUR = 3_600_000;

    private SyntheticPanel() {}

    /** Hourly steps from a Monday. */
    static Panel make(int targets, int days, long seed, double missing) {
        Random random = new Random(seed);
        int steps = 24 * days;
        float[] values = new float[steps * targets];
        for (int target = 0; target < targets; target++) {
            double deviation = 0;
            for (int step = 0; step < steps; step++) {
                deviation = MEMORY * deviation + NOISE * random.nextGaussian();
                double wave = 50 + 5 * target + 10 * Math.sin(2 * Math.PI * step / 24.0);
                boolean gone = random.nextDouble() < missing;
                values[step * targets + target] = gone ? Float.NaN : (float) (wave + deviation);
            }
        }
        return panel(targets, values);
    }

    static Panel panel(int targets, float[] values) {
        List<String> names = IntStream.range(0, targets).mapToObj(Integer::toString).toList();
        long monday = 4 * 86_400_000L;
        Panel.Timeline timeline = new Panel.Timeline(monday, HOUR, ZoneOffset.UTC, DayTypes.weekly());
        return new Panel(names, List.of("speed"), timeline, new float[][] {values});
    }

    /** Smallest mean absolute error that any forecast of so many steps ahead can have. */
    static double floor(int ahead) {
        double variance = NOISE * NOISE * (1 - Math.pow(MEMORY, 2 * ahead)) / (1 - MEMORY * MEMORY);
        return Math.sqrt(2 * variance / Math.PI);
    }
}
