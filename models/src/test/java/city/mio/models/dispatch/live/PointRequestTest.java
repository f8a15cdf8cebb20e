package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Riders who ask from or to a point in place of a stop. Stops lie 200 m apart, on foot 1.3 times as far at 1 m/s; the bus
 * takes 30 s from one to the next and stands at the depot beside stop 0.
 */
class PointRequestTest {

    private final LiveDispatcher dispatcher = new LiveDispatcher(
            SmallTown.service(1, 4, SmallTown.promises().walk(500, 1).build()), SmallTown.times(), DispatchSettings.defaults());
    private final DispatchState state = dispatcher.newState();

    /** So many steps east and north of stop 0; a step is what lies between two stops. */
    private static TripPoint point(double column, double row) {
        return new TripPoint(135.5 + column * 0.0022, 34.7 + row * 0.0018);
    }

    private static TripRequest.Builder request(String id, TripPoint from, String to) {
        return TripRequest.builder(id).from(from).toStop(to).time(TimeWish.LEAVE_AFTER, TEN);
    }

    private List<DispatchOutput> tell(DispatchEvent event, long now) {
        return dispatcher.handle(state, event, now);
    }

    private Offer offer(TripRequest.Builder request) {
        return tell(new DispatchEvent.Request(request.build()), TEN).stream()
                .filter(DispatchOutput.Offered.class::isInstance)
                .map(output -> ((DispatchOutput.Offered) output).offer())
                .findFirst()
                .orElseThrow();
    }

    private DispatchOutput.Refused refused(TripRequest.Builder request) {
        return (DispatchOutput.Refused) tell(new DispatchEvent.Request(request.build()), TEN).get(0);
    }

    @Test
    void getsTheStopByWhichWalkWaitAndRideAreBestNotTheNearest() {
        // Stop 3 is 0.4 steps behind, stop 4 is 0.6 steps ahead on the way to stop 5: 52 m more on foot, a step less to ride.
        Offer near = offer(request("r", point(3.1, 0), "s5"));
        assertThat(near.fromStopId()).as("a short walk").isEqualTo("s3");
        tell(new DispatchEvent.Cancel("r"), TEN);
        Offer far = offer(request("s", point(1.45, 0), "s0"));
        // From stop 2, which is farther, one would ride back past stop 1.
        assertThat(far.fromStopId()).isEqualTo("s1");
        tell(new DispatchEvent.Cancel("s"), TEN);
        Offer ahead = offer(request("t", point(1.48, 0), "s5"));
        assertThat(ahead.fromStopId()).as("a few metres more on foot for a step less to ride").isEqualTo("s2");
        assertThat(ahead.listWalks()).singleElement().satisfies(walk -> {
            assertThat(walk.fromStopId()).isEmpty();
            assertThat(walk.toStopId()).isEqualTo("s2");
            assertThat(walk.metres()).isBetween(130.0, 142.0);
        });
    }

    @Test
    void theBusDoesNotComeBeforeTheRiderCanBeThere() {
        Offer offer = offer(request("r", point(0.5, 0.5), "s5"));
        long walk = offer.listWalks().get(0).seconds() * 1000L;
        assertThat(walk).isGreaterThan(120_000);
        assertThat(offer.earliestPickupMillis()).isEqualTo(TEN + walk);
        assertThat(offer.pickupMillis()).isGreaterThanOrEqualTo(TEN + walk);
        Offer later = offer(TripRequest.builder("l")
                .from(point(0.5, 0.5))
                .to(point(4.5, 2.5))
                .time(TimeWish.ARRIVE_BY, TEN + 3_600_000));
        assertThat(later.listWalks()).hasSize(2);
        assertThat(later.listWalks().get(1).toStopId()).isEmpty();
        assertThat(later.latestDropOffMillis())
                .isLessThanOrEqualTo(TEN + 3_600_000 - later.listWalks().get(1).seconds() * 1000L);
    }

    @Test
    void whoCannotWalkThereInTimeIsTold() {
        DispatchOutput.Refused refused =
                refused(request("r", point(0.5, 0.5), "s5").time(TimeWish.ARRIVE_BY, TEN + 200_000));
        assertThat(refused.reason()).isEqualTo(RefusalReason.TIME_PAST);
        assertThat(refused(request("s", point(0.5, 0.5), "s5").time(TimeWish.LEAVE_AFTER, TEN - 600_000)).reason())
                .isEqualTo(RefusalReason.TIME_PAST);
    }

    @Test
    void saysWhyThereIsNoWayOnFoot() {
        assertThat(refused(request("a", point(30, 0), "s5")).reason()).isEqualTo(RefusalReason.NO_STOP_NEAR);
        assertThat(refused(request("a2", point(30, 0), "s5").rider("other", "")).text())
                .isEqualTo("from: no stop lies within 500 m on foot");
        assertThat(refused(TripRequest.builder("b").fromStop("s5").to(point(0, -30)).time(TimeWish.LEAVE_AFTER, TEN)).text())
                .startsWith("to: no stop");
        assertThat(refused(request("c", point(1, 1), "nowhere")).reason()).isEqualTo(RefusalReason.UNKNOWN_STOP);
        // Only stop 0 is within reach of the corner, and it is where the trip goes.
        assertThat(refused(request("d", point(-1.5, -1), "s0")).reason()).isEqualTo(RefusalReason.SAME_STOP);
    }

    @Test
    void aClosedStopIsPassedOver() {
        tell(new DispatchEvent.StopClosed("s2", TEN + 3_600_000), TEN);
        assertThat(offer(request("r", point(2, 0), "s5")).fromStopId()).isIn("s1", "s3", "s8");
    }

    @Test
    void isRememberedAsItWasAsked() {
        TripRequest request = request("r", point(1.48, 0), "s5").build();
        Offer offer = offer(request.toBuilder());
        DispatchState copy = state.copy();
        List<DispatchOutput> again = dispatcher.handle(copy, new DispatchEvent.Request(request), TEN + 1000);
        assertThat(again).singleElement().isInstanceOf(DispatchOutput.Offered.class);
        Offer same = ((DispatchOutput.Offered) again.get(0)).offer();
        assertThat(same.offerId()).isEqualTo(offer.offerId());
        assertThat(same.listWalks()).isEqualTo(offer.listWalks());
        List<DispatchOutput> other = dispatcher.handle(
                copy, new DispatchEvent.Request(request.toBuilder().from(point(1.5, 0)).build()), TEN + 2000);
        assertThat(((DispatchOutput.Refused) other.get(0)).reason()).isEqualTo(RefusalReason.ID_USED_FOR_ANOTHER_REQUEST);
    }

    @Test
    void aBookingIsChangedToAPointAndBack() {
        Offer offer = offer(TripRequest.builder("r").stops("s2", "s5").time(TimeWish.LEAVE_AFTER, TEN));
        tell(new DispatchEvent.Accept("r", offer.offerId()), TEN);
        tell(new DispatchEvent.Change(request("r", point(2.1, 1), "s5").build()), TEN);
        assertThat(state.findOffer("r").orElseThrow().fromStopId()).isEqualTo("s8");
        assertThat(state.findOffer("r").orElseThrow().listWalks()).hasSize(1);
        assertThat(state.findStatus("r")).contains(TripStatus.BOOKED);
        tell(new DispatchEvent.Change(request("r", point(30, 1), "s5").build()), TEN);
        assertThat(state.findOffer("r").orElseThrow().fromStopId()).as("as it was").isEqualTo("s8");
        tell(new DispatchEvent.Change(TripRequest.builder("r").stops("s2", "s5").time(TimeWish.LEAVE_AFTER, TEN).build()), TEN);
        assertThat(state.findOffer("r").orElseThrow().listWalks()).isEmpty();
    }

    @Test
    void walksAreInOrderWhenAStopIsClosedLater() {
        Offer offer = offer(request("r", point(2, 0), "s5"));
        assertThat(offer.fromStopId()).isEqualTo("s2");
        tell(new DispatchEvent.Accept("r", offer.offerId()), TEN);
        tell(new DispatchEvent.StopClosed("s2", TEN + 3_600_000), TEN);
        List<WalkingLeg> walks = state.findOffer("r").orElseThrow().listWalks();
        assertThat(walks).extracting(WalkingLeg::fromStopId).containsExactly("", "s2");
    }

    @Test
    void whoFindsNoPlaceIsOfferedOtherTimesWithTheWalk() {
        LiveDispatcher alone = new LiveDispatcher(
                SmallTown.service(1, 1, SmallTown.promises().walk(300, 1).maxWaitSeconds(60).build()),
                SmallTown.times(),
                DispatchSettings.defaults());
        DispatchState busy = alone.newState();
        alone.handle(busy, new DispatchEvent.Request(SmallTown.request("long", 0, 29, TEN).build()), TEN);
        List<DispatchOutput> outputs =
                alone.handle(busy, new DispatchEvent.Request(request("r", point(0.5, 0), "s5").build()), TEN);
        DispatchOutput.Refused refused = (DispatchOutput.Refused) outputs.get(0);
        assertThat(refused.reason()).isEqualTo(RefusalReason.NO_VEHICLE_IN_TIME);
        assertThat(refused.alternatives()).isNotEmpty().hasSizeLessThanOrEqualTo(3).allSatisfy(other -> {
            assertThat(other.walks().get(0).fromStopId()).isEmpty();
            assertThat(other.timeMillis()).isGreaterThan(TEN);
        });
    }
}
