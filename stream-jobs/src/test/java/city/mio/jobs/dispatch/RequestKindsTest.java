package city.mio.jobs.dispatch;

import static city.mio.jobs.dispatch.DispatchTown.ask;
import static city.mio.jobs.dispatch.DispatchTown.at;
import static city.mio.jobs.dispatch.DispatchTown.bus;
import static city.mio.jobs.dispatch.DispatchTown.idle;
import static city.mio.jobs.dispatch.DispatchTown.said;
import static city.mio.jobs.dispatch.DispatchTown.stop;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.RiderParty;
import city.mio.events.TimeWish;
import city.mio.events.TripAlternative;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripPlace;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.models.dispatch.live.RefusalReason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Every kind of request, one by one, through the job. */
class RequestKindsTest extends DispatchHarness {

    private static final double DAY = 86_400;

    @Test
    void leavesAfterAndArrivesByTheTimeAskedFor() throws Exception {
        hear(ask("after", 0, stop(0, 0), stop(4, 4)).wishTime(at(3000)));
        assertThat(last("after").pickupTime()).isBetween(at(3000), at(3000 + 900));
        assertThat(last("after").earliestPickupTime()).isGreaterThanOrEqualTo(at(3000));
        hear(ask("by", 1, stop(0, 0), stop(4, 4)).wish(TimeWish.ARRIVE_BY).wishTime(at(7200)));
        assertThat(last("by").dropOffTime()).isLessThanOrEqualTo(at(7200));
        assertThat(last("by").latestDropOffTime()).isLessThanOrEqualTo(at(7200));
        assertThat(last("by").pickupTime()).isGreaterThan(at(3600));
        hear(ask("hurry", 2, stop(0, 0), stop(4, 4)).wish(TimeWish.ARRIVE_BY).wishTime(at(100)));
        assertThat(last("hurry").refusal()).isEqualTo(TripRefusal.TIME_PAST);
    }

    @Test
    void nowIsNowWhateverTheClockOfTheDoorSays() throws Exception {
        hear(idle("V1", 0));
        hear(ask("ahead", 4 * DAY, stop(0, 0), stop(4, 4)));
        assertThat(last("ahead").pickupTime()).isBetween(at(0), at(900));
        hear(idle("V1", 30));
        hear(ask("behind", -3600, stop(0, 0), stop(4, 4)));
        assertThat(last("behind").pickupTime()).isBetween(at(30), at(930));
        accept("ahead", 31);
        assertThat(last("ahead").status()).isEqualTo(TripStatus.BOOKED);
    }

    @Test
    void isBookedUpToFourteenDaysAhead() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)).wishTime(at(14 * DAY)));
        assertThat(last("r1").status()).isEqualTo(TripStatus.OFFERED);
        assertThat(last("r1").pickupTime()).isBetween(at(14 * DAY), at(14 * DAY + 900));
        accept("r1", 1);
        assertThat(last("r1").status()).isEqualTo(TripStatus.BOOKED);
        restart();
        hear(said(TripRequestKind.CANCEL, "r1", 2));
        assertThat(last("r1").status()).isEqualTo(TripStatus.CANCELLED);
        hear(ask("r2", 3, stop(0, 0), stop(4, 4)).wishTime(at(15 * DAY)));
        assertThat(last("r2").refusal()).isEqualTo(TripRefusal.TOO_FAR_AHEAD);
    }

    @Test
    void wheelchairsRideOnlyWhereThereIsAPlaceForThem() throws Exception {
        RiderParty chair = new RiderParty(1, 0, 0, 1);
        for (int i = 0; i < 6; i++) {
            hear(ask("r" + i, i, stop(0, 0), stop(4, 4)).party(chair).wishTime(at(60)));
        }
        for (DispatchPlan plan : plans) {
            assertThat(plan.stops()).allSatisfy(halt -> assertThat(halt.wheelchairsAfter()).isBetween(0, 1));
        }
        assertThat(plans).as("they ride").anySatisfy(plan -> assertThat(plan.stops())
                .anySatisfy(halt -> assertThat(halt.wheelchairsAfter()).isEqualTo(1)));
        // The other operator's bus has none.
        hear(ask("b", 10, stop(0, 0), stop(4, 4)).party(chair).operatorId("blue"));
        assertThat(last("b").refusal()).isEqualTo(TripRefusal.NO_WHEELCHAIR_PLACE);
        hear(ask("c", 11, stop(0, 0), stop(4, 4)).party(new RiderParty(2, 0, 0, 0)).operatorId("blue"));
        assertThat(last("c").status()).isEqualTo(TripStatus.OFFERED);
    }

    @Test
    void faresAreByRiderTypeAndNothingWithADayPass() throws Exception {
        hear(ask("a", 0, stop(0, 0), stop(4, 4)).party(new RiderParty(1, 1, 1, 1)));
        assertThat(last("a").fare()).isEqualTo(300 + 150 + 150 + 150);
        assertThat(last("a").currency()).isEqualTo("JPY");
        hear(ask("b", 1, stop(0, 0), stop(4, 4)).party(new RiderParty(2, 0, 0, 0)).dayPass(true));
        assertThat(last("b").fare()).isZero();
    }

    @Test
    void anOfferThatWasNotAcceptedInTimeExpires() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        TripOffer offer = last("r1");
        assertThat(offer.expiresAt()).isEqualTo(at(120));
        hear(idle("V1", 130));
        assertThat(last("r1").status()).isEqualTo(TripStatus.EXPIRED);
        hear(said(TripRequestKind.ACCEPT, "r1", 131).offerId(offer.offerId()));
        assertThat(last("r1").news()).isEqualTo(TripNews.ANSWER);
        assertThat(last("r1").refusal()).isEqualTo(TripRefusal.OFFER_EXPIRED);
        assertThat(plan(offer.vehicleId()).stops()).noneMatch(halt -> halt.boarding().contains("r1"));
    }

    @Test
    void whoDoesNotTurnUpLeavesThePlanAndWhoRidesCannotCancel() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        accept("r1", 1);
        hear(ask("r2", 2, stop(0, 0), stop(4, 4)));
        accept("r2", 3);
        String bus = last("r1").vehicleId();
        assertThat(last("r2").vehicleId()).isEqualTo(bus);
        double there = (last("r1").pickupTime() - DispatchTown.START) / 1000.0;
        hear(bus(bus, BusStatusKind.STOP_REACHED, there).stopId(stop(0, 0)));
        hear(bus(bus, BusStatusKind.NO_SHOW, there + 10).requestId("r2"));
        assertThat(last("r2").status()).isEqualTo(TripStatus.NO_SHOW);
        assertThat(plan(bus).seatsOnBoard()).isEqualTo(1);
        assertThat(plan(bus).stops()).noneMatch(halt -> halt.alighting().contains("r2"));
        for (TripRequestKind kind : new TripRequestKind[] {TripRequestKind.CANCEL, TripRequestKind.CHANGE}) {
            hear(kind == TripRequestKind.CANCEL
                    ? said(kind, "r1", there + 20)
                    : ask("r1", there + 21, stop(0, 0), stop(2, 2)).kind(kind).messageId("change"));
            assertThat(last("r1").refusal()).isEqualTo(TripRefusal.TOO_LATE_TO_CHANGE);
            assertThat(last("r1").status()).isEqualTo(TripStatus.ON_BOARD);
        }
        assertThat(letters).isEmpty();
    }

    @Test
    void whoFindsNoPlaceIsOfferedUpToThreeAlternativesThatCanBeHad() throws Exception {
        // One bus of four seats; who asks next to a stop could walk to another.
        hear(ask("full", 0, stop(0, 0), stop(4, 4)).party(new RiderParty(4, 0, 0, 0)).operatorId("blue"));
        hear(said(TripRequestKind.ACCEPT, "full", 1).offerId(last("full").offerId()).operatorId("blue"));
        hear(ask("r1", 2, stop(0, 0), stop(4, 4)).party(new RiderParty(4, 0, 0, 0)).operatorId("blue"));
        TripOffer refused = last("r1");
        for (int i = 0; refused.hasOffer() && i < 5; i++) {
            hear(ask("more" + i, 3 + i, stop(0, 0), stop(4, 4)).party(new RiderParty(4, 0, 0, 0)).operatorId("blue"));
            refused = last("more" + i);
        }
        assertThat(refused.refusal()).isEqualTo(TripRefusal.NO_VEHICLE_IN_TIME);
        assertThat(refused.alternatives()).isNotEmpty().hasSizeLessThanOrEqualTo(3);
        TripAlternative first = refused.alternatives().get(0);
        hear(ask("instead", 10, first.fromStopId(), first.toStopId())
                .party(new RiderParty(4, 0, 0, 0))
                .operatorId("blue")
                .wish(first.wish())
                .wishTime(first.wishTime()));
        assertThat(last("instead").status()).isEqualTo(TripStatus.OFFERED);
    }

    @Test
    void aChangeToAPlaceFarAwayLeavesTheBookingAsItWas() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        accept("r1", 1);
        hear(ask("r1", 2, stop(0, 0), "").to(TripPlace.of(136, 35)).kind(TripRequestKind.CHANGE).messageId("far"));
        assertThat(last("r1").refusal()).isEqualTo(TripRefusal.NO_STOP_NEAR);
        assertThat(last("r1").status()).isEqualTo(TripStatus.BOOKED);
        assertThat(last("r1").toStopId()).isEqualTo(stop(4, 4));
    }

    @Test
    void everyReasonOfTheDispatcherHasAWordOnTheTopic() {
        assertThat(TripRefusal.values())
                .extracting(TripRefusal::name)
                .containsAll(Arrays.stream(RefusalReason.values()).map(RefusalReason::name).toList());
    }
}
