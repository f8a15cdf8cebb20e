package city.mio.simulators.city;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.PlacesByRule;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The demonstration city under its full demand, with zones, depots and haul routes placed by rule. */
class OsakaSpeedTest {

    @Test
    void runsFarFasterThanRealTimeWithoutLocking() throws Exception {
        Path folder = Path.of("../config/osaka/network");
        Assumptions.assumeTrue(Files.exists(folder), "skipped: no config/osaka beside the simulators");
        RoadNetwork network = NetworkImporter.importFile(folder, ImportOptions.defaults()).network();
        CitySimulation city = new CitySimulation(
                network, PlacesByRule.place(network, 1), SimulationSettings.builder().build());
        long begin = System.nanoTime();
        for (int i = 0; i < 7200; i++) {
            city.step();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(7200 / seconds).as("times real time").isGreaterThan(50);
        assertThat(city.arrived()).isGreaterThan(city.departed() / 2);
        assertThat(city.departed()).isEqualTo(city.arrived() + city.onRoad() + city.waiting());
    }
}
