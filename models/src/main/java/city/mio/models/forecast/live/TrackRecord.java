package city.mio.models.forecast.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well what was said of a part's targets has held, and what follows of that: whom to trust for each target, how wide
 * intervals must be, whether a channel drifts. Not for several threads.
 */
final class TrackRecord {

    /** An error counts as no more than so many half widths of its interval, when drift is looked for. */
    private static final double FARTHEST = 5;

    final TargetTrust trust;
    final ColdStart coldStart;
    final Widening widening;
    private final List<LiveChannel> channels;
    private final LiveSettings settings;
    private final int targets;
    private final int[] groupOf;
    private final List<String> groups;
    private final ErrorWatch watch;
    private final DriftWatch[] drift;

    TrackRecord(List<LiveTarget> targets, List<LiveChannel> channels, LiveSettings settings) {
        this.channels = channels;
        this.settings = settings;
        this.targets = targets.size();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        groupOf = new int[targets.size()];
        for (int i = 0; i < groupOf.length; i++) {
            numbers.putIfAbsent(targets.get(i).group(), numbers.size());
            groupOf[i] = numbers.get(targets.get(i).group());
        }
        groups = List.copyOf(numbers.keySet());
        trust = new TargetTrust(channels.size(), targets.size(), settings.rules());
        watch = watch(groups.size());
        drift = new DriftWatch[channels.size()];
        Arrays.setAll(drift, channel -> new DriftWatch(settings.rules().drift()));
        coldStart = new ColdStart(targets, groupOf, groups.size(), channels.size(), settings);
        widening = new Widening(channels.size(), settings.horizons());
    }

    /** The groups, and all targets together as one more. */
    private ErrorWatch watch(int groupCount) {
        return new ErrorWatch(channels.size(), groupCount + 1, settings.horizons(), settings.rules().memorySteps());
    }

    List<String> groups() {
        return groups;
    }

    /** Forgets what was held against the model on trial. */
    void endTrial() {
        watch.endTrial();
    }

    /** Another model speaks: what its forerunner earned is not its own. */
    void adopted() {
        widening.reset();
        resetTrust();
    }

    /** Lets every target begin with the model's word again. */
    void resetTrust() {
        trust.reset();
        for (DriftWatch each : drift) {
            each.reset();
        }
    }

    /**
     * Takes in what came in the window's newest step.
     *
     * @param earlier what was said one step before it, two steps before it and so on; null where nothing was
     * @param trial null if no model is on trial
     * @return how many outcomes were held against something that was said
     */
    long observe(Window window, Said[] earlier, ShadowTrial trial) {
        watch.fade();
        long outcomes = 0;
        int newest = window.steps() - 1;
        for (int channel = 0; channel < channels.size(); channel++) {
            Judged judged = new Judged();
            for (int target = 0; target < targets; target++) {
                float came = window.value(channel, newest, target);
                if (!Float.isNaN(came)) {
                    outcomes += observe(channel, target, came, earlier, trial, judged);
                }
            }
            if (judged.count > 0) {
                drift[channel].observe(judged.errors / judged.count);
            }
        }
        widening.move();
        return outcomes;
    }

    /** Errors of a channel's step in half widths of the model's own intervals. */
    private static final class Judged {
        private double errors;
        private long count;
    }

    private long observe(int channel, int target, float came, Said[] earlier, ShadowTrial trial, Judged judged) {
        long outcomes = 0;
        float modelError = 0;
        float profileError = 0;
        int known = 0;
        for (int h = 0; h < earlier.length; h++) {
            Said said = earlier[h];
            if (said == null || !said.isSaid(channel, target)) {
                continue;
            }
            outcomes++;
            int at = said.at(channel, target, h);
            float own = said.model[at];
            watch(said, channel, target, h, came);
            if (Float.isNaN(own)) {
                coldStart.observe(channel, target, h, Math.abs(said.profile[at] - came));
                continue;
            }
            known++;
            modelError += Math.abs(own - came);
            profileError += Math.abs(said.profile[at] - came);
            if (said.shadow != null && !Float.isNaN(said.shadow[at])) {
                trial.observe(channel, Math.abs(own - came), Math.abs(said.shadow[at] - came));
            }
            float half = 0.5f * (said.p90[at] - said.p10[at]);
            if (!said.isFallback(channel, target) && half > 0) {
                widening.observe(channel, h, said.disturbed[at], came >= said.p10[at] && came <= said.p90[at]);
            }
            if (!said.isFallback(channel, target) && half > 0 && !said.disturbed[at]) {
                // A single outcome far off must not be taken for drift; nor may a wider interval hide one.
                double wide = said.widening[channel * earlier.length + h];
                judged.errors += Math.min(FARTHEST, wide * Math.abs(own - came) / half);
                judged.count++;
            }
        }
        if (known > 0) {
            trust.observe(channel, target, modelError / known, profileError / known);
        }
        return outcomes;
    }

    private void watch(Said said, int channel, int target, int h, float came) {
        int at = said.at(channel, target, h);
        ErrorWatch.Outcome outcome = new ErrorWatch.Outcome(
                came,
                said.p50[at],
                said.p10[at],
                said.p90[at],
                said.profile[at],
                said.last[channel * targets + target],
                said.shadow == null ? Float.NaN : said.shadow[at],
                channels.get(channel).isPoor(came, said.p50[at], settings));
        watch.observe(channel, groupOf[target], h, outcome);
        watch.observe(channel, groups.size(), h, outcome);
    }

    /**
     * How well forecasts have held, of all targets together and of each group, for each channel.
     *
     * @param active the model that speaks; null if none does
     */
    List<GroupQuality> quality(Scorer active) {
        List<GroupQuality> quality = new ArrayList<>();
        for (int channel = 0; channel < channels.size(); channel++) {
            int[] count = new int[groups.size() + 1];
            int[] standIn = new int[groups.size() + 1];
            for (int target = 0; target < targets; target++) {
                boolean fallback = active == null
                        || !active.isKnown(channel, target)
                        || trust.isFallback(channel, target);
                for (int group : new int[] {groupOf[target], groups.size()}) {
                    count[group]++;
                    standIn[group] += fallback ? 1 : 0;
                }
            }
            for (int group = groups.size(); group >= 0; group--) {
                quality.add(new GroupQuality(
                        group == groups.size() ? GroupQuality.ALL : groups.get(group),
                        channel,
                        count[group],
                        standIn[group],
                        watch.figures(channel, group)));
            }
        }
        return quality;
    }

    boolean isDrifting(int channel) {
        return drift[channel].isDrifting();
    }

    void write(DataOutput out) throws IOException {
        trust.write(out);
        watch.write(out);
        for (DriftWatch each : drift) {
            each.write(out);
        }
        coldStart.write(out);
        widening.write(out);
    }

    /**
     * Reads back what was written.
     *
     * @param targetOf for each target that was kept its number now, -1 if it is gone
     * @param keptGroups groups as they were: the watch over others than now begins anew
     */
    void read(DataInput in, int[] targetOf, List<String> keptGroups) throws IOException {
        trust.read(in, targetOf);
        (keptGroups.equals(groups) ? watch : watch(keptGroups.size())).read(in);
        for (DriftWatch each : drift) {
            each.read(in);
        }
        coldStart.read(in);
        widening.read(in);
    }
}
