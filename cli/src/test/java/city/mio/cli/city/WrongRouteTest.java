package city.mio.cli.city;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CameraSite;
import city.mio.geo.places.Depot;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.HaulSite;
import city.mio.geo.routing.DijkstraTravelTimes;
import city.mio.geo.routing.LinkPosition;
import city.mio.geo.routing.RouteGraph;
import city.mio.geo.routing.RouteQuery;
import city.mio.geo.routing.TurnCosts;
import city.mio.geo.routing.VehicleClass;
import city.mio.jobs.haul.CameraSights;
import city.mio.models.haul.control.CameraSight;
import city.mio.models.haul.control.DeclaredRun;
import city.mio.models.haul.control.RunBook;
import city.mio.models.haul.control.RunVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Trucks of Osaka from every depot by every route to every site and back, in traffic of several densities: what its cameras say
 * of who keeps to its route and who does not. The depots' trucks pass cameras of other routes on their way to the begin of their
 * own and on their way home.
 */
class WrongRouteTest {

    private static final long MINUTE = 60_000;
    private static final long EIGHT = 1_800_000_000_000L;

    private record Seen(String cameraId, long time) {}

    private static City city;
    private static Map<String, CameraSight> sights;
    private static RouteQuery query;

    @BeforeAll
    static void readCity() {
        city = CityFolder.read(Path.of("../config/osaka"));
        sights = CameraSights.of(city.network(), city.places().cameras(), city.haul().orElseThrow());
        query = new DijkstraTravelTimes(RouteGraph.of(city.network(), TurnCosts.none())).newQuery();
    }

    private static List<Integer> way(int fromNode, int toNode) {
        RoadNetwork roads = city.network();
        List<Integer> best = List.of();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < roads.outDegree(fromNode); i++) {
            for (int k = 0; k < roads.inDegree(toNode); k++) {
                var found = query.findRoute(
                        LinkPosition.startOf(roads.outLink(fromNode, i)), LinkPosition.endOf(roads.inLink(toNode, k)),
                        VehicleClass.HEAVY, 0);
                if (found.isPresent() && found.get().seconds() < least) {
                    least = found.get().seconds();
                    best = Arrays.stream(found.get().links()).boxed().toList();
                }
            }
        }
        return best;
    }

    private static List<Seen> drive(Depot depot, HaulRoute route, HaulSite site, double slowness, long unloadMillis) {
        RoadNetwork roads = city.network();
        int home = roads.getNode(depot.nodeId());
        int gate = roads.getNode(site.gateNodeId());
        List<Integer> links = new ArrayList<>();
        int first = roads.getLink(route.linkIds().get(0));
        int last = roads.getLink(route.linkIds().get(route.linkIds().size() - 1));
        if (home != roads.fromNode(first)) {
            links.addAll(way(home, roads.fromNode(first)));
        }
        route.linkIds().forEach(id -> links.add(roads.getLink(id)));
        if (roads.toNode(last) != gate) {
            links.addAll(way(roads.toNode(last), gate));
        }
        int arrives = links.size();
        links.addAll(way(gate, home));
        List<Seen> seen = new ArrayList<>();
        double time = EIGHT;
        for (int i = 0; i < links.size(); i++) {
            time += i == arrives ? unloadMillis : 0;
            double millis = roads.freeFlowSeconds(links.get(i)) * 1000 * slowness;
            for (CameraSite camera : city.places().cameras()) {
                if (camera.linkId() == roads.linkId(links.get(i))) {
                    seen.add(new Seen(camera.id(), Math.round(time + camera.offsetShare() * millis)));
                }
            }
            time += millis;
        }
        return seen;
    }

    private static boolean accused(String own, List<Seen> seen) {
        RunBook book = RunBook.EMPTY.declare(new DeclaredRun("d", "acme", own, EIGHT, EIGHT + 30 * MINUTE));
        List<RunVerdict> verdicts = new ArrayList<>();
        int next = 0;
        for (long minute = EIGHT; minute < EIGHT + 240 * MINUTE; minute += MINUTE) {
            for (; next < seen.size() && seen.get(next).time < minute; next++) {
                RunBook.Step step = book.pass(seen.get(next).time, sights.get(seen.get(next).cameraId), 0.95, RunBook.Rules.DEFAULT);
                book = step.book();
                verdicts.addAll(step.verdicts());
            }
            RunBook.Step step = book.tick(minute, RunBook.Rules.DEFAULT);
            book = step.book();
            verdicts.addAll(step.verdicts());
        }
        assertThat(book.isEmpty()).isTrue();
        assertThat(verdicts).filteredOn(v -> v.run().isPresent() && switch (v.kind()) {
            case ON_TIME, EARLY, LATE, NO_SHOW -> true;
            default -> false;
        }).as("each run is judged once").hasSize(1);
        return verdicts.stream().anyMatch(v -> v.kind() == RunVerdict.Kind.WRONG_ROUTE);
    }

    private static boolean accusedByTheFirstLook(String own, List<Seen> seen) {
        return seen.stream()
                .map(s -> sights.get(s.cameraId).routes())
                .anyMatch(routes -> !routes.isEmpty() && !routes.contains(own));
    }

    @Test
    void whoKeepsToItsRouteIsNeverAccusedAndWhoDoesNotMostlyIs() {
        Random random = new Random(6);
        int keep = 0;
        int accusedBefore = 0;
        List<String> wrong = new ArrayList<>();
        int stray = 0;
        int found = 0;
        for (Depot depot : city.places().depots()) {
            for (HaulRoute driven : city.places().haulRoutes()) {
                for (HaulSite site : city.places().haulSites()) {
                    double slowness = 1 + random.nextDouble();
                    List<Seen> seen = drive(depot, driven, site, slowness, (5 + random.nextInt(40)) * MINUTE);
                    for (HaulRoute own : city.places().haulRoutes()) {
                        boolean accused = accused(own.id(), seen);
                        if (own.id().equals(driven.id())) {
                            keep++;
                            accusedBefore += accusedByTheFirstLook(own.id(), seen) ? 1 : 0;
                            if (accused) {
                                wrong.add(depot.id() + " by " + own.id() + " to " + site.id() + ": " + seen);
                            }
                        } else {
                            stray++;
                            found += accused ? 1 : 0;
                        }
                    }
                }
            }
        }
        System.out.println("keep " + keep + ", of which would be accused at the first look " + accusedBefore + ", are " + wrong.size()
                + "; stray " + stray + ", found " + found);
        assertThat(accusedBefore).as("the test tests something").isGreaterThan(10);
        assertThat(wrong).isEmpty();
        assertThat(found).isGreaterThan(stray * 9 / 10);
    }

    @Test
    void theWayOutSaysNothingOfRuns() {
        CameraSight out = sights.get("C-03");
        RunBook book = RunBook.EMPTY
                .declare(new DeclaredRun("first", "acme", "yumemai-hokko", EIGHT, EIGHT + 30 * MINUTE))
                .declare(new DeclaredRun("second", "acme", "yumemai-hokko", EIGHT + 90 * MINUTE, EIGHT + 120 * MINUTE));
        RunBook.Step in = book.pass(EIGHT + 10 * MINUTE, sights.get("C-13"), 0.95, RunBook.Rules.DEFAULT);
        RunBook.Step home = in.book().pass(EIGHT + 70 * MINUTE, out, 0.95, RunBook.Rules.DEFAULT);
        assertThat(home.verdicts()).extracting(RunVerdict::kind).containsExactly(RunVerdict.Kind.REPEAT);
        RunBook.Step again = home.book().pass(EIGHT + 95 * MINUTE, sights.get("C-12"), 0.95, RunBook.Rules.DEFAULT);
        assertThat(again.verdicts().get(0).kind()).isEqualTo(RunVerdict.Kind.ON_TIME);
        assertThat(again.verdicts().get(0).run().map(DeclaredRun::declarationId)).isEqualTo(Optional.of("second"));
    }
}
