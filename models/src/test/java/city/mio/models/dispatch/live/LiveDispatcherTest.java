package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.TEN;
import static city.mio.models.dispatch.live.SmallTown.ask;
import static city.mio.models.dispatch.live.SmallTown.request;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.models.dispatch.service.DriverBreak;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Party;
import city.mio.models.dispatch.service.Shift;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveDispatcherTest {

    private final OnDemandService service = SmallTown.service(2, 4, SmallTown.promises().build());
    private final LiveDispatcher dispatcher =
            new LiveDispatcher(service, SmallTown.times(), DispatchSettings.defaults());
    private final DispatchState state = dispatcher.newState();

    private List<DispatchOutput> tell(DispatchEvent event, long now) {
        return dispatcher.handle(state, event, now);
    }

    private static <T> T only(List<DispatchOutput> outputs, Class<T> kind) {
        return outputs.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow(
                () -> new AssertionError("no " + kind.getSimpleName() + " in " + outputs));
    }

    private Offer book(String id, int from, int to, long now) {
        Offer offer = only(tell(ask(id, from, to, now), now), DispatchOutput.Offered.class).offer();
        tell(new DispatchEvent.Accept(id, offer.offerId()), now);
        return offer;
    }

    private RefusalReason refusal(TripRequest.Builder request, long now) {
        return only(tell(new DispatchEvent.Request(request.build()), now), DispatchOutput.Refused.class).reason();
    }

    @Test
    void offersTheVehicleAtTheDepotWithTimesAndFare() {
        List<DispatchOutput> outputs = tell(
                new DispatchEvent.Request(request("r", 2, 9, TEN).party(new Party(1, 1, 0, 0)).build()), TEN);
        Offer offer = only(outputs, DispatchOutput.Offered.class).offer();
        assertThat(offer.pickupMillis()).isEqualTo(TEN + 60_000);
        // Two steps to drive, a halt of 20 s and 5 s for each of the two.
        assertThat(offer.dropOffMillis()).isEqualTo(TEN + 60_000 + 30_000 + 60_000);
        assertThat(offer.fare()).isEqualTo(450);
        assertThat(offer.latestPickupMillis()).isEqualTo(TEN + 60_000 + 300_000);
        VehiclePlan plan = only(outputs, DispatchOutput.PlanChanged.class).plan();
        assertThat(plan.version()).isEqualTo(1);
        assertThat(plan.stops()).extracting(PlannedStop::placeId).containsExactly("s2", "s9");
    }

    @Test
    void answersTheSameRequestWithTheSameOffer() {
        Offer first = only(tell(ask("r", 2, 9, TEN), TEN), DispatchOutput.Offered.class).offer();
        List<DispatchOutput> again = tell(ask("r", 2, 9, TEN), TEN + 5_000);
        assertThat(again).hasSize(1);
        assertThat(only(again, DispatchOutput.Offered.class).offer().offerId()).isEqualTo(first.offerId());
        assertThat(refusal(request("r", 2, 10, TEN), TEN + 6_000)).isEqualTo(RefusalReason.ID_USED_FOR_ANOTHER_REQUEST);
        assertThat(state.listOpenRequests()).containsExactly("r");
    }

    @Test
    void saysWhyThereIsNoOffer() {
        assertThat(refusal(request("a", 99, 1, TEN), TEN)).isEqualTo(RefusalReason.UNKNOWN_STOP);
        assertThat(refusal(request("b", 1, 33, TEN), TEN)).isEqualTo(RefusalReason.OUTSIDE_ZONE);
        assertThat(refusal(request("c", 1, 1, TEN), TEN)).isEqualTo(RefusalReason.SAME_STOP);
        assertThat(refusal(request("d", 1, 2, TEN - 600_000), TEN)).isEqualTo(RefusalReason.TIME_PAST);
        assertThat(refusal(request("e", 1, 2, TEN + 15 * SmallTown.DAY), TEN)).isEqualTo(RefusalReason.TOO_FAR_AHEAD);
        assertThat(refusal(request("f", 1, 2, TEN).party(Party.ofAdults(0)), TEN)).isEqualTo(RefusalReason.NO_RIDERS);
        assertThat(refusal(request("g", 1, 2, TEN).party(Party.ofAdults(50)), TEN)).isEqualTo(RefusalReason.PARTY_TOO_LARGE);
        assertThat(refusal(request("h", 1, 2, TEN).party(new Party(0, 0, 0, 2)), TEN))
                .isEqualTo(RefusalReason.NO_WHEELCHAIR_PLACE);
        assertThat(refusal(request("i", 1, 2, TEN + 3 * SmallTown.DAY), TEN)).isEqualTo(RefusalReason.NO_VEHICLE_IN_TIME);
        assertThat(refusal(request("j", 0, 28, TEN).time(TimeWish.ARRIVE_BY, TEN + 60_000), TEN))
                .isEqualTo(RefusalReason.TIME_PAST);
        assertThat(state.countByStatus()).containsExactly(java.util.Map.entry(TripStatus.REFUSED, 10));
    }

    @Test
    void offersOtherStopsAndTimesInstead() {
        OnDemandService one = SmallTown.service(1, 1, SmallTown.promises().maxWaitSeconds(120).build());
        LiveDispatcher alone = new LiveDispatcher(one, SmallTown.times(), DispatchSettings.defaults());
        DispatchState empty = alone.newState();
        DispatchOutput.Refused refused =
                only(alone.handle(empty, ask("far", 5, 20, TEN), TEN), DispatchOutput.Refused.class);
        assertThat(refused.reason()).isEqualTo(RefusalReason.NO_VEHICLE_IN_TIME);
        assertThat(refused.alternatives()).isNotEmpty().hasSizeLessThanOrEqualTo(3);
        Alternative first = refused.alternatives().get(0);
        assertThat(first.walks()).hasSize(1);
        assertThat(first.fromStopId()).isNotEqualTo("s5");
        List<DispatchOutput> taken = alone.handle(
                empty,
                new DispatchEvent.Request(TripRequest.builder("again")
                        .stops(first.fromStopId(), first.toStopId())
                        .time(first.wish(), first.timeMillis())
                        .build()),
                TEN);
        assertThat(only(taken, DispatchOutput.Offered.class).offer().pickupMillis()).isEqualTo(first.pickupMillis());
    }

    @Test
    void arrivesByTheTimeAskedFor() {
        Offer offer = only(
                        tell(
                                new DispatchEvent.Request(request("r", 4, 22, 0)
                                        .time(TimeWish.ARRIVE_BY, TEN + 3_600_000)
                                        .build()),
                                TEN),
                        DispatchOutput.Offered.class)
                .offer();
        assertThat(offer.dropOffMillis()).isLessThanOrEqualTo(TEN + 3_600_000);
        assertThat(offer.latestDropOffMillis()).isLessThanOrEqualTo(TEN + 3_600_000);
        assertThat(offer.pickupMillis()).isGreaterThan(TEN + 2_400_000);
    }

    @Test
    void anOfferThatIsNotAcceptedExpires() {
        tell(ask("r", 2, 9, TEN), TEN);
        List<DispatchOutput> outputs = tell(new DispatchEvent.Tick(), TEN + 61_000);
        assertThat(only(outputs, DispatchOutput.TripChanged.class).status()).isEqualTo(TripStatus.EXPIRED);
        assertThat(only(outputs, DispatchOutput.PlanChanged.class).plan().stops()).isEmpty();
        assertThat(only(tell(new DispatchEvent.Accept("r", "r/0"), TEN + 62_000), DispatchOutput.Refused.class).reason())
                .isEqualTo(RefusalReason.OFFER_EXPIRED);
    }

    @Test
    void carriesARiderFromStopToStop() {
        Offer offer = book("r", 2, 9, TEN);
        assertThat(tell(new DispatchEvent.StopReached(offer.vehicleId(), "s2", TEN + 60_000), TEN + 60_000))
                .contains(new DispatchOutput.TripChanged("r", TripStatus.ON_BOARD));
        assertThat(only(tell(new DispatchEvent.Cancel("r"), TEN + 70_000), DispatchOutput.Refused.class).reason())
                .isEqualTo(RefusalReason.TOO_LATE_TO_CHANGE);
        tell(new DispatchEvent.StopLeft(offer.vehicleId(), TEN + 85_000), TEN + 85_000);
        assertThat(tell(new DispatchEvent.StopReached(offer.vehicleId(), "s9", TEN + 145_000), TEN + 145_000))
                .contains(new DispatchOutput.TripChanged("r", TripStatus.SERVED));
        assertThat(state.findPlan(offer.vehicleId(), TEN + 145_000).orElseThrow().seatsOnBoard()).isZero();
        tell(new DispatchEvent.Tick(), TEN + 2 * 3_600_000);
        assertThat(state.findStatus("r")).isEmpty();
    }

    @Test
    void whatIsBeingServedIsNotMoved() {
        Offer offer = book("r", 2, 9, TEN);
        tell(new DispatchEvent.StopReached(offer.vehicleId(), "s2", TEN + 60_000), TEN + 60_000);
        book("s", 2, 9, TEN + 61_000);
        tell(new DispatchEvent.Improve(200), TEN + 62_000);
        VehiclePlan plan = state.findPlan(offer.vehicleId(), TEN + 62_000).orElseThrow();
        assertThat(plan.stops()).allSatisfy(stop -> assertThat(stop.boarding()).doesNotContain("r"));
        assertThat(plan.stops()).anySatisfy(stop -> assertThat(stop.alighting()).contains("r"));
        assertThat(plan.stops().get(0).arriveMillis()).isGreaterThanOrEqualTo(TEN + 85_000);
    }

    @Test
    void whoHasNotTakenTheOfferDoesNotBoardAndMayTakeItWhileTheBusStands() {
        Offer offer = only(tell(ask("r", 2, 9, TEN), TEN), DispatchOutput.Offered.class).offer();
        Offer other = book("s", 2, 9, TEN);
        assertThat(other.vehicleId()).isEqualTo(offer.vehicleId());
        List<DispatchOutput> reached = tell(new DispatchEvent.StopReached(offer.vehicleId(), "s2", TEN + 50_000), TEN + 50_000);
        assertThat(reached).contains(new DispatchOutput.TripChanged("s", TripStatus.ON_BOARD));
        assertThat(state.findStatus("r")).contains(TripStatus.OFFERED);
        tell(new DispatchEvent.Accept("r", offer.offerId()), TEN + 55_000);
        tell(new DispatchEvent.StopLeft(offer.vehicleId(), TEN + 85_000), TEN + 85_000);
        assertThat(state.findStatus("r")).contains(TripStatus.BOOKED);
        assertThat(tell(new DispatchEvent.StopReached(offer.vehicleId(), "s2", TEN + 86_000), TEN + 86_000))
                .as("the driver opens the doors again")
                .contains(new DispatchOutput.TripChanged("r", TripStatus.ON_BOARD));
    }

    @Test
    void whoHasNotTakenTheOfferWhenTheBusLeavesIsTooLate() {
        Offer offer = only(tell(ask("r", 2, 9, TEN), TEN), DispatchOutput.Offered.class).offer();
        assertThat(tell(new DispatchEvent.StopReached(offer.vehicleId(), "s2", TEN + 30_000), TEN + 30_000))
                .noneMatch(DispatchOutput.EventRefused.class::isInstance)
                .noneMatch(DispatchOutput.TripChanged.class::isInstance);
        List<DispatchOutput> left = tell(new DispatchEvent.StopLeft(offer.vehicleId(), TEN + 50_000), TEN + 50_000);
        assertThat(left).contains(new DispatchOutput.TripChanged("r", TripStatus.EXPIRED));
        assertThat(state.findPlan(offer.vehicleId(), TEN + 50_000).orElseThrow().stops()).isEmpty();
        assertThat(only(tell(new DispatchEvent.Accept("r", offer.offerId()), TEN + 51_000), DispatchOutput.Refused.class).reason())
                .isEqualTo(RefusalReason.OFFER_EXPIRED);
    }

    @Test
    void aRiderWhoIsNotThereLeavesThePlan() {
        Offer offer = book("r", 2, 9, TEN);
        tell(new DispatchEvent.StopReached(offer.vehicleId(), "s2", TEN + 60_000), TEN + 60_000);
        List<DispatchOutput> outputs = tell(new DispatchEvent.NoShow("r"), TEN + 80_000);
        assertThat(outputs).contains(new DispatchOutput.TripChanged("r", TripStatus.NO_SHOW));
        VehiclePlan plan = only(outputs, DispatchOutput.PlanChanged.class).plan();
        assertThat(plan.stops()).isEmpty();
        assertThat(plan.seatsOnBoard()).isZero();
    }

    @Test
    void changesABookingOrLeavesItAsItWas() {
        Offer before = book("r", 2, 9, TEN);
        List<DispatchOutput> outputs =
                tell(new DispatchEvent.Change(request("r", 2, 16, TEN).build()), TEN + 1_000);
        Offer after = only(outputs, DispatchOutput.Offered.class).offer();
        assertThat(after.toStopId()).isEqualTo("s16");
        assertThat(state.findStatus("r")).contains(TripStatus.BOOKED);
        List<DispatchOutput> impossible =
                tell(new DispatchEvent.Change(request("r", 2, 16, TEN + 5 * SmallTown.DAY).build()), TEN + 2_000);
        assertThat(only(impossible, DispatchOutput.Refused.class).reason()).isEqualTo(RefusalReason.NO_VEHICLE_IN_TIME);
        assertThat(state.findOffer("r").orElseThrow().toStopId()).isEqualTo("s16");
        assertThat(before.requestId()).isEqualTo("r");
    }

    @Test
    void aBreakdownBringsAnotherVehicleAndTellsWhomItConcerns() {
        Offer offer = book("r", 20, 9, TEN);
        List<DispatchOutput> outputs = tell(new DispatchEvent.Breakdown(offer.vehicleId()), TEN + 10_000);
        DispatchOutput.TripRetimed retimed = only(outputs, DispatchOutput.TripRetimed.class);
        assertThat(retimed.requestId()).isEqualTo("r");
        assertThat(retimed.vehicleId()).isNotEqualTo(offer.vehicleId());
        assertThat(outputs.stream().filter(DispatchOutput.PromiseSlipped.class::isInstance)).isEmpty();
        List<DispatchOutput> both = tell(new DispatchEvent.Breakdown(retimed.vehicleId()), TEN + 20_000);
        assertThat(both).contains(new DispatchOutput.TripChanged("r", TripStatus.FAILED));
        only(both, DispatchOutput.PromiseFailed.class);
    }

    @Test
    void ridersOnBoardOfABrokenVehicleAreFetchedByAnother() {
        Offer offer = book("r", 2, 22, TEN);
        tell(new DispatchEvent.StopReached(offer.vehicleId(), "s2", TEN + 60_000), TEN + 60_000);
        List<DispatchOutput> outputs = tell(new DispatchEvent.Breakdown(offer.vehicleId()), TEN + 100_000);
        DispatchOutput.PromiseSlipped slipped = only(outputs, DispatchOutput.PromiseSlipped.class);
        assertThat(slipped.reoffer().fromStopId()).isEqualTo("s2");
        assertThat(slipped.reoffer().vehicleId()).isNotEqualTo(offer.vehicleId());
        assertThat(state.findStatus("r")).contains(TripStatus.BOOKED);
    }

    @Test
    void aDelayBeyondThePromiseIsTold() {
        OnDemandService one = SmallTown.service(1, 4, SmallTown.promises().build());
        LiveDispatcher alone = new LiveDispatcher(one, SmallTown.times(), DispatchSettings.defaults());
        DispatchState its = alone.newState();
        Offer offer = only(alone.handle(its, ask("r", 20, 9, TEN), TEN), DispatchOutput.Offered.class).offer();
        alone.handle(its, new DispatchEvent.Accept("r", offer.offerId()), TEN);
        List<DispatchOutput> late = alone.handle(
                its,
                new DispatchEvent.VehicleAt("v0", new Whereabouts.AtPlace(0), offer.latestPickupMillis()),
                TEN + 60_000);
        DispatchOutput.PromiseSlipped slipped = only(late, DispatchOutput.PromiseSlipped.class);
        assertThat(slipped.promisedPickupMillis()).isEqualTo(offer.latestPickupMillis());
        assertThat(slipped.reoffer().pickupMillis()).isGreaterThan(offer.latestPickupMillis());
        List<DispatchOutput> next = alone.handle(its, new DispatchEvent.Tick(), TEN + 61_000);
        assertThat(next).noneMatch(DispatchOutput.PromiseSlipped.class::isInstance);
    }

    @Test
    void whoIsOnBoardWhenABusBreaksDownAtTheStopWhereTheyGetOffHasArrived() {
        Offer offer = book("r", 2, 9, TEN);
        String vehicle = offer.vehicleId();
        tell(new DispatchEvent.StopReached(vehicle, "s2", offer.pickupMillis()), offer.pickupMillis());
        tell(new DispatchEvent.StopLeft(vehicle, offer.pickupMillis() + 25_000), offer.pickupMillis() + 25_000);
        long there = offer.dropOffMillis() - 5_000;
        tell(new DispatchEvent.VehicleAt(vehicle, new Whereabouts.AtPlace(9), there), there);
        List<DispatchOutput> outputs = tell(new DispatchEvent.Breakdown(vehicle), there);
        assertThat(only(outputs, DispatchOutput.TripChanged.class).status()).isEqualTo(TripStatus.SERVED);
        assertThat(outputs).noneMatch(DispatchOutput.PromiseSlipped.class::isInstance);
        assertThat(state.listOpenRequests()).isEmpty();
    }

    @Test
    void aClosedStopIsReplacedByOneNearby() {
        book("r", 14, 9, TEN);
        List<DispatchOutput> outputs = tell(new DispatchEvent.StopClosed("s14", TEN + 3_600_000), TEN + 5_000);
        Offer reoffer = only(outputs, DispatchOutput.PromiseSlipped.class).reoffer();
        assertThat(reoffer.fromStopId()).isIn("s8", "s13", "s15", "s20");
        assertThat(reoffer.listWalks()).hasSize(1);
        assertThat(refusal(request("t", 14, 9, TEN + 10_000), TEN + 10_000)).isEqualTo(RefusalReason.STOP_CLOSED);
        tell(new DispatchEvent.StopOpened("s14"), TEN + 20_000);
        only(tell(ask("u", 14, 9, TEN + 20_000), TEN + 20_000), DispatchOutput.Offered.class);
    }

    @Test
    void aVehicleThatJumpsIsNotBelievedAtOnce() {
        tell(new DispatchEvent.VehicleAt("v0", new Whereabouts.AtPlace(0), TEN), TEN);
        List<DispatchOutput> jump = tell(
                new DispatchEvent.VehicleAt("v0", new Whereabouts.OnLink(3, 0.5, 136.5, 35.2), TEN + 5_000), TEN + 5_000);
        assertThat(only(jump, DispatchOutput.EventRefused.class).subject()).isEqualTo("v0");
        Offer offer = book("r", 1, 9, TEN + 6_000);
        assertThat(offer.pickupMillis()).isEqualTo(TEN + 36_000);
        assertThat(tell(new DispatchEvent.VehicleAt("v0", new Whereabouts.AtPlace(1), TEN + 20_000), TEN + 20_000))
                .noneMatch(DispatchOutput.EventRefused.class::isInstance);
        assertThat(only(
                                tell(
                                        new DispatchEvent.VehicleAt("nobody", new Whereabouts.AtPlace(1), TEN + 20_000),
                                        TEN + 20_000),
                                DispatchOutput.EventRefused.class)
                        .subject())
                .isEqualTo("nobody");
    }

    @Test
    void anAcknowledgementOfAnOldPlanBringsTheNewestAgain() {
        Offer first = book("r", 2, 9, TEN);
        book("s", 3, 9, TEN);
        VehiclePlan plan = state.findPlan(first.vehicleId(), TEN).orElseThrow();
        assertThat(plan.version()).isEqualTo(2);
        List<DispatchOutput> outputs = tell(new DispatchEvent.PlanAcknowledged(first.vehicleId(), 1), TEN + 1_000);
        assertThat(only(outputs, DispatchOutput.StaleAcknowledgement.class).newestVersion()).isEqualTo(2);
        assertThat(only(outputs, DispatchOutput.PlanChanged.class).plan().version()).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            assertThat(tell(new DispatchEvent.PlanAcknowledged(first.vehicleId(), 1), TEN + 1_000 + i))
                    .as("what was on its way already brings no more")
                    .noneMatch(DispatchOutput.PlanChanged.class::isInstance);
        }
        assertThat(tell(new DispatchEvent.PlanAcknowledged(first.vehicleId(), 2), TEN + 2_000)).isEmpty();
        assertThat(state.findPlan(first.vehicleId(), TEN).orElseThrow().acknowledgedVersion()).isEqualTo(2);
        assertThat(tell(new DispatchEvent.PlanAcknowledged(first.vehicleId(), 9), TEN + 3_000)).hasSize(1);
        assertThat(tell(new DispatchEvent.PlanAcknowledged(first.vehicleId(), 1), TEN + 32_000))
                .as("a device that still has it half a minute later")
                .anyMatch(DispatchOutput.PlanChanged.class::isInstance);
    }

    @Test
    void theDriverTakesTheBreakAtTheDepotWithNobodyOnBoard() {
        long from = SmallTown.MONDAY + 2 * SmallTown.DAY;
        long nine = from + 9 * 3_600_000L;
        tell(
                new DispatchEvent.ShiftPlanned(new Shift(
                        "v1", nine, nine + 2 * 3_600_000, List.of(new DriverBreak(nine + 3_600_000, nine + 3_900_000, 900)))),
                TEN);
        for (int i = 0; i < 12; i++) {
            tell(ask("r" + i, 3 + i, 20, nine + 3_000_000 + i * 120_000L), TEN);
        }
        VehiclePlan plan = state.listPlans().get(2);
        int load = 0;
        boolean rested = false;
        for (PlannedStop stop : plan.stops()) {
            if (stop.kind() == PlannedStop.Kind.BREAK) {
                rested = true;
                assertThat(load).isZero();
                assertThat(stop.departMillis() - stop.arriveMillis()).isEqualTo(900_000);
                assertThat(stop.arriveMillis()).isBetween(nine + 3_600_000, nine + 3_900_000);
            }
            load += stop.boarding().size() - stop.alighting().size();
        }
        assertThat(rested).isTrue();
        assertThat(state.listOpenRequests()).isNotEmpty();
        PlannedStop last = plan.stops().get(plan.stops().size() - 1);
        assertThat(last.departMillis()).isLessThan(nine + 2 * 3_600_000);
    }
}
