package city.mio.bench.dispatch;

import city.mio.geo.places.RoadSide;
import city.mio.models.dispatch.service.BoardingTimes;
import city.mio.models.dispatch.service.Depot;
import city.mio.models.dispatch.service.Fares;
import city.mio.models.dispatch.service.FleetVehicle;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.OpeningHours;
import city.mio.models.dispatch.service.Promises;
import city.mio.models.dispatch.service.ServiceStop;
import city.mio.models.dispatch.service.ServiceZone;
import city.mio.models.dispatch.service.Shift;
import city.mio.simulators.riders.NodeRoads;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** A service whose stops are the nodes of roads: from door to door. */
final class NodeService {

    /** Riders may ask until the hour of the requests is over: whoever runs the service knows that. */
    private static final OpeningHours HOUR = new OpeningHours(
            ZoneOffset.UTC,
            List.of(new OpeningHours.OpenTime(Set.of(DayOfWeek.values()), LocalTime.MIDNIGHT, LocalTime.of(1, 0))),
            Set.of());

    /** The rules of a comparison. */
    record Rules(
            int maxWaitSeconds, double detourFactor, int stopSeconds, int capacity, OpeningHours hours) {


        /** Those under which FleetPy was run on the same requests. */
        static final Rules OF_FLEETPY = new Rules(300, 1.4, 30, 4, HOUR);

        /** Of the dial-a-ride instances: 15 minutes, half as long again, a minute a stop, 6 places. */
        static final Rules OF_DIAL_A_RIDE = new Rules(900, 1.5, 60, 6, OpeningHours.always(ZoneOffset.UTC));
    }

    private NodeService() {}

    /** Every vehicle is out all the time; it begins at a node, where its "depot" is. */
    static OnDemandService of(NodeRoads roads, int[] startNodes, Rules rules) {
        OnDemandService.Builder builder = OnDemandService.builder("bench")
                .zone(new ServiceZone("all", "all"))
                .hours(rules.hours())
                .boarding(new BoardingTimes(rules.stopSeconds(), 0, 0, 0, 0))
                .fares(Fares.free())
                .promises(Promises.builder()
                        .maxWaitSeconds(rules.maxWaitSeconds())
                        .detour(rules.detourFactor(), 86_400)
                        .slip(rules.maxWaitSeconds(), 0)
                        .build());
        for (int node = 0; node < roads.nodes(); node++) {
            builder.stop(new ServiceStop(
                    stopId(node), stopId(node), roads.lon(node), roads.lat(node), 0, 0, RoadSide.UNKNOWN, "all"));
        }
        builder.depot(new Depot("depot", "depot", roads.lon(0), roads.lat(0), 0, 0));
        for (int v = 0; v < startNodes.length; v++) {
            builder.vehicle(new FleetVehicle(vehicleId(v), rules.capacity(), 0, "depot"));
            builder.shift(new Shift(vehicleId(v), 0, Long.MAX_VALUE, List.of()));
        }
        return builder.build();
    }

    static String stopId(int node) {
        return "n" + node;
    }

    static String vehicleId(int vehicle) {
        return "v" + vehicle;
    }

    static int node(String stopId) {
        return Integer.parseInt(stopId.substring(1));
    }

    static int vehicle(String vehicleId) {
        return Integer.parseInt(vehicleId.substring(1));
    }
}
