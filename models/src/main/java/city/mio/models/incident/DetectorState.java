package city.mio.models.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What {@link DetectorHealth} remembers of one detector; under 100 bytes. Mutable; confined to one thread. */
public final class DetectorState {

    private static final int VERSION = 1;

    /** From when it is watched although it never sent anything; 0 if not. */
    long watchedFrom;

    long lastEnd;
    int count;
    float occupancy;
    float speedMps = Float.NaN;

    long repeatStart;
    int repeats;
    DetectorChange.Fault odd;
    long oddStart;
    int oddCount;

    boolean silent;
    long silentSince;
    long silentToldAt;
    int returned;

    DetectorChange.Fault stuck;
    long stuckSince;
    int good;

    /** Whether an alert is open on it. */
    public boolean isFaulty() {
        return silent || stuck != null;
    }

    /** An independent copy. */
    public DetectorState copy() {
        DetectorState copy = new DetectorState();
        copy.watchedFrom = watchedFrom;
        copy.lastEnd = lastEnd;
        copy.count = count;
        copy.occupancy = occupancy;
        copy.speedMps = speedMps;
        copy.repeatStart = repeatStart;
        copy.repeats = repeats;
        copy.odd = odd;
        copy.oddStart = oddStart;
        copy.oddCount = oddCount;
        copy.silent = silent;
        copy.silentSince = silentSince;
        copy.silentToldAt = silentToldAt;
        copy.returned = returned;
        copy.stuck = stuck;
        copy.stuckSince = stuckSince;
        copy.good = good;
        return copy;
    }

    /** Writes the state in its binary form, version 1. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(watchedFrom);
        out.writeLong(lastEnd);
        out.writeInt(count);
        out.writeFloat(occupancy);
        out.writeFloat(speedMps);
        out.writeLong(repeatStart);
        out.writeInt(repeats);
        out.writeByte(odd == null ? -1 : odd.ordinal());
        out.writeLong(oddStart);
        out.writeInt(oddCount);
        out.writeBoolean(silent);
        out.writeLong(silentSince);
        out.writeLong(silentToldAt);
        out.writeInt(returned);
        out.writeByte(stuck == null ? -1 : stuck.ordinal());
        out.writeLong(stuckSince);
        out.writeInt(good);
    }

    /**
     * Reads a state.
     *
     * @throws IOException if the bytes end early or are of a version that this one does not know
     */
    public static DetectorState read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("detector state: unknown version " + version);
        }
        DetectorState state = new DetectorState();
        state.watchedFrom = in.readLong();
        state.lastEnd = in.readLong();
        state.count = in.readInt();
        state.occupancy = in.readFloat();
        state.speedMps = in.readFloat();
        state.repeatStart = in.readLong();
        state.repeats = in.readInt();
        state.odd = fault(in.readByte());
        state.oddStart = in.readLong();
        state.oddCount = in.readInt();
        state.silent = in.readBoolean();
        state.silentSince = in.readLong();
        state.silentToldAt = in.readLong();
        state.returned = in.readInt();
        state.stuck = fault(in.readByte());
        state.stuckSince = in.readLong();
        state.good = in.readInt();
        return state;
    }

    private static DetectorChange.Fault fault(byte ordinal) {
        return ordinal < 0 ? null : DetectorChange.Fault.ofOrdinal(ordinal);
    }
}
