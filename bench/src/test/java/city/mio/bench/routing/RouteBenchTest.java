package city.mio.bench.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.geo.network.GeneratedCity;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.LinkOrder;
import city.mio.geo.routing.LinkTimes;
import city.mio.geo.routing.TurnCosts;
import city.mio.geo.routing.VehicleClass;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** That the comparison is one: both routers have the same task. On a tiny city. */
class RouteBenchTest {

    private final RoadNetwork network = GeneratedCity.of(900, 3);
    private final int[] free = millis(1);
    private final LinkOrder order = LinkOrder.make(network);
    private final int[] from = new int[300];
    private final int[] to = new int[300];

    RouteBenchTest() {
        Random random = new Random(5);
        for (int i = 0; i < from.length; i++) {
            from[i] = random.nextInt(network.linkCount());
            to[i] = (from[i] + 1 + random.nextInt(network.linkCount() - 1)) % network.linkCount();
        }
    }

    /** A benchmark that runs on the machine is disturbed by this, and not the other way round. */
    @BeforeAll
    static void besideOtherBenchmarks() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    private int[] millis(int factor) {
        int[] millis = new int[network.linkCount()];
        for (int link = 0; link < millis.length; link++) {
            millis[link] = factor * LinkTimes.freeFlow(network).millis(VehicleClass.CAR, link);
        }
        return millis;
    }

    @Test
    void peersWithTurnCostsFindTheSameTimesButWhereOneMustTurnBack() {
        TurnCosts costs = TurnCosts.city(true);
        PeerGraph peer = new PeerGraph(network, costs);
        MioContestant mio = new MioContestant("Mio", network, costs, order);
        for (PeerContestant other : new PeerContestant[] {
            PeerContestant.contracted("CH", peer, true, free),
            PeerContestant.byLandmarks("LM", peer, true, free),
            PeerContestant.flexible("flexible", peer, true, free)
        }) {
            Agreement agreement = Agreement.of(mio, other, peer, from, to, from.length);
            assertThat(agreement.unexplained()).as(other.name() + " " + agreement).isZero();
            assertThat(agreement.same()).as(other.name() + " " + agreement).isGreaterThan(150);
        }
    }

    @Test
    void peersWithoutTurnsAreOnlyFasterOverWhatIsBanned() {
        PeerGraph peer = new PeerGraph(network, TurnCosts.none());
        MioContestant mio = new MioContestant("Mio", network, TurnCosts.none(), order);
        PeerContestant other = PeerContestant.contracted("CH", peer, false, free);
        Agreement agreement = Agreement.of(mio, other, peer, from, to, from.length);
        assertThat(agreement.unexplained()).as(agreement.toString()).isZero();
        assertThat(agreement.same()).as(agreement.toString()).isGreaterThan(150);
    }

    @Test
    void newTimesReachBoth() {
        TurnCosts costs = TurnCosts.none();
        PeerGraph peer = new PeerGraph(network, costs);
        MioContestant mio = new MioContestant("Mio", network, costs, order);
        PeerContestant other = PeerContestant.byLandmarks("LM", peer, true, free);
        double before = mio.seconds(from[0], to[0]);
        mio.changeTimes(millis(3));
        other.changeTimes(millis(3));
        assertThat(mio.seconds(from[0], to[0])).isCloseTo(3 * before, within(0.001));
        assertThat(Agreement.of(mio, other, peer, from, to, 100).unexplained()).isZero();
    }

    @Test
    void theCommandWritesItsFigures(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("route.json");
        int exit = new CommandLine(new RouteBench())
                .execute(
                        "--network", "city:400", "--pairs", "200", "--compared", "50", "--matrix", "10", "--seconds",
                        "0.02", "--json", file.toString());
        assertThat(exit).isZero();
        JsonNode result = new ObjectMapper().readTree(Files.readString(file)).get(0);
        assertThat(result.path("unexplained").asInt()).isZero();
        assertThat(result.path("routers")).hasSize(7);
        for (JsonNode router : result.path("routers")) {
            assertThat(router.path("route").path("operations").asLong()).isPositive();
        }
        assertThat(result.path("routers").get(0).path("changeTimesCpuMillis").asDouble()).isPositive();
    }
}
