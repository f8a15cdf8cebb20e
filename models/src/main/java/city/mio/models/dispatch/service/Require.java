package city.mio.models.dispatch.service;

/** The checks that values of {@code dispatch} make of their own fields; every message names the field. */
public final class Require {

    private Require() {}

    /** @throws IllegalArgumentException if the value is outside, or not a number */
    public static double range(String field, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(field + " is outside " + lowest + " to " + highest + ": " + value);
        }
        return value;
    }

    /** @throws IllegalArgumentException with this fault if the condition does not hold */
    public static void holds(boolean condition, String fault) {
        if (!condition) {
            throw new IllegalArgumentException(fault);
        }
    }

    /** @throws IllegalArgumentException if the text is null or blank */
    public static String text(String field, String value) {
        holds(value != null && !value.isBlank(), field + " is missing");
        return value;
    }
}
