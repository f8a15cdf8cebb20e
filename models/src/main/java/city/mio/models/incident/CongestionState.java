package city.mio.models.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What {@link CongestionMonitor} remembers of one link: its newest observed minutes and, while it is congested, the
 * episode. At most about 900 bytes. Mutable; confined to one thread.
 */
public final class CongestionState {

    /** Observed minutes that are remembered; older ones can no longer be corrected. */
    static final int CAPACITY = 32;

    private static final int VERSION = 1;

    final LinkMinute[] minutes = new LinkMinute[CAPACITY];
    int size;

    /** Minutes before it have been used up by the step that happened then. */
    long barrier;

    boolean open;
    long since;
    Severity severity = Severity.NOTICE;
    /** Observed minutes in a row that would make the severity lower. */
    int lowerMinutes;
    long toldAt;
    float toldRatio;
    float worstRatio = 1;
    CongestionChange.Basis basis = CongestionChange.Basis.FREE_FLOW;

    /** Whether the link counts as congested. */
    public boolean isOpen() {
        return open;
    }

    /** Begin of the first congested minute, UTC epoch milliseconds; 0 while the link is not congested. */
    public long since() {
        return open ? since : 0;
    }

    /** Begin of the newest observed minute, UTC epoch milliseconds; 0 if there is none. */
    public long newestMinute() {
        return size == 0 ? 0 : minutes[size - 1].minute();
    }

    LinkMinute newest(int back) {
        return minutes[size - 1 - back];
    }

    /** Takes the minute into its place; false if it is too old to be placed or says nothing new. */
    boolean place(LinkMinute observed) {
        int at = size;
        while (at > 0 && minutes[at - 1].minute() > observed.minute()) {
            at--;
        }
        if (at > 0 && minutes[at - 1].minute() == observed.minute()) {
            if (minutes[at - 1].revision() >= observed.revision()) {
                return false;
            }
            minutes[at - 1] = observed;
            return true;
        }
        if (size == CAPACITY) {
            if (at == 0) {
                return false;
            }
            System.arraycopy(minutes, 1, minutes, 0, at - 1);
            minutes[at - 1] = observed;
            return true;
        }
        System.arraycopy(minutes, at, minutes, at + 1, size - at);
        minutes[at] = observed;
        size++;
        return true;
    }

    /** An independent copy; minutes are immutable and shared. */
    public CongestionState copy() {
        CongestionState copy = new CongestionState();
        System.arraycopy(minutes, 0, copy.minutes, 0, size);
        copy.size = size;
        copy.barrier = barrier;
        copy.open = open;
        copy.since = since;
        copy.severity = severity;
        copy.lowerMinutes = lowerMinutes;
        copy.toldAt = toldAt;
        copy.toldRatio = toldRatio;
        copy.worstRatio = worstRatio;
        copy.basis = basis;
        return copy;
    }

    /** Writes the state in its binary form, version 1. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(size);
        for (int i = 0; i < size; i++) {
            LinkMinute m = minutes[i];
            out.writeLong(m.minute());
            out.writeInt(m.revision());
            out.writeFloat(m.speedMps());
            out.writeFloat(m.freeFlowSpeedMps());
            out.writeFloat(m.usualSpeedMps());
            out.writeFloat(m.confidence());
        }
        out.writeLong(barrier);
        out.writeBoolean(open);
        if (open) {
            out.writeLong(since);
            out.writeByte(severity.ordinal());
            out.writeByte(lowerMinutes);
            out.writeLong(toldAt);
            out.writeFloat(toldRatio);
            out.writeFloat(worstRatio);
            out.writeByte(basis.ordinal());
        }
    }

    /**
     * Reads a state.
     *
     * @throws IOException if the bytes end early or are of a version that this one does not know
     */
    public static CongestionState read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("congestion state: unknown version " + version);
        }
        CongestionState state = new CongestionState();
        state.size = in.readByte();
        for (int i = 0; i < state.size; i++) {
            state.minutes[i] = new LinkMinute(
                    in.readLong(), in.readInt(), in.readFloat(), in.readFloat(), in.readFloat(), in.readFloat());
        }
        state.barrier = in.readLong();
        state.open = in.readBoolean();
        if (state.open) {
            state.since = in.readLong();
            state.severity = Severity.ofOrdinal(in.readByte());
            state.lowerMinutes = in.readByte();
            state.toldAt = in.readLong();
            state.toldRatio = in.readFloat();
            state.worstRatio = in.readFloat();
            state.basis = CongestionChange.Basis.values()[in.readByte()];
        }
        return state;
    }
}
