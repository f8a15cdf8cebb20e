package city.mio.models.dispatch.live;

/** The checks that values of this room make of their own fields; every message names the field. */
final class Require {

    private Require() {}

    static double range(String field, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(field + " is outside " + lowest + " to " + highest + ": " + value);
        }
        return value;
    }

    static void holds(boolean condition, String fault) {
        if (!condition) {
            throw new IllegalArgumentException(fault);
        }
    }

    static String text(String field, String value) {
        holds(value != null && !value.isBlank(), field + " is missing");
        return value;
    }
}
