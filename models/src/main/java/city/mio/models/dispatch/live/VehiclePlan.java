package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Require;
import java.io.Serializable;
import java.util.List;

/**
 * What a vehicle has to do from now on. What is being served is not in it any more.
 *
 * @param vehicleId of the fleet
 * @param version rises with each plan of the vehicle
 * @param acknowledgedVersion the newest that its device has
 * @param stops in visiting order
 * @param seatsOnBoard taken now
 * @param wheelchairsOnBoard now
 */
public record VehiclePlan(
        String vehicleId,
        long version,
        long acknowledgedVersion,
        List<PlannedStop> stops,
        int seatsOnBoard,
        int wheelchairsOnBoard)
        implements Serializable {

    /** @throws IllegalArgumentException naming the field */
    public VehiclePlan {
        Require.text("vehicleId", vehicleId);
        stops = List.copyOf(stops);
    }
}
