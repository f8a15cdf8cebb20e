package city.mio.models.forecast;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Arrays in a tenth of the room, for models that ship with a city: smooth series in 250 steps of their largest value, as
 * differences, and numbers with eight binary digits; deflated. What is read back is what {@link #smooth} and {@link
 * #rounded} give, bit by bit.
 */
public final class Packed {

    private static final int STEPS = 250;
    /** More do not fit into the differences of two bytes. */
    private static final int FINE_STEPS = 8_000;

    private Packed() {}

    /** Series {@code [series][time][target]} in steps of their largest value. */
    static float[] smooth(float[] values, int times, int targets) {
        return smooth(values, times, targets, STEPS);
    }

    /** The same in steps thirty times finer. */
    public static float[] fine(float[] values, int times, int targets) {
        return smooth(values, times, targets, FINE_STEPS);
    }

    private static float[] smooth(float[] values, int times, int targets, int steps) {
        float[] rounded = new float[values.length];
        for (int first = 0; first < values.length; first += times * targets) {
            for (int target = 0; target < targets; target++) {
                float largest = largest(values, first + target, times, targets);
                for (int time = 0; time < times; time++) {
                    int at = first + time * targets + target;
                    rounded[at] = value(step(values[at], largest, steps), largest, steps);
                }
            }
        }
        return rounded;
    }

    private static float largest(float[] values, int first, int times, int targets) {
        float largest = 0;
        for (int time = 0; time < times; time++) {
            largest = Math.max(largest, Math.abs(values[first + time * targets]));
        }
        return largest;
    }

    private static int step(float value, float largest, int steps) {
        return largest == 0 ? 0 : Math.round(value / largest * steps);
    }

    private static float value(int step, float largest, int steps) {
        return Math.abs(step) == steps ? Math.signum(step) * largest : step * largest / steps;
    }

    static void writeSmooth(DataOutputStream out, float[] values, int times, int targets) throws IOException {
        writeSmooth(out, values, times, targets, STEPS);
    }

    /** Writes what {@link #fine} gave. */
    public static void writeFine(DataOutputStream out, float[] values, int times, int targets) throws IOException {
        writeSmooth(out, values, times, targets, FINE_STEPS);
    }

    private static void writeSmooth(DataOutputStream out, float[] values, int times, int targets, int steps)
            throws IOException {
        byte[] differences = new byte[2 * values.length];
        int written = 0;
        for (int first = 0; first < values.length; first += times * targets) {
            for (int target = 0; target < targets; target++) {
                float largest = largest(values, first + target, times, targets);
                out.writeFloat(largest);
                int before = 0;
                for (int time = 0; time < times; time++) {
                    int step = step(values[first + time * targets + target], largest, steps);
                    int difference = step - before;
                    // High bytes and low bytes apart: the former are nearly all alike.
                    differences[written] = (byte) (difference >> 8);
                    differences[values.length + written++] = (byte) difference;
                    before = step;
                }
            }
        }
        writeDeflated(out, differences);
    }

    static void readSmooth(DataInputStream in, float[] into, int times, int targets) throws IOException {
        readSmooth(in, into, times, targets, STEPS);
    }

    /** Reads what {@link #writeFine} wrote. */
    public static void readFine(DataInputStream in, float[] into, int times, int targets) throws IOException {
        readSmooth(in, into, times, targets, FINE_STEPS);
    }

    private static void readSmooth(DataInputStream in, float[] into, int times, int targets, int steps)
            throws IOException {
        float[] largest = new float[into.length / times];
        for (int i = 0; i < largest.length; i++) {
            largest[i] = in.readFloat();
        }
        byte[] differences = readDeflated(in, 2 * into.length);
        int read = 0;
        int series = 0;
        for (int first = 0; first < into.length; first += times * targets) {
            for (int target = 0; target < targets; target++, series++) {
                int step = 0;
                for (int time = 0; time < times; time++) {
                    step += differences[read] << 8 | differences[into.length + read++] & 0xff;
                    into[first + time * targets + target] = value(step, largest[series], steps);
                }
            }
        }
    }

    /** Numbers with eight binary digits. */
    public static float[] rounded(float[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = Float.intBitsToFloat(Float.floatToIntBits(values[i]) + 0x8000 & 0xffff0000);
        }
        return rounded;
    }

    /** Writes what {@link #rounded} gave. */
    public static void writeRounded(DataOutputStream out, float[] values) throws IOException {
        byte[] halves = new byte[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            int bits = Float.floatToIntBits(values[i]);
            halves[i] = (byte) (bits >> 24);
            halves[values.length + i] = (byte) (bits >> 16);
        }
        writeDeflated(out, halves);
    }

    /** Reads what {@link #writeRounded} wrote. */
    public static void readRounded(DataInputStream in, float[] into) throws IOException {
        byte[] halves = readDeflated(in, 2 * into.length);
        for (int i = 0; i < into.length; i++) {
            into[i] = Float.intBitsToFloat(halves[i] << 24 | (halves[into.length + i] & 0xff) << 16);
        }
    }

    private static void writeDeflated(DataOutputStream out, byte[] bytes) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        out.writeInt(packed.size());
        packed.writeTo(out);
    }

    private static byte[] readDeflated(DataInputStream in, int length) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > in.available()) {
            throw new IOException("a packed array of " + size + " bytes is longer than its part");
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(in.readNBytes(size));
            byte[] bytes = new byte[length];
            int read = 0;
            while (read < length) {
                int more = inflater.inflate(bytes, read, length - read);
                if (more == 0) {
                    throw new IOException("a packed array ends early");
                }
                read += more;
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new IOException("a packed array cannot be read: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }
}
