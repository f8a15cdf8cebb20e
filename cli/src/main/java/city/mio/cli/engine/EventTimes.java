package city.mio.cli.engine;

import city.mio.jobs.traffic.TrafficSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Which times events may have. Immutable.
 *
 * @param earliest UTC epoch milliseconds
 * @param latest UTC epoch milliseconds
 * @param mostJumpMillis an event that is farther ahead of the others is a wild clock
 * @param cityClock how late it is in the city before anything is heard of it
 */
public record EventTimes(long earliest, long latest, long mostJumpMillis, InstantSource cityClock) {

    private static final Duration MOST_JUMP = Duration.ofMinutes(10);

    /** For a run that begins at a moment and lasts days at most: from an hour before it on, for a week. */
    public static EventTimes around(Instant start) {
        return new EventTimes(
                start.minus(Duration.ofHours(1)).toEpochMilli(),
                start.plus(Duration.ofDays(7)).toEpochMilli(),
                MOST_JUMP.toMillis(),
                InstantSource.fixed(start));
    }

    /** For recorded positions, of any age and with gaps of any length; satellites have told the time since 1980. */
    public static EventTimes recorded(Instant now) {
        return new EventTimes(
                Instant.parse("1980-01-06T00:00:00Z").toEpochMilli(),
                now.plus(Duration.ofDays(1)).toEpochMilli(),
                TrafficSettings.ANY_JUMP,
                InstantSource.system());
    }

    /** For live devices. */
    public static EventTimes live(Instant now) {
        return new EventTimes(
                now.minus(Duration.ofDays(7)).toEpochMilli(),
                now.plus(Duration.ofDays(3650)).toEpochMilli(),
                MOST_JUMP.toMillis(),
                InstantSource.system());
    }
}
