package city.mio.models.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What {@link UsualSpeed} remembers of one link: for each half-hour of each kind of day a mean and how many days are
 * behind it, and the half-hour that is being observed. At most 720 bytes of tables. Mutable; confined to one thread.
 */
public final class UsualState {

    /** Weekday, Saturday, Sunday or holiday. */
    static final int DAY_KINDS = 3;

    static final int HALF_HOURS = 48;
    static final int BINS = DAY_KINDS * HALF_HOURS;

    private static final int VERSION = 1;

    final float[] mean = new float[BINS];
    final byte[] days = new byte[BINS];

    float linkMean;
    int linkCount;
    /** Mean absolute residual as a share of the mean. */
    float deviation;

    /** The half-hour under observation as an index of local half-hours since 1970; -1 if none. */
    long current = -1;
    int currentBin;
    int currentMinutes;
    double currentPace;
    long newestMinute;

    /** Begin of the newest minute learnt from, UTC epoch milliseconds; 0 if there is none. */
    public long newestMinute() {
        return newestMinute;
    }

    /** An independent copy. */
    public UsualState copy() {
        UsualState copy = new UsualState();
        System.arraycopy(mean, 0, copy.mean, 0, BINS);
        System.arraycopy(days, 0, copy.days, 0, BINS);
        copy.linkMean = linkMean;
        copy.linkCount = linkCount;
        copy.deviation = deviation;
        copy.current = current;
        copy.currentBin = currentBin;
        copy.currentMinutes = currentMinutes;
        copy.currentPace = currentPace;
        copy.newestMinute = newestMinute;
        return copy;
    }

    /** Writes the state in its binary form, version 1; half-hours never seen take no room. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        int known = 0;
        for (byte d : days) {
            known += d > 0 ? 1 : 0;
        }
        out.writeShort(known);
        for (int bin = 0; bin < BINS; bin++) {
            if (days[bin] > 0) {
                out.writeShort(bin);
                out.writeFloat(mean[bin]);
                out.writeByte(days[bin]);
            }
        }
        out.writeFloat(linkMean);
        out.writeInt(linkCount);
        out.writeFloat(deviation);
        out.writeLong(current);
        out.writeShort(currentBin);
        out.writeShort(currentMinutes);
        out.writeDouble(currentPace);
        out.writeLong(newestMinute);
    }

    /**
     * Reads a state.
     *
     * @throws IOException if the bytes end early or are of a version that this one does not know
     */
    public static UsualState read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("usual speed state: unknown version " + version);
        }
        UsualState state = new UsualState();
        int known = in.readShort();
        for (int i = 0; i < known; i++) {
            int bin = in.readShort();
            state.mean[bin] = in.readFloat();
            state.days[bin] = in.readByte();
        }
        state.linkMean = in.readFloat();
        state.linkCount = in.readInt();
        state.deviation = in.readFloat();
        state.current = in.readLong();
        state.currentBin = in.readShort();
        state.currentMinutes = in.readShort();
        state.currentPace = in.readDouble();
        state.newestMinute = in.readLong();
        return state;
    }
}
