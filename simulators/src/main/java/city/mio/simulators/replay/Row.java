package city.mio.simulators.replay;

import city.mio.events.ProbePosition;

/**
 * One row of a recording: a position, or a fault and the raw bytes it was found in. Immutable.
 *
 * @param where file and line, for people
 * @param position null if the row is bad
 * @param fault what is wrong, naming the field; null if the row is good
 * @param raw the row as it stands in the file (of GPX the point, written anew); empty if it is good; a copy is handed out
 */
public record Row(String where, ProbePosition position, String fault, byte[] raw) {

    private static final byte[] NOTHING = new byte[0];

    static Row bad(String where, String fault, byte[] raw) {
        return new Row(where, null, fault, raw);
    }

    /** Good if the builder's fields make a position, else bad; says so where lon and lat seem to be swapped. */
    static Row of(String where, ProbePosition.Builder fields, double lon, double lat, byte[] raw) {
        try {
            return new Row(where, fields.lon(lon).lat(lat).build(), null, NOTHING);
        } catch (IllegalArgumentException e) {
            boolean swapped = Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lon) <= 90;
            return bad(where, e.getMessage() + (swapped ? " (lon and lat seem to be swapped)" : ""), raw);
        }
    }

    /** Whether it holds a position. */
    public boolean isGood() {
        return position != null;
    }

    @Override
    public byte[] raw() {
        return raw.clone();
    }
}
