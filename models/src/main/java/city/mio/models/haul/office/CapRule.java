package city.mio.models.haul.office;

import java.time.LocalTime;
import java.util.Map;
import java.util.Set;

/**
 * How many vehicles a slot of a route may hold, on days of some kinds and between two times of day. Immutable.
 *
 * @param dayTypes on which it holds, at least one
 * @param from slots that begin at or after, local time
 * @param until and before; midnight for the end of the day
 * @param vehicles of all classes together
 * @param byClass of single classes; a class that is not named is held by the whole alone
 */
public record CapRule(
        Set<DayType> dayTypes, LocalTime from, LocalTime until, int vehicles, Map<VehicleClass, Integer> byClass) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public CapRule {
        dayTypes = Set.copyOf(Check.present("dayTypes", dayTypes));
        Check.holds(!dayTypes.isEmpty(), "dayTypes is empty");
        Check.present("from", from);
        Check.present("until", until);
        Check.holds(
                until.equals(LocalTime.MIDNIGHT) || until.isAfter(from), "until is not after from: " + until);
        Check.range("vehicles", vehicles, 0, 100_000);
        byClass = Map.copyOf(Check.present("byClass", byClass));
        byClass.forEach((type, cap) -> Check.range("byClass." + type, cap, 0, 100_000));
    }

    /** Whether it holds for a slot that begins then. */
    public boolean holds(DayType dayType, LocalTime slotStart) {
        return dayTypes.contains(dayType)
                && !slotStart.isBefore(from)
                && (until.equals(LocalTime.MIDNIGHT) || slotStart.isBefore(until));
    }

    /** How many vehicles of a class may pass. */
    public int capOf(VehicleClass type) {
        return Math.min(vehicles, byClass.getOrDefault(type, vehicles));
    }
}
