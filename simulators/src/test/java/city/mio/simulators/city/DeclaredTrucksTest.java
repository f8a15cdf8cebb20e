package city.mio.simulators.city;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.HaulDeclaration;
import city.mio.events.RoadEvent;
import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.PlacesByRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Whoever joins a running city is told of every truck that it will see. */
class DeclaredTrucksTest {

    /** Keeps the plates it is told and the plates it sees. */
    private static final class Gate implements CityListener {
        private final Set<String> told = new HashSet<>();
        private final Set<String> seen = new HashSet<>();
        private long firstSlotEnd = Long.MAX_VALUE;

        @Override
        public void entered(Vehicle vehicle, int link, long time) {
            if (!vehicle.plate().isEmpty()) {
                seen.add(vehicle.plate());
            }
        }

        @Override
        public void left(Vehicle vehicle, int link, long time) {}

        @Override
        public void arrived(Vehicle vehicle, int link, long time) {}

        @Override
        public void roadEvent(RoadEvent event) {}

        @Override
        public void declared(HaulDeclaration declaration, String plate) {
            told.add(plate);
            firstSlotEnd = Math.min(firstSlotEnd, declaration.slotEnd());
        }
    }

    @Test
    void everyTruckOnTheRoadWasDeclaredWhereAllDeclare() throws Exception {
        Path folder = Path.of("../config/osaka/network");
        Assumptions.assumeTrue(Files.exists(folder), "skipped: no config/osaka beside the simulators");
        RoadNetwork network = NetworkImporter.importFile(folder, ImportOptions.defaults()).network();
        HaulTraffic late = new HaulTraffic(0.5, 0, 0, 0, 0.5, 0);
        CitySimulation city = new CitySimulation(
                network,
                PlacesByRule.place(network, 1),
                SimulationSettings.builder().haul(late).build());
        city.warmUp();
        for (int i = 0; i < 3600; i++) {
            city.step();
        }
        Gate gate = new Gate();
        city.tellDeclared(gate);
        city.addListener(gate);
        for (int i = 0; i < 1800; i++) {
            city.step();
        }
        assertThat(gate.seen).hasSizeGreaterThan(20);
        assertThat(gate.told).containsAll(gate.seen);
    }

    @Test
    void nobodyIsToldOfATripWhoseTimeWasOverBeforeAnybodyLooked() throws Exception {
        Path folder = Path.of("../config/osaka/network");
        Assumptions.assumeTrue(Files.exists(folder), "skipped: no config/osaka beside the simulators");
        RoadNetwork network = NetworkImporter.importFile(folder, ImportOptions.defaults()).network();
        CitySimulation city = new CitySimulation(
                network,
                PlacesByRule.place(network, 1),
                SimulationSettings.builder().warmUpMinutes(90).build());
        Gate gate = new Gate();
        city.addListener(gate);
        city.warmUp();
        assertThat(gate.told).hasSizeGreaterThan(20);
        assertThat(gate.firstSlotEnd).isGreaterThan(city.startTime());
    }
}
