package city.mio.models.forecast.live;

import java.util.List;
import java.util.Objects;

/**
 * Something whose next hour is told.
 *
 * @param id as in the history that models are learnt from
 * @param group targets that are alike, as a road class
 * @param reference for each channel what a target of its kind is measured by, positive: the speed of the empty road, the
 *     number of lanes
 * @param neighbours ids of targets of the same part next to it
 */
public record LiveTarget(String id, String group, List<Float> reference, List<String> neighbours) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public LiveTarget {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(group, "group");
        reference = List.copyOf(reference);
        neighbours = List.copyOf(neighbours);
        for (float value : reference) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("reference of " + id + " is not positive: " + value);
            }
        }
    }
}
