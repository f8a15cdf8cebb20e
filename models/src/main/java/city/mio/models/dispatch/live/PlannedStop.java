package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Require;
import java.io.Serializable;
import java.util.List;

/**
 * A halt of a vehicle's plan.
 *
 * @param placeId stop or depot
 * @param kind what for
 * @param arriveMillis when service begins, UTC epoch milliseconds
 * @param departMillis when the vehicle goes on
 * @param boarding request ids of who boards
 * @param alighting request ids of who alights
 */
public record PlannedStop(
        String placeId, Kind kind, long arriveMillis, long departMillis, List<String> boarding, List<String> alighting)
        implements Serializable {

    /** What a halt is for. */
    public enum Kind {
        RIDERS,
        BREAK,
        /** An idle vehicle waits here, where riders are expected. */
        WAIT
    }

    /** @throws IllegalArgumentException naming the field */
    public PlannedStop {
        Require.text("placeId", placeId);
        Require.holds(kind != null, "kind is missing");
        Require.holds(arriveMillis <= departMillis, "departMillis is before arriveMillis");
        boarding = List.copyOf(boarding);
        alighting = List.copyOf(alighting);
    }
}
