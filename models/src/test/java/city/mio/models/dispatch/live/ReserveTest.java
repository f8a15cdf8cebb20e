package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.TEN;
import static city.mio.models.dispatch.live.SmallTown.ask;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.models.dispatch.service.OnDemandService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReserveTest {

    private final OnDemandService service = SmallTown.service(1, 4, SmallTown.promises().build());
    private final LiveDispatcher dispatcher =
            new LiveDispatcher(service, SmallTown.times(), DispatchSettings.defaults());
    private final DispatchState state = dispatcher.newState();
    private long now = TEN;

    /** One rider after the other, each driven so many times as slowly as expected. */
    private List<DispatchOutput> drive(int riders, double slowness) {
        List<DispatchOutput> all = new ArrayList<>();
        for (int i = 0; i < riders; i++) {
            String id = "r" + all.size() + "/" + i + "/" + now;
            List<DispatchOutput> told = dispatcher.handle(state, ask(id, i % 2 == 0 ? 3 : 9, i % 2 == 0 ? 14 : 26, now), now);
            told.stream()
                    .filter(DispatchOutput.Offered.class::isInstance)
                    .map(o -> ((DispatchOutput.Offered) o).offer())
                    .forEach(o -> dispatcher.handle(state, new DispatchEvent.Accept(o.requestId(), o.offerId()), now));
            while (!state.findPlan("v0", now).orElseThrow().stops().isEmpty()) {
                PlannedStop next = state.findPlan("v0", now).orElseThrow().stops().get(0);
                long takes = Math.max(0, next.arriveMillis() - now);
                now += (long) (takes * slowness);
                all.addAll(dispatcher.handle(state, new DispatchEvent.StopReached("v0", next.placeId(), now), now));
                now += next.departMillis() - next.arriveMillis();
                all.addAll(dispatcher.handle(state, new DispatchEvent.StopLeft("v0", now), now));
            }
        }
        return all;
    }

    private double slowness() {
        return new Reserve(DispatchSettings.defaults()).slowness(state);
    }

    @Test
    void trustsDrivingTimesThatHold() {
        drive(30, 1);
        assertThat(state.legs).isGreaterThan(30);
        assertThat(slowness()).isEqualTo(1);
    }

    @Test
    void learnsHowMuchSlowerBusesDrive() {
        drive(30, 1.3);
        assertThat(slowness()).isBetween(1.25, 1.35);
        assertThat(new Reserve(DispatchSettings.builder().reserveQuantile(0).build()).slowness(state))
                .isEqualTo(1);
        drive(200, 1);
        assertThat(slowness()).isEqualTo(1);
    }

    @Test
    void promisesTheWholeWindowButPlansWithinTheReserve() {
        drive(30, 1.3);
        // Ten steps of 30 s: 300 s are well within 600 s, also a third slower; so is the window that is promised.
        dispatcher.handle(state, new DispatchEvent.VehicleAt("v0", new Whereabouts.AtPlace(0), now), now);
        List<DispatchOutput> told = dispatcher.handle(state, ask("last", 29, 2, now), now);
        Offer offer = ((DispatchOutput.Offered) told.stream()
                        .filter(DispatchOutput.Offered.class::isInstance)
                        .findFirst()
                        .orElseThrow())
                .offer();
        assertThat(offer.latestPickupMillis()).isEqualTo(offer.pickupMillis() + 300_000);
        Rider rider = state.riders.get("last");
        assertThat(rider.maxRideMillis).isEqualTo((long) ((7 * 30_000 + 25_000) * 1.5));
    }

    @Test
    void refusesWhomOnlyABusOnTimeCouldFetch() {
        // The farthest stop takes 9 steps of 30 s from the depot; riders wait at most 300 s.
        OnDemandService strict =
                SmallTown.service(1, 4, SmallTown.promises().maxWaitSeconds(300).build());
        LiveDispatcher careful = new LiveDispatcher(strict, SmallTown.times(), DispatchSettings.defaults());
        DispatchState its = careful.newState();
        assertThat(careful.handle(its, ask("before", 29, 2, TEN), TEN))
                .anyMatch(DispatchOutput.Offered.class::isInstance);
        careful.handle(its, new DispatchEvent.Cancel("before"), TEN);
        Arrays.fill(its.legErrors, 1.4f);
        its.legs = Reserve.LEGS;
        assertThat(careful.handle(its, ask("after", 29, 2, TEN), TEN))
                .anyMatch(DispatchOutput.Refused.class::isInstance);
        assertThat(careful.handle(its, ask("near", 2, 9, TEN), TEN))
                .anyMatch(DispatchOutput.Offered.class::isInstance);
    }

    @Test
    void aChangeIsAPromiseLikeAnyOther() {
        OnDemandService strict =
                SmallTown.service(1, 4, SmallTown.promises().maxWaitSeconds(300).build());
        LiveDispatcher careful = new LiveDispatcher(strict, SmallTown.times(), DispatchSettings.defaults());
        DispatchState its = careful.newState();
        careful.handle(its, ask("r", 2, 9, TEN), TEN);
        Offer before = its.findOffer("r").orElseThrow();
        Arrays.fill(its.legErrors, 1.4f);
        its.legs = Reserve.LEGS;
        // Nine steps from the depot, as above: only a bus on time could be there.
        assertThat(careful.handle(its, new DispatchEvent.Change(SmallTown.request("r", 29, 2, TEN).build()), TEN + 1000))
                .anyMatch(DispatchOutput.Refused.class::isInstance)
                .noneMatch(DispatchOutput.Offered.class::isInstance);
        assertThat(its.findOffer("r")).hasToString("Optional[" + before + "]");
        assertThat(careful.handle(its, new DispatchEvent.Change(SmallTown.request("r", 3, 9, TEN).build()), TEN + 2000))
                .anyMatch(DispatchOutput.Offered.class::isInstance);
        Arrays.fill(its.legErrors, 1f);
        assertThat(careful.handle(its, new DispatchEvent.Change(SmallTown.request("r", 29, 2, TEN + 3000).build()), TEN + 3000))
                .as("with driving times that hold")
                .anyMatch(DispatchOutput.Offered.class::isInstance);
    }

    @Test
    void whoIsBookedAheadIsNotAffectedByHowLateItIsUntilThen() {
        Arrays.fill(state.legErrors, 1.4f);
        state.legs = Reserve.LEGS;
        long tomorrow = TEN + 6 * 3_600_000L;
        assertThat(dispatcher.handle(state, ask("later", 3, 9, tomorrow), TEN))
                .anyMatch(DispatchOutput.Offered.class::isInstance);
    }

    @Test
    void plansStayPossibleAndWindowsComeBack() {
        Arrays.fill(state.legErrors, 1.6f);
        state.legs = Reserve.LEGS;
        for (int i = 0; i < 12; i++) {
            dispatcher.handle(state, ask("r" + i, 2 + i, (9 + 2 * i) % 30, TEN), TEN);
        }
        List<Long> before = state.riders.values().stream()
                .filter(r -> r.status.isOpen())
                .map(r -> r.pickup.latest + r.dropOff.latest + r.maxRideMillis)
                .toList();
        List<DispatchOutput> told = dispatcher.handle(state, new DispatchEvent.Improve(200), TEN + 1000);
        assertThat(told).noneMatch(DispatchOutput.PromiseSlipped.class::isInstance);
        assertThat(state.riders.values().stream()
                        .filter(r -> r.status.isOpen())
                        .map(r -> r.pickup.latest + r.dropOff.latest + r.maxRideMillis)
                        .toList())
                .isEqualTo(before)
                .isNotEmpty();
    }
}
