package city.mio.simulators.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.IntakeSource;
import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.Candidates;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.PlacesByRule;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.city.FaultRates;
import city.mio.simulators.city.Grids;
import city.mio.simulators.city.HaulTraffic;
import city.mio.simulators.city.SimulationSettings;
import city.mio.simulators.ledger.Ledger;
import city.mio.simulators.ledger.LedgerCheck;
import city.mio.simulators.ledger.LedgerReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeviceFleetTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RoadNetwork network = Grids.grid(10);
    private final CityPlaces places = PlacesByRule.place(network, 1);
    private final RecordingOutput output = new RecordingOutput();
    private final Ledger ledger = new Ledger();

    private CitySimulation run(SimulationSettings settings, int minutes) {
        CitySimulation city = new CitySimulation(network, places, settings);
        DeviceFleet fleet = new DeviceFleet(city, plate -> "hash-" + plate.hashCode(), ledger, output);
        city.warmUp();
        fleet.join();
        for (int i = 0; i < minutes * 60; i++) {
            city.step();
            fleet.afterStep();
        }
        fleet.finish();
        assertThat(fleet.onTheWay()).isZero();
        return city;
    }

    private static SimulationSettings.Builder settings() {
        return SimulationSettings.builder()
                .warmUpMinutes(5)
                .rain(List.of())
                .incidentsPerHour(0)
                .tripsPerHour(4000)
                .probeShare(0.2)
                .faults(FaultRates.none());
    }

    @Test
    void soundDevicesTellTheTruthWithinGpsError() {
        CitySimulation city = run(settings().build(), 15);
        assertThat(output.probes.size()).isGreaterThan(3000);
        LinkIndex index = new LinkIndex(network);
        Candidates near = new Candidates();
        int within25 = 0;
        for (ProbePosition p : output.probes) {
            index.query(network.projection().x(p.lon()), network.projection().y(p.lat()), 25, near);
            within25 += near.size() > 0 ? 1 : 0;
        }
        assertThat((double) within25 / output.probes.size()).isGreaterThan(0.98);
        assertThat(output.raw).isEmpty();
        assertThat(output.probes).extracting(ProbePosition::time).allMatch(time -> time > city.startTime());
        Map<String, Long> last = new TreeMap<>();
        output.probes.forEach(p -> {
            Long before = last.put(p.vehicleId(), p.sequence());
            assertThat(p.sequence()).isEqualTo(before == null ? 1 : before + 1);
        });
        LedgerReport report = LedgerCheck.compare(ledger, output.receipts(), output.refused.stream());
        assertThat(report.bySource().get(IntakeSource.PROBES).lost()).isZero();
        assertThat(report.bySource().get(IntakeSource.PROBES).duplicated()).isZero();
        assertThat(report.bySource().get(IntakeSource.PROBES).unaccounted()).isZero();
    }

    @Test
    void faultRatesAreWhatTheSettingsSay() {
        FaultRates rates = FaultRates.builder()
                .duplicate(0.05).outOfOrder(0.1).late(0.02).malformed(0.02).jump(0.03).parked(0.2).build();
        CitySimulation city = run(settings().tripsPerHour(6000).probeShare(0.5).faults(rates).build(), 20);
        double sent = output.probes.size();
        Set<String> unique = new HashSet<>();
        output.probes.forEach(p -> unique.add(p.vehicleId() + ' ' + p.sequence()));
        assertThat(sent / unique.size() - 1).isCloseTo(0.05, within(0.01));
        assertThat(output.raw.size() / (double) unique.size()).isCloseTo(0.02, within(0.006));
        LedgerReport report = LedgerCheck.compare(ledger, output.receipts(), output.refused.stream());
        assertThat(report.bySource().get(IntakeSource.PROBES).unaccounted()).isZero();
        assertThat(report.malformedSent().keySet()).contains(
                RefusalReason.UNDECODABLE,
                RefusalReason.INVALID_FIELD,
                RefusalReason.OUTSIDE_CITY,
                RefusalReason.TIME_OUT_OF_RANGE);
        long overtaken = 0;
        Map<String, Long> newest = new TreeMap<>();
        for (ProbePosition p : output.probes) {
            long before = newest.merge(p.vehicleId(), p.sequence(), Math::max);
            overtaken += p.sequence() < before ? 1 : 0;
        }
        assertThat(overtaken / sent).isBetween(0.03, 0.2);
        assertThat(city.departed()).isPositive();
    }

    @Test
    void malformedPositionsAreRefusedForTheReasonEntered() {
        run(settings().probeShare(0.5).faults(FaultRates.builder().malformed(0.05).build()).build(), 10);
        Map<RefusalReason, Long> found = output.raw.stream()
                .map(this::reason)
                .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()));
        Map<RefusalReason, Long> entered = new TreeMap<>(ledger.malformedByReason());
        entered.remove(RefusalReason.UNKNOWN_DEVICE);
        assertThat(found.get(RefusalReason.OUTSIDE_CITY)).isEqualTo(entered.get(RefusalReason.OUTSIDE_CITY));
        assertThat(found.get(RefusalReason.TIME_OUT_OF_RANGE)).isEqualTo(entered.get(RefusalReason.TIME_OUT_OF_RANGE));
        assertThat(output.raw.size()).isPositive();
    }

    private RefusalReason reason(byte[] raw) {
        try {
            ProbePosition p = Topics.PROBE_POSITION.codec().decode(raw);
            return places.bounds().contains(p.lon(), p.lat())
                    ? RefusalReason.TIME_OUT_OF_RANGE
                    : RefusalReason.OUTSIDE_CITY;
        } catch (WireException e) {
            return e.reason();
        }
    }

    @Test
    void detectorsCountEachMinute() throws Exception {
        run(settings().build(), 10);
        long counted = 0;
        int readings = 0;
        for (RecordingOutput.Sensed sensed : output.sensed) {
            if (sensed.topic().endsWith("/reading")) {
                JsonNode node = JSON.readTree(sensed.payload());
                readings++;
                counted += node.get("count").asInt();
                assertThat(node.get("occupancy").asDouble()).isBetween(0.0, 1.0);
                assertThat(node.get("meanSpeedMps").isNull()).isEqualTo(node.get("count").asInt() == 0);
                assertThat(node.get("classes").get("cars").asInt() + node.get("classes").get("trucks").asInt())
                        .isEqualTo(node.get("count").asInt());
            }
        }
        assertThat(readings).isEqualTo(10 * places.detectors().size());
        assertThat(counted).isPositive();
    }

    @Test
    void trucksAreDeclaredByHashAndSeenByPlate() throws Exception {
        run(settings().haul(new HaulTraffic(0.8, 0, 0.2, 0.1, 0, 1)).build(), 60);
        assertThat(output.declarations).extracting(HaulDeclaration::plateHash).allMatch(hash -> hash.startsWith("hash-"));
        assertThat(output.declarations).extracting(HaulDeclaration::status).contains(DeclarationStatus.CANCELLED);
        Set<String> declared = output.declarations.stream()
                .filter(declaration -> declaration.status() == DeclarationStatus.FIRM)
                .map(HaulDeclaration::plateHash)
                .collect(Collectors.toSet());
        int known = 0;
        int unknown = 0;
        for (RecordingOutput.Sensed sensed : output.sensed) {
            if (sensed.topic().endsWith("/passage")) {
                String hash = "hash-" + JSON.readTree(sensed.payload()).get("plate").asText().hashCode();
                if (declared.contains(hash)) {
                    known++;
                } else {
                    unknown++;
                }
            }
        }
        assertThat(known).isPositive();
        assertThat(unknown).as("undeclared trucks").isPositive().isLessThan(known);
    }

    @Test
    void theSameSeedGivesTheSameStream() {
        run(settings().faults(FaultRates.builder().build()).build(), 5);
        List<ProbePosition> first = List.copyOf(output.probes);
        output.probes.clear();
        run(settings().faults(FaultRates.builder().build()).build(), 5);
        assertThat(output.probes).isEqualTo(first);
        output.probes.clear();
        run(settings().faults(FaultRates.builder().build()).seed(2).build(), 5);
        assertThat(output.probes).isNotEqualTo(first);
    }

    @Test
    void settingsReadFromJsonKeepDefaultsAndRefuseTheUnknown() throws Exception {
        SimulationSettings read = SimulationSettings.mapper()
                .readValue("{\"seed\": 9, \"faults\": {\"duplicate\": 0.5}}", SimulationSettings.class);
        assertThat(read.seed()).isEqualTo(9);
        assertThat(read.faults().duplicate()).isEqualTo(0.5);
        assertThat(read.probeShare()).isEqualTo(0.05);
        assertThat(SimulationSettings.mapper()
                        .readValue(SimulationSettings.mapper().writeValueAsString(read), SimulationSettings.class))
                .isEqualTo(read);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> SimulationSettings.mapper().readValue("{\"sead\": 9}", SimulationSettings.class))
                .hasMessageContaining("sead");
    }
}
