package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** What models measure values by: for each channel a {@link Profile} and the usual size of deviations from it. */
public final class Normalisation {

    private final int from;
    private final int to;
    private final long startMillis;
    private final Profile[] profiles;
    /** Mean absolute deviation from the profile, {@code [channel][target]}. */
    private final float[][] scales;
    private final float[] channelMean;
    private final float[] channelDeviation;

    private Normalisation(int from, int to, long startMillis, int channels, int targets) {
        this.from = from;
        this.to = to;
        this.startMillis = startMillis;
        profiles = new Profile[channels];
        scales = new float[channels][targets];
        channelMean = new float[channels];
        channelDeviation = new float[channels];
    }

    /** Learns from steps {@code from} to {@code to}, the latter not included. */
    public static Normalisation learn(Panel panel, int from, int to) {
        if (from < 0 || to > panel.steps() || to - from < 2) {
            throw new IllegalArgumentException("steps to learn from must lie in the panel: " + from + " to " + to);
        }
        Normalisation made = new Normalisation(
                from, to, panel.timeline().startMillis(), panel.channelCount(), panel.targetCount());
        for (int channel = 0; channel < panel.channelCount(); channel++) {
            made.profiles[channel] = Profile.learn(panel, channel, from, to);
            made.learnScales(panel, channel);
        }
        return made;
    }

    private void learnScales(Panel panel, int channel) {
        float[] scale = scales[channel];
        double sum = 0;
        double squares = 0;
        long seen = 0;
        double deviations = 0;
        for (int target = 0; target < scale.length; target++) {
            double deviationOfTarget = 0;
            int seenOfTarget = 0;
            for (int step = from; step < to; step++) {
                float value = panel.value(channel, step, target);
                if (!Float.isNaN(value)) {
                    float expected =
                            profiles[channel].valueWithoutOwnDay(panel, channel, step, target, from, to);
                    deviationOfTarget += Math.abs(value - expected);
                    seenOfTarget++;
                    sum += value;
                    squares += (double) value * value;
                }
            }
            seen += seenOfTarget;
            deviations += deviationOfTarget;
            scale[target] = seenOfTarget < 10 ? Float.NaN : (float) (deviationOfTarget / seenOfTarget);
        }
        float overall = seen == 0 ? 1 : (float) Math.max(1e-6, deviations / seen);
        for (int target = 0; target < scale.length; target++) {
            scale[target] = Float.isNaN(scale[target]) ? overall : Math.max(scale[target], 0.1f * overall);
        }
        channelMean[channel] = seen == 0 ? 0 : (float) (sum / seen);
        double variance = seen == 0 ? 1 : squares / seen - Math.pow(channelMean[channel], 2);
        channelDeviation[channel] = (float) Math.sqrt(Math.max(variance, 1e-12));
    }

    int channels() {
        return profiles.length;
    }

    int targets() {
        return scales[0].length;
    }

    Profile profile(int channel) {
        return profiles[channel];
    }

    float scale(int channel, int target) {
        return scales[channel][target];
    }

    float channelMean(int channel) {
        return channelMean[channel];
    }

    float channelDeviation(int channel) {
        return channelDeviation[channel];
    }

    /** The profile at a step; without the step's own day if the profile was learnt from that. */
    float expected(Panel panel, int channel, int step, int target) {
        // The steps it was learnt from are the panel's own only if both begin at the same time.
        if (step >= from && step < to && panel.timeline().startMillis() == startMillis && step < panel.steps()) {
            return profiles[channel].valueWithoutOwnDay(panel, channel, step, target, from, to);
        }
        return profiles[channel].value(panel.dayType(step), panel.binOfDay(step), target);
    }

    float meanScale(int channel) {
        double sum = 0;
        for (float scale : scales[channel]) {
            sum += scale;
        }
        return (float) (sum / scales[channel].length);
    }

    /** The same with compact profiles. */
    Normalisation compact() {
        Normalisation compact = new Normalisation(from, to, startMillis, profiles.length, scales[0].length);
        for (int channel = 0; channel < profiles.length; channel++) {
            compact.profiles[channel] = profiles[channel].compact();
            compact.scales[channel] = scales[channel].clone();
        }
        System.arraycopy(channelMean, 0, compact.channelMean, 0, channelMean.length);
        System.arraycopy(channelDeviation, 0, compact.channelDeviation, 0, channelDeviation.length);
        return compact;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(profiles.length);
        out.writeInt(scales[0].length);
        out.writeInt(from);
        out.writeInt(to);
        out.writeLong(startMillis);
        Parts.writeFloats(out, channelMean);
        Parts.writeFloats(out, channelDeviation);
        for (int channel = 0; channel < profiles.length; channel++) {
            Parts.writeFloats(out, scales[channel]);
            profiles[channel].write(out);
        }
    }

    static Normalisation read(DataInputStream in) throws IOException {
        int channels = Parts.readCount(in, "channels");
        int targets = Parts.readCount(in, "targets");
        Normalisation read = new Normalisation(in.readInt(), in.readInt(), in.readLong(), channels, targets);
        Parts.readFloats(in, read.channelMean);
        Parts.readFloats(in, read.channelDeviation);
        for (int channel = 0; channel < channels; channel++) {
            Parts.readFloats(in, read.scales[channel]);
            read.profiles[channel] = Profile.read(in);
        }
        return read;
    }

    @Override
    public String toString() {
        return "Normalisation of " + targets() + " targets, channel means " + Arrays.toString(channelMean);
    }
}
