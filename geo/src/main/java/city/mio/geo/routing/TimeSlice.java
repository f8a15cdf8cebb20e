package city.mio.geo.routing;

/**
 * Travel times for departures from a time on.
 *
 * @param fromMillis first departure they are for, UTC epoch milliseconds
 * @param times the travel times
 */
public record TimeSlice(long fromMillis, LinkTimes times) {

    /** @throws IllegalArgumentException if times are missing */
    public TimeSlice {
        if (times == null) {
            throw new IllegalArgumentException("times is missing");
        }
    }
}
