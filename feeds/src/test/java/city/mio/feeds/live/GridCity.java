package city.mio.feeds.live;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.LinkState;
import city.mio.events.ProbePosition;
import city.mio.events.SpeedSource;
import city.mio.events.VehicleKind;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.places.Bounds;
import city.mio.geo.places.CameraSite;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DetectorKind;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.LocalName;
import city.mio.geo.places.Zone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** A small city of straight streets for tests. */
public final class GridCity {

    /** Wed 2026-11-18 07:00 in Osaka. */
    public static final long SEVEN = Instant.parse("2026-11-17T22:00:00Z").toEpochMilli();

    private GridCity() {}

    /** A grid of {@code size} by {@code size} crossings with two-way streets, about 400 m apart. */
    public static RoadNetwork network(int size) {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                builder.addNode(
                        id(row, column),
                        135.48 + column * 0.0044,
                        34.66 + row * 0.0036,
                        true,
                        "交差点" + row + "-" + column,
                        "Crossing " + row + "-" + column);
            }
        }
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                if (column + 1 < size) {
                    street(builder, id(row, column), id(row, column + 1), "東西" + row + "号", "East-West " + row);
                }
                if (row + 1 < size) {
                    street(builder, id(row, column), id(row + 1, column), "南北" + column + "号", "North-South " + column);
                }
            }
        }
        return builder.build();
    }

    private static long id(int row, int column) {
        return row * 1_000L + column + 1;
    }

    private static void street(RoadNetworkBuilder builder, long a, long b, String ja, String en) {
        for (long[] ends : new long[][] {{a, b}, {b, a}}) {
            builder.addLink(RoadLink.builder()
                    .linkId(RoadNetworkBuilder.stableId(ends[0] + ">" + ends[1]))
                    .from(ends[0])
                    .to(ends[1])
                    .roadClass(RoadClass.PRIMARY)
                    .roadName(ja, en)
                    .build());
        }
    }

    /** Places on such a grid: one zone, two detectors, one camera. */
    public static CityPlaces places(RoadNetwork network) {
        return new CityPlaces(
                "grid",
                new LocalName("格子", "Grid"),
                ZoneId.of("Asia/Tokyo"),
                new Bounds(135.4, 34.6, 135.7, 34.8),
                List.of(new Zone("z", new LocalName("梅田", "Umeda"), 135.49, 34.67, 500, 1_000, 5_000, List.of(1L))),
                List.of(
                        new DetectorSite("D-1", new LocalName("感知器1", "Detector 1"), DetectorKind.LOOP, network.linkId(0), 0.5),
                        new DetectorSite("D-2", new LocalName("感知器2", "Detector 2"), DetectorKind.CAMERA, network.linkId(1), 0.5)),
                List.of(new CameraSite("C-1", new LocalName("カメラ", "Camera"), network.linkId(2), 0.5)),
                30,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** A state of a link in the minute after seven, by the network's index. */
    public static LinkState state(RoadNetwork network, int link, int minute, float speedMps) {
        return LinkState.builder()
                .linkId(network.linkId(link))
                .minute(SEVEN + minute * 60_000L)
                .speedMps(speedMps)
                .freeFlowSpeedMps(network.freeFlowSpeedMps(link))
                .travelTimeSeconds(network.lengthMetres(link) / Math.max(0.1f, speedMps))
                .samples(4)
                .confidence(0.7f)
                .source(SpeedSource.PROBE)
                .build();
    }

    /** A position of a vehicle so many seconds after seven. */
    public static ProbePosition position(String vehicleId, int second, double lon, double lat) {
        return ProbePosition.builder()
                .vehicleId(vehicleId)
                .kind(VehicleKind.TAXI)
                .sequence(Math.max(0, second + 1L))
                .time(SEVEN + second * 1_000L)
                .lon(lon)
                .lat(lat)
                .speedMps(8)
                .headingDegrees(90)
                .build();
    }

    /** A step of a congestion alert on the first link. */
    public static Alert alert(RoadNetwork network, String id, AlertStatus status, int minute) {
        return Alert.builder()
                .alertId(id)
                .type(AlertType.CONGESTION)
                .severity(AlertSeverity.WARNING)
                .status(status)
                .since(SEVEN)
                .time(SEVEN + minute * 60_000L)
                .linkId(network.linkId(0))
                .placeId(Long.toString(network.linkId(0)))
                .placeEn("East-West 0")
                .placeJa("東西0号")
                .lon(135.482)
                .lat(34.66)
                .sentenceEn("East-West 0 is slow: 12 km/h for 5 minutes.")
                .sentenceJa("東西0号が渋滞しています（時速12km、5分間）。")
                .evidence(java.util.Map.of("speedMps", "3.3"))
                .build();
    }
}
