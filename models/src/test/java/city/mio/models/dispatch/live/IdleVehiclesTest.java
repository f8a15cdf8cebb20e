package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.TEN;
import static city.mio.models.dispatch.live.SmallTown.ask;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.models.dispatch.service.DriverBreak;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Shift;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vehicles with nothing to do go where riders are expected; the depot is at the first stop. */
class IdleVehiclesTest {

    private static final long HOUR = 3_600_000;
    private static final int FAR = 28;

    private LiveDispatcher dispatcher;
    private DispatchState state;

    private void town(DriverBreak... breaks) {
        OnDemandService plain = SmallTown.service(2, 4, SmallTown.promises().maxWaitSeconds(300).build());
        OnDemandService.Builder town = OnDemandService.builder("operator")
                .hours(plain.hours())
                .boarding(plain.boarding())
                .promises(plain.promises());
        plain.listZones().forEach(town::zone);
        plain.listStops().forEach(town::stop);
        plain.listDepots().forEach(town::depot);
        plain.listVehicles().forEach(vehicle -> town.vehicle(vehicle)
                .shift(new Shift(vehicle.vehicleId(), TEN - HOUR, TEN + 6 * HOUR, List.of(breaks))));
        dispatcher = new LiveDispatcher(town.build(), SmallTown.times(), DispatchSettings.defaults());
        state = dispatcher.newState();
    }

    /** So many riders at a stop in half an hour. */
    private static ExpectedDemand at(int stop, int riders) {
        float[] requests = new float[SmallTown.SIDE * SmallTown.SIDE];
        requests[stop] = riders;
        return new ExpectedDemand(1800, requests);
    }

    private List<VehiclePlan> reposition(ExpectedDemand demand, long now) {
        List<VehiclePlan> plans = new ArrayList<>();
        for (DispatchOutput output : dispatcher.handle(state, new DispatchEvent.Reposition(demand), now)) {
            if (output instanceof DispatchOutput.PlanChanged changed) {
                plans.add(changed.plan());
            }
        }
        return plans;
    }

    @Test
    void goWhereRidersAreExpectedAsManyAsAreNeeded() {
        town();
        List<VehiclePlan> one = reposition(at(FAR, 2), TEN);
        assertThat(one).hasSize(1);
        PlannedStop wait = one.get(0).stops().get(0);
        assertThat(wait.kind()).isEqualTo(PlannedStop.Kind.WAIT);
        int place = Integer.parseInt(wait.placeId().substring(1));
        assertThat(SmallTown.stepsBetween(place, FAR)).as("near them, of eight steps").isLessThanOrEqualTo(2);
        assertThat(reposition(at(FAR, 2), TEN + 60_000)).as("it is on its way").isEmpty();
        assertThat(reposition(at(FAR, 9), TEN + 120_000)).as("more than one can take").hasSize(1);
    }

    @Test
    void stayWhereNobodyIsExpectedElsewhere() {
        town();
        assertThat(reposition(at(0, 2), TEN)).isEmpty();
        assertThat(reposition(at(FAR, 0), TEN)).isEmpty();
    }

    @Test
    void whoComesThereIsFetchedSooner() {
        town();
        long cold = offerOf("cold", TEN).pickupMillis() - TEN;
        dispatcher.handle(state, new DispatchEvent.Cancel("cold"), TEN);
        String vehicle = reposition(at(FAR, 4), TEN).get(0).vehicleId();
        long there = TEN + 400_000;
        dispatcher.handle(state, new DispatchEvent.VehicleAt(vehicle, new Whereabouts.AtPlace(FAR), there), there);
        Offer warm = offerOf("warm", there);
        assertThat(warm.vehicleId()).isEqualTo(vehicle);
        assertThat(warm.pickupMillis() - there).isLessThan(cold / 2);
    }

    private Offer offerOf(String id, long now) {
        for (DispatchOutput output : dispatcher.handle(state, ask(id, FAR, 1, now), now)) {
            if (output instanceof DispatchOutput.Offered offered) {
                return offered.offer();
            }
        }
        throw new AssertionError("no offer");
    }

    @Test
    void waitThereUntilTheBreak() {
        town(new DriverBreak(TEN + 2 * HOUR, TEN + 3 * HOUR, 1800));
        VehiclePlan plan = reposition(at(FAR, 2), TEN).get(0);
        assertThat(plan.stops()).extracting(PlannedStop::kind)
                .containsExactly(PlannedStop.Kind.WAIT, PlannedStop.Kind.BREAK);
        assertThat(plan.stops().get(0).departMillis())
                .isBetween(TEN + HOUR, plan.stops().get(1).arriveMillis());
    }

    @Test
    void areNotSentAwayShortlyBeforeTheBreak() {
        town(new DriverBreak(TEN + 300_000, TEN + HOUR, 1800));
        assertThat(reposition(at(FAR, 2), TEN)).isEmpty();
    }

    @Test
    void whoIsAtTheDepotLongBeforeTheBreakIsNotOnIt() {
        town(new DriverBreak(TEN + 2 * HOUR, TEN + 3 * HOUR, 1800));
        for (String vehicle : List.of("v0", "v1")) {
            List<DispatchOutput> told = dispatcher.handle(state, new DispatchEvent.StopReached(vehicle, "depot", TEN), TEN);
            assertThat(told).singleElement().isInstanceOfSatisfying(DispatchOutput.EventRefused.class, refused -> assertThat(
                            refused.why())
                    .contains("break begins at"));
        }
        assertThat(offerOf("r", TEN + 1000).pickupMillis()).isLessThan(TEN + 600_000);
        VehiclePlan plan = state.findPlan("v0", TEN + 1000).orElseThrow();
        assertThat(plan.stops()).extracting(PlannedStop::kind).contains(PlannedStop.Kind.BREAK);
        long then = TEN + 2 * HOUR - 60_000;
        List<DispatchOutput> rest = dispatcher.handle(state, new DispatchEvent.StopReached("v1", "depot", then), then);
        assertThat(rest).noneMatch(DispatchOutput.EventRefused.class::isInstance);
        assertThat(state.findPlan("v1", then).orElseThrow().stops()).isEmpty();
    }
}
