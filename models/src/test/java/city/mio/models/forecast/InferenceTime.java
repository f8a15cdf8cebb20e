package city.mio.models.forecast;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Not a test of the usual run: prints what a forecast of 10,000 targets costs. Run by name. */
class InferenceTime {

    private static final int TARGETS = 10_000;
    private static final int HORIZONS = 12;
    private static final int STEPS = 24 * 20;
    private static final int EACH = 6;
    private static final int TIMES = 15;

    @Test
    void tenThousandTargetsAndTwelveHorizons() throws IOException {
        Random random = new Random(4);
        float[] values = new float[STEPS * TARGETS];
        for (int i = 0; i < values.length; i++) {
            values[i] = 50 + 10 * random.nextFloat();
        }
        Panel panel = SyntheticPanel.panel(TARGETS, values);
        Frame frame = new Frame(panel, Normalisation.learn(panel, 0, STEPS));
        NeuralSettings settings = new NeuralSettings(1, 1, 1, 1, 0.002, 0, 0, 1);
        Neighbours neighbours = neighbours(random);
        StidInput plain = new StidInput(0, panel.timeline().stepsPerDay());
        NeuralForecaster stid = NeuralForecaster.untrained("stid", plain, TARGETS, HORIZONS, settings);
        List<NeuralForecaster> extended = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            extended.add(NeuralForecaster.untrained("context",
                    new ContextInput(1, HORIZONS, neighbours, true), TARGETS, HORIZONS, settings.withSeed(i + 1)));
        }
        List<Forecaster> models = List.of(new LastValue(), new ProfileForecaster(),
                Ridge.learn(frame, 0, STEPS, HORIZONS, 40), stid, extended.get(0),
                new NetworkGroup("context, two seeds", extended));
        PointForecast out = new PointForecast(1, TARGETS, HORIZONS);
        for (Forecaster model : models) {
            for (int i = 0; i < 3; i++) {
                model.forecast(frame, STEPS - 2, out);
            }
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            for (int i = 0; i < TIMES; i++) {
                model.forecast(frame, STEPS - 2, out);
            }
            System.out.println(String.format(Locale.ROOT, "%s: %.0f ms of the thread's time, %.0f ms on the clock",
                    model.name(), (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6 / TIMES,
                    (System.nanoTime() - wall) / 1e6 / TIMES));
        }
    }

    private static Neighbours neighbours(Random random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(1);
            out.writeInt(TARGETS * EACH);
            out.writeInt(EACH);
            for (int i = 0; i < TARGETS * EACH; i++) {
                out.writeInt(random.nextInt(TARGETS));
            }
        }
        return Neighbours.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), TARGETS);
    }
}
