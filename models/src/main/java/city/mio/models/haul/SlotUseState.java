package city.mio.models.haul;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@link SlotUse} remembers of one route: its slots that are not closed, and the plates seen in the last minutes.
 * Mutable; confined to one thread.
 */
public final class SlotUseState {

    private static final int VERSION = 1;

    /** One slot that is not closed. */
    static final class Slot {
        final TreeSet<String> declared = new TreeSet<>();
        int passed;
        int repeats;
        /** When it went over its cap; 0 if it is not. */
        long since;
        long toldAt;
        int toldPassed;
        Severity severity = Severity.NOTICE;
    }

    /** By begin of the slot. */
    final TreeMap<Long, Slot> slots = new TreeMap<>();

    /** Plate hash to the time at which it was last seen. */
    final TreeMap<String, Long> plates = new TreeMap<>();

    /** Slots that begin before are closed for good. */
    long closedUntil;

    /** Whether it holds nothing that could still matter. */
    public boolean isEmpty() {
        return slots.isEmpty() && plates.isEmpty();
    }

    /** Vehicles counted in the slot that begins then. */
    public int passed(long slotStart) {
        Slot slot = slots.get(slotStart);
        return slot == null ? 0 : slot.passed;
    }

    /** An independent copy. */
    public SlotUseState copy() {
        SlotUseState copy = new SlotUseState();
        slots.forEach((start, slot) -> {
            Slot s = new Slot();
            s.declared.addAll(slot.declared);
            s.passed = slot.passed;
            s.repeats = slot.repeats;
            s.since = slot.since;
            s.toldAt = slot.toldAt;
            s.toldPassed = slot.toldPassed;
            s.severity = slot.severity;
            copy.slots.put(start, s);
        });
        copy.plates.putAll(plates);
        copy.closedUntil = closedUntil;
        return copy;
    }

    /** Writes the state in its binary form, version 1. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(slots.size());
        for (Map.Entry<Long, Slot> entry : slots.entrySet()) {
            Slot slot = entry.getValue();
            out.writeLong(entry.getKey());
            out.writeInt(slot.declared.size());
            for (String id : slot.declared) {
                out.writeUTF(id);
            }
            out.writeInt(slot.passed);
            out.writeInt(slot.repeats);
            out.writeLong(slot.since);
            out.writeLong(slot.toldAt);
            out.writeInt(slot.toldPassed);
            out.writeByte(slot.severity.ordinal());
        }
        out.writeInt(plates.size());
        for (Map.Entry<String, Long> plate : plates.entrySet()) {
            out.writeUTF(plate.getKey());
            out.writeLong(plate.getValue());
        }
        out.writeLong(closedUntil);
    }

    /**
     * Reads a state.
     *
     * @throws IOException if the bytes end early or are of a version that this one does not know
     */
    public static SlotUseState read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("slot use state: unknown version " + version);
        }
        SlotUseState state = new SlotUseState();
        int slots = in.readInt();
        for (int i = 0; i < slots; i++) {
            Slot slot = new Slot();
            state.slots.put(in.readLong(), slot);
            int declared = in.readInt();
            for (int d = 0; d < declared; d++) {
                slot.declared.add(in.readUTF());
            }
            slot.passed = in.readInt();
            slot.repeats = in.readInt();
            slot.since = in.readLong();
            slot.toldAt = in.readLong();
            slot.toldPassed = in.readInt();
            slot.severity = Severity.ofOrdinal(in.readByte());
        }
        int plates = in.readInt();
        for (int i = 0; i < plates; i++) {
            state.plates.put(in.readUTF(), in.readLong());
        }
        state.closedUntil = in.readLong();
        return state;
    }
}
