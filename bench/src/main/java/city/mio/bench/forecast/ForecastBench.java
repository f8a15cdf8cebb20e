package city.mio.bench.forecast;

import city.mio.models.forecast.ForecastModel;
import city.mio.models.forecast.ForecastTraining;
import city.mio.models.forecast.JapaneseDays;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.Split;
import city.mio.models.forecast.live.LiveChannel;
import city.mio.models.forecast.live.LiveModel;
import city.mio.models.forecast.live.LivePart;
import city.mio.models.forecast.live.LiveSettings;
import city.mio.models.forecast.live.LiveTarget;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
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
            "What the forecast job does at a tick for one part: takes the step's values, holds earlier forecasts against"
                    + " them, scores all targets for twelve horizons with p10, p50 and p90 (last value, profile and ridge,"
                    + " weighed, adaptive intervals), and writes what must survive a restart.",
            "One thread, CPU time; a made history."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ForecastBench implements Callable<Integer> {

    private static final long STEP = 300_000;
    private static final int LEARNT_STEPS = 2 * 288;
    private static final long START = 1_791_730_800_000L;

    @Option(names = "--targets", description = "of one channel (default: ${DEFAULT-VALUE})")
    private int targets = 10_000;

    @Option(names = "--ticks", description = "after fourteen to warm up; the median counts (default: ${DEFAULT-VALUE})")
    private int ticks = 15;

    @Option(names = "--json", description = "one JSON object on standard output")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        List<String> names = new ArrayList<>();
        List<LiveTarget> all = new ArrayList<>();
        for (int i = 0; i < targets; i++) {
            names.add("t" + i);
            all.add(new LiveTarget("t" + i, "class-" + i % 5, List.of(15f), List.of()));
        }
        Random random = new Random(7);
        float[] values = new float[LEARNT_STEPS * targets];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(random);
        }
        Panel panel = new Panel(names, List.of("speed"), new Panel.Timeline(START, STEP, zone, new JapaneseDays()),
                new float[][] {values});
        ForecastModel model =
                new ForecastTraining(panel, Split.of(LEARNT_STEPS, 0.9, 0.1), 12).learn().model();
        LivePart part = new LivePart(
                all,
                List.of(new LiveChannel("speed", LiveChannel.Kind.MEAN, LiveChannel.Poor.SPEED)),
                LiveSettings.usual(zone),
                Optional.of(new LiveModel("1", model, names, List.of("speed"))));
        var threads = ManagementFactory.getThreadMXBean();
        double[] tick = new double[ticks];
        double[] keep = new double[ticks];
        int keptBytes = 0;
        for (int i = -14; i < ticks; i++) {
            long step = START + (LEARNT_STEPS + 14 + i) * STEP;
            long began = threads.getCurrentThreadCpuTime();
            part.begin(step);
            for (int target = 0; target < targets; target++) {
                part.set(step, 0, target, value(random));
            }
            part.finish();
            long scored = threads.getCurrentThreadCpuTime();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            part.write(new DataOutputStream(bytes));
            keptBytes = bytes.size();
            if (i >= 0) {
                tick[i] = (scored - began) / 1e6;
                keep[i] = (threads.getCurrentThreadCpuTime() - scored) / 1e6;
            }
        }
        Arrays.sort(tick);
        Arrays.sort(keep);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("targets", targets);
        result.put("horizons", 12);
        result.put("tickCpuMillis", tick[ticks / 2]);
        result.put("worstTickCpuMillis", tick[ticks - 1]);
        result.put("keepCpuMillis", keep[ticks / 2]);
        result.put("keptMegabytes", keptBytes / 1e6);
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(result));
        } else {
            System.out.printf(Locale.ROOT, "%,d targets x 12 horizons: %.0f ms CPU a tick (worst %.0f), %.0f ms to keep %.1f MB%n",
                    targets, tick[ticks / 2], tick[ticks - 1], keep[ticks / 2], keptBytes / 1e6);
        }
        return 0;
    }

    private static float value(Random random) {
        // A fifth of the values is missing.
        return random.nextInt(5) == 0 ? Float.NaN : 12 + (float) random.nextGaussian();
    }
}
