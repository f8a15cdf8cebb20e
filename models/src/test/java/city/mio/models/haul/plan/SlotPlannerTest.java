package city.mio.models.haul.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.models.haul.office.VehicleClass;
import city.mio.models.haul.plan.SlotPlan.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlotPlannerTest {

    private static final PlanEffort EFFORT = new PlanEffort(200, 2, 50, 400, 20_000, 20, 7);

    /** A day of any shape, with everything scarce. */
    private static PlanDay day(int trips, int routes, int slots, long seed, Fairness fairness) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PlanLink> links = new ArrayList<>();
        List<PlanRoute> planned = new ArrayList<>();
        double per = 2.0 * trips / slots;
        for (int link = 0; link <= routes; link++) {
            double[] room = new double[slots];
            for (int slot = 0; slot < slots; slot++) {
                room[slot] = per * (link == 0 ? 1.3 : 0.9) * random.nextDouble() - 0.3;
            }
            links.add(new PlanLink(link, room));
        }
        for (int route = 0; route < routes; route++) {
            int[] caps = new int[slots];
            int[][] classCaps = new int[4][slots];
            for (int slot = 0; slot < slots; slot++) {
                caps[slot] = random.nextInt((int) per + 2);
                for (int type = 0; type < 4; type++) {
                    classCaps[type][slot] = random.nextInt(caps[slot] + 2);
                }
            }
            planned.add(new PlanRoute(
                    "r" + route, new int[] {0, route + 1}, new int[] {random.nextInt(2), 0}, caps, classCaps,
                    random.nextInt(2) - 1));
        }
        List<PlanTrip> wished = new ArrayList<>();
        for (int i = 0; i < trips; i++) {
            int slot = random.nextInt(slots);
            int route = random.nextInt(routes);
            int[] costs = new int[routes];
            for (int r = 0; r < routes; r++) {
                costs[r] = r == route ? 0 : random.nextInt(12) - 2;
            }
            wished.add(PlanTrip.builder()
                    .id("t" + i)
                    .contractor("c" + random.nextInt(3))
                    .type(VehicleClass.values()[random.nextInt(4)])
                    .wish(route, slot)
                    .window(Math.max(0, slot - random.nextInt(3)), slot + random.nextInt(4))
                    .costs(1 + random.nextInt(5), 1 + random.nextInt(5))
                    .routeCosts(costs)
                    .refusalCost(60)
                    .underWay(random.nextInt(4) == 0)
                    .build());
        }
        return new PlanDay(slots, List.of(1.0, 1.5, 2.0, 3.0), planned, links, List.of(2), wished, fairness);
    }

    @Property(tries = 40, seed = "2026")
    void noPlanBreaksACapOrLosesATrip(
            @ForAll @IntRange(max = 120) int trips,
            @ForAll @IntRange(min = 1, max = 4) int routes,
            @ForAll @IntRange(min = 1, max = 12) int slots,
            @ForAll long seed) {
        PlanDay day = day(trips, routes, slots, seed, Fairness.DEFAULT);
        SlotPlan plan = SlotPlanner.plan(day, EFFORT);
        assertThat(PlanCheck.listBreaches(day, plan)).isEmpty();
        assertThat(plan.lowerBound()).isLessThanOrEqualTo(plan.cost() + 1e-6);
        assertThat(SlotPlanner.plan(day, EFFORT)).isEqualTo(plan);
        for (SlotPlan.Placed placed : plan.trips()) {
            assertThat(placed.reason().kind() == Reason.Kind.AS_WISHED).isEqualTo(placed.cost() == 0
                    && placed.route() == day.trips().get(plan.trips().indexOf(placed)).wishedRoute()
                    && placed.slot() == day.trips().get(plan.trips().indexOf(placed)).wishedSlot());
        }
    }

    @Property(tries = 40, seed = "2026")
    void aChangedDayKeepsWhatStillHolds(@ForAll @IntRange(min = 1, max = 80) int trips, @ForAll long seed) {
        PlanDay day = day(trips, 3, 8, seed, Fairness.DEFAULT);
        SlotPlan plan = SlotPlanner.plan(day, EFFORT);
        List<PlanTrip> fewer = new ArrayList<>(day.trips());
        fewer.remove((int) Math.floorMod(seed, (long) trips));
        PlanDay changed = day.withTrips(fewer);
        SlotPlan again = SlotPlanner.replan(changed, plan, 1_000, PlanEffort.CHANGE);
        assertThat(PlanCheck.listBreaches(changed, again)).isEmpty();
        for (SlotPlan.Placed placed : again.trips()) {
            SlotPlan.Placed was = plan.trips().stream()
                    .filter(p -> p.tripId().equals(placed.tripId()))
                    .findFirst()
                    .orElseThrow();
            if (was.route() >= 0) {
                // A change costs more than any move could save.
                assertThat(placed.route()).isEqualTo(was.route());
                assertThat(placed.slot()).isEqualTo(was.slot());
            }
        }
    }

    @Test
    void smallDaysAreBestOrNearly() {
        double best = 0;
        double found = 0;
        int exact = 0;
        int days = 60;
        for (int seed = 0; seed < days; seed++) {
            PlanDay day = day(6, 2, 3, seed, seed % 2 == 0 ? Fairness.NONE : Fairness.DEFAULT);
            double optimum = new Enumeration(day).best();
            SlotPlan plan = SlotPlanner.plan(day, EFFORT);
            assertThat(plan.cost()).isGreaterThanOrEqualTo(optimum - 1e-6);
            assertThat(plan.lowerBound()).isLessThanOrEqualTo(optimum + 1e-6);
            best += optimum;
            found += plan.cost();
            exact += plan.cost() < optimum + 1e-6 ? 1 : 0;
        }
        assertThat(exact).isGreaterThanOrEqualTo(days * 95 / 100);
        assertThat(found).isLessThanOrEqualTo(1.01 * best);
    }

    /** Exchanges of one for one cannot place a trailer where light vans stand: one is refused until plans may overfill. */
    @Test
    void annealingPlacesWhoIsRefusedOtherwise() {
        int refused = 0;
        int after = 0;
        double before = 0;
        double cost = 0;
        for (int seed = 0; seed < 12; seed++) {
            PlanDay day = day(60, 3, 10, seed, Fairness.DEFAULT);
            SlotPlan plain = SlotPlanner.plan(day, new PlanEffort(200, 2, 50, 400, 0, 0, 7));
            SlotPlan harder = SlotPlanner.plan(day, new PlanEffort(200, 2, 50, 400, 400_000, 300, 7));
            assertThat(PlanCheck.listBreaches(day, harder)).isEmpty();
            assertThat(harder.cost()).isLessThanOrEqualTo(plain.cost() + 1e-6);
            assertThat(harder.lowerBound()).isEqualTo(plain.lowerBound());
            refused += plain.refused();
            after += harder.refused();
            before += plain.cost();
            cost += harder.cost();
        }
        assertThat(after).isLessThanOrEqualTo(refused);
        assertThat(cost).isLessThan(before - 1);
    }

    /** The morning delays others more than the move costs, for some: they go later and are told why. */
    @Test
    void whoDelaysOthersMoreThanAMoveCostsIsMoved() {
        int[] caps = {9, 9};
        int[][] classCaps = {caps, caps, caps, caps};
        PlanDay day = new PlanDay(
                2,
                List.of(1.0, 1.5, 2.0, 3.0),
                List.of(
                        new PlanRoute("a", new int[0], new int[0], caps, classCaps, -1, new double[] {2, 0.5}),
                        new PlanRoute("b", new int[0], new int[0], caps, classCaps, -1)),
                List.of(),
                List.of(),
                List.of(trip("x", 0, 5), trip("y", 0, 2), trip("z", 1, 9)),
                Fairness.NONE);
        SlotPlan plan = SlotPlanner.plan(day, EFFORT);
        assertThat(PlanCheck.listBreaches(day, plan)).isEmpty();
        // Two cars each: four in the first slot, one in the second. Three less are worth a move for two and not for five.
        assertThat(plan.trips()).extracting(SlotPlan.Placed::slot).containsExactly(0, 1, 0);
        assertThat(plan.trips().get(1).reason()).isEqualTo(new Reason(Reason.Kind.OTHERS_DELAYED, 0, 0));
        assertThat(plan.moveCost()).isEqualTo(2);
        assertThat(plan.delayCost()).isEqualTo(5);
        assertThat(plan.cost()).isEqualTo(7);
        assertThat(plan.lowerBound()).isLessThanOrEqualTo(7).isGreaterThan(6.5);
        // Told so once, it stays; and what was told weighs more than what others lose.
        SlotPlan again = SlotPlanner.replan(day.withTrips(List.of(day.trips().get(1), day.trips().get(2))), plan, 9, PlanEffort.CHANGE);
        assertThat(again.trips()).extracting(SlotPlan.Placed::slot).containsExactly(1, 0);
    }

    @Test
    void aBridgeSharedByTwoRoutesBindsBoth() {
        int[] caps = {9, 9};
        int[][] classCaps = {caps, caps, caps, caps};
        PlanDay day = new PlanDay(
                2,
                List.of(1.0, 1.5, 2.0, 3.0),
                List.of(
                        new PlanRoute("a", new int[] {0}, new int[] {0}, caps, classCaps, -1),
                        new PlanRoute("b", new int[] {0}, new int[] {0}, caps, classCaps, -1)),
                List.of(PlanLink.of(77, new double[] {10, 10}, new double[] {3, 1}, 0.7)),
                List.of(),
                List.of(trip("x", 0, 5), trip("y", 1, 2), trip("z", 1, 9)),
                Fairness.NONE);
        SlotPlan plan = SlotPlanner.plan(day, EFFORT);
        // Room is 4 cars in the first slot: two heavy vehicles. The one that is cheapest to delay goes later.
        assertThat(plan.moveCost()).isEqualTo(2);
        assertThat(plan.trips().get(1).slot()).isEqualTo(1);
        assertThat(plan.trips().get(1).reason()).isEqualTo(new Reason(Reason.Kind.LINK_FULL, 77, 0));
        assertThat(plan.lowerBound()).isCloseTo(2, within(0.1));
        // The bridge closes: all go later, three do not fit, one is refused.
        PlanDay closed = day.withLinks(List.of(new PlanLink(77, new double[] {-1, 4.5})));
        SlotPlan again = SlotPlanner.replan(closed, plan, 1, PlanEffort.CHANGE);
        assertThat(PlanCheck.listBreaches(closed, again)).isEmpty();
        assertThat(again.refused()).isEqualTo(1);
        assertThat(again.trips()).filteredOn(t -> t.route() < 0).hasSize(1);
        assertThat(again.trips().get(0).reason()).isEqualTo(new Reason(Reason.Kind.LINK_OVERLOADED, 77, 0));
    }

    private static PlanTrip trip(String id, int route, int later) {
        int[] costs = {20, 20};
        costs[route] = 0;
        return PlanTrip.builder().id(id).contractor(id).wish(route, 0).window(0, 1).costs(1, later).routeCosts(costs).build();
    }

    /** Every assignment of a small day, held against the day by the checker alone. */
    private static final class Enumeration {
        private final PlanDay day;
        private final SlotPlan.Placed[] placed;
        private double best = Double.POSITIVE_INFINITY;

        Enumeration(PlanDay day) {
            this.day = day;
            this.placed = new SlotPlan.Placed[day.trips().size()];
        }

        double best() {
            descend(0, 0);
            return best;
        }

        private void descend(int trip, long cost) {
            if (cost >= best) {
                return;
            }
            if (trip == placed.length) {
                double unfairness = unfairness(cost);
                SlotPlan plan = new SlotPlan(List.of(placed), cost, unfairness, 0);
                if (plan.cost() < best && PlanCheck.listBreaches(day, plan).isEmpty()) {
                    best = plan.cost();
                }
                return;
            }
            PlanTrip t = day.trips().get(trip);
            for (int route = 0; route < day.routes().size(); route++) {
                for (int slot = 0; slot < day.slots(); slot++) {
                    int price = t.costOf(route, slot);
                    if (price >= 0) {
                        placed[trip] = new SlotPlan.Placed(t.id(), route, slot, price, Reason.AS_WISHED);
                        descend(trip + 1, cost + price);
                    }
                }
            }
            placed[trip] = new SlotPlan.Placed(t.id(), -1, -1, t.refusalCost(), Reason.AS_WISHED);
            descend(trip + 1, cost + t.refusalCost());
        }

        private double unfairness(long total) {
            double over = 0;
            List<String> names = day.trips().stream().map(PlanTrip::contractor).distinct().toList();
            for (String name : names) {
                long burden = 0;
                long own = 0;
                for (int i = 0; i < placed.length; i++) {
                    if (day.trips().get(i).contractor().equals(name)) {
                        burden += placed[i].cost();
                        own++;
                    }
                }
                over += Math.max(0, burden - (1 + day.fairness().slack()) * own / placed.length * total);
            }
            return names.size() < 2 ? 0 : day.fairness().weight() * over;
        }
    }
}
