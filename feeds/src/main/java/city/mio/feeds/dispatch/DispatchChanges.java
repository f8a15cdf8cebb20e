package city.mio.feeds.dispatch;

import java.util.List;

/**
 * What differs since it was asked last.
 *
 * @param trips new or changed, as they are now
 * @param buses new or changed, as they are now
 * @param goneBuses keys of those that are forgotten
 */
public record DispatchChanges(List<TripView> trips, List<BusView> buses, List<String> goneBuses) {

    public DispatchChanges {
        trips = List.copyOf(trips);
        buses = List.copyOf(buses);
        goneBuses = List.copyOf(goneBuses);
    }
}
