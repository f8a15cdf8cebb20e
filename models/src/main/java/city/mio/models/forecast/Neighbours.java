package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * For each target those others whose last quarter of an hour says most about its next half hour beyond what its own
 * says: chosen from the history, so that no graph is needed and queues, diversions and shared demand all count.
 */
final class Neighbours {

    private static final int RECENT = 3;
    private static final int AHEAD = 6;
    private static final int LARGEST_SAMPLE = 1200;

    private final int each;
    /** {@code [channel][target * each + rank]}. */
    private final int[][] chosen;

    private Neighbours(int channels, int targets, int each) {
        this.each = each;
        chosen = new int[channels][targets * each];
    }

    static Neighbours learn(Frame frame, int from, int to, int wanted) {
        int targets = frame.panel().targetCount();
        int each = Math.min(wanted, targets - 1);
        Neighbours made = new Neighbours(frame.panel().channelCount(), targets, each);
        if (each > 0) {
            for (int channel = 0; channel < made.chosen.length; channel++) {
                made.choose(frame, channel, from + RECENT, to - AHEAD);
            }
        }
        return made;
    }

    private void choose(Frame frame, int channel, int from, int to) {
        int targets = frame.panel().targetCount();
        int stride = Math.max(1, (to - from) / LARGEST_SAMPLE);
        int samples = Math.max(1, (to - from + stride - 1) / stride);
        float[][] recent = new float[targets][samples];
        float[][] rest = new float[targets][samples];
        for (int target = 0; target < targets; target++) {
            double own = 0;
            double cross = 0;
            for (int s = 0; s < samples; s++) {
                int origin = Math.min(from + s * stride, to);
                recent[target][s] = frame.mean(channel, target, origin - RECENT + 1, origin + 1);
                float later = frame.deviation(channel, origin + AHEAD, target);
                rest[target][s] = Float.isNaN(later) ? 0 : later;
                own += recent[target][s] * recent[target][s];
                cross += recent[target][s] * rest[target][s];
            }
            float slope = own == 0 ? 0 : (float) (cross / own);
            for (int s = 0; s < samples; s++) {
                rest[target][s] -= slope * recent[target][s];
            }
            standardise(recent[target]);
        }
        double[] told = new double[targets];
        for (int target = 0; target < targets; target++) {
            for (int other = 0; other < targets; other++) {
                double sum = 0;
                for (int s = 0; s < samples; s++) {
                    sum += rest[target][s] * recent[other][s];
                }
                told[other] = other == target ? Double.NEGATIVE_INFINITY : Math.abs(sum);
            }
            for (int rank = 0; rank < each; rank++) {
                int best = 0;
                for (int other = 1; other < targets; other++) {
                    if (told[other] > told[best]) {
                        best = other;
                    }
                }
                chosen[channel][target * each + rank] = best;
                told[best] = Double.NEGATIVE_INFINITY;
            }
        }
    }

    private static void standardise(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / values.length;
        double deviation = Math.sqrt(Math.max(squares / values.length - mean * mean, 1e-9));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((values[i] - mean) / deviation);
        }
    }

    int each() {
        return each;
    }

    int get(int channel, int target, int rank) {
        return chosen[channel][target * each + rank];
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(chosen.length);
        out.writeInt(chosen[0].length);
        out.writeInt(each);
        for (int[] part : chosen) {
            for (int other : part) {
                out.writeInt(other);
            }
        }
    }

    static Neighbours read(DataInputStream in, int targets) throws IOException {
        int channels = Parts.readCount(in, "channels");
        int length = in.readInt();
        int each = in.readInt();
        if (each < 0 || length != targets * each) {
            throw new IOException("neighbours of " + targets + " targets cannot be " + length);
        }
        Neighbours read = new Neighbours(channels, targets, each);
        for (int[] part : read.chosen) {
            for (int i = 0; i < length; i++) {
                part[i] = in.readInt();
                if (part[i] < 0 || part[i] >= targets) {
                    throw new IOException("neighbour " + part[i] + " is no target");
                }
            }
        }
        return read;
    }
}
