package city.mio.models.forecast.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to expect of targets that no model knows: what is usual in their group, as a share of what each is measured by,
 * moved by what was lately heard of the target itself and of its neighbours, the less the fewer values there are. What is
 * usual in a group comes from the profiles of its targets that a model knows, or else from what the group's targets
 * said lately. Not for several threads.
 */
final class ColdStart {

    /** Values of its own that count as much as the neighbours do. */
    private static final float SHRINKAGE = 3;
    /** Of what the neighbours differ by, how much is expected here too. */
    private static final float NEIGHBOURS_SHARE = 0.5f;
    private static final int LATELY = 12;
    /** Mean error as a share of the reference before any is known, counting as 20 of them. */
    private static final float FIRST_ERROR = 0.15f;
    private static final float FIRST_WEIGHT = 20;

    private final List<LiveTarget> targets;
    private final LiveSettings settings;
    private final int[] groupOf;
    private final int groups;
    private final int[][] neighbours;
    /** Mean error as a share of the reference, {@code [channel * horizons + horizon]}. */
    private final float[] errors;
    private final float[] weights;

    ColdStart(List<LiveTarget> targets, int[] groupOf, int groups, int channels, LiveSettings settings) {
        this.targets = targets;
        this.settings = settings;
        this.groupOf = groupOf;
        this.groups = groups;
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            numbers.put(targets.get(i).id(), i);
        }
        neighbours = new int[targets.size()][];
        for (int i = 0; i < neighbours.length; i++) {
            neighbours[i] = targets.get(i).neighbours().stream()
                    .filter(numbers::containsKey)
                    .mapToInt(numbers::get)
                    .toArray();
        }
        errors = new float[channels * settings.horizons()];
        weights = new float[channels * settings.horizons()];
        Arrays.fill(errors, FIRST_ERROR);
        Arrays.fill(weights, FIRST_WEIGHT);
    }

    /** Fills what is expected of the targets that the scorer, which may be null, does not know; NaN where nothing is. */
    void fill(Window window, int origin, int channel, Scorer scorer, Said said) {
        int horizons = settings.horizons();
        boolean needed = false;
        for (int target = 0; target < targets.size() && !needed; target++) {
            needed = scorer == null || !scorer.isKnown(channel, target);
        }
        if (!needed) {
            return;
        }
        float[] lately = new float[targets.size()];
        int[] heard = new int[targets.size()];
        for (int target = 0; target < lately.length; target++) {
            hear(window, origin, channel, target, lately, heard);
        }
        float[][] usual = usual(channel, scorer, lately, heard);
        for (int target = 0; target < lately.length; target++) {
            if (scorer != null && scorer.isKnown(channel, target)) {
                continue;
            }
            float[] ratios = usual[groupOf[target]];
            float offset = offset(target, usual, lately, heard);
            float reference = targets.get(target).reference().get(channel);
            for (int h = 0; h < horizons; h++) {
                said.profile[said.at(channel, target, h)] = reference * Math.max(0, ratios[h] + offset);
            }
        }
    }

    private void hear(Window window, int origin, int channel, int target, float[] lately, int[] heard) {
        float sum = 0;
        for (int step = Math.max(0, origin - LATELY + 1); step <= origin; step++) {
            float value = window.value(channel, step, target);
            if (!Float.isNaN(value)) {
                sum += value / targets.get(target).reference().get(channel);
                heard[target]++;
            }
        }
        lately[target] = heard[target] == 0 ? Float.NaN : sum / heard[target];
    }

    private float offset(int target, float[][] usual, float[] lately, int[] heard) {
        float beside = 0;
        int seen = 0;
        for (int neighbour : neighbours[target]) {
            if (heard[neighbour] > 0) {
                beside += lately[neighbour] - usual[groupOf[neighbour]][0];
                seen++;
            }
        }
        float prior = seen == 0 ? 0 : NEIGHBOURS_SHARE * beside / seen;
        float own = heard[target] == 0 ? 0 : heard[target] * (lately[target] - usual[groupOf[target]][0]);
        return (own + SHRINKAGE * prior) / (heard[target] + SHRINKAGE);
    }

    /** For each group and horizon the usual share of the reference; of all groups where the group has nothing to tell. */
    private float[][] usual(int channel, Scorer scorer, float[] lately, int[] heard) {
        int horizons = settings.horizons();
        float[][] sums = new float[groups + 1][horizons];
        int[] counts = new int[groups + 1];
        for (int target = 0; target < lately.length; target++) {
            boolean known = scorer != null && scorer.isKnown(channel, target);
            if (!known && (scorer != null || heard[target] == 0)) {
                continue;
            }
            float reference = targets.get(target).reference().get(channel);
            for (int group : new int[] {groupOf[target], groups}) {
                counts[group]++;
                for (int h = 0; h < horizons; h++) {
                    sums[group][h] += known
                            ? scorer.get(scorer.profile, channel, target, h) / reference
                            : lately[target];
                }
            }
        }
        float[][] usual = new float[groups][horizons];
        for (int group = 0; group < groups; group++) {
            int from = counts[group] > 0 ? group : groups;
            for (int h = 0; h < horizons; h++) {
                usual[group][h] = counts[from] == 0 ? Float.NaN : sums[from][h] / counts[from];
            }
        }
        return usual;
    }

    /** Takes the error of what was expected of a target that no model knew. */
    void observe(int channel, int target, int horizon, float error) {
        int at = channel * settings.horizons() + horizon;
        weights[at] = Math.min(1000, weights[at] + 1);
        errors[at] += (error / targets.get(target).reference().get(channel) - errors[at]) / weights[at];
    }

    /** The mean error to expect. */
    float error(int channel, int target, int horizon) {
        return errors[channel * settings.horizons() + horizon]
                * targets.get(target).reference().get(channel);
    }

    void write(DataOutput out) throws IOException {
        Forms.write(out, errors);
        Forms.write(out, weights);
    }

    void read(DataInput in) throws IOException {
        Forms.read(in, errors);
        Forms.read(in, weights);
    }
}
