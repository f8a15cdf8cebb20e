package city.mio.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.forecast.History;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.PlacesByRule;
import city.mio.models.forecast.Panel;
import city.mio.simulators.city.RainShower;
import city.mio.simulators.city.SimulationSettings;
import city.mio.simulators.history.HistorySettings;
import city.mio.simulators.history.SimulatedHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineHistoryTest {

    private static final int SIDE = 3;
    /** Midnight in Osaka. */
    private static final Instant MIDNIGHT = Instant.parse("2026-11-17T15:00:00Z");

    @TempDir
    private Path folder;

    private RoadNetwork network;
    private CityPlaces places;

    /** A grid of two-way streets, 400 m from corner to corner. */
    @BeforeEach
    void city() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                builder.addNode(y * SIDE + x + 1, 135.5 + 0.0044 * x, 34.7 + 0.0036 * y, true, "", "");
                if (x > 0) {
                    street(builder, y * SIDE + x, y * SIDE + x + 1);
                }
                if (y > 0) {
                    street(builder, (y - 1) * SIDE + x + 1, y * SIDE + x + 1);
                }
            }
        }
        network = builder.build();
        places = PlacesByRule.place(network, 1);
    }

    private static void street(RoadNetworkBuilder builder, int a, int b) {
        for (int[] way : new int[][] {{a, b}, {b, a}}) {
            builder.addLink(RoadLink.builder()
                    .linkId(100 * way[0] + way[1])
                    .from(way[0])
                    .to(way[1])
                    .roadClass(RoadClass.PRIMARY)
                    .freeFlowSpeedMps(14)
                    .lanes(2)
                    .build());
        }
    }

    private static HistorySettings settings(long seed) {
        SimulationSettings simulation = SimulationSettings.builder()
                .seed(seed)
                .start(MIDNIGHT)
                .tripsPerHour(150)
                .probeShare(0.3)
                .rain(List.of(new RainShower(30, 60, 4)))
                .retentionMinutes(1)
                .build();
        return new HistorySettings(simulation, 1, 30);
    }

    @Test
    void tellsWhatTheEngineMakesOfTheSameTrafficAndTheSameAgainForTheSameSeed() throws IOException {
        new EngineHistory(network, places, settings(5)).write(folder.resolve("seen"), step -> {});
        new EngineHistory(network, places, settings(5)).write(folder.resolve("again"), step -> {});
        new SimulatedHistory(network, places, settings(5)).write(folder.resolve("driven"), step -> {});
        for (String file : List.of("link_speed.csv.gz", "detector_flow.csv.gz", "detector_speed.csv.gz", "rain.csv.gz",
                "road_event.csv", "history.json")) {
            assertThat(folder.resolve("seen").resolve(file)).hasSameBinaryContentAs(folder.resolve("again").resolve(file));
        }
        assertThat(Files.readString(folder.resolve("seen/road_event.csv"))).contains("RAIN");
        Panel seen = History.read(folder.resolve("seen"), List.of("link_speed"));
        Panel driven = History.read(folder.resolve("driven"), List.of("link_speed"));
        assertThat(seen.steps()).isEqualTo(48);
        double off = 0;
        double speeds = 0;
        int both = 0;
        int alone = 0;
        for (int step = 0; step < 48; step++) {
            for (int link = 0; link < seen.targetCount(); link++) {
                float one = seen.value(0, step, link);
                float other = driven.value(0, step, driven.targets().indexOf(seen.targets().get(link)));
                if (!Float.isNaN(one) && !Float.isNaN(other)) {
                    off += Math.abs(one - other);
                    speeds += other;
                    both++;
                } else if (!Float.isNaN(one) || !Float.isNaN(other)) {
                    alone++;
                }
            }
        }
        // Noise, but of the same traffic; and some see what others do not.
        assertThat(both).isGreaterThan(150);
        assertThat(off / speeds).isBetween(0.005, 0.15);
        assertThat(alone).isPositive();
        Panel flows = History.read(folder.resolve("seen"), List.of("detector_flow"));
        assertThat(flows.targets()).allSatisfy(id -> assertThat(places.detectors()).anyMatch(d -> d.id().equals(id)));
    }
}
