package city.mio.models.haul.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OverbookingTest {

    private static final Overbooking USUAL = new Overbooking(0.9, 0.3);

    @Test
    void asManyAreGivenASlotAsTheBinomialAllows() {
        // One place and a truck that comes with probability 0.2: both of two come with 0.04, more than one of three with 0.104.
        assertThat(new Overbooking(0.9, 1).slots(1, 0.8)).isEqualTo(2);
        assertThat(new Overbooking(0.9, 0.1).slots(40, 0)).isEqualTo(40);
        assertThat(Overbooking.NONE.slots(40, 0.5)).isEqualTo(40);
        assertThat(new Overbooking(0.9, 0.1).slots(40, 0.9)).isEqualTo(44);
        assertThat(new Overbooking(0.9, 1).slots(0, 0.9)).isZero();
        assertThat(new Overbooking(0.9, 1).slots(3, 1)).isEqualTo(6);
        for (int cap : new int[] {5, 20, 60, 400}) {
            for (double share : new double[] {0.02, 0.05, 0.1, 0.2}) {
                int given = USUAL.slots(cap, share);
                double over = over(given, cap, share);
                double oneMore = over(given + 1, cap, share);
                assertThat(over).as("%s of %s", given, cap).isLessThanOrEqualTo(given == cap ? 1 : 0.115);
                assertThat(oneMore > 0.085 || given == cap + (int) (0.3 * cap)).as("%s of %s", given, cap).isTrue();
            }
        }
    }

    /** Share of days on which more than the cap come, drawn. */
    private static double over(int given, int cap, double share) {
        SplittableRandom random = new SplittableRandom(31L * given + cap);
        int days = 20_000;
        int over = 0;
        for (int day = 0; day < days; day++) {
            int come = 0;
            for (int trip = 0; trip < given; trip++) {
                come += random.nextDouble() >= share ? 1 : 0;
            }
            over += come > cap ? 1 : 0;
        }
        return over / (double) days;
    }

    @Test
    void aDaysCapsAreOverbookedByWhoCouldTakeThem() {
        int[] caps = {40, 40, 40};
        int[][] classCaps = {caps, caps, caps, {8, 8, 8}};
        PlanRoute route = new PlanRoute("r", new int[] {0}, new int[] {0}, caps, classCaps, -1);
        List<PlanTrip> trips = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            trips.add(trip("s" + i, "sure", 0));
            trips.add(trip("u" + i, "unsure", 2));
        }
        PlanDay day = new PlanDay(
                3, List.of(1.0, 1.5, 2.0, 3.0), List.of(route), List.of(new PlanLink(7, new double[] {1e6, 1e6, 90})),
                List.of(), trips, Fairness.NONE);
        Map<String, Double> shares = Map.of("sure", 0.0, "unsure", 0.2);
        PlanDay more = USUAL.apply(day, shares::get);
        int given = USUAL.slots(40, 0.2);
        int mixed = USUAL.slots(40, 0.1);
        assertThat(given).isGreaterThan(43);
        // The first slot only who comes surely could take, the second both, the last only who does not.
        assertThat(more.routes().get(0).caps()).containsExactly(40, mixed, given);
        assertThat(more.routes().get(0).classCaps()[3]).containsExactly(8, USUAL.slots(8, 0.1), USUAL.slots(8, 0.2));
        SlotPlan plan = SlotPlanner.plan(more, new PlanEffort(100, 1, 20, 200, 1));
        assertThat(PlanCheck.listBreaches(more, plan)).isEmpty();
        // The road is not overbooked: 90 cars are 45 vehicles.
        assertThat(plan.trips().stream().filter(t -> t.slot() == 2).count()).isEqualTo(Math.min(45, given));
        assertThat(Overbooking.NONE.apply(day, shares::get)).isSameAs(day);
        assertThatThrownBy(() -> USUAL.apply(day, contractor -> 1.5)).hasMessageContaining("noShowShare is outside");
        assertThatThrownBy(() -> new Overbooking(0.2, 0.1)).hasMessageContaining("confidence is outside");
        assertThatThrownBy(() -> new Overbooking(0.9, 2)).hasMessageContaining("mostExtra is outside");
        assertThatThrownBy(() -> USUAL.slots(-1, 0.1)).hasMessageContaining("cap is negative");
    }

    private static PlanTrip trip(String id, String contractor, int slot) {
        return PlanTrip.builder().id(id).contractor(contractor).wish(0, slot).window(Math.max(0, slot - 1), slot == 0 ? 1 : slot).routeCosts(0).build();
    }
}
