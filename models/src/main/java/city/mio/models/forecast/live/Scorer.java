package city.mio.models.forecast.live;

import city.mio.models.forecast.Frame;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.PointForecast;
import city.mio.models.forecast.ProfileForecaster;
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
    private final boolean[] known;
    private final LiveSettings settings;
    private final int channels;
    private Panel panel;
    private Frame frame;

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
            for (int step = 0; step < window.steps(); step++) {
                for (int i = 0; i < partOf.length; i++) {
                    values[channel][step * partOf.length + i] =
                            partOf[i] < 0 ? Float.NaN : window.value(channel, step, partOf[i]);
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
