package city.mio.models.forecast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Learns the implementations from a panel's training part, choosing by its validation part alone. One thread. */
public final class ForecastTraining {

    private static final int NEIGHBOURS = 6;
    /** Days that must be learnt from before last week and yesterday are told to a network. */
    private static final int LONG_HISTORY_DAYS = 14;
    private static final int LARGEST_ENSEMBLE_SAMPLE = 200;
    private static final int LARGEST_RIDGE_SAMPLE = 2500;

    private final Frame frame;
    private final Split split;
    private final int horizons;

    public ForecastTraining(Panel panel, Split split, int horizons) {
        if (split.trainTo() - split.trainFrom() < StidInput.WINDOW + horizons + 1) {
            throw new IllegalArgumentException("the training part of " + (split.trainTo() - split.trainFrom())
                    + " steps is shorter than a window and its horizons");
        }
        this.split = split;
        this.horizons = horizons;
        frame = new Frame(panel, Normalisation.learn(panel, split.trainFrom(), split.trainTo()));
    }

    /** The panel as the learnt models see it. */
    public Frame frame() {
        return frame;
    }

    /** Last value, profile and ridge. */
    public List<Forecaster> simple() {
        List<Forecaster> made = new ArrayList<>();
        made.add(new LastValue());
        made.add(new ProfileForecaster());
        int stride = Math.max(1, (split.trainTo() - split.trainFrom()) / LARGEST_RIDGE_SAMPLE);
        made.add(Ridge.learn(frame, split.trainFrom(), split.trainTo(), horizons, stride));
        return made;
    }

    /** The published network, one for each channel. */
    public Forecaster stid(NeuralSettings settings, NeuralTraining.Watcher watcher) throws IOException {
        List<NeuralForecaster> parts = new ArrayList<>();
        for (int channel = 0; channel < frame.panel().channelCount(); channel++) {
            parts.add(stid(channel, settings, watcher));
        }
        return new EachChannel("stid", parts);
    }

    NeuralForecaster stid(int channel, NeuralSettings settings, NeuralTraining.Watcher watcher) throws IOException {
        String name = "stid " + frame.panel().channels().get(channel);
        return new NeuralTraining(frame, split, settings, watcher)
                .train(name, new StidInput(channel), horizons, -1)
                .forecaster();
    }

    /** The members with weights learnt on the validation part. */
    public Ensemble ensemble(List<Forecaster> members) {
        return Ensemble.learn(frame, members, split.validationOrigins(horizons, LARGEST_ENSEMBLE_SAMPLE), horizons);
    }

    /** The ends of a model's residuals on the validation part. */
    public ResidualQuantiles residualQuantiles(Forecaster model) {
        return ResidualQuantiles.learn(
                frame, model, split.validationOrigins(horizons, LARGEST_ENSEMBLE_SAMPLE), horizons);
    }

    /** Intervals round a model's forecasts that have seen the validation part, ready for the step after it. */
    public AdaptiveIntervals intervals(Forecaster model) {
        int[] origins = split.validationOrigins(horizons, LARGEST_ENSEMBLE_SAMPLE);
        AdaptiveIntervals intervals = AdaptiveIntervals.learn(frame, model, origins, horizons);
        Panel panel = frame.panel();
        int channels = panel.channelCount();
        PointForecast point = new PointForecast(channels, panel.targetCount(), horizons);
        PointForecast p10 = new PointForecast(channels, panel.targetCount(), horizons);
        PointForecast p90 = new PointForecast(channels, panel.targetCount(), horizons);
        for (int origin = split.trainTo() + StidInput.WINDOW - 1; origin < split.validationTo(); origin++) {
            intervals.observe(panel, origin);
            model.forecast(frame, origin, point);
            intervals.around(frame, origin, point, p10, p90);
        }
        return intervals;
    }

    /** The extended network for all channels together. */
    public Forecaster context(NeuralSettings settings, NeuralTraining.Watcher watcher) throws IOException {
        int days = (split.trainTo() - split.trainFrom()) / frame.panel().timeline().stepsPerDay();
        Neighbours neighbours = Neighbours.learn(frame, split.trainFrom(), split.trainTo(), NEIGHBOURS);
        ContextInput input = new ContextInput(
                frame.panel().channelCount(), horizons, neighbours, days >= LONG_HISTORY_DAYS);
        return new NeuralTraining(frame, split, settings, watcher)
                .train("context", input, horizons, -1)
                .forecaster();
    }
}
