package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Arrays in the parts of a stored model: their length, then their values. */
final class Parts {

    private static final int LARGEST_COUNT = 1 << 24;

    private Parts() {}

    static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    /** Fills the array; its length must be the stored one. */
    static void readFloats(DataInputStream in, float[] into) throws IOException {
        int length = in.readInt();
        if (length != into.length) {
            throw new IOException("the part holds " + length + " values where " + into.length + " belong");
        }
        for (int i = 0; i < length; i++) {
            into[i] = in.readFloat();
        }
    }

    static int readCount(DataInputStream in, String field) throws IOException {
        int count = in.readInt();
        if (count < 1 || count > LARGEST_COUNT) {
            throw new IOException(field + " cannot be " + count);
        }
        return count;
    }

    static void writeDoubles(DataOutputStream out, double[] values) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    /** Fills the array; its length must be the stored one. */
    static void readDoubles(DataInputStream in, double[] into) throws IOException {
        int length = in.readInt();
        if (length != into.length) {
            throw new IOException("the part holds " + length + " values where " + into.length + " belong");
        }
        for (int i = 0; i < length; i++) {
            into[i] = in.readDouble();
        }
    }
}
