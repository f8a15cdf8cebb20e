package city.mio.models.haul;

import java.time.Instant;
import java.time.ZoneId;

/**
 * Cuts time into the slots of a city: slots of equal length that begin at local midnight. Immutable.
 *
 * @param zone in which midnight is meant
 * @param slotMinutes length of a slot, a divisor of a day
 */
public record SlotClock(ZoneId zone, int slotMinutes) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public SlotClock {
        Require.holds(zone != null, "zone is missing");
        Require.range("slotMinutes", slotMinutes, 1, 1440);
        Require.holds(1440 % slotMinutes == 0, "slotMinutes does not divide a day: " + slotMinutes);
    }

    /** Begin of the slot in which the time lies, UTC epoch milliseconds. */
    public long startOf(long time) {
        long offset = zone.getRules().getOffset(Instant.ofEpochMilli(time)).getTotalSeconds() * 1000L;
        return time - Math.floorMod(time + offset, slotMinutes * Require.MINUTE);
    }

    /** End of the slot that begins then. */
    public long endOf(long slotStart) {
        return slotStart + slotMinutes * Require.MINUTE;
    }
}
