package city.mio.feeds.ondemand;

import java.util.regex.Pattern;

/** The checks that these values make of their own fields; every message names the field. */
final class Require {

    /** An id stands in web addresses, in CSV files and, of districts, in pairs. */
    private static final Pattern ID = Pattern.compile("[^\\s|/,;\"?#]{1,100}");

    private Require() {}

    static void holds(boolean condition, String fault) {
        if (!condition) {
            throw new IllegalArgumentException(fault);
        }
    }

    static String id(String field, String value) {
        holds(value != null && ID.matcher(value).matches(), field + " is missing or has characters an id cannot have: " + value);
        return value;
    }

    static <T> T present(String field, T value) {
        holds(value != null, field + " is missing");
        return value;
    }

    static void range(String field, double value, double lowest, double highest) {
        holds(value >= lowest && value <= highest, field + " is outside " + lowest + " to " + highest + ": " + value);
    }
}
