package city.mio.geo.places;

/** The checks that places make of their own fields; every message names the place and the field. */
final class Require {

    private Require() {}

    static void present(String place, String field, Object value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw new IllegalArgumentException(place + ": " + field + " is missing");
        }
    }

    static void range(String place, String field, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(
                    place + ": " + field + " is outside " + lowest + " to " + highest + ": " + value);
        }
    }
}
