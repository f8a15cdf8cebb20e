package city.mio.models.forecast;

import city.mio.models.forecast.trees.SmileBoosting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Learns the implementations from a panel: first from its training part, with all choices (epochs, weights of the
 * ensemble, intervals) made by the validation part; then networks and trees go on with both parts together for a while,
 * and what is quickly learnt is learnt anew from both. One thread.
 */
public final class ForecastTraining {

    private static final int NEIGHBOURS = 6;
    /** Days that must be learnt from before last week and yesterday are told to a network. */
    private static final int LONG_HISTORY_DAYS = 14;
    private static final int LARGEST_ENSEMBLE_SAMPLE = 200;
    private static final int LARGEST_RIDGE_SAMPLE = 2500;

    private final Frame frame;
    private final Split split;
    private final int horizons;
    private double leastPower;
    /** Null where the road is not known. */
    private RoadGraph road;

    /**
     * What came of a training.
     *
     * @param model learnt from the training and validation parts
     * @param chosen the same learnt from the training part alone: its errors on the validation part are honest
     */
    public record Learnt(ForecastModel model, ForecastModel chosen) {}

    /**
     * How networks are trained.
     *
     * @param plain the published one, one for each channel
     * @param extended the extended one
     * @param seeds how many of the extended one, with seeds that follow each other; their mean is one member
     */
    public record NetworkPlan(NeuralSettings plain, NeuralSettings extended, int seeds) {
        public NetworkPlan {
            if (seeds < 1 || seeds > 100) {
                throw new IllegalArgumentException("seeds must lie in 1 to 100: " + seeds);
            }
        }

        /** Epochs of all networks together at most, the second training included. */
        public long mostEpochs(int channels) {
            return channels * withMore(plain) + seeds * withMore(extended);
        }

        private static long withMore(NeuralSettings settings) {
            return settings.epochs() + settings.toLearnOn(settings.epochs()).epochs();
        }
    }

    public ForecastTraining(Panel panel, Split split, int horizons) {
        if (split.trainTo() - split.trainFrom() < StidInput.WINDOW + horizons + 1) {
            throw new IllegalArgumentException("the training part of " + (split.trainTo() - split.trainFrom())
                    + " steps is shorter than a window and its horizons");
        }
        this.split = split;
        this.horizons = horizons;
        frame = frame(panel, split);
    }

    /** From here on intervals are learnt that cover every target and hour alike, not those that are narrowest in the mean. */
    public ForecastTraining coveringAlike() {
        leastPower = 1;
        return this;
    }

    /**
     * From here on the extended networks also look at the targets that come next up- and downstream.
     *
     * @throws IllegalArgumentException the graph is of other targets
     */
    public ForecastTraining along(RoadGraph graph) {
        if (graph.targets() != frame.panel().targetCount()) {
            throw new IllegalArgumentException("the road graph is of " + graph.targets() + " targets, the history of "
                    + frame.panel().targetCount());
        }
        road = graph;
        return this;
    }

    private static Frame frame(Panel panel, Split split) {
        return new Frame(panel, Normalisation.learn(panel, split.trainFrom(), split.trainTo()));
    }

    /** The panel as what is learnt from the training part sees it. */
    public Frame frame() {
        return frame;
    }

    /** Last value, profile and ridge, of the training part. */
    public List<Forecaster> simple() {
        return ForecastModel.members(ridge(frame, split), null, null);
    }

    private Ridge ridge(Frame seen, Split parts) {
        int stride = Math.max(1, (parts.trainTo() - parts.trainFrom()) / LARGEST_RIDGE_SAMPLE);
        return Ridge.learn(seen, parts.trainFrom(), parts.trainTo(), horizons, stride);
    }

    private static Neighbours neighbours(Frame seen, Split parts) {
        return Neighbours.learn(seen, parts.trainFrom(), parts.trainTo(), NEIGHBOURS);
    }

    /** Whether the history is long enough to learn from yesterday and last week. */
    private boolean slow() {
        int days = (split.trainTo() - split.trainFrom()) / frame.panel().timeline().stepsPerDay();
        return days >= LONG_HISTORY_DAYS;
    }

    /** Boosted trees on what ridge leaves over, of the training part. */
    TreeForecaster trees(TreeTraining.Plan plan, TreeTraining.Watcher watcher) {
        return new TreeTraining(frame, split, horizons, plan)
                .learn(ridge(frame, split), neighbours(frame, split), slow(), watcher);
    }

    /** A whole model with last value, profile and ridge as members. */
    public Learnt learn() {
        return learn(null, null);
    }

    /** A whole model with boosted trees as a member too; null for none. */
    public Learnt learn(TreeTraining.Plan trees, TreeTraining.Watcher treeWatcher) {
        Ridge ridge = ridge(frame, split);
        TreeForecaster grown = trees == null ? null : trees(trees, treeWatcher);
        return again(model(ridge, grown, null), grown, trees, treeWatcher, null);
    }

    /** A whole model with the networks too, and with boosted trees; null for none of these. */
    public Learnt learn(TreeTraining.Plan trees, TreeTraining.Watcher treeWatcher, NetworkPlan plan,
            NeuralTraining.Watcher watcher) throws IOException {
        Ridge ridge = ridge(frame, split);
        TreeForecaster grown = trees == null ? null : trees(trees, treeWatcher);
        List<NeuralTraining.Trained> trained = new ArrayList<>();
        ForecastModel.Networks networks = networks(plan, watcher, trained);
        ForecastModel chosen = model(ridge, grown, networks);
        return again(chosen, grown, trees, treeWatcher, networksOn(networks, trained, plan, watcher));
    }

    /** Learns the other members from both parts. */
    private Learnt again(ForecastModel chosen, TreeForecaster grown, TreeTraining.Plan plan,
            TreeTraining.Watcher watcher, ForecastModel.Networks networks) {
        Split whole = split.withValidationLearnt();
        Frame seen = frame(frame.panel(), whole);
        Ridge ridge = ridge(seen, whole);
        TreeForecaster trees = plan == null
                ? null
                : new TreeTraining(seen, whole, horizons, plan).learnOn(grown, ridge, slow(), watcher);
        Ensemble weighed = chosen.ensemble().withMembers(ForecastModel.members(ridge, trees, networks));
        RainEffect rain = chosen.findRainEffect().isEmpty() ? null : rain(seen, weighed, whole);
        return new Learnt(chosen.relearnt(seen.normalisation(), ridge, trees, networks, rain), chosen);
    }

    /**
     * The model with the plain linear one beside it, both learnt from both parts; the ends of its residuals are of the
     * validation part, forecast by one that has not seen it. Needs Smile.
     */
    public ForecastModel withPlainLinear(ForecastModel model, long seed) {
        return model.with(new ForecastModel.Peers(
                plainLinear(split.withValidationLearnt(), model, seed),
                residualQuantiles(plainLinear(split, null, seed)), null));
    }

    private PlainLinear plainLinear(Split parts, ForecastModel model, long seed) {
        Frame seen = model == null ? frame : model.frame(frame.panel());
        return PlainLinearFit.learn(seen, parts.trainFrom(), parts.trainTo(), horizons, seed);
    }

    /**
     * The model with trees beside it that Smile grows, learnt from both parts; the ends of their residuals are of the
     * validation part, forecast by trees that have not seen it. Needs Smile.
     *
     * @param told of each channel that is learnt
     */
    public ForecastModel withSmileTrees(ForecastModel model, SmileBoosting.Settings settings, IntConsumer told) {
        Split whole = split.withValidationLearnt();
        Frame seen = model.frame(frame.panel());
        TreeTraining.Plan plan = TreeTraining.Plan.usual(settings.seed());
        TreeForecaster trees = new TreeTraining(seen, whole, horizons, plan)
                .learnBySmile(model.ownRidge(), neighbours(seen, whole), slow(), settings, told);
        TreeForecaster honest = new TreeTraining(frame, split, horizons, plan)
                .learnBySmile(ridge(frame, split), neighbours(frame, split), slow(), settings, channel -> {});
        return model.with(model.ownPeers().withSmileTrees(trees)).with(honest.name(), residualQuantiles(honest));
    }

    /** Trains all networks from the training part: one of each channel, then the extended ones. */
    private ForecastModel.Networks networks(NetworkPlan plan, NeuralTraining.Watcher watcher,
            List<NeuralTraining.Trained> trained) throws IOException {
        Panel panel = frame.panel();
        for (int channel = 0; channel < panel.channelCount(); channel++) {
            trained.add(stidNetwork(channel, plan.plain(), watcher));
        }
        Neighbours neighbours = neighbours(frame, split);
        for (int i = 0; i < plan.seeds(); i++) {
            NeuralSettings settings = plan.extended().withSeed(plan.extended().seed() + i);
            trained.add(contextNetwork("context " + (i + 1), neighbours, settings, watcher));
        }
        return grouped(neighbours, trained.stream().map(NeuralTraining.Trained::forecaster).toList());
    }

    private ForecastModel.Networks grouped(Neighbours neighbours, List<NeuralForecaster> networks) {
        int channels = frame.panel().channelCount();
        return new ForecastModel.Networks(
                neighbours, road, slow(), networks.subList(0, channels), networks.subList(channels, networks.size()));
    }

    /** Goes on with both parts. */
    private ForecastModel.Networks networksOn(ForecastModel.Networks before, List<NeuralTraining.Trained> trained,
            NetworkPlan plan, NeuralTraining.Watcher watcher) throws IOException {
        Split whole = split.withValidationLearnt();
        Frame seen = frame(frame.panel(), whole);
        List<NeuralForecaster> networks = new ArrayList<>();
        for (NeuralTraining.Trained each : trained) {
            NeuralForecaster from = each.forecaster();
            NeuralSettings settings = networks.size() < before.stid().size() ? plan.plain() : plan.extended();
            settings = settings.withSeed(settings.seed() + networks.size()).toLearnOn(each.epoch() + 1);
            networks.add(new NeuralTraining(seen, whole, settings, watcher)
                    .train(each.name() + ", on with both parts", from.input(), horizons, from)
                    .forecaster());
        }
        return grouped(before.neighbours(), networks);
    }

    private NeuralTraining.Trained stidNetwork(int channel, NeuralSettings settings, NeuralTraining.Watcher watcher)
            throws IOException {
        Panel panel = frame.panel();
        String name = "stid " + panel.channels().get(channel);
        StidInput input = new StidInput(channel, panel.timeline().stepsPerDay());
        return new NeuralTraining(frame, split, settings, watcher).train(name, input, horizons, null);
    }

    private NeuralTraining.Trained contextNetwork(String name, Neighbours neighbours, NeuralSettings settings,
            NeuralTraining.Watcher watcher) throws IOException {
        ContextInput input = new ContextInput(frame.panel().channelCount(), horizons, neighbours, road, slow());
        return new NeuralTraining(frame, split, settings, watcher).train(name, input, horizons, null);
    }

    private ForecastModel model(Ridge ridge, TreeForecaster trees, ForecastModel.Networks networks) {
        Ensemble ensemble = ensemble(ForecastModel.members(ridge, trees, networks));
        RainEffect rain = rain(frame, ensemble, split);
        Forecaster whole = rain == null ? ensemble : new RainAware(ensemble, rain);
        MemberResiduals residuals = MemberResiduals.of(ridge.name(), residualQuantiles(ridge));
        for (Forecaster member : ensemble.members()) {
            residuals = member == ridge ? residuals : residuals.with(member.name(), residualQuantiles(member));
        }
        return new ForecastModel(frame.normalisation(), ridge, trees, networks, ensemble, rain, residuals,
                intervals(whole), horizons);
    }

    /** Null if the history tells no or too little rain. */
    private RainEffect rain(Frame seen, Ensemble ensemble, Split parts) {
        return seen.panel().knowsRain()
                ? RainEffect.learn(seen, ensemble, parts.trainFrom(), parts.trainTo(), horizons)
                : null;
    }

    NeuralForecaster stid(int channel, NeuralSettings settings, NeuralTraining.Watcher watcher) throws IOException {
        return stidNetwork(channel, settings, watcher).forecaster();
    }

    /** The extended network for all channels together. */
    NeuralForecaster context(NeuralSettings settings, NeuralTraining.Watcher watcher) throws IOException {
        return contextNetwork("context", neighbours(frame, split), settings, watcher).forecaster();
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
        AdaptiveIntervals intervals = AdaptiveIntervals.learn(frame, model, origins, horizons, leastPower);
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
