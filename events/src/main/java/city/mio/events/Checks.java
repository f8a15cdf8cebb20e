package city.mio.events;

/** The checks that records make of their own fields; every message names the field. */
final class Checks {

    /** 2100-01-01: later than any event this system will hold, earlier than a time in the wrong unit. */
    private static final long LATEST = 4_102_444_800_000L;

    private Checks() {}

    static void present(String field, Object value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
    }

    static void text(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        if (value.length() > 4096) {
            throw new IllegalArgumentException(field + " is longer than 4096 characters");
        }
    }

    static void notNegative(String field, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " is negative: " + value);
        }
    }

    static void time(String field, long epochMillis) {
        if (epochMillis <= 0 || epochMillis > LATEST) {
            throw new IllegalArgumentException(field + " is not a time in epoch milliseconds: " + epochMillis);
        }
    }

    static void order(String field, long start, long end) {
        if (end <= start) {
            throw new IllegalArgumentException(field + " is not after its start: " + end + " <= " + start);
        }
    }

    static void notBefore(String field, long start, long end) {
        if (end < start) {
            throw new IllegalArgumentException(field + " is before its start: " + end + " < " + start);
        }
    }

    static void range(String field, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(
                    field + " is outside " + lowest + " to " + highest + ": " + value);
        }
    }

    static void absentOrRange(String field, double value, double lowest, double highest) {
        if (!Double.isNaN(value)) {
            range(field, value, lowest, highest);
        }
    }
}
