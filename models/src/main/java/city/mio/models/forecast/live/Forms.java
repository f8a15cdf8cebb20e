package city.mio.models.forecast.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/** How kept values are written: a form's number, then lengths before values. */
final class Forms {

    /** Values that go through one buffer at a time: written one by one, most of a tick's writing is calls. */
    private static final int AT_ONCE = 4096;

    private Forms() {}

    static void require(String what, int expected, int found) throws IOException {
        if (found != expected) {
            throw new IOException(what + ": kept in form " + found + ", this version reads form " + expected);
        }
    }

    static void write(DataOutput out, float[] values) throws IOException {
        out.writeInt(values.length);
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * Math.min(AT_ONCE, values.length));
        for (int at = 0; at < values.length; at += AT_ONCE) {
            int count = Math.min(AT_ONCE, values.length - at);
            buffer.asFloatBuffer().put(values, at, count);
            out.write(buffer.array(), 0, Float.BYTES * count);
        }
    }

    /** Fills the array; its length must be the kept one. */
    static void read(DataInput in, float[] into) throws IOException {
        int length = in.readInt();
        if (length != into.length) {
            throw new IOException("kept are " + length + " values where " + into.length + " belong");
        }
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * Math.min(AT_ONCE, length));
        for (int at = 0; at < length; at += AT_ONCE) {
            int count = Math.min(AT_ONCE, length - at);
            in.readFully(buffer.array(), 0, Float.BYTES * count);
            buffer.asFloatBuffer().get(into, at, count);
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
