package city.mio.models.forecast.trees;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Where each feature's values are cut into bins: by their frequency in a sample. Bin 0 is for NaN. Immutable. */
public final class Bins {

    /** Bins of a feature, with the one for NaN. */
    static final int EACH = 64;

    private static final int MOST_CUTS = EACH - 2;

    private final float[][] cuts;

    private Bins(float[][] cuts) {
        this.cuts = cuts;
    }

    /**
     * Learns the cuts.
     *
     * @param rows of {@code features} values each, one row after the other
     */
    public static Bins learn(float[] rows, int features) {
        if (features < 1 || rows.length == 0 || rows.length % features != 0) {
            throw new IllegalArgumentException("rows must be whole rows of " + features + " features");
        }
        float[][] cuts = new float[features][];
        float[] values = new float[rows.length / features];
        for (int feature = 0; feature < features; feature++) {
            int seen = 0;
            for (int at = feature; at < rows.length; at += features) {
                if (!Float.isNaN(rows[at])) {
                    values[seen++] = rows[at];
                }
            }
            Arrays.sort(values, 0, seen);
            cuts[feature] = cuts(values, seen);
        }
        return new Bins(cuts);
    }

    /** Values up to a cut, it included, lie below it; each bin holds its share of the values left. */
    private static float[] cuts(float[] sorted, int count) {
        float[] made = new float[MOST_CUTS];
        int size = 0;
        int from = 0;
        while (from < count && size < MOST_CUTS) {
            int to = Math.max(from, from + (count - from) / (MOST_CUTS + 1 - size) - 1);
            while (to + 1 < count && sorted[to + 1] == sorted[to]) {
                to++;
            }
            if (to + 1 >= count) {
                break;
            }
            made[size++] = sorted[to];
            from = to + 1;
        }
        return Arrays.copyOf(made, size);
    }

    public int features() {
        return cuts.length;
    }

    /** The bin of a value. */
    byte of(int feature, float value) {
        if (Float.isNaN(value)) {
            return 0;
        }
        float[] own = cuts[feature];
        int low = 0;
        int high = own.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (own[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (byte) (1 + low);
    }

    /** Puts a row's bins into an array of rows. */
    public void fill(float[] row, byte[] into, int number) {
        int at = number * cuts.length;
        for (int feature = 0; feature < cuts.length; feature++) {
            into[at + feature] = of(feature, row[feature]);
        }
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(cuts.length);
        for (float[] own : cuts) {
            out.writeByte(own.length);
            for (float cut : own) {
                out.writeFloat(cut);
            }
        }
    }

    static Bins read(DataInputStream in) throws IOException {
        int features = in.readInt();
        if (features < 1 || features > 1 << 16) {
            throw new IOException("features of trees cannot be " + features);
        }
        float[][] cuts = new float[features][];
        for (int feature = 0; feature < features; feature++) {
            int count = in.readByte();
            if (count < 0 || count > MOST_CUTS) {
                throw new IOException("cuts of a feature cannot be " + count);
            }
            cuts[feature] = new float[count];
            for (int i = 0; i < count; i++) {
                cuts[feature][i] = in.readFloat();
            }
        }
        return new Bins(cuts);
    }
}
