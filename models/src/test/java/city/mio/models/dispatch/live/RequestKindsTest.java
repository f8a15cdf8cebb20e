package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.DAY;
import static city.mio.models.dispatch.live.SmallTown.MONDAY;
import static city.mio.models.dispatch.live.SmallTown.TEN;
import static city.mio.models.dispatch.live.SmallTown.request;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.models.dispatch.service.Fares;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.OpeningHours;
import city.mio.models.dispatch.service.Party;
import city.mio.models.dispatch.service.ServiceZone;
import city.mio.models.dispatch.service.Shift;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every kind of request, one by one; of the two vehicles only v0 has a wheelchair place. */
class RequestKindsTest {

    private final OnDemandService service = SmallTown.builder(2, 4, SmallTown.promises().maxDaysAhead(14).build())
            .zone(new ServiceZone("B", "Zone B"))
            .fares(Fares.builder().fares(300, 150, 100).dayPasses(800, 400, 300).surcharge("B", "A", 50).build())
            .build();

    private final LiveDispatcher dispatcher =
            new LiveDispatcher(service, SmallTown.times(), DispatchSettings.defaults());
    private final DispatchState state = dispatcher.newState();

    private List<DispatchOutput> tell(DispatchEvent event, long now) {
        return dispatcher.handle(state, event, now);
    }

    private static <T> List<T> all(List<DispatchOutput> outputs, Class<T> kind) {
        return outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Offer offer(TripRequest.Builder request) {
        List<DispatchOutput> outputs = tell(new DispatchEvent.Request(request.build()), TEN);
        List<DispatchOutput.Offered> offered = all(outputs, DispatchOutput.Offered.class);
        assertThat(offered).as("%s", outputs).hasSize(1);
        return offered.get(0).offer();
    }

    private RefusalReason refusal(List<DispatchOutput> outputs) {
        List<DispatchOutput.Refused> refused = all(outputs, DispatchOutput.Refused.class);
        assertThat(refused).as("%s", outputs).hasSize(1);
        assertThat(refused.get(0).text()).isNotBlank();
        return refused.get(0).reason();
    }

    private RefusalReason refusal(TripRequest.Builder request) {
        return refusal(tell(new DispatchEvent.Request(request.build()), TEN));
    }

    @Test
    void whoLeavesLaterIsFetchedFromThenOnWithinTheLongestWait() {
        long later = TEN + 2_700_000;
        Offer offer = offer(request("r", 8, 20, later));
        assertThat(offer.earliestPickupMillis()).isGreaterThanOrEqualTo(later);
        assertThat(offer.pickupMillis()).isBetween(later, later + 600_000);
        assertThat(offer.latestPickupMillis()).isLessThanOrEqualTo(later + 600_000);
    }

    @Test
    void whoWantsToBeThereByATimeIs() {
        long by = TEN + 2_700_000;
        Offer offer = offer(request("r", 8, 20, by).time(TimeWish.ARRIVE_BY, by));
        assertThat(offer.dropOffMillis()).isLessThanOrEqualTo(by);
        assertThat(offer.latestDropOffMillis()).isLessThanOrEqualTo(by);
        assertThat(offer.pickupMillis()).as("not needlessly early").isGreaterThan(by - 600_000 - 200_000);
    }

    @Test
    void aTripIsBookedUpToFourteenDaysAhead() {
        tell(new DispatchEvent.ShiftPlanned(new Shift("v1", MONDAY + 14 * DAY, MONDAY + 15 * DAY, List.of())), TEN);
        long then = TEN + 14 * DAY;
        Offer offer = offer(request("r", 8, 20, then));
        assertThat(offer.pickupMillis()).isBetween(then, then + 600_000);
        tell(new DispatchEvent.Accept("r", offer.offerId()), TEN);
        tell(new DispatchEvent.Tick(), TEN + 13 * DAY);
        assertThat(state.findStatus("r")).as("not forgotten").contains(TripStatus.BOOKED);
        assertThat(refusal(request("s", 8, 20, then + 1))).isEqualTo(RefusalReason.TOO_FAR_AHEAD);
        assertThat(refusal(request("t", 8, 20, TEN + 15 * DAY))).isEqualTo(RefusalReason.TOO_FAR_AHEAD);
        assertThat(refusal(request("u", 8, 20, 0).time(TimeWish.ARRIVE_BY, TEN + 15 * DAY)))
                .isEqualTo(RefusalReason.TOO_FAR_AHEAD);
    }

    @Test
    void wheelchairsRideOnlyWhereThereIsAPlaceForThem() {
        SplittableRandom random = new SplittableRandom(7);
        int wheelchairs = 0;
        for (int i = 0; i < 80; i++) {
            long now = TEN + 60_000L * i;
            int from = random.nextInt(36);
            boolean chair = i % 3 != 0;
            tell(
                    new DispatchEvent.Request(request("r" + i, from, (from + 7) % 36, now + 60_000L * random.nextInt(60))
                            .party(chair ? new Party(random.nextInt(3), 0, 0, 1) : Party.ofAdults(2))
                            .build()),
                    now);
            state.findOffer("r" + i).ifPresent(offer -> tell(new DispatchEvent.Accept(offer.requestId(), offer.offerId()), now));
            tell(new DispatchEvent.Improve(50), now);
            for (VehiclePlan plan : state.listPlans()) {
                int load = 0;
                for (PlannedStop stop : plan.stops()) {
                    load += wheelchairs(stop.boarding()) - wheelchairs(stop.alighting());
                    assertThat(load).isLessThanOrEqualTo(plan.vehicleId().equals("v0") ? 1 : 0);
                    wheelchairs += wheelchairs(stop.boarding());
                }
            }
        }
        assertThat(wheelchairs).isPositive();
        List<DispatchOutput> outputs = tell(new DispatchEvent.Breakdown("v0"), TEN + 60_000L * 80);
        assertThat(all(outputs, DispatchOutput.PromiseFailed.class))
                .as("nobody in a wheelchair is put on the other vehicle")
                .isNotEmpty();
        for (VehiclePlan plan : state.listPlans()) {
            assertThat(plan.stops()).allSatisfy(stop -> assertThat(wheelchairs(stop.boarding())).isZero());
        }
    }

    private int seats(List<String> requestIds) {
        return requestIds.stream().mapToInt(id -> state.riders.get(id).request.party().seats()).sum();
    }

    private int wheelchairs(List<String> requestIds) {
        return requestIds.stream().mapToInt(id -> state.riders.get(id).request.party().wheelchairs()).sum();
    }

    @Test
    void aPartyRidesTogetherOrNotAtAll() {
        offer(request("r", 8, 20, TEN).party(new Party(2, 1, 1, 0)));
        offer(request("s", 8, 20, TEN).party(Party.ofAdults(3)));
        offer(request("s2", 8, 20, TEN).party(Party.ofAdults(2)));
        for (VehiclePlan plan : state.listPlans()) {
            int load = 0;
            for (PlannedStop stop : plan.stops()) {
                load += seats(stop.boarding()) - seats(stop.alighting());
                assertThat(load).isBetween(0, 4);
            }
        }
        assertThat(refusal(request("t", 8, 20, TEN).party(Party.ofAdults(5)))).isEqualTo(RefusalReason.NO_VEHICLE_IN_TIME);
        assertThat(refusal(request("u", 8, 20, TEN).party(Party.ofAdults(9)))).isEqualTo(RefusalReason.PARTY_TOO_LARGE);
        assertThat(refusal(request("v", 8, 20, TEN).party(Party.ofAdults(0)))).isEqualTo(RefusalReason.NO_RIDERS);
        assertThat(refusal(request("w", 8, 20, TEN).party(new Party(4, 0, 0, 2)))).isEqualTo(RefusalReason.NO_WHEELCHAIR_PLACE);
    }

    @Test
    void faresAreByRiderTypeAndZoneAndNothingWithADayPass() {
        assertThat(offer(request("adult", 8, 20, TEN)).fare()).isEqualTo(300);
        assertThat(offer(request("child", 8, 20, TEN).party(new Party(0, 1, 0, 0))).fare()).isEqualTo(150);
        assertThat(offer(request("disabled", 8, 20, TEN).party(new Party(0, 0, 1, 0))).fare()).isEqualTo(100);
        assertThat(offer(request("chair", 8, 20, TEN + 7_200_000).party(new Party(1, 0, 0, 1))).fare()).isEqualTo(400);
        assertThat(offer(request("zones", 8, 33, TEN + 7_200_000).party(new Party(1, 1, 0, 0))).fare()).isEqualTo(550);
        assertThat(offer(request("back", 33, 8, TEN + 14_400_000)).fare()).isEqualTo(350);
        assertThat(offer(request("pass", 8, 33, TEN + 14_400_000).party(new Party(2, 0, 0, 0)).dayPass(true)).fare()).isZero();
        assertThat(service.fares().dayPassPrice(new Party(1, 1, 1, 1))).isEqualTo(800 + 400 + 300 + 300);
    }

    @Test
    void whoCancelsMakesRoom() {
        OnDemandService one = SmallTown.service(1, 1, SmallTown.promises().maxWaitSeconds(60).build());
        LiveDispatcher alone = new LiveDispatcher(one, SmallTown.times(), DispatchSettings.defaults());
        DispatchState its = alone.newState();
        alone.handle(its, SmallTown.ask("r", 1, 5, TEN), TEN);
        List<DispatchOutput> full = alone.handle(its, SmallTown.ask("s", 1, 5, TEN), TEN);
        assertThat(refusal(full)).isEqualTo(RefusalReason.NO_VEHICLE_IN_TIME);
        List<DispatchOutput> cancelled = alone.handle(its, new DispatchEvent.Cancel("r"), TEN + 1000);
        assertThat(cancelled).contains(new DispatchOutput.TripChanged("r", TripStatus.CANCELLED));
        assertThat(all(cancelled, DispatchOutput.PlanChanged.class).get(0).plan().stops()).isEmpty();
        assertThat(alone.handle(its, new DispatchEvent.Cancel("r"), TEN + 1500)).as("again")
                .containsExactly(new DispatchOutput.TripChanged("r", TripStatus.CANCELLED));
        assertThat(all(alone.handle(its, SmallTown.ask("t", 1, 5, TEN + 2000), TEN + 2000), DispatchOutput.Offered.class))
                .hasSize(1);
    }

    @Test
    void anAcceptanceTwiceIsOne() {
        Offer offer = offer(request("r", 8, 20, TEN));
        List<DispatchOutput> first = tell(new DispatchEvent.Accept("r", offer.offerId()), TEN + 1000);
        assertThat(first).containsExactly(new DispatchOutput.TripChanged("r", TripStatus.BOOKED));
        assertThat(tell(new DispatchEvent.Accept("r", offer.offerId()), TEN + 2000)).isEqualTo(first);
        assertThat(refusal(tell(new DispatchEvent.Accept("r", "other"), TEN + 3000))).isEqualTo(RefusalReason.OFFER_EXPIRED);
    }

    @Test
    void everyChangeOfABookingIsAnOfferWithNewTermsOrNothingChanges() {
        Offer before = offer(request("r", 8, 20, TEN));
        tell(new DispatchEvent.Accept("r", before.offerId()), TEN);
        List<DispatchOutput> more =
                tell(new DispatchEvent.Change(request("r", 8, 33, TEN + 1_800_000).party(Party.ofAdults(3)).build()), TEN);
        Offer after = all(more, DispatchOutput.Offered.class).get(0).offer();
        assertThat(after.fare()).isEqualTo(3 * 350);
        assertThat(after.pickupMillis()).isGreaterThanOrEqualTo(TEN + 1_800_000);
        assertThat(state.findStatus("r")).contains(TripStatus.BOOKED);
        for (TripRequest.Builder wrong : List.of(
                request("r", 8, 99, TEN),
                request("r", 8, 8, TEN),
                request("r", 8, 20, TEN - DAY),
                request("r", 8, 20, TEN + 15 * DAY),
                request("r", 8, 20, TEN).party(Party.ofAdults(5)))) {
            refusal(tell(new DispatchEvent.Change(wrong.build()), TEN));
            assertThat(state.findOffer("r").orElseThrow().toString()).isEqualTo(after.toString());
        }
        assertThat(refusal(tell(new DispatchEvent.Change(request("nobody", 8, 20, TEN).build()), TEN)))
                .isEqualTo(RefusalReason.UNKNOWN_REQUEST);
    }

    @Test
    void theOtherReasonsForARefusal() {
        OnDemandService days = SmallTown.builder(1, 4, SmallTown.promises().build())
                .hours(new OpeningHours(
                        ZoneId.of("Asia/Tokyo"),
                        List.of(new OpeningHours.OpenTime(
                                EnumSet.allOf(DayOfWeek.class), LocalTime.of(8, 0), LocalTime.of(18, 0))),
                        Set.of()))
                .build();
        LiveDispatcher daily = new LiveDispatcher(days, SmallTown.times(), DispatchSettings.defaults());
        DispatchState its = daily.newState();
        List<DispatchOutput> night = daily.handle(its, SmallTown.ask("r", 1, 5, TEN + 10 * 3_600_000), TEN);
        assertThat(refusal(night)).isEqualTo(RefusalReason.CLOSED_HOURS);
        assertThat(all(night, DispatchOutput.Refused.class).get(0).text()).contains("next open from 2024-06-04T08:00");
        int places = SmallTown.SIDE * SmallTown.SIDE + 1;
        char[] table = new char[places * places];
        for (int i = 0; i < places; i++) {
            table[i * places + 5] = Character.MAX_VALUE;
        }
        LiveDispatcher cut = new LiveDispatcher(days, new TableDriveTimes(places, 1000, table), DispatchSettings.defaults());
        assertThat(refusal(cut.handle(cut.newState(), SmallTown.ask("r", 1, 5, TEN), TEN))).isEqualTo(RefusalReason.NO_WAY);
        assertThat(refusal(tell(new DispatchEvent.Cancel("nobody"), TEN))).isEqualTo(RefusalReason.UNKNOWN_REQUEST);
        assertThat(refusal(tell(new DispatchEvent.Accept("nobody", "x"), TEN))).isEqualTo(RefusalReason.UNKNOWN_REQUEST);
    }
}
