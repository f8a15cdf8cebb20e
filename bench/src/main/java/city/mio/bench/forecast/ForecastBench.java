package city.mio.bench.forecast;

import city.mio.models.forecast.ForecastModel;
import city.mio.models.forecast.ForecastTraining;
import city.mio.models.forecast.JapaneseDays;
import city.mio.models.forecast.NeuralSettings;
import city.mio.models.forecast.NeuralTraining;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.Split;
import city.mio.models.forecast.TreeTraining;
import city.mio.models.forecast.live.LiveChannel;
import city.mio.models.forecast.live.LiveModel;
import city.mio.models.forecast.live.LivePart;
import city.mio.models.forecast.live.LiveSettings;
import city.mio.models.forecast.live.LiveTarget;
import city.mio.models.forecast.trees.TreeSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./mio bench forecast}. */
@Command(
        name = "forecast",
        description = {
            "What the forecast job does at a tick: takes the step's values, holds earlier forecasts against them, scores all"
                    + " targets for twelve horizons with p10, p50 and p90 (adaptive intervals), and writes what must survive"
                    + " a restart. Models: simple (last value, profile and ridge, weighed), trees (boosted trees beside"
                    + " them), whole (STID and the extended network, three seeds, too: what mio train makes).",
            "One thread, CPU time; a made history. Models with trees or networks are of a part of the targets, each part"
                    + " with its own, and all parts are scored one after the other."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ForecastBench implements Callable<Integer> {

    private static final long STEP = 300_000;
    private static final int LEARNT_STEPS = 2 * 288;
    private static final long START = 1_791_730_800_000L;
    private static final int HORIZONS = 12;
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final List<LiveChannel> CHANNELS =
            List.of(new LiveChannel("speed", LiveChannel.Kind.MEAN, LiveChannel.Poor.SPEED));

    /** Which members the ensemble has. */
    enum Models {
        SIMPLE,
        TREES,
        WHOLE
    }

    @Option(names = "--targets", description = "of one channel, in all parts (default: ${DEFAULT-VALUE})")
    private int targets = 10_000;

    @Option(names = "--parts", description = "where models are not simple (default: ${DEFAULT-VALUE})")
    private int parts = 10;

    @Option(names = "--models", split = ",", description = "${COMPLETION-CANDIDATES} (default: simple alone)")
    private List<Models> models = List.of(Models.SIMPLE);

    @Option(names = "--trees", description = "grown at first; a quarter more when learnt on (default: ${DEFAULT-VALUE})")
    private int trees = 500;

    @Option(names = "--ticks", description = "the median counts (default: ${DEFAULT-VALUE})")
    private int ticks = 15;

    @Option(names = "--warm", description = "ticks before those (default: ${DEFAULT-VALUE})")
    private int warm = 14;

    @Option(names = "--json", description = "one JSON object a line on standard output")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        for (Models each : models) {
            Map<String, Object> result = measure(each, each == Models.SIMPLE ? 1 : parts);
            if (json) {
                System.out.println(new ObjectMapper().writeValueAsString(result));
            } else {
                System.out.printf(Locale.ROOT,
                        "%-6s %,d targets in %s parts x 12 horizons: %.0f ms CPU a tick (worst %.0f), %.0f ms to keep %.1f MB;"
                                + " a model of %.1f MB%n",
                        each.name().toLowerCase(Locale.ROOT), targets, result.get("parts"), result.get("tickCpuMillis"),
                        result.get("worstTickCpuMillis"), result.get("keepCpuMillis"), result.get("keptMegabytes"),
                        result.get("modelMegabytes"));
            }
        }
        return 0;
    }

    private Map<String, Object> measure(Models kind, int partCount) throws IOException {
        int inPart = targets / partCount;
        List<String> names = new ArrayList<>();
        List<LiveTarget> all = new ArrayList<>();
        for (int i = 0; i < inPart; i++) {
            names.add("t" + i);
            all.add(new LiveTarget("t" + i, "class-" + i % 5, List.of(15f), List.of()));
        }
        Map<String, byte[]> learnt = learn(kind, names);
        List<LivePart> live = new ArrayList<>();
        List<Made> made = new ArrayList<>();
        for (int part = 0; part < partCount; part++) {
            live.add(new LivePart(
                    all,
                    CHANNELS,
                    LiveSettings.usual(ZONE),
                    Optional.of(new LiveModel("1", ForecastModel.of(learnt), names, List.of("speed")))));
            made.add(new Made(inPart, part + 1));
        }
        var threads = ManagementFactory.getThreadMXBean();
        double[] tick = new double[ticks];
        double[] keep = new double[ticks];
        long keptBytes = 0;
        float[] values = new float[inPart];
        for (int i = -warm; i < ticks; i++) {
            long step = START + (LEARNT_STEPS + warm + i) * STEP;
            long scoring = 0;
            long keeping = 0;
            keptBytes = 0;
            for (int part = 0; part < partCount; part++) {
                made.get(part).next(values, 0);
                long began = threads.getCurrentThreadCpuTime();
                live.get(part).begin(step);
                for (int target = 0; target < inPart; target++) {
                    live.get(part).set(step, 0, target, values[target]);
                }
                live.get(part).finish();
                long scored = threads.getCurrentThreadCpuTime();
                keptBytes += live.get(part).kept().length;
                scoring += scored - began;
                keeping += threads.getCurrentThreadCpuTime() - scored;
            }
            if (i >= 0) {
                tick[i] = scoring / 1e6;
                keep[i] = keeping / 1e6;
            }
        }
        Arrays.sort(tick);
        Arrays.sort(keep);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("models", kind.name());
        result.put("targets", inPart * partCount);
        result.put("parts", partCount);
        result.put("horizons", HORIZONS);
        result.put("tickCpuMillis", tick[ticks / 2]);
        result.put("worstTickCpuMillis", tick[ticks - 1]);
        result.put("keepCpuMillis", keep[ticks / 2]);
        result.put("keptMegabytes", keptBytes / 1e6);
        result.put("modelMegabytes", learnt.values().stream().mapToLong(part -> part.length).sum() / 1e6);
        return result;
    }

    /** Trees as many as are asked for, whatever they bring; networks as large as ever, after one short epoch. */
    private Map<String, byte[]> learn(Models kind, List<String> names) throws IOException {
        float[] values = new float[LEARNT_STEPS * names.size()];
        Made made = new Made(names.size(), 7);
        for (int step = 0; step < LEARNT_STEPS; step++) {
            made.next(values, step * names.size());
        }
        Panel panel = new Panel(names, List.of("speed"), new Panel.Timeline(START, STEP, ZONE, new JapaneseDays()),
                new float[][] {values});
        ForecastTraining training = new ForecastTraining(panel, Split.of(LEARNT_STEPS, 0.9, 0.1), HORIZONS);
        TreeTraining.Plan plan = new TreeTraining.Plan(
                20_000, 0.03, new TreeSettings(trees, 48, 0.06, 20, 0.5, 0.35, 0.3, 0.5, trees, 1));
        TreeTraining.Watcher unwatched = (channel, tree, error) -> {};
        NeuralSettings epoch = new NeuralSettings(1, 4, 2, 1, 0.002, 0.05, 1e-5, 1);
        return (switch (kind) {
                    case SIMPLE -> training.learn();
                    case TREES -> training.learn(plan, unwatched);
                    case WHOLE -> training.learn(
                            plan, unwatched, new ForecastTraining.NetworkPlan(epoch, epoch, 3), new Unwatched());
                })
                .model()
                .parts();
    }

    private static final class Unwatched implements NeuralTraining.Watcher {

        @Override
        public void epoch(String network, int epoch, double error, boolean best, NeuralTraining.State state) {}

        @Override
        public NeuralTraining.State findState(String network) {
            return null;
        }
    }

    /** Speeds that fall further where they have begun to, so that trees find something; a fifth of the values is missing. */
    private static final class Made {

        private final Random random;
        private final float[] deviation;

        Made(int targets, long seed) {
            random = new Random(seed);
            deviation = new float[targets];
        }

        void next(float[] into, int at) {
            for (int target = 0; target < deviation.length; target++) {
                float before = deviation[target];
                deviation[target] = 0.8f * before - (before < -1 && before > -4 ? 0.8f : 0)
                        + (float) random.nextGaussian();
                into[at + target] = random.nextInt(5) == 0 ? Float.NaN : Math.max(0, 12 + deviation[target]);
            }
        }
    }
}
