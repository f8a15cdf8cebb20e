package city.mio.feeds.ondemand;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * When riders may be picked up on some days of the week. Immutable.
 *
 * @param days it is for
 * @param from local time of the first pick-up
 * @param to local time of the end, exclusive; midnight is the end of the day
 */
public record OpenTime(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    /** @throws IllegalArgumentException naming the field */
    public OpenTime {
        Require.holds(days != null && !days.isEmpty(), "hours: days is missing");
        Require.present("hours: from", from);
        Require.present("hours: to", to);
        Require.holds(to.equals(LocalTime.MIDNIGHT) || from.isBefore(to), "hours: to " + to + " is not after " + from);
        days = Set.copyOf(days);
    }

    /** The days, Monday first. */
    public EnumSet<DayOfWeek> sortedDays() {
        return EnumSet.copyOf(days);
    }

    /** Seconds of the day at the end, 86,400 for midnight. */
    public int endSecond() {
        return to.equals(LocalTime.MIDNIGHT) ? 86_400 : to.toSecondOfDay();
    }
}
