package city.mio.models.haul.office;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** The checks that settings make of their own fields; every message names the field. */
final class Check {

    private Check() {}

    static void range(String field, double value, double lowest, double highest) {
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(field + " is outside " + lowest + " to " + highest + ": " + value);
        }
    }

    static void holds(boolean condition, String fault) {
        if (!condition) {
            throw new IllegalArgumentException(fault);
        }
    }

    static void text(String field, String value) {
        holds(value != null && !value.isBlank(), field + " is missing");
    }

    static <T> T present(String field, T value) {
        holds(value != null, field + " is missing");
        return value;
    }

    static <T> void distinct(String field, Collection<T> values, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        for (T value : present(field, values)) {
            String name = id.apply(value);
            holds(seen.add(name), field + ": " + name + " is there twice");
        }
    }
}
