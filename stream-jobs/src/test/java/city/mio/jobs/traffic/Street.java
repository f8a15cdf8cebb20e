package city.mio.jobs.traffic;

import city.mio.events.ProbePosition;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.network.RoadNetworkFile;
import city.mio.geo.places.Bounds;
import city.mio.geo.places.DetectorKind;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.LocalName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A straight street of five links of 500 m, eastwards, ids 101 to 105, with a detector on the third. */
final class Street {

    /** Begin of a minute. */
    static final long START = 1_795_230_000_000L / 60_000 * 60_000;

    private static final double LON = 135.5;
    private static final double LAT = 34.7;
    private static final double METRES_PER_LON = 111_195 * Math.cos(Math.toRadians(LAT));

    private Street() {}

    static RoadNetwork network() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int i = 0; i <= 5; i++) {
            builder.addNode(i + 1, LON + i * 500 / METRES_PER_LON, LAT, false, "", "");
        }
        for (int i = 1; i <= 5; i++) {
            builder.addLink(RoadLink.builder().linkId(100 + i).from(i).to(i + 1).freeFlowSpeedMps(15).build());
        }
        return builder.build();
    }

    static TrafficSettings settings(Path directory) throws IOException {
        Path file = directory.resolve("street.mionet");
        RoadNetworkFile.write(network(), file);
        return TrafficSettings.usual(
                file.toString(),
                new Bounds(135.4, 34.6, 135.6, 34.8),
                List.of(new DetectorSite("D1", new LocalName("一", "one"), DetectorKind.LOOP, 103, 0.5)),
                START - 3_600_000,
                START + 86_400_000);
    }

    /** A fix so far from the street's west end, so long after the start. */
    static ProbePosition fix(String vehicle, long sequence, double metres, double second) {
        return ProbePosition.builder()
                .vehicleId(vehicle)
                .sequence(sequence)
                .time(START + Math.round(second * 1000))
                .lon(LON + metres / METRES_PER_LON)
                .lat(LAT)
                .speedMps(10)
                .headingDegrees(90)
                .build();
    }
}
