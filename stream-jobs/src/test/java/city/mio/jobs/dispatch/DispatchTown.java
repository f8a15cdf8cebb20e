package city.mio.jobs.dispatch;

import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.LinkState;
import city.mio.events.RiderParty;
import city.mio.events.SpeedSource;
import city.mio.events.TripPlace;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.geo.places.LocalName;
import city.mio.geo.places.RoadSide;
import city.mio.models.dispatch.service.BoardingTimes;
import city.mio.models.dispatch.service.FleetVehicle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A town of five by five crossings 400 m apart, with two operators: "red" with two buses, "blue" with one, whose riders walk
 * farther.
 */
final class DispatchTown {

    static final long MINUTE = 60_000;

    /** Nine in the morning of a Wednesday. */
    static final long START = Instant.parse("2026-11-18T00:00:00Z").toEpochMilli();

    static final String ZONE = "town";

    private static final double LON = 135.5;
    private static final double LAT = 34.7;
    private static final double METRES_PER_LAT = 111_195;
    private static final double METRES_PER_LON = METRES_PER_LAT * Math.cos(Math.toRadians(LAT));
    private static final List<String> DAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private DispatchTown() {}

    static RoadNetwork network() {
        return streets().build();
    }

    /** The streets, for towns that have more. */
    static RoadNetworkBuilder streets() {
        RoadNetworkBuilder b = new RoadNetworkBuilder();
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 5; column++) {
                b.addNode(node(row, column), lon(column), lat(row), false, "", "");
            }
        }
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 5; column++) {
                if (column < 4) {
                    both(b, node(row, column), node(row, column + 1));
                }
                if (row < 4) {
                    both(b, node(row, column), node(row + 1, column));
                }
            }
        }
        return b;
    }

    static void both(RoadNetworkBuilder b, long one, long other) {
        oneWay(b, one, other);
        oneWay(b, other, one);
    }

    static void oneWay(RoadNetworkBuilder b, long from, long to) {
        b.addLink(RoadLink.builder()
                .linkId(link(from, to))
                .from(from)
                .to(to)
                .lengthMetres(400)
                .roadClass(RoadClass.SECONDARY)
                .freeFlowSpeedMps(10)
                .lanes(1)
                .build());
    }

    static long node(int row, int column) {
        return 10 * row + column + 1;
    }

    static long link(long from, long to) {
        return from * 1000 + to;
    }

    static double lon(double column) {
        return LON + 400 * column / METRES_PER_LON;
    }

    static double lat(double row) {
        return LAT + 400 * row / METRES_PER_LAT;
    }

    /** Stops "R00" to "R44" of every second crossing, at the end of the link that comes from the west or the east. */
    private static ServiceSettings service(String operator, List<FleetVehicle> vehicles, int maxWalkMetres) {
        List<ServiceSettings.Stop> stops = new ArrayList<>();
        for (int row = 0; row < 5; row += 2) {
            for (int column = 0; column < 5; column += 2) {
                int before = column == 0 ? 1 : column - 1;
                stops.add(new ServiceSettings.Stop(
                        stop(row, column),
                        new LocalName("停" + row + column, "Stop " + row + column),
                        lon(column),
                        lat(row),
                        link(node(row, before), node(row, column)),
                        0.95,
                        RoadSide.LEFT,
                        "all"));
            }
        }
        return new ServiceSettings(
                new ServiceSettings.Named(operator, new LocalName(operator, operator)),
                new ServiceSettings.Named(ZONE, new LocalName("町", "Town")),
                "Asia/Tokyo",
                4,
                List.of(new ServiceSettings.OpenTime(DAYS, "06:00", "24:00")),
                List.of(),
                List.of(new ServiceSettings.Named("all", new LocalName("全域", "All"))),
                stops,
                List.of(new ServiceSettings.Depot(
                        "depot", new LocalName("車庫", "Depot"), lon(2.5), lat(2), link(node(2, 2), node(2, 3)), 0.5)),
                vehicles,
                List.of(new ServiceSettings.ShiftPattern(
                        vehicles.stream().map(FleetVehicle::vehicleId).toList(), DAYS, "05:30", "24:00", List.of(
                                new ServiceSettings.BreakPattern("12:00", "14:00", 30)))),
                new BoardingTimes(20, 5, 5, 10, 60),
                new ServiceSettings.FareTable("JPY", 300, 150, 150, new ServiceSettings.DayPass(900, 450, 450), List.of()),
                new ServiceSettings.PromiseTable(15, 2.0, 10, maxWalkMetres, 1.2, 3, 2, 120, 14),
                null,
                null);
    }

    static String stop(int row, int column) {
        return "R" + row + column;
    }

    static DispatchJobSettings settings(Path folder) throws IOException {
        Path file = folder.resolve("town.mio");
        RoadNetworkFile.write(network(), file);
        return DispatchJobSettings.of(
                        file.toString(),
                        List.of(
                                service("red", List.of(
                                        new FleetVehicle("V1", 6, 1, "depot"), new FleetVehicle("V2", 6, 1, "depot")), 500),
                                service("blue", List.of(new FleetVehicle("B1", 4, 0, "depot")), 900)))
                .withTimes(START - 24 * 60 * MINUTE, START + 30L * 24 * 60 * MINUTE);
    }

    static TripRequest.Builder ask(String requestId, double seconds, String from, String to) {
        return said(TripRequestKind.ASK, requestId, seconds)
                .from(TripPlace.ofStop(from))
                .to(TripPlace.ofStop(to))
                .party(new RiderParty(1, 0, 0, 0));
    }

    static TripRequest.Builder said(TripRequestKind kind, String requestId, double seconds) {
        return TripRequest.builder()
                .operatorId("red")
                .zoneId(ZONE)
                .requestId(requestId)
                .messageId(requestId + "-" + kind)
                .kind(kind)
                .time(at(seconds));
    }

    static BusStatus.Builder bus(String vehicleId, BusStatusKind kind, double seconds) {
        return BusStatus.builder()
                .operatorId("red")
                .zoneId(ZONE)
                .vehicleId(vehicleId)
                .kind(kind)
                .time(at(seconds));
    }

    /** Standing at the depot. */
    static BusStatus.Builder idle(String vehicleId, double seconds) {
        return bus(vehicleId, BusStatusKind.POSITION, seconds).lon(lon(2.5)).lat(lat(2)).stopId("depot");
    }

    static LinkState state(long linkId, int minute, double seconds) {
        return LinkState.builder()
                .linkId(linkId)
                .minute(START + minute * MINUTE)
                .speedMps((float) (400 / seconds))
                .travelTimeSeconds((float) seconds)
                .freeFlowSpeedMps(10)
                .samples(3)
                .confidence(1)
                .source(SpeedSource.PROBE)
                .build();
    }

    static long at(double seconds) {
        return START + Math.round(seconds * 1000);
    }
}
