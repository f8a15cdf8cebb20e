package city.mio.simulators.replay;

import city.mio.events.ProbePosition;

/**
 * One row of a recording: a position, or a fault and the raw text it was found in. Immutable.
 *
 * @param where file and line, for people
 * @param position null if the row is bad
 * @param fault what is wrong, naming the field; null if the row is good
 * @param raw the row as it stands in the file; empty if it is good
 */
public record Row(String where, ProbePosition position, String fault, String raw) {

    static Row good(String where, ProbePosition position) {
        return new Row(where, position, null, "");
    }

    static Row bad(String where, String fault, String raw) {
        return new Row(where, null, fault, raw);
    }

    /** Whether it holds a position. */
    public boolean isGood() {
        return position != null;
    }
}
