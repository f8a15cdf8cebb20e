package city.mio.models.haul;

/**
 * A step in the life of a slot that is over its cap. Immutable.
 *
 * @param step what happened
 * @param slotStart UTC epoch milliseconds, inclusive
 * @param slotEnd UTC epoch milliseconds, exclusive
 * @param since when the first vehicle too many passed, UTC epoch milliseconds
 * @param time event time of the step, UTC epoch milliseconds
 * @param severity what it is now; on clearing, what it was last
 * @param passed vehicles counted in the slot
 * @param cap vehicles that the slot may hold
 * @param declared firm declarations for the slot
 * @param repeats readings that were the same vehicle again
 */
public record SlotChange(
        Step step,
        long slotStart,
        long slotEnd,
        long since,
        long time,
        Severity severity,
        int passed,
        int cap,
        int declared,
        int repeats) {}
