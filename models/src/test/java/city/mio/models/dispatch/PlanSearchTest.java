package city.mio.models.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PlanSearchTest {

    @Test
    void findsWhatExhaustiveEnumerationFinds() {
        assertThat(solvedAsByEnumeration(TinyInstance::random)).isGreaterThan(25);
    }

    @Test
    void findsItWhereTheWayThereIsNotTheWayBack() {
        assertThat(solvedAsByEnumeration(TinyInstance::leaning)).isGreaterThan(20);
    }

    /** How many of sixty instances have a plan; what the search finds for them is the best. */
    private static int solvedAsByEnumeration(Function<SplittableRandom, TinyInstance> instances) {
        int solvable = 0;
        for (int seed = 1; seed <= 60; seed++) {
            TinyInstance tiny = instances.apply(new SplittableRandom(seed));
            double optimum = new Enumeration(tiny).optimum();
            if (optimum == Double.POSITIVE_INFINITY) {
                continue;
            }
            solvable++;
            Plan plan = new PlanSearch(tiny.problem(), SearchSettings.of(seed, false)).run(Budget.iterations(1_500));
            assertThat(plan.unserved()).as("seed %d", seed).isEmpty();
            assertThat(plan.cost()).as("seed %d", seed).isCloseTo(optimum, within(1e-6));
            plan.routes().forEach(route -> assertThat(tiny.hasSchedule(route)).isTrue());
        }
        return solvable;
    }

    @Test
    void findsTheFewestVehicles() {
        int solvable = 0;
        for (int seed = 1; seed <= 20; seed++) {
            TinyInstance tiny = TinyInstance.random(new SplittableRandom(seed));
            Enumeration all = new Enumeration(tiny);
            if (all.optimum() == Double.POSITIVE_INFINITY) {
                continue;
            }
            solvable++;
            Plan plan = new PlanSearch(tiny.problem(), SearchSettings.of(seed, true)).run(Budget.iterations(2_000));
            assertThat(plan.unserved()).isEmpty();
            assertThat(plan.routes()).as("seed %d", seed).hasSize(all.fewestVehicles());
            assertThat(plan.cost()).as("seed %d", seed).isCloseTo(all.optimumWithFewest(), within(1e-6));
        }
        assertThat(solvable).isGreaterThan(8);
    }

    /** Where vehicles just suffice, one request left out may be hard to take in again: the search must not end like that. */
    @Test
    void whoIsLeftOutIsTakenInAgainBeforeLong() {
        int leftOut = 0;
        for (int seed : new int[] {8, 11, 12}) {
            PlanSearch search = new PlanSearch(scarce(seed), SearchSettings.of(seed, true));
            long fleetIsFound = 20_000;
            long[] since = {fleetIsFound};
            long[] longest = {0};
            Plan plan = search.run(done -> {
                if (search.absent() == 0) {
                    since[0] = Math.max(done, fleetIsFound);
                }
                longest[0] = Math.max(longest[0], done - since[0]);
                return done / 80_000.0;
            });
            assertThat(plan.unserved()).isEmpty();
            // At most 2,300 until the price is high enough for a hunt, and 20,000 of that.
            assertThat(longest[0]).as("steps in a row with somebody left out, seed %d", seed).isLessThan(24_000);
            leftOut += longest[0] > 1_000 ? 1 : 0;
        }
        assertThat(leftOut).as("where nobody is left out for long there is nothing to see").isPositive();
    }

    /** Narrow windows around the times at which twelve vehicles would serve five requests each on random ways. */
    private static PickupDeliveryProblem scarce(long seed) {
        int n = 60;
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = random.doubles(2 * n + 2, -10, 10).toArray();
        double[] y = random.doubles(2 * n + 2, -10, 10).toArray();
        x[0] = y[0] = x[2 * n + 1] = y[2 * n + 1] = 0;
        double[][] apart = new double[x.length][x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                apart[i][j] = Math.sqrt((x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]));
            }
        }
        var builder = PickupDeliveryProblem.builder(n).fleet(20, 6).matrices(apart, apart);
        builder.node(0, 0, 0, 0, 500).node(2 * n + 1, 0, 0, 0, 500);
        int at = 0;
        double clock = 0;
        for (int i = 1; i <= n; i++) {
            if (i % 5 == 1) {
                at = 0;
                clock = 20 + random.nextInt(60);
            }
            for (int stop : new int[] {i, i + n}) {
                clock += apart[at][stop];
                double open = clock - 15 * random.nextDouble();
                builder.node(stop, stop == i ? 1 : -1, 2, open, open + 15);
                clock += 2;
                at = stop;
            }
        }
        return builder.build();
    }

    @Test
    void theTimingOfARouteSaysExactlyWhetherAScheduleExists() {
        int feasible = 0;
        int not = 0;
        for (int seed = 1; seed <= 3_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TinyInstance tiny = TinyInstance.random(random);
            int[] stops = tiny.randomOrder(random);
            Route route = new Route(tiny.problem());
            boolean said = route.adopt(stops);
            assertThat(said).as("seed %d", seed).isEqualTo(tiny.hasSchedule(stops));
            if (said) {
                feasible++;
            } else {
                not++;
            }
        }
        assertThat(feasible).isGreaterThan(100);
        assertThat(not).isGreaterThan(100);
    }

    @Test
    void boundsAfterAnInsertionAreThoseOfTheRouteFromScratch() {
        int inserted = 0;
        for (int seed = 1; seed <= 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TinyInstance tiny = seed % 2 == 0 ? TinyInstance.random(random) : TinyInstance.leaning(random);
            Insertion insertion = new Insertion(tiny.problem());
            Route grown = new Route(tiny.problem());
            for (int request = 1; request <= tiny.requests(); request++) {
                if (!insertion.find(grown, request, Double.POSITIVE_INFINITY)) {
                    continue;
                }
                inserted++;
                grown.insert(request, insertion.bestPickUpAfter, insertion.bestDeliverAfter);
                Route fresh = new Route(tiny.problem());
                assertThat(fresh.adopt(Arrays.copyOfRange(grown.node, 1, grown.size - 1))).isTrue();
                assertThat(grown.hash).isEqualTo(fresh.hash);
                assertThat(grown.cost).isCloseTo(fresh.cost, within(1e-9));
                for (int k = 0; k < grown.size; k++) {
                    assertThat(grown.early[k]).as("seed %d", seed).isCloseTo(fresh.early[k], within(1e-6));
                    assertThat(grown.late[k]).as("seed %d", seed).isCloseTo(fresh.late[k], within(1e-6));
                    assertThat(grown.loadAfter[k]).isEqualTo(fresh.loadAfter[k]);
                }
            }
        }
        assertThat(inserted).isGreaterThan(300);
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        TinyInstance tiny = TinyInstance.random(new SplittableRandom(7));
        Plan one = new PlanSearch(tiny.problem(), SearchSettings.of(3, false)).run(Budget.iterations(500));
        Plan two = new PlanSearch(tiny.problem(), SearchSettings.of(3, false)).run(Budget.iterations(500));
        assertThat(one.routes()).usingElementComparator(java.util.Arrays::compare).isEqualTo(two.routes());
        assertThat(one.cost()).isEqualTo(two.cost());
    }

    @Test
    void aRequestThatNoVehicleCanServeIsNamed() {
        double[][] far = {{0, 5, 9, 0}, {5, 0, 4, 5}, {9, 4, 0, 9}, {0, 5, 9, 0}};
        assertThatThrownBy(() -> PickupDeliveryProblem.builder(1)
                        .fleet(1, 1)
                        .node(1, 1, 0, 0, 3)
                        .node(2, -1, 0, 0, 100)
                        .matrices(far, far)
                        .build())
                .isInstanceOf(UnservableRequestException.class)
                .hasMessage("request 1 cannot be served even by a vehicle of its own: its windows and the depot's leave no"
                        + " time for it");
    }

    @Test
    void whyARequestCannotBeServedIsSaid() {
        assertThatThrownBy(() -> lone(2, 100, 100)).hasMessageEndingWith("its load 2 is above the capacity 1");
        assertThatThrownBy(() -> lone(1, 3, 100)).hasMessageEndingWith("its direct ride of 4.0 is above the longest ride 3.0");
        assertThatThrownBy(() -> lone(1, 4, 17.9))
                .hasMessageEndingWith("a route of 18.0 for it alone is above the longest route 17.9");
        Plan plan = new PlanSearch(lone(1, 4, 18), SearchSettings.of(1, false)).run(Budget.iterations(1));
        assertThat(plan.unserved()).isEmpty();
        assertThat(plan.cost()).isEqualTo(18);
    }

    /** From 5 off the depot to 9 off it. */
    private static PickupDeliveryProblem lone(int load, double longestRide, double longestRoute) {
        double[][] apart = {{0, 5, 9, 0}, {5, 0, 4, 5}, {9, 4, 0, 9}, {0, 5, 9, 0}};
        return PickupDeliveryProblem.builder(1)
                .fleet(1, 1)
                .longestRide(longestRide)
                .longestRoute(longestRoute)
                .node(1, load, 0, 0, 100)
                .node(2, -load, 0, 0, 100)
                .matrices(apart, apart)
                .build();
    }
}
