package city.mio.models.haul;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@link PlateRegister} remembers of one plate: its firm declarations that can still cover a reading, the readings
 * that are not judged yet, and an open alert. Mutable; confined to one thread.
 */
public final class PlateState {

    private static final int VERSION = 2;

    final TreeMap<String, PlateDeclaration> declarations = new TreeMap<>();
    final List<Sighting> pending = new ArrayList<>();

    boolean open;
    long since;
    long toldAt;
    long lastSeen;
    String cameraId = "";
    int sightings;
    float confidence;
    Severity severity = Severity.WARNING;
    final TreeSet<String> cameras = new TreeSet<>();

    /** Whether an alert is open on it. */
    public boolean isOpen() {
        return open;
    }

    /** Whether it holds nothing any more. */
    public boolean isEmpty() {
        return !open && declarations.isEmpty() && pending.isEmpty();
    }

    /** An independent copy. */
    public PlateState copy() {
        PlateState copy = new PlateState();
        copy.declarations.putAll(declarations);
        copy.pending.addAll(pending);
        copy.open = open;
        copy.since = since;
        copy.toldAt = toldAt;
        copy.lastSeen = lastSeen;
        copy.cameraId = cameraId;
        copy.sightings = sightings;
        copy.confidence = confidence;
        copy.severity = severity;
        copy.cameras.addAll(cameras);
        return copy;
    }

    /** Writes the state in its binary form, version 2. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeInt(declarations.size());
        for (PlateDeclaration d : declarations.values()) {
            out.writeUTF(d.declarationId());
            out.writeLong(d.slotStart());
            out.writeLong(d.slotEnd());
        }
        out.writeInt(pending.size());
        for (Sighting s : pending) {
            out.writeLong(s.time());
            out.writeUTF(s.cameraId());
            out.writeFloat(s.confidence());
            out.writeBoolean(s.construction());
        }
        out.writeBoolean(open);
        if (open) {
            out.writeLong(since);
            out.writeLong(toldAt);
            out.writeLong(lastSeen);
            out.writeUTF(cameraId);
            out.writeInt(sightings);
            out.writeFloat(confidence);
            out.writeByte(severity.ordinal());
            out.writeInt(cameras.size());
            for (String camera : cameras) {
                out.writeUTF(camera);
            }
        }
    }

    /**
     * Reads a state.
     *
     * @throws IOException if the bytes end early or are of a version that this one does not know
     */
    public static PlateState read(DataInput in) throws IOException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("plate state: unknown version " + version);
        }
        PlateState state = new PlateState();
        int declarations = in.readInt();
        for (int i = 0; i < declarations; i++) {
            PlateDeclaration d =
                    new PlateDeclaration(in.readUTF(), in.readLong(), in.readLong(), true);
            state.declarations.put(d.declarationId(), d);
        }
        int pending = in.readInt();
        for (int i = 0; i < pending; i++) {
            state.pending.add(new Sighting(in.readLong(), in.readUTF(), in.readFloat(), in.readBoolean()));
        }
        state.open = in.readBoolean();
        if (state.open) {
            state.since = in.readLong();
            state.toldAt = in.readLong();
            state.lastSeen = in.readLong();
            state.cameraId = in.readUTF();
            state.sightings = in.readInt();
            state.confidence = in.readFloat();
            state.severity = Severity.ofOrdinal(in.readByte());
            int cameras = in.readInt();
            for (int i = 0; i < cameras; i++) {
                state.cameras.add(in.readUTF());
            }
        }
        return state;
    }
}
