package city.mio.models.forecast.live;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A part of a city's targets that is forecast together, step after step: {@link #begin} a step, {@link #set} what came in
 * it (and corrections of the steps before), {@link #finish} it. Holds what was said against what comes, lets the
 * profile stand in for the model where that did better, and tries a new model in the shadow of the one that speaks.
 *
 * <p>What was said of the last hour is not kept: it is said again from the window when a part is read back. Not for
 * several threads.
 */
public final class LivePart {

    private static final int FORM = 2;
    /** Of a normal distribution the tenth percentile is as far from the mean as 1.606 mean absolute deviations. */
    private static final float TAIL = 1.606f;

    private final List<LiveTarget> targets;
    private final List<LiveChannel> channels;
    private final LiveSettings settings;
    private final TrackRecord record;
    private final Said[] ring;
    private final Map<String, Integer> numberOf = new HashMap<>();
    private Conditions conditions = Conditions.NONE;
    private Window window;
    private Scorer active;
    private Scorer shadow;
    private ShadowTrial trial;
    private int moved;
    /** Bytes that were written last: the next time it will be as many. */
    private int keptBytes = 1 << 16;

    /**
     * A part that has heard nothing yet.
     *
     * @param model empty if none is known: what targets said lately is all there is to go by
     */
    public LivePart(
            List<LiveTarget> targets, List<LiveChannel> channels, LiveSettings settings, Optional<LiveModel> model) {
        if (targets.isEmpty() || channels.isEmpty()) {
            throw new IllegalArgumentException("targets and channels must not be empty");
        }
        this.targets = List.copyOf(targets);
        this.channels = List.copyOf(channels);
        this.settings = Objects.requireNonNull(settings, "settings");
        for (LiveTarget target : targets) {
            if (target.reference().size() != channels.size()) {
                throw new IllegalArgumentException("reference of " + target.id() + " must have one value a channel");
            }
        }
        record = new TrackRecord(this.targets, this.channels, settings);
        ring = new Said[settings.horizons()];
        for (int i = 0; i < targets.size(); i++) {
            numberOf.put(targets.get(i).id(), i);
        }
        active = model.map(this::scorer).orElse(null);
    }

    private Scorer scorer(LiveModel model) {
        if (!model.channels().equals(channels.stream().map(LiveChannel::name).toList())) {
            throw new IllegalArgumentException("model " + model.version() + " is of " + model.channels() + ", not of "
                    + channels.stream().map(LiveChannel::name).toList());
        }
        return new Scorer(model, targets, settings);
    }

    private int steps() {
        int history = 12;
        for (Scorer each : new Scorer[] {active, shadow}) {
            history = each == null ? history : Math.max(history, each.live.model().historySteps());
        }
        return history + settings.horizons();
    }

    /** Which model speaks; empty if none does. */
    public Optional<String> findVersion() {
        return Optional.ofNullable(active).map(scorer -> scorer.live.version());
    }

    /** Which model is on trial. */
    public Optional<String> findShadow() {
        return Optional.ofNullable(shadow).map(scorer -> scorer.live.version());
    }

    /**
     * Takes a new model: it speaks at once if none does, else it goes on trial, in the place of one that is.
     *
     * @throws IllegalArgumentException it is of other channels or horizons
     */
    public void offer(LiveModel model) {
        Scorer offered = scorer(model);
        endTrial();
        if (active == null) {
            active = offered;
        } else {
            shadow = offered;
            trial = new ShadowTrial(channels.size(), settings.rules().trial());
        }
        if (window != null) {
            grow();
            offered.look(window, conditions, 0);
            // Its intervals must know what it would have said of the steps to come; so must its trial, which would else
            // have other outcomes after a restart, when all of the last hour is said again.
            for (int origin = window.steps() - settings.horizons(); origin < window.steps(); origin++) {
                offered.score(origin);
                Said said = findSaid(window.start(origin));
                if (shadow != null && said != null) {
                    fillShadow(said);
                }
            }
        }
    }

    private void grow() {
        if (window.steps() >= steps()) {
            return;
        }
        Window grown = new Window(channels.size(), targets.size(), steps(), settings.stepMillis(), window.newest());
        int more = grown.steps() - window.steps();
        for (int channel = 0; channel < channels.size(); channel++) {
            for (int step = 0; step < window.steps(); step++) {
                for (int target = 0; target < targets.size(); target++) {
                    grown.set(channel, step + more, target, window.value(channel, step, target));
                }
            }
        }
        window = grown;
        if (active != null) {
            active.look(window, conditions, -more);
        }
    }

    private void endTrial() {
        shadow = null;
        trial = null;
        record.endTrial();
        for (Said said : ring) {
            if (said != null) {
                said.shadow = null;
            }
        }
    }

    /** Takes what is known of the road by now, in place of what was known before. */
    public void know(Conditions known) {
        conditions = Objects.requireNonNull(known, "known");
    }

    /** Moves on to the step that begins then, which must be later than the one before. */
    public void begin(long stepStart) {
        if (window == null) {
            window = new Window(channels.size(), targets.size(), steps(), settings.stepMillis(), stepStart);
        } else if (stepStart <= window.newest() || (stepStart - window.newest()) % settings.stepMillis() != 0) {
            throw new IllegalArgumentException("stepStart must be whole steps after " + window.newest() + ": " + stepStart);
        }
        moved += window.advanceTo(stepStart);
    }

    /** A target's value of a step that is not later than the begun one; too early ones are passed over. */
    public void set(long stepStart, int channel, int target, float value) {
        int step = window.index(stepStart);
        if (step >= 0) {
            window.set(channel, step, target, value);
        }
    }

    /** Holds what was said against the begun step, and says what comes next. */
    public Tick finish() {
        for (Scorer each : new Scorer[] {active, shadow}) {
            if (each != null) {
                each.look(window, conditions, moved);
                each.observe();
            }
        }
        moved = 0;
        long outcomes = record.observe(window, earlier(), trial);
        Optional<String> adopted = Optional.empty();
        Optional<String> refused = Optional.empty();
        double ratio = trial == null ? Double.NaN : trial.ratio();
        if (trial != null && trial.verdict() == ShadowTrial.Verdict.NO_WORSE) {
            adopted = findShadow();
            adopt();
        } else if (trial != null && trial.verdict() == ShadowTrial.Verdict.WORSE) {
            refused = findShadow();
            endTrial();
        }
        Said said = say(window.steps() - 1);
        ring[slot(said.newestStep)] = said;
        return new Tick(said, outcomes, adopted, refused, ratio);
    }

    private void adopt() {
        active = shadow;
        for (Said said : ring) {
            if (said != null && said.shadow != null) {
                System.arraycopy(said.shadow, 0, said.model, 0, said.model.length);
            }
        }
        endTrial();
        record.adopted();
    }

    private int slot(long stepStart) {
        return (int) Math.floorMod(stepStart / settings.stepMillis(), settings.horizons());
    }

    private Said findSaid(long stepStart) {
        Said said = ring[slot(stepStart)];
        return said != null && said.newestStep == stepStart ? said : null;
    }

    /** What was said of the window's newest step, one step before it, two steps before it and so on. */
    private Said[] earlier() {
        Said[] earlier = new Said[settings.horizons()];
        for (int h = 0; h < earlier.length; h++) {
            earlier[h] = findSaid(window.newest() - (h + 1) * settings.stepMillis());
        }
        return earlier;
    }

    private Said say(int origin) {
        Said said = new Said(window.start(origin), channels.size(), targets.size(), settings.horizons());
        boolean[] closed = said.disturb(conditions, numberOf, settings.stepMillis());
        System.arraycopy(record.widening.calm(), 0, said.widening, 0, said.widening.length);
        if (active != null) {
            active.score(origin);
        }
        if (shadow != null) {
            shadow.score(origin);
            fillShadow(said);
        }
        for (int channel = 0; channel < channels.size(); channel++) {
            record.coldStart.fill(window, origin, channel, active, said);
            for (int target = 0; target < targets.size(); target++) {
                said.setNewestInput(channel, target, window.newestInput(channel, target, origin));
                float last = window.last(channel, target, origin);
                boolean known = active != null && active.isKnown(channel, target);
                boolean fallback = !known || closed[target] || record.trust.isFallback(channel, target);
                said.fallback[channel * targets.size() + target] = fallback;
                for (int h = 0; h < settings.horizons(); h++) {
                    int at = said.at(channel, target, h);
                    said.model[at] = known ? positive(active.get(active.point, channel, target, h)) : Float.NaN;
                    if (known) {
                        said.profile[at] = positive(active.get(active.profile, channel, target, h));
                    }
                    if (fallback) {
                        standIn(said, channel, target, h, known);
                    } else {
                        said.p50[at] = said.model[at];
                        float wide = (float) record.widening.get(channel, h, said.disturbed[at]);
                        float below = active.get(active.p10, channel, target, h) - said.p50[at];
                        float above = active.get(active.p90, channel, target, h) - said.p50[at];
                        said.p10[at] = positive(said.p50[at] + wide * Math.min(0, below));
                        said.p90[at] = said.p50[at] + wide * Math.max(0, above);
                    }
                    if (closed[target] && said.disturbed[at]) {
                        // Nobody gets through, and how long still is anybody's guess.
                        said.p10[at] = 0;
                    }
                }
                // Where nothing was heard for the whole window, the last value that anybody could tell is the usual.
                said.last[channel * targets.size() + target] =
                        Float.isNaN(last) ? said.profile[said.at(channel, target, 0)] : last;
            }
        }
        return said;
    }

    /** Puts in what the model on trial has scored. */
    private void fillShadow(Said said) {
        said.shadow = new float[said.model.length];
        for (int channel = 0; channel < channels.size(); channel++) {
            for (int target = 0; target < targets.size(); target++) {
                for (int h = 0; h < settings.horizons(); h++) {
                    said.shadow[said.at(channel, target, h)] = shadow.isKnown(channel, target)
                            ? positive(shadow.get(shadow.point, channel, target, h))
                            : Float.NaN;
                }
            }
        }
    }

    private void standIn(Said said, int channel, int target, int h, boolean known) {
        int at = said.at(channel, target, h);
        float error = known ? record.trust.profileError(channel, target) : record.coldStart.error(channel, target, h);
        said.p50[at] = said.profile[at];
        said.p10[at] = positive(said.profile[at] - TAIL * error);
        said.p90[at] = said.profile[at] + TAIL * error;
    }

    private static float positive(float value) {
        return Math.max(0, value);
    }

    /** Whether nothing was heard of any target for the whole window. */
    public boolean isSilent() {
        return window == null || window.isEmpty();
    }

    /** How well forecasts have held, of all targets together and of each group, for each channel. */
    public List<GroupQuality> quality() {
        return record.quality(active);
    }

    /** Whether a channel's errors have become larger than they used to be. */
    public boolean isDrifting(int channel) {
        return record.isDrifting(channel);
    }

    private static final class Room extends ByteArrayOutputStream {
        Room(int bytes) {
            super(bytes);
        }

        byte[] bytes() {
            return count == buf.length ? buf : toByteArray();
        }
    }

    /** What must survive a restart, as {@link #write} writes it. */
    public byte[] kept() throws IOException {
        Room room = new Room(keptBytes);
        write(new DataOutputStream(room));
        keptBytes = room.size();
        return room.bytes();
    }

    /** Writes what must survive a restart. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(FORM);
        out.writeInt(targets.size());
        for (LiveTarget target : targets) {
            out.writeUTF(target.id());
        }
        out.writeInt(record.groups().size());
        for (String group : record.groups()) {
            out.writeUTF(group);
        }
        writeModel(out, active);
        writeModel(out, shadow);
        out.writeBoolean(window != null);
        if (window != null) {
            window.write(out);
        }
        record.write(out);
        if (trial != null) {
            trial.write(out);
        }
    }

    private static void writeModel(DataOutput out, Scorer scorer) throws IOException {
        out.writeUTF(scorer == null ? "" : scorer.live.version());
        if (scorer != null) {
            byte[] learnt = scorer.live.model().intervalsLearnt();
            out.writeInt(learnt.length);
            out.write(learnt);
        }
    }

    /**
     * Reads back what was written; targets may have come and gone since.
     *
     * @param models finds a model by its version; a version that is no longer to be had is left out: the watch over it
     *     begins anew with the model that {@code otherwise} is
     * @param otherwise the model to speak if the one that did is gone
     * @param conditions what is known of the road by now
     */
    public static LivePart read(
            DataInput in,
            List<LiveTarget> targets,
            List<LiveChannel> channels,
            LiveSettings settings,
            Function<String, Optional<LiveModel>> models,
            Supplier<Optional<LiveModel>> otherwise,
            Conditions conditions)
            throws IOException {
        Forms.require("forecasts of a part", FORM, in.readByte());
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            numbers.put(targets.get(i).id(), i);
        }
        int[] targetOf = new int[in.readInt()];
        for (int i = 0; i < targetOf.length; i++) {
            targetOf[i] = numbers.getOrDefault(in.readUTF(), -1);
        }
        List<String> keptGroups = new ArrayList<>();
        for (int groups = in.readInt(); groups > 0; groups--) {
            keptGroups.add(in.readUTF());
        }
        String version = in.readUTF();
        Optional<LiveModel> model = readModel(in, version, models);
        String shadowVersion = in.readUTF();
        Optional<LiveModel> onTrial = readModel(in, shadowVersion, models);
        LivePart part = new LivePart(targets, channels, settings, model.or(otherwise));
        part.know(conditions);
        if (onTrial.isPresent() && model.isPresent()) {
            part.offer(onTrial.get());
        }
        if (in.readBoolean()) {
            part.window = new Window(channels.size(), targets.size(), part.steps(), settings.stepMillis(), 0);
            part.window.read(in, targetOf);
        }
        part.record.read(in, targetOf, keptGroups);
        if (!shadowVersion.isEmpty()) {
            ShadowTrial trial = new ShadowTrial(channels.size(), settings.rules().trial());
            trial.read(in);
            part.trial = part.shadow == null ? null : trial;
        }
        if (model.isEmpty() && !version.isEmpty()) {
            part.record.resetTrust();
        }
        part.sayAgain();
        return part;
    }

    private static Optional<LiveModel> readModel(
            DataInput in, String version, Function<String, Optional<LiveModel>> models) throws IOException {
        if (version.isEmpty()) {
            return Optional.empty();
        }
        byte[] learnt = new byte[in.readInt()];
        in.readFully(learnt);
        Optional<LiveModel> model = models.apply(version);
        if (model.isPresent()) {
            model.get().model().restoreIntervals(learnt);
        }
        return model;
    }

    /** Says again what was said at the last steps, whose outcomes are still to come. */
    private void sayAgain() {
        if (window == null) {
            return;
        }
        for (Scorer each : new Scorer[] {active, shadow}) {
            if (each != null) {
                each.look(window, conditions, 0);
            }
        }
        for (int origin = window.steps() - settings.horizons(); origin < window.steps(); origin++) {
            Said said = say(origin);
            ring[slot(said.newestStep)] = said;
        }
    }
}
