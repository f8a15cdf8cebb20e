package city.mio.geo.routing;

import java.util.List;
import java.util.function.Function;

/**
 * Something for each time slice of departures.
 *
 * @param fromMillis where each slice begins, ascending
 * @param values what holds for it
 */
record TimeSlices<T>(long[] fromMillis, List<T> values) {

    /** @throws IllegalArgumentException if there are none or they do not ascend */
    static <T> TimeSlices<T> of(List<TimeSlice> slices, Function<LinkTimes, T> made) {
        if (slices.isEmpty()) {
            throw new IllegalArgumentException("slices is empty");
        }
        for (int i = 1; i < slices.size(); i++) {
            if (slices.get(i).fromMillis() <= slices.get(i - 1).fromMillis()) {
                throw new IllegalArgumentException("slices do not ascend: " + slices.get(i).fromMillis());
            }
        }
        return new TimeSlices<>(
                slices.stream().mapToLong(TimeSlice::fromMillis).toArray(),
                slices.stream().map(slice -> made.apply(slice.times())).toList());
    }

    /** The last that begins no later; the first if all do. */
    T at(long departMillis) {
        int at = 0;
        while (at + 1 < fromMillis.length && fromMillis[at + 1] <= departMillis) {
            at++;
        }
        return values.get(at);
    }
}
