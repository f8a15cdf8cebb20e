package city.mio.jobs.dispatch;

import static city.mio.jobs.dispatch.DispatchTown.ask;
import static city.mio.jobs.dispatch.DispatchTown.at;
import static city.mio.jobs.dispatch.DispatchTown.bus;
import static city.mio.jobs.dispatch.DispatchTown.idle;
import static city.mio.jobs.dispatch.DispatchTown.said;
import static city.mio.jobs.dispatch.DispatchTown.state;
import static city.mio.jobs.dispatch.DispatchTown.stop;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HorizonForecast;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.PlanStop;
import city.mio.events.RefusalReason;
import city.mio.events.RiderParty;
import city.mio.events.TimeWish;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripPlace;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.junit.jupiter.api.Test;

class DispatchFunctionTest extends DispatchHarness {

    @Test
    void aRiderAsksAcceptsAndIsServed() throws Exception {
        hear(idle("V1", 0));
        hear(ask("r1", 1, stop(0, 0), stop(4, 4)).party(new RiderParty(1, 1, 0, 1)));
        TripOffer offer = last("r1");
        assertThat(offer.news()).isEqualTo(TripNews.ANSWER);
        assertThat(offer.status()).isEqualTo(TripStatus.OFFERED);
        assertThat(offer.inReplyTo()).isEqualTo("r1-ASK");
        assertThat(offer.ingestedAt()).isEqualTo(wall);
        assertThat(offer.time()).isEqualTo(at(1));
        assertThat(offer.fare()).isEqualTo(300 + 150 + 150);
        assertThat(offer.pickupTime()).isGreaterThan(at(1));
        assertThat(offer.latestPickupTime()).isBetween(offer.pickupTime(), at(1 + 15 * 60));
        String bus = offer.vehicleId();
        PlanStop halt = plan(bus).stops().get(0);
        assertThat(halt.placeId()).isEqualTo(stop(0, 0));
        assertThat(halt.boarding()).containsExactly("r1");
        assertThat(halt.seatsAfter()).isEqualTo(2);
        assertThat(halt.wheelchairsAfter()).isEqualTo(1);
        hear(bus(bus, BusStatusKind.PLAN_ACKNOWLEDGED, 2).planVersion(plan(bus).version()));
        accept("r1", 3);
        assertThat(last("r1").status()).isEqualTo(TripStatus.BOOKED);
        assertThat(last("r1").inReplyTo()).isEqualTo("r1-ACCEPT");
        hear(bus(bus, BusStatusKind.STOP_REACHED, 200).stopId(stop(0, 0)));
        assertThat(last("r1").status()).isEqualTo(TripStatus.ON_BOARD);
        assertThat(last("r1").news()).isEqualTo(TripNews.STATUS);
        hear(bus(bus, BusStatusKind.STOP_LEFT, 300).stopId(stop(0, 0)));
        hear(bus(bus, BusStatusKind.STOP_REACHED, 600).stopId(stop(4, 4)));
        assertThat(last("r1").status()).isEqualTo(TripStatus.SERVED);
        assertThat(last("r1").hasOffer()).isTrue();
        assertThat(letters).isEmpty();
        assertThat(alerts).isEmpty();
    }

    @Test
    void theSameRequestIsAnsweredOnce() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        hear(ask("r1", 5, stop(0, 0), stop(4, 4)).messageId("again").channel("phone"));
        restart();
        hear(ask("r1", 6, stop(0, 0), stop(4, 4)));
        assertThat(offers).hasSize(1);
        hear(ask("r1", 7, stop(0, 0), stop(2, 2)).messageId("other"));
        assertThat(offers).hasSize(2);
        assertThat(last("r1").refusal()).isEqualTo(TripRefusal.ID_USED_FOR_ANOTHER_REQUEST);
        assertThat(last("r1").status()).isEqualTo(TripStatus.OFFERED);
        assertThat(last("r1").toStopId()).isEqualTo(stop(4, 4));
        accept("r1", 8);
        assertThat(last("r1").status()).isEqualTo(TripStatus.BOOKED);
    }

    @Test
    void whatCannotBeIsAnsweredWithItsReason() throws Exception {
        hear(ask("a", 0, "nowhere", stop(4, 4)));
        assertThat(last("a").refusal()).isEqualTo(TripRefusal.UNKNOWN_STOP);
        hear(ask("b", 0, stop(0, 0), stop(0, 0)));
        assertThat(last("b").refusal()).isEqualTo(TripRefusal.SAME_STOP);
        hear(ask("c", 0, stop(0, 0), stop(4, 4)).party(RiderParty.NOBODY));
        assertThat(last("c").refusal()).isEqualTo(TripRefusal.NO_RIDERS);
        hear(ask("d", 0, stop(0, 0), stop(4, 4)).party(new RiderParty(50, 0, 0, 0)));
        assertThat(last("d").refusal()).isEqualTo(TripRefusal.PARTY_TOO_LARGE);
        hear(ask("e", 0, stop(0, 0), stop(4, 4)).wishTime(at(-3600)));
        assertThat(last("e").refusal()).isEqualTo(TripRefusal.TIME_PAST);
        hear(ask("f", 0, stop(0, 0), stop(4, 4)).wishTime(at(20 * 86_400)));
        assertThat(last("f").refusal()).isEqualTo(TripRefusal.TOO_FAR_AHEAD);
        hear(ask("g", 0, stop(0, 0), stop(4, 4)).wishTime(at(17 * 3600)));
        assertThat(last("g").refusal()).isEqualTo(TripRefusal.CLOSED_HOURS);
        hear(ask("h", 0, stop(0, 0), stop(4, 4)).from(TripPlace.of(135.0, 34.0)));
        assertThat(last("h").refusal()).isEqualTo(TripRefusal.NO_STOP_NEAR);
        hear(ask("i", 0, stop(0, 0), stop(4, 4)).party(new RiderParty(0, 0, 0, 2)));
        assertThat(last("i").refusal()).isEqualTo(TripRefusal.NO_WHEELCHAIR_PLACE);
        hear(ask("j", 0, stop(0, 0), stop(4, 4)).zoneId("elsewhere"));
        assertThat(last("j").refusal()).isEqualTo(TripRefusal.UNKNOWN_SERVICE);
        hear(said(TripRequestKind.CANCEL, "k", 0));
        assertThat(last("k").refusal()).isEqualTo(TripRefusal.UNKNOWN_REQUEST);
        assertThat(offers).hasSize(11).allSatisfy(offer -> {
            assertThat(offer.news()).isEqualTo(TripNews.ANSWER);
            assertThat(offer.status()).isEqualTo(TripStatus.REFUSED);
            assertThat(offer.detail()).isNotBlank();
            assertThat(offer.hasOffer()).isFalse();
        });
        hear(ask("l", 1, stop(0, 0), stop(4, 4)));
        assertThat(last("l").status()).isEqualTo(TripStatus.OFFERED);
        assertThat(letters).isEmpty();
    }

    @Test
    void busesThatTellNonsenseAreRefusedAndTheServiceGoesOn() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        String bus = last("r1").vehicleId();
        hear(bus("nobody", BusStatusKind.BREAKDOWN, 1));
        assertThat(letters.get(0).reason()).isEqualTo(RefusalReason.UNKNOWN_DEVICE);
        hear(idle("V1", 2));
        hear(idle("V1", 2));
        hear(idle("V1", 7200));
        assertThat(letters.get(1).reason()).isEqualTo(RefusalReason.TIME_OUT_OF_RANGE);
        hear(bus(bus, BusStatusKind.POSITION, 3).lon(136.9).lat(35.2));
        hear(bus(bus, BusStatusKind.STOP_REACHED, 4).stopId(stop(2, 2)));
        assertThat(letters.get(2).detail()).contains("plan has nothing to do");
        hear(bus(bus, BusStatusKind.PLAN_ACKNOWLEDGED, 5).planVersion(plan(bus).version() + 7));
        assertThat(letters.get(3).detail()).contains("was never made");
        hear(bus(bus, BusStatusKind.NO_SHOW, 6).requestId("unknown"));
        assertThat(letters).hasSize(5);
        accept("r1", 7);
        assertThat(last("r1").status()).isEqualTo(TripStatus.BOOKED);
        assertThat(last("r1").time()).isEqualTo(at(7));
    }

    @Test
    void anOldPlanIsAnsweredByTheNewest() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        String bus = last("r1").vehicleId();
        hear(bus(bus, BusStatusKind.PLAN_ACKNOWLEDGED, 1).planVersion(plan(bus).version() - 1));
        assertThat(plans).filteredOn(plan -> plan.vehicleId().equals(bus)).hasSize(2);
        hear(bus(bus, BusStatusKind.PLAN_ACKNOWLEDGED, 2).planVersion(plan(bus).version()));
        assertThat(plans).filteredOn(plan -> plan.vehicleId().equals(bus)).hasSize(2);
        assertThat(letters).isEmpty();
    }

    @Test
    void aPlaceIsServedFromTheStopNearest() throws Exception {
        hear(ask("r1", 0, "", stop(4, 4))
                .from(TripPlace.of(DispatchTown.lon(2.2), DispatchTown.lat(2.1)))
                .wish(TimeWish.ARRIVE_BY)
                .wishTime(at(3600)));
        TripOffer offer = last("r1");
        assertThat(offer.fromStopId()).isEqualTo(stop(2, 2));
        assertThat(offer.walks()).hasSize(1);
        assertThat(offer.walks().get(0).fromStopId()).isEmpty();
        assertThat(offer.walks().get(0).metres()).isBetween(80.0, 140.0);
        assertThat(offer.latestDropOffTime()).isLessThanOrEqualTo(at(3600));
    }

    @Test
    void aPlaceIsServedFromTheStopByWhichWalkWaitAndRideAreBest() throws Exception {
        // Between the stops R40 and R42, a little nearer to R40; the way to R04 leads past R42.
        TripPlace home = TripPlace.of(DispatchTown.lon(0.98), DispatchTown.lat(4));
        hear(ask("r1", 0, "", stop(0, 4)).from(home).operatorId("blue"));
        TripOffer offer = last("r1");
        assertThat(offer.status()).isEqualTo(TripStatus.OFFERED);
        assertThat(offer.fromStopId()).as("%s", offer).isEqualTo(stop(4, 2));
        assertThat(offer.walks()).hasSize(1);
        assertThat(offer.walks().get(0).fromStopId()).isEmpty();
        assertThat(offer.walks().get(0).toStopId()).isEqualTo(stop(4, 2));
        assertThat(offer.earliestPickupTime()).isGreaterThanOrEqualTo(at(offer.walks().get(0).seconds()));
        restart();
        hear(ask("r1", 5, "", stop(0, 4)).from(home).operatorId("blue"));
        assertThat(offers).as("asked again").hasSize(1);
        hear(said(TripRequestKind.CANCEL, "r1", 6).operatorId("blue"));
        assertThat(last("r1").walks()).as("known after the restart").isEqualTo(offer.walks());
    }

    @Test
    void aBookingIsChangedAndCancelled() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        accept("r1", 1);
        hear(ask("r1", 2, stop(0, 0), stop(2, 2)).kind(TripRequestKind.CHANGE).messageId("change"));
        assertThat(offers).hasSize(3);
        assertThat(last("r1").status()).isEqualTo(TripStatus.BOOKED);
        assertThat(last("r1").toStopId()).isEqualTo(stop(2, 2));
        assertThat(last("r1").inReplyTo()).isEqualTo("change");
        hear(ask("r1", 3, stop(0, 0), "nowhere").kind(TripRequestKind.CHANGE).messageId("wrong"));
        assertThat(last("r1").refusal()).isEqualTo(TripRefusal.UNKNOWN_STOP);
        assertThat(last("r1").status()).isEqualTo(TripStatus.BOOKED);
        assertThat(last("r1").toStopId()).isEqualTo(stop(2, 2));
        hear(said(TripRequestKind.CANCEL, "r1", 4));
        assertThat(last("r1").status()).isEqualTo(TripStatus.CANCELLED);
        assertThat(plan(last("r1").vehicleId()).stops())
                .noneMatch(halt -> halt.boarding().contains("r1"));
    }

    @Test
    void aPromiseThatSlipsIsToldOfferedAnewAndCleared() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        accept("r1", 1);
        String bus = last("r1").vehicleId();
        hear(bus(bus.equals("V1") ? "V2" : "V1", BusStatusKind.BREAKDOWN, 2));
        long promised = last("r1").latestPickupTime();
        for (int seconds = 10; alerts.isEmpty() && seconds < 1800; seconds += 10) {
            hear(idle(bus, seconds));
        }
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).type()).isEqualTo(AlertType.PROMISE_AT_RISK);
        assertThat(alerts.get(0).status()).isEqualTo(AlertStatus.OPENED);
        assertThat(alerts.get(0).placeId()).isEqualTo(stop(0, 0));
        assertThat(alerts.get(0).sentenceJa()).contains("お迎え");
        assertThat(last("r1").news()).isEqualTo(TripNews.REOFFERED);
        assertThat(last("r1").latestPickupTime()).isGreaterThan(promised);
        assertThat(last("r1").time()).as("told before it is broken").isLessThanOrEqualTo(promised);
        restart();
        double now = (last("r1").pickupTime() - DispatchTown.START) / 1000.0;
        hear(bus(bus, BusStatusKind.STOP_REACHED, now).stopId(stop(0, 0)));
        hear(bus(bus, BusStatusKind.STOP_LEFT, now + 30).stopId(stop(0, 0)));
        hear(bus(bus, BusStatusKind.STOP_REACHED, now + 300).stopId(stop(4, 4)));
        Alert end = alerts.get(alerts.size() - 1);
        assertThat(end.status()).isEqualTo(AlertStatus.CLEARED);
        assertThat(end.alertId()).isEqualTo(alerts.get(0).alertId());
        assertThat(end.evidence()).containsEntry("ending", "SERVED");
    }

    @Test
    void aTripThatNoBusCanMakeFailsWithAnAlertThatClearsWhenForgotten() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        accept("r1", 1);
        hear(bus("V1", BusStatusKind.BREAKDOWN, 2));
        hear(bus("V2", BusStatusKind.BREAKDOWN, 3));
        assertThat(last("r1").status()).isEqualTo(TripStatus.FAILED);
        assertThat(last("r1").news()).isEqualTo(TripNews.FAILED);
        assertThat(alerts).extracting(Alert::type).contains(AlertType.PROMISE_BROKEN);
        for (int minute = 0; minute < 125; minute++) {
            hear(state(DispatchTown.link(1, 2), minute, 40));
        }
        assertThat(alerts.get(alerts.size() - 1).status()).isEqualTo(AlertStatus.CLEARED);
        assertThat(alerts.get(alerts.size() - 1).evidence()).containsEntry("ending", "PAST");
    }

    @Test
    void slowLinksMakeTripsLonger() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        long free = last("r1").dropOffTime() - last("r1").pickupTime();
        for (long from = 1; from <= 45; from++) {
            for (long to : new long[] {from + 1, from + 10, from - 1, from - 10}) {
                if (DispatchTown.network().findLink(DispatchTown.link(from, to)).isPresent()) {
                    hear(state(DispatchTown.link(from, to), 0, 80));
                }
            }
        }
        restart();
        hear(ask("r2", 61, stop(0, 0), stop(4, 4)).operatorId("blue"));
        long slow = last("r2").dropOffTime() - last("r2").pickupTime();
        assertThat(slow).isBetween((long) (1.6 * free), 2 * free);
    }

    private static Iterable<Long> links() {
        List<Long> all = new ArrayList<>();
        for (long from = 1; from <= 45; from++) {
            for (long to : new long[] {from + 1, from + 10, from - 1, from - 10}) {
                if (DispatchTown.network().findLink(DispatchTown.link(from, to)).isPresent()) {
                    all.add(DispatchTown.link(from, to));
                }
            }
        }
        return all;
    }

    @Test
    void laterTripsTakeAsLongAsIsForecast() throws Exception {
        hear(state(DispatchTown.link(1, 2), 0, 40));
        for (long link : links()) {
            hear(Forecast.builder()
                    .target(ForecastTarget.LINK)
                    .targetId(Long.toString(link))
                    .quantity(ForecastQuantity.TRAVEL_TIME)
                    .time(DispatchTown.START + DispatchTown.MINUTE)
                    .modelVersion("m")
                    .horizons(List.of(new HorizonForecast(15, 40, 40, 40), new HorizonForecast(60, 120, 120, 120)))
                    .build());
        }
        restart();
        hear(ask("now", 61, stop(0, 0), stop(4, 4)));
        hear(ask("later", 62, stop(0, 0), stop(4, 4))
                .operatorId("blue")
                .wishTime(DispatchTown.START + 75 * DispatchTown.MINUTE));
        long soon = last("now").dropOffTime() - last("now").pickupTime();
        long later = last("later").dropOffTime() - last("later").pickupTime();
        assertThat(later).isBetween((long) (1.8 * soon), 4 * soon);
    }

    private RoadEvent.Builder closure(String eventId, long linkId, double from, double until) {
        return RoadEvent.builder()
                .eventId(eventId)
                .kind(RoadEventKind.CLOSURE)
                .linkId(linkId)
                .start(DispatchTown.at(from))
                .end(DispatchTown.at(until));
    }

    @Test
    void aClosedStopMovesWhoBoardsThereAndTellsThemUntilItOpens() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        accept("r1", 1);
        // The town's stops are 800 m apart: none is within walking distance of another.
        long link = DispatchTown.link(DispatchTown.node(0, 1), DispatchTown.node(0, 0));
        hear(closure("c1", link, 5, 3600).build());
        hear(idle("V1", 10));
        assertThat(last("r1").status()).isEqualTo(TripStatus.FAILED);
        assertThat(last("r1").detail()).contains("closed");
        assertThat(alerts).extracting(Alert::type).contains(AlertType.PROMISE_BROKEN);
        hear(ask("r2", 20, stop(0, 0), stop(4, 4)));
        assertThat(last("r2").refusal()).isEqualTo(TripRefusal.STOP_CLOSED);
        restart();
        hear(ask("r3", 30, stop(0, 0), stop(4, 4)));
        assertThat(last("r3").refusal()).isEqualTo(TripRefusal.STOP_CLOSED);
        // It opens sooner than was said.
        hear(closure("c1", link, 5, 40).build());
        hear(idle("V1", 45));
        hear(ask("r4", 50, stop(0, 0), stop(4, 4)));
        assertThat(last("r4").status()).isEqualTo(TripStatus.OFFERED);
    }

    @Test
    void aClosedLinkIsDrivenRound() throws Exception {
        hear(ask("before", 0, stop(0, 0), stop(0, 4)));
        long straight = last("before").dropOffTime() - last("before").pickupTime();
        for (int row = 0; row < 4; row++) {
            // Eastward only the southernmost street is left.
            long link = DispatchTown.link(DispatchTown.node(row, 1), DispatchTown.node(row, 2));
            hear(closure("c" + row, link, 2, 7200).build());
        }
        hear(idle("V1", 20));
        hear(idle("V2", 30));
        hear(ask("after", 40, stop(0, 0), stop(0, 4)).operatorId("blue"));
        long round = last("after").dropOffTime() - last("after").pickupTime();
        // Three blocks down more and three up again, 40 s each; by no means half an hour on a closed link.
        assertThat(round - straight).isBetween(200_000L, 400_000L);
        assertThat(last("before").news()).as("who has an offer already is told").isEqualTo(TripNews.RETIMED);
        assertThat(last("before").dropOffTime() - last("before").pickupTime() - straight).isBetween(200_000L, 400_000L);
    }

    @Test
    void whoWaitsIsToldOfALaterDropOffThoughThePickUpStays() throws Exception {
        hear(bus("V2", BusStatusKind.BREAKDOWN, 0));
        hear(ask("r1", 1, stop(0, 0), stop(4, 4)));
        accept("r1", 2);
        TripOffer before = last("r1");
        long version = plan("V1").version();
        hear(ask("r2", 3, stop(2, 0), stop(4, 2)));
        assertThat(last("r2").status()).isEqualTo(TripStatus.OFFERED);
        assertThat(last("r1").news()).isEqualTo(TripNews.RETIMED);
        assertThat(last("r1").pickupTime()).isEqualTo(before.pickupTime());
        assertThat(last("r1").dropOffTime()).isGreaterThanOrEqualTo(before.dropOffTime() + 60_000);
        assertThat(plan("V1").version()).isGreaterThan(version);
        assertThat(alerts).isEmpty();
    }

    @Test
    void whoRidesAndWillNotArriveAsPromisedIsOfferedAnewWithAnAlertThatSaysHowLate() throws Exception {
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)).wish(TimeWish.ARRIVE_BY).wishTime(at(1800)));
        accept("r1", 1);
        long promised = last("r1").latestDropOffTime();
        String bus = last("r1").vehicleId();
        double fetched = (last("r1").pickupTime() - DispatchTown.START) / 1000.0;
        hear(bus(bus, BusStatusKind.STOP_REACHED, fetched).stopId(stop(0, 0)));
        hear(bus(bus, BusStatusKind.STOP_LEFT, fetched + 30).stopId(stop(0, 0)));
        int told = offers.size();
        for (int seconds = 40; alerts.isEmpty() && seconds < 1800; seconds += 10) {
            hear(bus(bus, BusStatusKind.POSITION, fetched + seconds).lon(DispatchTown.lon(0)).lat(DispatchTown.lat(0)).stopId(stop(0, 0)));
        }
        assertThat(offers.subList(told, offers.size())).filteredOn(offer -> offer.news() == TripNews.RETIMED).isNotEmpty();
        assertThat(last("r1").news()).isEqualTo(TripNews.REOFFERED);
        assertThat(last("r1").dropOffTime()).isGreaterThan(Math.min(promised, last("r1").latestDropOffTime() - 61_000));
        assertThat(last("r1").time()).as("told before it is broken").isLessThanOrEqualTo(promised);
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).type()).isEqualTo(AlertType.PROMISE_AT_RISK);
        assertThat(alerts.get(0).sentenceEn()).contains("later than promised");
        assertThat(Integer.parseInt(alerts.get(0).evidence().get("lateSeconds"))).isPositive();
    }

    /** The same script, once in one go and once restored after every event, says the same word for word. */
    @Test
    void goesOnTheSameAfterEveryRestore() throws Exception {
        List<Object> script = script();
        for (Object event : script) {
            play(event);
        }
        List<TripOffer> wholeOffers = List.copyOf(offers);
        List<DispatchPlan> wholePlans = List.copyOf(plans);
        assertThat(wholeOffers).filteredOn(o -> o.status() == TripStatus.BOOKED).isNotEmpty();
        offers.clear();
        plans.clear();
        harness.close();
        offset = 0;
        wall = 1_000_000;
        start(null);
        for (Object event : script) {
            play(event);
            restart();
        }
        assertThat(offers).isEqualTo(wholeOffers);
        assertThat(plans).isEqualTo(wholePlans);
    }

    /** Whoever has an offer takes it. */
    private record Accept(String requestId, double seconds) {}

    private void play(Object event) throws Exception {
        if (!(event instanceof Accept accept)) {
            hear(event);
        } else if (last(accept.requestId()).hasOffer()) {
            accept(accept.requestId(), accept.seconds());
        }
    }

    private static List<Object> script() {
        List<Object> script = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            double seconds = 20 * i;
            script.add(idle("V" + (1 + i % 2), seconds).build());
            String from = stop(2 * (i % 3), 2 * (i / 3 % 3));
            String to = stop(2 * ((i + 1) % 3), 2 * ((i / 3 + 2) % 3));
            script.add(ask("r" + i, seconds + 1, from, to).build());
            script.add(new Accept("r" + i, seconds + 2));
            if (i % 5 == 4) {
                script.add(said(TripRequestKind.CANCEL, "r" + (i - 1), seconds + 3).build());
            }
            if (i % 3 == 2) {
                script.add(state(DispatchTown.link(1, 2), i / 3, 60 + i));
            }
        }
        return script;
    }

    @Test
    void aServiceOfWhichNothingIsHeardIsForgotten() throws Exception {
        harness.setStateTtlProcessingTime(1);
        hear(ask("r1", 0, stop(0, 0), stop(4, 4)));
        hear(ask("r1", 1, stop(0, 0), stop(4, 4)));
        assertThat(offers).hasSize(1);
        harness.setStateTtlProcessingTime(31L * 86_400_000);
        hear(ask("r1", 2, stop(0, 0), stop(4, 4)));
        assertThat(offers).hasSize(2);
    }

    @Test
    void whatIsOverIsForgotten() throws Exception {
        hear(idle("V1", 0));
        hear(state(DispatchTown.link(1, 2), 0, 40));
        int empty = memory().write().length;
        for (int i = 0; i < 40; i++) {
            hear(ask("r" + i, 60 + i, stop(0, 0), stop(4, 4)));
        }
        assertThat(memory().asked).hasSize(40);
        // A day on there are as many shifts to come, and nothing else.
        for (int minute = 10; minute < 1450; minute += 10) {
            hear(state(DispatchTown.link(1, 2), minute, 40));
        }
        ServiceMemory memory = memory();
        assertThat(memory.asked).isEmpty();
        assertThat(memory.alerts).isEmpty();
        assertThat(memory.dispatch.countByStatus()).isEmpty();
        assertThat(memory.write().length).isLessThanOrEqualTo(empty + 200);
    }

    /** As a snapshot has it. */
    private ServiceMemory memory() throws Exception {
        OperatorSubtaskState snapshot = harness.snapshot(7, 7);
        harness.close();
        start(snapshot);
        DispatchFunction function = (DispatchFunction)
                ((CoBroadcastWithKeyedOperator<?, ?, ?, ?>) harness.getOperator()).getUserFunction();
        hear(idle("V2", 0));
        return function.memory("red/town");
    }
}
