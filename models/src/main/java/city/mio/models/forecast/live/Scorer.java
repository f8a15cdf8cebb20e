package city.mio.models.forecast.live;

import city.mio.models.forecast.Frame;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.PointForecast;
import city.mio.models.forecast.ProfileForecaster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One model over a part's window: brings the part's targets into the model's order and back. Not for several threads. */
final class Scorer {

    /** Days below which a target is as good as new to a model. */
    private static final float LEAST_DAYS = 1;

    final LiveModel live;
    final PointForecast point;
    final PointForecast p10;
    final PointForecast p90;
    final PointForecast profile;
    /** The model's number for each of the part's targets; -1 if it has none. */
    private final int[] modelOf;
    /** The part's number for each of the model's targets; -1 if the city has it no more. */
    private final int[] partOf;
    /** The same, of targets that follow each other in both. */
    private final List<Run> runs;
    /** Whether the city has lost targets of the model's. */
    private final boolean hasGone;
    private final boolean[] known;
    private final LiveSettings settings;
    private final int channels;
    private Panel panel;
    private Frame frame;

    private record Run(int model, int part, int count) {}

    Scorer(LiveModel live, List<LiveTarget> targets, LiveSettings settings) {
        this.live = live;
        this.settings = settings;
        if (live.model().horizons() != settings.horizons()) {
            throw new IllegalArgumentException("model " + live.version() + " tells " + live.model().horizons()
                    + " steps ahead where " + settings.horizons() + " are asked for");
        }
        channels = live.channels().size();
        int count = live.targets().size();
        point = new PointForecast(channels, count, settings.horizons());
        p10 = new PointForecast(channels, count, settings.horizons());
        p90 = new PointForecast(channels, count, settings.horizons());
        profile = new PointForecast(channels, count, settings.horizons());
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < count; i++) {
            numbers.put(live.targets().get(i), i);
        }
        partOf = new int[count];
        Arrays.fill(partOf, -1);
        modelOf = new int[targets.size()];
        known = new boolean[channels * targets.size()];
        for (int target = 0; target < modelOf.length; target++) {
            modelOf[target] = numbers.getOrDefault(targets.get(target).id(), -1);
            if (modelOf[target] >= 0) {
                partOf[modelOf[target]] = target;
                for (int channel = 0; channel < channels; channel++) {
                    known[channel * modelOf.length + target] =
                            live.model().daysLearnt(channel, modelOf[target]) >= LEAST_DAYS;
                }
            }
        }
        runs = runs(partOf);
        hasGone = Arrays.stream(partOf).anyMatch(part -> part < 0);
    }

    private static List<Run> runs(int[] partOf) {
        List<Run> runs = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= partOf.length; i++) {
            if (i == partOf.length || partOf[i] != partOf[i - 1] + 1 || partOf[i - 1] < 0) {
                if (partOf[from] >= 0) {
                    runs.add(new Run(from, partOf[from], i - from));
                }
                from = i;
            }
        }
        return runs;
    }

    /** Whether the model has learnt enough of the target to be asked. */
    boolean isKnown(int channel, int target) {
        return known[channel * modelOf.length + target];
    }

    float get(PointForecast forecast, int channel, int target, int horizon) {
        return forecast.get(channel, modelOf[target], horizon);
    }

    /** Looks at the window and the rain as they are now; the window has moved by so many steps since the last look. */
    void look(Window window, Conditions conditions, int moved) {
        float[][] values = new float[channels][window.steps() * partOf.length];
        for (int channel = 0; channel < channels; channel++) {
            if (hasGone) {
                Arrays.fill(values[channel], Float.NaN);
            }
            for (int step = 0; step < window.steps(); step++) {
                for (Run run : runs) {
                    window.copy(channel, step, run.part(), run.count(), values[channel],
                            step * partOf.length + run.model());
                }
            }
        }
        Panel.Timeline timeline = new Panel.Timeline(
                window.start(0), settings.stepMillis(), settings.zone(), settings.dayTypes());
        panel = new Panel(live.targets(), live.channels(), timeline, values);
        if (!conditions.rain().isEmpty()) {
            float[] rain = new float[window.steps() + settings.horizons()];
            for (int step = 0; step < rain.length; step++) {
                long start = window.start(0) + step * settings.stepMillis();
                rain[step] = conditions.rainBetween(start, start + settings.stepMillis());
            }
            panel = panel.withRain(rain);
        }
        frame = live.model().frame(panel);
        live.model().intervals().moved(moved);
    }

    /** Lets the intervals learn from the window's newest step. */
    void observe() {
        live.model().intervals().observe(panel, panel.steps() - 1);
    }

    /** Fills the forecasts made at a step of the window. */
    void score(int origin) {
        live.model().forecaster().forecast(frame, origin, point);
        new ProfileForecaster().forecast(frame, origin, profile);
        live.model().intervals().around(frame, origin, point, p10, p90);
    }
}
