package city.mio.models.incident;

/** The checks that settings and observations make of their own fields; every message names the field. */
final class Require {

    static final long MINUTE = 60_000;

    private Require() {}

    static void range(String field, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(
                    field + " is outside " + lowest + " to " + highest + ": " + value);
        }
    }

    static void holds(boolean condition, String fault) {
        if (!condition) {
            throw new IllegalArgumentException(fault);
        }
    }
}
