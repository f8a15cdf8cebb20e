package city.mio.models.dispatch.live;

import city.mio.geo.places.RoadSide;
import city.mio.models.dispatch.service.BoardingTimes;
import city.mio.models.dispatch.service.Depot;
import city.mio.models.dispatch.service.Fares;
import city.mio.models.dispatch.service.FleetVehicle;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.OpeningHours;
import city.mio.models.dispatch.service.Party;
import city.mio.models.dispatch.service.Promises;
import city.mio.models.dispatch.service.ServiceStop;
import city.mio.models.dispatch.service.ServiceZone;
import city.mio.models.dispatch.service.Shift;
import java.time.ZoneId;
import java.util.List;

/** A grid of stops 200 m apart, 30 s from one to the next; the depot is at the first. Stops of the last row lie outside. */
final class SmallTown {

    static final long DAY = 86_400_000L;

    /** 2024-06-03 00:00 in Japan, a Monday. */
    static final long MONDAY = 1_717_340_400_000L;

    static final int SIDE = 6;
    static final int STEP_SECONDS = 30;

    /** 10:00 on that Monday. */
    static final long TEN = MONDAY + 10 * 3_600_000L;

    private SmallTown() {}

    static Promises.Builder promises() {
        return Promises.builder().maxWaitSeconds(600).detour(1.5, 600).walk(300, 1).slip(300, 120);
    }

    static OnDemandService service(int vehicles, int seats, Promises promises) {
        return builder(vehicles, seats, promises).build();
    }

    /** The same, to be changed. */
    static OnDemandService.Builder builder(int vehicles, int seats, Promises promises) {
        var builder = OnDemandService.builder("operator")
                .zone(new ServiceZone("A", "Zone A"))
                .hours(OpeningHours.always(ZoneId.of("Asia/Tokyo")))
                .boarding(new BoardingTimes(20, 5, 5, 10, 60))
                .fares(Fares.builder().fares(300, 150, 150).dayPasses(800, 400, 400).build())
                .promises(promises);
        for (int i = 0; i < SIDE * SIDE; i++) {
            String zone = i / SIDE == SIDE - 1 ? "B" : "A";
            builder.stop(new ServiceStop("s" + i, "Stop " + i, lon(i), lat(i), 0, 0, RoadSide.LEFT, zone));
        }
        builder.depot(new Depot("depot", "Depot", lon(0), lat(0), 0, 0));
        for (int v = 0; v < vehicles; v++) {
            builder.vehicle(new FleetVehicle("v" + v, seats, v == 0 ? 1 : 0, "depot"));
            builder.shift(new Shift("v" + v, MONDAY, MONDAY + DAY, List.of()));
        }
        return builder;
    }

    private static double lon(int place) {
        return 135.5 + place % SIDE * 0.0022;
    }

    private static double lat(int place) {
        return 34.7 + place / SIDE * 0.0018;
    }

    static int stepsBetween(int a, int b) {
        int from = a == SIDE * SIDE ? 0 : a;
        int to = b == SIDE * SIDE ? 0 : b;
        return Math.abs(from / SIDE - to / SIDE) + Math.abs(from % SIDE - to % SIDE);
    }

    /** Seconds from each place to each, the depot last. */
    static TableDriveTimes times() {
        return times(STEP_SECONDS);
    }

    static TableDriveTimes times(int stepSeconds) {
        int places = SIDE * SIDE + 1;
        char[] table = new char[places * places];
        for (int i = 0; i < places; i++) {
            for (int j = 0; j < places; j++) {
                table[i * places + j] = (char) (stepSeconds * stepsBetween(i, j));
            }
        }
        return new TableDriveTimes(places, 1000, table);
    }

    static TripRequest.Builder request(String id, int from, int to, long time) {
        return TripRequest.builder(id).stops("s" + from, "s" + to).time(TimeWish.LEAVE_AFTER, time).party(Party.ofAdults(1));
    }

    static DispatchEvent ask(String id, int from, int to, long time) {
        return new DispatchEvent.Request(request(id, from, to, time).build());
    }
}
