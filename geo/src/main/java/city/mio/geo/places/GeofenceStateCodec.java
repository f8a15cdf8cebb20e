package city.mio.geo.places;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The stored form of a {@link GeofenceState}: versioned, compact, places by their id so that a state outlives a
 * change of the places. Stateless and thread-safe.
 */
public final class GeofenceStateCodec {

    private static final int VERSION = 1;

    private GeofenceStateCodec() {}

    /** @param index the one the state belongs to */
    public static void write(GeofenceState s, ZoneIndex index, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(s.lastTime);
        out.writeDouble(s.lastLon);
        out.writeDouble(s.lastLat);
        out.writeLong(s.lateFixes);
        out.writeShort(s.stays);
        for (int i = 0; i < s.stays; i++) {
            out.writeUTF(index.place(s.stayPlace[i]).id());
            out.writeByte(s.stayPhase[i] | (s.stayDwelt[i] ? 4 : 0));
            out.writeLong(s.stayEntered[i]);
            out.writeLong(s.stayLastInside[i]);
            out.writeLong(s.staySince[i]);
            out.writeInt(s.stayFixes[i]);
        }
        out.writeShort(s.crossings);
        for (int i = 0; i < s.crossings; i++) {
            out.writeUTF(index.place(s.crossingGate[i]).id());
            out.writeBoolean(s.crossingForwards[i]);
            out.writeLong(s.crossingTime[i]);
        }
    }

    /**
     * A state read, and what of it is no more.
     *
     * @param state belongs to the index it was read for
     * @param vanished ids of places the vehicle was in that the index does not have; no leave will be told of them
     */
    public record Restored(GeofenceState state, List<String> vanished) {

        public Restored {
            vanished = List.copyOf(vanished);
        }
    }

    /**
     * @param index the places the state is to be used with
     * @throws IOException if what is read is no state of a known version, or broken
     */
    public static Restored read(DataInput in, ZoneIndex index) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("geofence state of version " + version + "; known is " + VERSION);
        }
        GeofenceState s = new GeofenceState();
        List<String> vanished = new ArrayList<>();
        s.lastTime = in.readLong();
        s.lastLon = in.readDouble();
        s.lastLat = in.readDouble();
        s.lateFixes = in.readLong();
        int stays = in.readUnsignedShort();
        for (int i = 0; i < stays; i++) {
            String id = in.readUTF();
            int flags = in.readUnsignedByte();
            byte phase = (byte) (flags & 3);
            if (flags > 6 || phase > GeofenceState.LEAVING) {
                throw new IOException("geofence state: phase " + flags + " of place " + id);
            }
            long entered = in.readLong();
            long lastInside = in.readLong();
            long since = in.readLong();
            int fixes = in.readInt();
            OptionalInt place = index.findPlace(id);
            if (place.isEmpty() || !index.place(place.getAsInt()).kind().isArea()) {
                if (phase != GeofenceState.ENTERING) {
                    vanished.add(id);
                }
                continue;
            }
            if (s.findStay(place.getAsInt()) >= 0) {
                throw new IOException("geofence state: place " + id + " is there twice");
            }
            int stay = s.addStay(place.getAsInt());
            s.stayPhase[stay] = phase;
            s.stayDwelt[stay] = (flags & 4) != 0;
            s.stayEntered[stay] = entered;
            s.stayLastInside[stay] = lastInside;
            s.staySince[stay] = since;
            s.stayFixes[stay] = fixes;
        }
        int crossings = in.readUnsignedShort();
        for (int i = 0; i < crossings; i++) {
            String id = in.readUTF();
            boolean forwards = in.readBoolean();
            long time = in.readLong();
            OptionalInt gate = index.findPlace(id);
            if (gate.isPresent() && index.place(gate.getAsInt()).kind() == PlaceKind.GATE) {
                s.addCrossing(gate.getAsInt(), forwards, time);
            }
        }
        return new Restored(s, vanished);
    }
}
