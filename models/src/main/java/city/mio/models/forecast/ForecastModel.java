package city.mio.models.forecast;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was learnt of some targets, ready to forecast them: what values are measured by, the members, their weights
 * and the intervals. Can be told as named parts and made of them again. Not for several threads.
 */
public final class ForecastModel {

    private static final String BASE = "base.bin";
    private static final String INTERVALS = "intervals.bin";
    private static final String TREES = "trees.bin";
    private static final String RAIN = "rain.bin";
    private static final String PLAIN = "plain.bin";
    private static final String SMILE_TREES = "smile-trees.bin";
    /** Only of models that were told the road graph. */
    private static final String ROAD = "road.bin";
    /** Models that were made before all members had residuals are without it. */
    private static final String RESIDUALS = "residuals.bin";
    /** Days that members look back at who look at more than the last hour. */
    private static final int DAYS_OF_SLOW = 7;

    private final int horizons;
    private final Normalisation normalisation;
    private final Ridge ridge;
    /** Null if there are none. */
    private final TreeForecaster trees;
    /** Null if there are no networks. */
    private final Networks networks;
    private final Ensemble ensemble;
    /** Null if nothing was learnt of it. */
    private final RainEffect rain;
    /** Always those of the ridge. */
    private final MemberResiduals residuals;
    private AdaptiveIntervals intervals;
    private final Peers peers;

    /**
     * What stands beside the ensemble to measure it by, not in it.
     *
     * @param plain null if it was not learnt
     * @param residuals of the plain one; null without it
     * @param smileTrees null if they were not learnt
     */
    record Peers(PlainLinear plain, ResidualQuantiles residuals, TreeForecaster smileTrees) {
        static final Peers NONE = new Peers(null, null, null);

        Peers withSmileTrees(TreeForecaster trees) {
            return new Peers(plain, residuals, trees);
        }
    }

    /**
     * The neural members, and what the extended one's input is made of.
     *
     * @param road null where it is not known
     */
    record Networks(Neighbours neighbours, RoadGraph road, boolean slow, List<NeuralForecaster> stid, List<NeuralForecaster> context) {

        List<Forecaster> members() {
            return List.of(new NetworkGroup("stid", stid), new NetworkGroup("context", context));
        }
    }

    ForecastModel(Normalisation normalisation, Ridge ridge, TreeForecaster trees, Networks networks,
            Ensemble ensemble, RainEffect rain, MemberResiduals residuals, AdaptiveIntervals intervals, int horizons) {
        this(normalisation, ridge, trees, networks, ensemble, rain, residuals, intervals, horizons, Peers.NONE);
    }

    private ForecastModel(Normalisation normalisation, Ridge ridge, TreeForecaster trees, Networks networks,
            Ensemble ensemble, RainEffect rain, MemberResiduals residuals, AdaptiveIntervals intervals, int horizons,
            Peers peers) {
        this.peers = peers;
        this.rain = rain;
        this.normalisation = normalisation;
        this.ridge = ridge;
        this.trees = trees;
        this.networks = networks;
        this.ensemble = ensemble;
        this.residuals = residuals;
        this.intervals = intervals;
        this.horizons = horizons;
    }

    /** The same with others beside it. */
    ForecastModel with(Peers others) {
        return new ForecastModel(normalisation, ridge, trees, networks, ensemble, rain, residuals, intervals, horizons,
                others);
    }

    /** The same, knowing the residuals of a forecaster. */
    ForecastModel with(String forecaster, ResidualQuantiles ends) {
        return new ForecastModel(normalisation, ridge, trees, networks, ensemble, rain,
                residuals.with(forecaster, ends), intervals, horizons, peers);
    }

    /** The same weights and intervals round members that were learnt again, from more. */
    ForecastModel relearnt(Normalisation otherNormalisation, Ridge otherRidge, TreeForecaster otherTrees,
            Networks otherNetworks, RainEffect otherRain) {
        return new ForecastModel(otherNormalisation, otherRidge, otherTrees, otherNetworks,
                ensemble.withMembers(members(otherRidge, otherTrees, otherNetworks)), otherRain, residuals, intervals,
                horizons);
    }

    static List<Forecaster> members(Ridge ridge, TreeForecaster trees, Networks networks) {
        List<Forecaster> members = new ArrayList<>(List.of(new LastValue(), new ProfileForecaster(), ridge));
        if (trees != null) {
            members.add(trees);
        }
        if (networks != null) {
            members.addAll(networks.members());
        }
        return members;
    }

    public int horizons() {
        return horizons;
    }

    /** Targets that the model is of, in their order. */
    public int targets() {
        return normalisation.targets();
    }

    public int channels() {
        return normalisation.channels();
    }

    /** A history as this model sees it; its targets and channels must be the model's. */
    public Frame frame(Panel panel) {
        return new Frame(panel, normalisation);
    }

    /** The members weighed into one, which names them too. */
    public Ensemble ensemble() {
        return ensemble;
    }

    /** What the model says: the members weighed into one, and moved by rain where the history told of it. */
    public Forecaster forecaster() {
        return rain == null ? ensemble : new RainAware(ensemble, rain);
    }

    /** What rain does, if the history told of it. */
    public Optional<RainEffect> findRainEffect() {
        return Optional.ofNullable(rain);
    }

    Ridge ownRidge() {
        return ridge;
    }

    Peers ownPeers() {
        return peers;
    }

    /** Forecasters that stand beside the ensemble, to measure it by. */
    public List<Forecaster> peers() {
        List<Forecaster> all = new ArrayList<>();
        if (peers.plain() != null) {
            all.add(peers.plain());
        }
        if (peers.smileTrees() != null) {
            all.add(peers.smileTrees());
        }
        return all;
    }

    /** The linear model of the textbook, if it was learnt beside. */
    public Optional<PlainLinear> findPlainLinear() {
        return Optional.ofNullable(peers.plain());
    }

    /**
     * The ends of the residuals of a member, or of one that stands beside the ensemble, on steps that it had not learnt
     * from when they were learnt; empty where the model is older than that.
     */
    public Optional<ResidualQuantiles> findResiduals(Forecaster forecaster) {
        return peers.plain() != null && forecaster.name().equals(peers.plain().name())
                ? Optional.of(peers.residuals())
                : residuals.find(forecaster.name());
    }

    /** Intervals round the ensemble, which learn on as they observe. */
    public AdaptiveIntervals intervals() {
        return intervals;
    }

    /** Steps up to the newest that the members look at. */
    public int historySteps() {
        boolean slow = trees != null || networks != null && networks.slow();
        return StidInput.WINDOW + (slow ? DAYS_OF_SLOW * normalisation.profile(0).bins() : 0);
    }

    /** Of how many days a target's value was learnt, as a mean over the times of the day. */
    public float daysLearnt(int channel, int target) {
        return normalisation.profile(channel).days(target);
    }

    /** What the intervals have learnt so far; forecasts whose outcome is still to come are not in it. */
    public byte[] intervalsLearnt() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            intervals.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Goes on with what intervals of this model had learnt.
     *
     * @throws IOException it is of another model
     */
    public void restoreIntervals(byte[] learnt) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(learnt))) {
            intervals = AdaptiveIntervals.read(in, channels(), targets(), horizons);
        }
    }

    /**
     * The same in a fifth of the room, rounded, as it ships with a city.
     *
     * @throws IllegalStateException it has trees or networks, which are not rounded
     */
    public ForecastModel compact() {
        if (trees != null || networks != null) {
            throw new IllegalStateException("a model with trees or networks has no compact form");
        }
        return relearnt(normalisation.compact(), ridge.compact(), null, null, rain);
    }

    /** All of it, by the name of the part. */
    public Map<String, byte[]> parts() throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(horizons);
            out.writeBoolean(trees != null);
            out.writeBoolean(networks != null);
            normalisation.write(out);
            ridge.write(out);
            if (networks != null) {
                out.writeInt(networks.context().size());
                out.writeBoolean(networks.slow());
                networks.neighbours().write(out);
            }
            ensemble.write(out);
        }
        parts.put(BASE, bytes.toByteArray());
        ByteArrayOutputStream tails = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(tails)) {
            residuals.find(ridge.name()).orElseThrow().write(out);
            intervals.write(out);
        }
        parts.put(INTERVALS, tails.toByteArray());
        ByteArrayOutputStream ends = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(ends)) {
            residuals.write(out);
        }
        parts.put(RESIDUALS, ends.toByteArray());
        if (trees != null) {
            ByteArrayOutputStream grown = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(grown)) {
                trees.write(out);
            }
            parts.put(TREES, grown.toByteArray());
        }
        if (rain != null) {
            ByteArrayOutputStream wet = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(wet)) {
                rain.write(out);
            }
            parts.put(RAIN, wet.toByteArray());
        }
        if (peers.plain() != null) {
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(plain)) {
                peers.plain().write(out);
                peers.residuals().write(out);
            }
            parts.put(PLAIN, plain.toByteArray());
        }
        if (peers.smileTrees() != null) {
            ByteArrayOutputStream grown = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(grown)) {
                peers.smileTrees().write(out);
            }
            parts.put(SMILE_TREES, grown.toByteArray());
        }
        if (networks != null && networks.road() != null) {
            ByteArrayOutputStream along = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(along)) {
                networks.road().write(out);
            }
            parts.put(ROAD, along.toByteArray());
        }
        if (networks != null) {
            for (int channel = 0; channel < networks.stid().size(); channel++) {
                parts.put(stidPart(channel), networks.stid().get(channel).weights());
            }
            for (int i = 0; i < networks.context().size(); i++) {
                parts.put(contextPart(i), networks.context().get(i).weights());
            }
        }
        return parts;
    }

    private static String stidPart(int channel) {
        return "stid-" + channel + ".zip";
    }

    private static String contextPart(int number) {
        return "context-" + number + ".zip";
    }

    /**
     * Makes the model that the parts are of.
     *
     * @throws IOException a part is missing or not what it should be
     */
    public static ForecastModel of(Map<String, byte[]> parts) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(part(parts, BASE)))) {
            int horizons = Parts.readCount(in, "horizons");
            boolean grown = in.readBoolean();
            boolean neural = in.readBoolean();
            Normalisation normalisation = Normalisation.read(in);
            Ridge ridge = Ridge.read(in);
            TreeForecaster trees = grown ? trees(parts, TREES, TreeForecaster.OWN, ridge, normalisation, horizons) : null;
            Networks networks = neural ? networks(in, parts, normalisation, horizons) : null;
            Ensemble ensemble = Ensemble.read(in, members(ridge, trees, networks), normalisation.channels(), horizons);
            try (DataInputStream tails = new DataInputStream(new ByteArrayInputStream(part(parts, INTERVALS)))) {
                MemberResiduals residuals = residuals(parts, MemberResiduals.of(ridge.name(),
                        ResidualQuantiles.read(tails, normalisation.channels(), horizons)),
                        normalisation.channels(), horizons);
                AdaptiveIntervals intervals = AdaptiveIntervals.read(
                        tails, normalisation.channels(), normalisation.targets(), horizons);
                RainEffect rain = rain(parts, normalisation.channels(), horizons);
                return new ForecastModel(normalisation, ridge, trees, networks, ensemble, rain, residuals, intervals,
                        horizons, peers(parts, ridge, normalisation, horizons));
            }
        }
    }

    private static MemberResiduals residuals(Map<String, byte[]> parts, MemberResiduals ofRidge, int channels,
            int horizons) throws IOException {
        if (!parts.containsKey(RESIDUALS)) {
            return ofRidge;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(part(parts, RESIDUALS)))) {
            MemberResiduals all = MemberResiduals.read(in, channels, horizons);
            if (all.find(Ridge.NAME).isEmpty()) {
                throw new IOException("it holds no residuals of the " + Ridge.NAME);
            }
            return all;
        }
    }

    private static RainEffect rain(Map<String, byte[]> parts, int channels, int horizons) throws IOException {
        if (!parts.containsKey(RAIN)) {
            return null;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(part(parts, RAIN)))) {
            return RainEffect.read(in, channels, horizons);
        }
    }

    private static Peers peers(Map<String, byte[]> parts, Ridge ridge, Normalisation normalisation, int horizons)
            throws IOException {
        TreeForecaster smileTrees = parts.containsKey(SMILE_TREES)
                ? trees(parts, SMILE_TREES, TreeForecaster.BY_SMILE, ridge, normalisation, horizons)
                : null;
        if (!parts.containsKey(PLAIN)) {
            return new Peers(null, null, smileTrees);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(part(parts, PLAIN)))) {
            PlainLinear plain = PlainLinear.read(in, normalisation.channels(), horizons);
            return new Peers(plain, ResidualQuantiles.read(in, normalisation.channels(), horizons), smileTrees);
        }
    }

    private static TreeForecaster trees(Map<String, byte[]> parts, String part, String name, Ridge ridge,
            Normalisation normalisation, int horizons) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(part(parts, part)))) {
            return TreeForecaster.read(in, name, ridge, normalisation.channels(), normalisation.targets(), horizons);
        }
    }

    private static Networks networks(
            DataInputStream in, Map<String, byte[]> parts, Normalisation normalisation, int horizons)
            throws IOException {
        int seeds = Parts.readCount(in, "networks");
        boolean slow = in.readBoolean();
        Neighbours neighbours = Neighbours.read(in, normalisation.targets());
        List<NeuralForecaster> stid = new ArrayList<>();
        for (int channel = 0; channel < normalisation.channels(); channel++) {
            stid.add(new NeuralForecaster("stid", new StidInput(channel, normalisation.profile(channel).bins()), horizons,
                    NeuralForecaster.network(part(parts, stidPart(channel)))));
        }
        RoadGraph road = road(parts, normalisation.targets());
        ContextInput input = new ContextInput(normalisation.channels(), horizons, neighbours, road, slow);
        List<NeuralForecaster> context = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            NeuralForecaster network = new NeuralForecaster(
                    "context", input, horizons, NeuralForecaster.network(part(parts, contextPart(i))));
            if (network.looksAt() != input.width()) {
                throw new IOException("the part " + contextPart(i) + " looks at " + network.looksAt() + " numbers of a target"
                        + " where there are " + input.width() + ": the part " + ROAD
                        + (road == null ? " is missing" : " is not of this model"));
            }
            context.add(network);
        }
        return new Networks(neighbours, road, slow, stid, context);
    }

    private static RoadGraph road(Map<String, byte[]> parts, int targets) throws IOException {
        if (!parts.containsKey(ROAD)) {
            return null;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(part(parts, ROAD)))) {
            return RoadGraph.read(in, targets);
        }
    }

    private static byte[] part(Map<String, byte[]> parts, String name) throws IOException {
        byte[] part = parts.get(name);
        if (part == null) {
            throw new IOException("the part " + name + " is missing");
        }
        return part;
    }
}
