package city.mio.simulators.replay;

import java.time.OffsetDateTime;

/** Times as files tell them, to UTC epoch milliseconds. */
final class RecordedTime {

    /** The end of the year 9999, in epoch milliseconds. */
    private static final long LAST = 253_402_300_799_999L;

    private RecordedTime() {}

    /**
     * @param iso ISO 8601 with offset
     * @throws java.time.DateTimeException if it is not
     * @throws IllegalArgumentException if no clock tells the time
     */
    static long parse(String iso) {
        OffsetDateTime time = OffsetDateTime.parse(iso);
        if (Math.abs((long) time.getYear()) > 9999) {
            throw new IllegalArgumentException("time is out of range: " + iso);
        }
        return time.toInstant().toEpochMilli();
    }

    /** @throws IllegalArgumentException if no clock tells the time */
    static long ofMillis(double millis) {
        if (!(Math.abs(millis) <= LAST)) {
            throw new IllegalArgumentException("time is out of range: " + millis);
        }
        return Math.round(millis);
    }
}
