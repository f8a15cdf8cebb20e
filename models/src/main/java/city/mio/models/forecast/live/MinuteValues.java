package city.mio.models.forecast.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What came of one target lately, by the time it is about, until its steps are over for good. A later word about the
 * same time takes the place of the earlier. Not for several threads.
 */
public final class MinuteValues {

    private static final int FORM = 1;

    private long[] starts = new long[8];
    private byte[] channels = new byte[8];
    private float[] values = new float[8];
    private float[] weights = new float[8];
    private int size;

    /** Takes a value of a stretch of time that begins at {@code start}. */
    public void put(long start, int channel, float value, float weight) {
        if (Float.isNaN(value) || !(weight > 0)) {
            throw new IllegalArgumentException("value and weight must be numbers, weight positive");
        }
        int at = 0;
        while (at < size && (starts[at] != start || channels[at] != channel)) {
            at++;
        }
        if (at == size) {
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, 2 * size);
                channels = Arrays.copyOf(channels, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
                weights = Arrays.copyOf(weights, 2 * size);
            }
            size++;
        }
        starts[at] = start;
        channels[at] = (byte) channel;
        values[at] = value;
        weights[at] = weight;
    }

    /** The value of a step from what began in it; NaN if that is nothing, or too little for a count. */
    public float step(LiveChannel.Kind kind, int channel, long from, long stepMillis) {
        double weight = 0;
        double sum = 0;
        for (int i = 0; i < size; i++) {
            if (channels[i] == channel && starts[i] >= from && starts[i] < from + stepMillis) {
                weight += weights[i];
                sum += switch (kind) {
                    case MEAN -> weights[i] * values[i];
                    case HARMONIC_MEAN -> weights[i] / Math.max(0.1, values[i]);
                    case COUNT -> values[i];
                };
            }
        }
        return switch (kind) {
            case MEAN -> weight == 0 ? Float.NaN : (float) (sum / weight);
            case HARMONIC_MEAN -> weight == 0 ? Float.NaN : (float) (weight / sum);
            // Half a step tells the other half's count; less does not.
            case COUNT -> weight < 0.5 * stepMillis ? Float.NaN : (float) (sum * stepMillis / weight);
        };
    }

    /** Forgets what began before. */
    public void forgetBefore(long time) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (starts[i] >= time) {
                starts[kept] = starts[i];
                channels[kept] = channels[i];
                values[kept] = values[i];
                weights[kept] = weights[i];
                kept++;
            }
        }
        size = kept;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The same values, apart from these. */
    public MinuteValues copy() {
        MinuteValues copy = new MinuteValues();
        int room = Math.max(8, size);
        copy.starts = Arrays.copyOf(starts, room);
        copy.channels = Arrays.copyOf(channels, room);
        copy.values = Arrays.copyOf(values, room);
        copy.weights = Arrays.copyOf(weights, room);
        copy.size = size;
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte(FORM);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(starts[i]);
            out.writeByte(channels[i]);
            out.writeFloat(values[i]);
            out.writeFloat(weights[i]);
        }
    }

    public static MinuteValues read(DataInput in) throws IOException {
        Forms.require("values of minutes", FORM, in.readByte());
        MinuteValues read = new MinuteValues();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            read.put(in.readLong(), in.readByte(), in.readFloat(), in.readFloat());
        }
        return read;
    }
}
