package city.mio.models.forecast;

import city.mio.models.forecast.trees.TreeSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Not a test of the usual run: prints what a forecast of 10,000 targets costs each implementation and the whole ensemble. Run by name. */
class InferenceTime {

    private static final int TARGETS = 10_000;
    private static final int HORIZONS = 12;
    private static final int STEPS = 24 * 20;
    private static final int EACH = 6;
    private static final int TREES = 200;
    private static final int WARM = 5;
    private static final int TIMES = 15;

    @Test
    void tenThousandTargetsAndTwelveHorizons() throws IOException {
        Random random = new Random(4);
        Panel panel = SyntheticPanel.panel(TARGETS, values(random));
        Frame frame = new Frame(panel, Normalisation.learn(panel, 0, STEPS));
        Ridge ridge = Ridge.learn(frame, 0, STEPS, HORIZONS, 40);
        Neighbours neighbours = neighbours(random);
        NeuralSettings settings = new NeuralSettings(1, 1, 1, 1, 0.002, 0, 0, 1);
        StidInput plain = new StidInput(0, panel.timeline().stepsPerDay());
        ContextInput context = new ContextInput(1, HORIZONS, neighbours, null, true);
        List<NeuralForecaster> extended = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            extended.add(NeuralForecaster.untrained(
                    "context", context, TARGETS, HORIZONS, settings.withSeed(i + 1)));
        }
        List<Forecaster> members = List.of(new LastValue(), new ProfileForecaster(), ridge,
                trees(frame, ridge, neighbours),
                NeuralForecaster.untrained("stid", plain, TARGETS, HORIZONS, settings),
                new NetworkGroup("context, two seeds", extended));
        List<Forecaster> models = new ArrayList<>(members);
        models.add(PlainLinearFit.learn(frame, 0, STEPS, HORIZONS, 1));
        models.add(Ensemble.learn(frame, members, new int[] {STEPS - HORIZONS - 2}, HORIZONS));
        for (Forecaster model : models) {
            print(model, frame);
        }
    }

    /** As many as are in use: without a validation part all rounds are kept. */
    private static TreeForecaster trees(Frame frame, Ridge ridge, Neighbours neighbours) {
        TreeTraining.Plan plan = new TreeTraining.Plan(
                20_000, 0.03, new TreeSettings(TREES, 48, 0.06, 20, 0.5, 0.35, 0.3, 0.5, 60, 1));
        return new TreeTraining(frame, new Split(0, STEPS, STEPS, STEPS), HORIZONS, plan)
                .learn(ridge, neighbours, true, (channel, tree, error) -> { });
    }

    private static float[] values(Random random) {
        float[] values = new float[STEPS * TARGETS];
        float[] deviation = new float[TARGETS];
        for (int i = 0; i < values.length; i++) {
            float was = deviation[i % TARGETS];
            float now = (was < 0 ? 0.95f : 0.5f) * was + 3 * (float) random.nextGaussian();
            deviation[i % TARGETS] = now;
            values[i] = random.nextInt(20) == 0 ? Float.NaN : 50 + now;
        }
        return values;
    }

    private static void print(Forecaster model, Frame frame) {
        PointForecast out = new PointForecast(1, TARGETS, HORIZONS);
        for (int i = 0; i < WARM; i++) {
            model.forecast(frame, STEPS - 2, out);
        }
        double[] cpu = new double[TIMES];
        double[] wall = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long fromCpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long fromWall = System.nanoTime();
            model.forecast(frame, STEPS - 2, out);
            cpu[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - fromCpu) / 1e6;
            wall[i] = (System.nanoTime() - fromWall) / 1e6;
        }
        Arrays.sort(cpu);
        Arrays.sort(wall);
        System.out.println(String.format(Locale.ROOT, "%s: %.0f ms of the thread's time, %.0f ms on the clock (medians)",
                model.name(), cpu[TIMES / 2], wall[TIMES / 2]));
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
