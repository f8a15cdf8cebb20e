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
    /** Null until it is wanted. */
    private Ridge ridge;

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
        return ForecastModel.members(ridge(), null, null);
    }

    private Ridge ridge() {
        if (ridge == null) {
            int stride = Math.max(1, (split.trainTo() - split.trainFrom()) / LARGEST_RIDGE_SAMPLE);
            ridge = Ridge.learn(frame, split.trainFrom(), split.trainTo(), horizons, stride);
        }
        return ridge;
    }

    /** Boosted trees on what ridge leaves over. */
    public TreeForecaster trees(TreeTraining.Plan plan, TreeTraining.Watcher watcher) {
        return new TreeTraining(frame, split, horizons, plan).learn(ridge(), neighbours(), slow(), watcher);
    }

    private Neighbours neighbours() {
        return Neighbours.learn(frame, split.trainFrom(), split.trainTo(), NEIGHBOURS);
    }

    /** Whether the history is long enough to learn from yesterday and last week. */
    private boolean slow() {
        int days = (split.trainTo() - split.trainFrom()) / frame.panel().timeline().stepsPerDay();
        return days >= LONG_HISTORY_DAYS;
    }

    /** A whole model with last value, profile and ridge as members. */
    public ForecastModel model() {
        return model(null, null);
    }

    /** A whole model with boosted trees as a member too. */
    public ForecastModel model(TreeForecaster trees) {
        return model(trees, null);
    }

    /**
     * A whole model with the networks too.
     *
     * @param trees null for none
     * @param plain how the published network is trained, one for each channel
     * @param extended how the extended one is
     */
    public ForecastModel model(
            TreeForecaster trees, NeuralSettings plain, NeuralSettings extended, NeuralTraining.Watcher watcher)
            throws IOException {
        List<NeuralForecaster> stid = new ArrayList<>();
        for (int channel = 0; channel < frame.panel().channelCount(); channel++) {
            stid.add(stid(channel, plain, watcher));
        }
        Neighbours neighbours = neighbours();
        NeuralForecaster context = context(neighbours, slow(), extended, watcher);
        return model(trees, new ForecastModel.Networks(neighbours, slow(), stid, context));
    }

    private ForecastModel model(TreeForecaster trees, ForecastModel.Networks networks) {
        Ensemble ensemble = ensemble(ForecastModel.members(ridge(), trees, networks));
        return new ForecastModel(
                frame.normalisation(), ridge(), trees, networks, ensemble, intervals(ensemble), horizons);
    }

    NeuralForecaster stid(int channel, NeuralSettings settings, NeuralTraining.Watcher watcher) throws IOException {
        String name = "stid " + frame.panel().channels().get(channel);
        return new NeuralTraining(frame, split, settings, watcher)
                .train(name, new StidInput(channel), horizons, -1)
                .forecaster();
    }

    /** The extended network for all channels together. */
    NeuralForecaster context(NeuralSettings settings, NeuralTraining.Watcher watcher) throws IOException {
        return context(neighbours(), false, settings, watcher);
    }

    private NeuralForecaster context(
            Neighbours neighbours, boolean slow, NeuralSettings settings, NeuralTraining.Watcher watcher)
            throws IOException {
        ContextInput input = new ContextInput(frame.panel().channelCount(), horizons, neighbours, slow);
        return new NeuralTraining(frame, split, settings, watcher)
                .train("context", input, horizons, -1)
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
}
