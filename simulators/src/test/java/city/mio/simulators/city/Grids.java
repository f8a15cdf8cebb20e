package city.mio.simulators.city;

import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.places.Bounds;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.LocalName;
import city.mio.geo.places.Zone;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Small networks for tests. */
public final class Grids {

    private static final double LON = 135.5;
    private static final double LAT = 34.7;
    private static final double METRES_PER_DEGREE = 111_195;

    private Grids() {}

    /** A chain of one-way links of the lengths given, one lane each unless said: node 1 to node n + 1. */
    public static RoadNetwork chain(double speedMps, int[] lanes, double... lengths) {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        double at = 0;
        for (int i = 0; i <= lengths.length; i++) {
            builder.addNode(i + 1, LON, LAT + at / METRES_PER_DEGREE, false, "", "");
            at += i < lengths.length ? lengths[i] : 0;
        }
        for (int i = 0; i < lengths.length; i++) {
            builder.addLink(RoadLink.builder()
                    .linkId(i + 1)
                    .from(i + 1)
                    .to(i + 2)
                    .lengthMetres(lengths[i])
                    .freeFlowSpeedMps(speedMps)
                    .lanes(lanes[i])
                    .roadClass(RoadClass.PRIMARY)
                    .build());
        }
        return builder.build();
    }

    /** A square grid of two-way streets with signals, {@code side} by {@code side} nodes 300 m apart. */
    public static RoadNetwork grid(int side) {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        double step = 300 / METRES_PER_DEGREE;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                builder.addNode(
                        y * side + x + 1, LON + x * step / Math.cos(Math.toRadians(LAT)), LAT + y * step, true, "", "");
            }
        }
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int node = y * side + x + 1;
                if (x + 1 < side) {
                    street(builder, node, node + 1);
                }
                if (y + 1 < side) {
                    street(builder, node, node + side);
                }
            }
        }
        return builder.build();
    }

    private static void street(RoadNetworkBuilder builder, int a, int b) {
        for (int[] way : new int[][] {{a, b}, {b, a}}) {
            builder.addLink(RoadLink.builder()
                    .linkId(RoadNetworkBuilder.stableId(way[0] + ">" + way[1]))
                    .from(way[0])
                    .to(way[1])
                    .roadClass(RoadClass.PRIMARY)
                    .roadName("通り", "Street")
                    .build());
        }
    }

    /** Two zones, at the nodes given; all trips go between them. */
    public static CityPlaces twoZones(long from, long to) {
        return places(List.of(zone("west", List.of(from), 1000, 0), zone("east", List.of(to), 0, 1000)));
    }

    /** A zone at each corner block of a grid. */
    public static CityPlaces cornerZones(int side) {
        List<Zone> zones = new ArrayList<>();
        int[] corners = {1, side, side * (side - 1) + 1, side * side};
        for (int i = 0; i < corners.length; i++) {
            zones.add(zone("z" + i, List.of((long) corners[i]), 1000 * (i + 1), 4000 - 1000 * i));
        }
        return places(zones);
    }

    public static Zone zone(String id, List<Long> nodes, double residents, double jobs) {
        return new Zone(id, new LocalName(id, id), LON, LAT, 500, residents, jobs, nodes);
    }

    public static CityPlaces places(List<Zone> zones) {
        return new CityPlaces(
                "test",
                new LocalName("試験", "Test"),
                ZoneId.of("Asia/Tokyo"),
                new Bounds(135, 34, 136, 35.5),
                zones,
                List.of(),
                List.of(),
                30,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Settings without rain, incidents and trucks, and without warm-up. */
    public static SimulationSettings.Builder quiet() {
        return SimulationSettings.builder()
                .warmUpMinutes(0)
                .rain(List.of())
                .incidentsPerHour(0)
                .crowds(false)
                .haul(new HaulTraffic(0, 0, 0, 0, 0, 0));
    }
}
