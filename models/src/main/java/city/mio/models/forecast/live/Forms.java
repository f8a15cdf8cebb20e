package city.mio.models.forecast.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How kept values are written: a form's number, then lengths before values. */
final class Forms {

    private Forms() {}

    static void require(String what, int expected, int found) throws IOException {
        if (found != expected) {
            throw new IOException(what + ": kept in form " + found + ", this version reads form " + expected);
        }
    }

    static void write(DataOutput out, float[] values) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    /** Fills the array; its length must be the kept one. */
    static void read(DataInput in, float[] into) throws IOException {
        int length = in.readInt();
        if (length != into.length) {
            throw new IOException("kept are " + length + " values where " + into.length + " belong");
        }
        for (int i = 0; i < length; i++) {
            into[i] = in.readFloat();
        }
    }

    static void write(DataOutput out, double[] values) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    /** Fills the array; its length must be the kept one. */
    static void read(DataInput in, double[] into) throws IOException {
        int length = in.readInt();
        if (length != into.length) {
            throw new IOException("kept are " + length + " values where " + into.length + " belong");
        }
        for (int i = 0; i < length; i++) {
            into[i] = in.readDouble();
        }
    }
}
