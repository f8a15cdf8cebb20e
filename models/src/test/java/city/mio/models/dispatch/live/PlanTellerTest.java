package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.TEN;
import static city.mio.models.dispatch.live.SmallTown.ask;
import static city.mio.models.dispatch.live.SmallTown.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told what, and when; one bus at the depot, beside stop 0. */
class PlanTellerTest {

    private final LiveDispatcher dispatcher = new LiveDispatcher(
            SmallTown.service(1, 4, SmallTown.promises().build()), SmallTown.times(), DispatchSettings.defaults());
    private final DispatchState state = dispatcher.newState();

    private List<DispatchOutput> tell(DispatchEvent event, long now) {
        return dispatcher.handle(state, event, now);
    }

    private static <T> List<T> all(List<DispatchOutput> outputs, Class<T> kind) {
        return outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Offer book(TripRequest.Builder request) {
        List<DispatchOutput> outputs = tell(new DispatchEvent.Request(request.build()), TEN);
        Offer offer = all(outputs, DispatchOutput.Offered.class).get(0).offer();
        tell(new DispatchEvent.Accept(offer.requestId(), offer.offerId()), TEN);
        return offer;
    }

    private DispatchEvent busAt(int place, long readyMillis) {
        return new DispatchEvent.VehicleAt("v0", new Whereabouts.AtPlace(place), readyMillis);
    }

    @Test
    void whoWaitsIsToldOfALaterDropOffThoughThePickUpStays() {
        Offer first = book(request("r", 6, 29, TEN));
        List<DispatchOutput> outputs = tell(ask("s", 13, 24, TEN), TEN);
        assertThat(all(outputs, DispatchOutput.Offered.class)).hasSize(1);
        assertThat(all(outputs, DispatchOutput.TripRetimed.class)).singleElement().satisfies(told -> {
            assertThat(told.requestId()).isEqualTo("r");
            assertThat(told.pickupMillis()).isEqualTo(first.pickupMillis());
            assertThat(told.dropOffMillis()).isGreaterThanOrEqualTo(first.dropOffMillis() + 60_000);
        });
        assertThat(state.findOffer("r").orElseThrow().dropOffMillis())
                .isEqualTo(all(outputs, DispatchOutput.TripRetimed.class).get(0).dropOffMillis());
    }

    @Test
    void aDelayIsToldToRiderAndDeviceOnceItIsAMinute() {
        Offer offer = book(request("r", 12, 24, TEN));
        assertThat(tell(busAt(0, TEN + 59_000), TEN + 30_000)).isEmpty();
        List<DispatchOutput> outputs = tell(busAt(0, TEN + 61_000), TEN + 40_000);
        assertThat(all(outputs, DispatchOutput.TripRetimed.class))
                .containsExactly(new DispatchOutput.TripRetimed(
                        "r", "v0", offer.pickupMillis() + 61_000, offer.dropOffMillis() + 61_000));
        VehiclePlan plan = all(outputs, DispatchOutput.PlanChanged.class).get(0).plan();
        assertThat(plan.version()).isEqualTo(2);
        assertThat(plan.stops().get(0).arriveMillis()).isEqualTo(offer.pickupMillis() + 61_000);
        assertThat(tell(busAt(0, TEN + 100_000), TEN + 50_000)).isEmpty();
    }

    @Test
    void whoRidesIsToldOfALaterDropOff() {
        Offer offer = book(request("r", 6, 29, TEN));
        long there = offer.pickupMillis();
        tell(new DispatchEvent.StopReached("v0", "s6", there), there);
        tell(new DispatchEvent.StopLeft("v0", there + 25_000), there + 25_000);
        assertThat(tell(busAt(12, there + 55_000), there + 26_000)).isEmpty();
        List<DispatchOutput> outputs = tell(busAt(12, there + 120_000), there + 60_000);
        assertThat(all(outputs, DispatchOutput.TripRetimed.class))
                .containsExactly(
                        new DispatchOutput.TripRetimed("r", "v0", there, offer.dropOffMillis() + 65_000));
        assertThat(all(outputs, DispatchOutput.PromiseSlipped.class)).isEmpty();
    }

    @Test
    void whoWillNotArriveByTheTimeThatWasPromisedIsOfferedAnewNotEverySecond() {
        Offer offer = book(request("r", 6, 29, TEN).time(TimeWish.ARRIVE_BY, TEN + 900_000));
        assertThat(offer.latestDropOffMillis()).isLessThanOrEqualTo(TEN + 900_000);
        long there = offer.pickupMillis();
        tell(new DispatchEvent.StopReached("v0", "s6", there), there);
        tell(new DispatchEvent.StopLeft("v0", there + 25_000), there + 25_000);
        long now = there + 30_000;
        long by = Math.min(offer.latestDropOffMillis(), there + state.riders.get("r").maxRideMillis);
        // Eight steps of 30 s are left from stop 6.
        assertThat(all(tell(busAt(6, by - 241_000), now), DispatchOutput.PromiseSlipped.class)).isEmpty();
        DispatchOutput.PromiseSlipped slipped =
                all(tell(busAt(6, by - 235_000), now + 1000), DispatchOutput.PromiseSlipped.class).get(0);
        assertThat(slipped.promisedDropOffMillis()).isEqualTo(by);
        assertThat(slipped.reoffer().dropOffMillis()).isEqualTo(by + 5_000);
        assertThat(slipped.reoffer().latestDropOffMillis()).isEqualTo(by + 65_000);
        assertThat(tell(busAt(6, by - 230_000), now + 2000)).isEmpty();
        assertThat(all(tell(busAt(6, by - 170_000), now + 3000), DispatchOutput.PromiseSlipped.class)).hasSize(1);
    }

    @Test
    void whoIsFetchedLateStillArrivesByTheTimeThatWasPromised() {
        Offer offer = book(request("r", 6, 29, TEN).time(TimeWish.ARRIVE_BY, TEN + 1_500_000));
        long late = offer.latestPickupMillis() + 20_000;
        DispatchOutput.PromiseSlipped slipped =
                all(tell(busAt(6, late), TEN + 300_000), DispatchOutput.PromiseSlipped.class).get(0);
        assertThat(slipped.reoffer().pickupMillis()).isEqualTo(late);
        assertThat(slipped.reoffer().latestDropOffMillis()).isEqualTo(offer.latestDropOffMillis());
    }
}
