package city.mio.models.forecast.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The newest steps of every target, NaN where nothing came. Steps are named by the time they begin at. Not for several
 * threads.
 */
final class Window {

    private final int channels;
    private final int targets;
    private final int steps;
    private final long stepMillis;
    /** {@code [channel][step * targets + target]}, the newest step last. */
    private final float[][] values;
    private long newest;

    /** A window that ends with an empty step which begins at {@code newest}. */
    Window(int channels, int targets, int steps, long stepMillis, long newest) {
        this.channels = channels;
        this.targets = targets;
        this.steps = steps;
        this.stepMillis = stepMillis;
        this.newest = newest;
        values = new float[channels][steps * targets];
        for (float[] channel : values) {
            Arrays.fill(channel, Float.NaN);
        }
    }

    long newest() {
        return newest;
    }

    int steps() {
        return steps;
    }

    int targets() {
        return targets;
    }

    long start(int step) {
        return newest - (steps - 1 - step) * stepMillis;
    }

    /** Number of the step that begins then; negative if it is no longer kept. */
    int index(long start) {
        return steps - 1 - (int) ((newest - start) / stepMillis);
    }

    float value(int channel, int step, int target) {
        return values[channel][step * targets + target];
    }

    /** Copies the values of neighbouring targets at a step. */
    void copy(int channel, int step, int target, int count, float[] into, int at) {
        System.arraycopy(values[channel], step * targets + target, into, at, count);
    }

    void set(int channel, int step, int target, float value) {
        values[channel][step * targets + target] = value;
    }

    /** Moves on until the step that begins at {@code start} is the newest; says by how many steps. */
    int advanceTo(long start) {
        long moved = (start - newest) / stepMillis;
        int shift = (int) Math.min(moved, steps);
        if (shift > 0) {
            for (float[] channel : values) {
                System.arraycopy(channel, shift * targets, channel, 0, (steps - shift) * targets);
                Arrays.fill(channel, (steps - shift) * targets, steps * targets, Float.NaN);
            }
            newest = start;
        }
        return (int) Math.min(moved, Integer.MAX_VALUE);
    }

    /** Begin of the newest step with a value of the target at or before {@code step}; 0 if there is none. */
    long newestInput(int channel, int target, int step) {
        for (int at = step; at >= 0; at--) {
            if (!Float.isNaN(value(channel, at, target))) {
                return start(at);
            }
        }
        return 0;
    }

    /** The newest value at or before {@code step}, NaN if there is none. */
    float last(int channel, int target, int step) {
        for (int at = step; at >= 0; at--) {
            float value = value(channel, at, target);
            if (!Float.isNaN(value)) {
                return value;
            }
        }
        return Float.NaN;
    }

    boolean isEmpty() {
        for (float[] channel : values) {
            for (float value : channel) {
                if (!Float.isNaN(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(newest);
        out.writeInt(steps);
        for (float[] channel : values) {
            Forms.write(out, channel);
        }
    }

    /** Takes over what was kept of the targets that are still there, of as many of the newest steps as there is room for. */
    void read(DataInput in, int[] targetOf) throws IOException {
        newest = in.readLong();
        int keptSteps = in.readInt();
        for (float[] channel : values) {
            float[] kept = new float[keptSteps * targetOf.length];
            Forms.read(in, kept);
            for (int step = 0; step < keptSteps; step++) {
                int to = steps - keptSteps + step;
                for (int from = 0; to >= 0 && from < targetOf.length; from++) {
                    if (targetOf[from] >= 0) {
                        channel[to * targets + targetOf[from]] = kept[step * targetOf.length + from];
                    }
                }
            }
        }
    }
}
