package city.mio.feeds.dispatch;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.RiderParty;
import city.mio.events.TimeWish;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripPlace;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.Sennan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveDispatchTest {

    private static final long MINUTE = 60_000;
    private final OnDemandService service = Sennan.service();
    private LiveDispatch live = live(DispatchLimits.defaults());
    private StubDispatcher stub = new StubDispatcher(live);

    private LiveDispatch live(DispatchLimits limits) {
        return new LiveDispatch(new OnDemandOffering(List.of(service)), limits);
    }

    private static TripRequest ask(String id, long time, int riders) {
        return TripRequest.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .requestId(id)
                .messageId("message-" + id)
                .kind(TripRequestKind.ASK)
                .time(time)
                .wish(TimeWish.LEAVE_AFTER)
                .from(TripPlace.ofStop("S1"))
                .to(TripPlace.ofStop("S4"))
                .party(new RiderParty(riders, 0, 0, 0))
                .build();
    }

    private static TripKey key(String id) {
        return new TripKey("sennan/coast", id);
    }

    private void book(String id, long time) {
        stub.write(ask(id, time, 1)).join();
        TripOffer offer = live.find(key(id)).orElseThrow().findLast().orElseThrow();
        stub.write(ask(id, time, 1).toBuilder().kind(TripRequestKind.ACCEPT).messageId("a").offerId(offer.offerId()).build())
                .join();
    }

    @Test
    void aTripGoesItsWayAndIsCounted() {
        book("a", SEVEN);
        book("b", SEVEN + MINUTE);
        stub.write(ask("c", SEVEN, 7)).join();
        stub.go("a", TripStatus.ON_BOARD, SEVEN + 6 * MINUTE);
        stub.go("b", TripStatus.ON_BOARD, SEVEN + 9 * MINUTE);
        stub.go("a", TripStatus.SERVED, SEVEN + 18 * MINUTE);
        stub.go("b", TripStatus.SERVED, SEVEN + 19 * MINUTE);

        DayFigures day = live.figures(service, SEVEN);
        assertThat(day.date()).hasToString("2026-11-18");
        assertThat(day.requests()).isEqualTo(3);
        assertThat(day.offered()).isEqualTo(2);
        assertThat(day.refused()).containsOnly(java.util.Map.entry(TripRefusal.NO_VEHICLE_IN_TIME, 1));
        assertThat(day.booked()).isEqualTo(2);
        assertThat(day.served()).isEqualTo(2);
        assertThat(day.meanWaitSeconds()).as("6 and 8 minutes").isEqualTo(420);
        assertThat(day.p95WaitSeconds()).isEqualTo(485, within(5.0));
        // Direct drive 10 min by the promise: 18 min at a factor of 1.8, which binds before 15 min more does.
        assertThat(day.meanDetour()).as("12 and 10 minutes").isEqualTo(1.1, within(0.001));
        assertThat(day.pooledShare()).isEqualTo(1);
        assertThat(live.find(key("a")).orElseThrow().isOpen()).isFalse();
        assertThat(live.listOpenTrips()).isEmpty();
        assertThat(live.figures(service, SEVEN + 24 * 60 * MINUTE).requests()).as("a new day").isZero();
    }

    @Test
    void whoRidesAloneIsNotPooled() {
        book("a", SEVEN);
        book("b", SEVEN);
        stub.go("a", TripStatus.ON_BOARD, SEVEN + 6 * MINUTE);
        stub.go("a", TripStatus.SERVED, SEVEN + 16 * MINUTE);
        stub.go("b", TripStatus.ON_BOARD, SEVEN + 16 * MINUTE);
        stub.go("b", TripStatus.SERVED, SEVEN + 26 * MINUTE);
        assertThat(live.figures(service, SEVEN).pooledShare()).isZero();
    }

    @Test
    void theSameRecordTwiceChangesNothing() {
        book("a", SEVEN);
        TripOffer last = live.find(key("a")).orElseThrow().findLast().orElseThrow();
        live.apply(last);
        live.apply(last.toBuilder().time(SEVEN - MINUTE).status(TripStatus.OFFERED).build());
        assertThat(live.find(key("a")).orElseThrow().findStatus()).contains(TripStatus.BOOKED);
        assertThat(live.figures(service, SEVEN).booked()).isEqualTo(1);
        assertThat(live.figures(service, SEVEN).requests()).isEqualTo(1);
        assertThat(live.ignored()).isEqualTo(1);
    }

    @Test
    void aRefusedChangeLeavesWhatWasAskedFor() {
        book("a", SEVEN);
        TripRequest change = ask("a", SEVEN, 2).toBuilder().kind(TripRequestKind.CHANGE).messageId("change").build();
        live.apply(change);
        TripOffer booked = live.find(key("a")).orElseThrow().findLast().orElseThrow();
        live.apply(booked.toBuilder().inReplyTo("change").refusal(TripRefusal.NO_VEHICLE_IN_TIME).build());
        assertThat(live.find(key("a")).orElseThrow().findAsked().orElseThrow().party().riders()).isEqualTo(1);
        live.apply(change.toBuilder().messageId("again").build());
        live.apply(booked.toBuilder().inReplyTo("again").build());
        assertThat(live.find(key("a")).orElseThrow().findAsked().orElseThrow().party().riders()).isEqualTo(2);
    }

    /** After a restart the topics are read side by side. */
    @Test
    void anAnswerMayBeHeardBeforeTheChangeThatItAnswers() {
        book("a", SEVEN);
        TripRequest change = ask("a", SEVEN, 2).toBuilder().kind(TripRequestKind.CHANGE).messageId("change").build();
        TripOffer booked = live.find(key("a")).orElseThrow().findLast().orElseThrow();
        live.apply(booked.toBuilder().inReplyTo("change").refusal(TripRefusal.NO_VEHICLE_IN_TIME).build());
        live.apply(change);
        assertThat(live.find(key("a")).orElseThrow().findAsked().orElseThrow().party().riders()).isEqualTo(1);
        live.apply(booked.toBuilder().inReplyTo("again").build());
        live.apply(change.toBuilder().messageId("again").build());
        assertThat(live.find(key("a")).orElseThrow().findAsked().orElseThrow().party().riders()).isEqualTo(2);
    }

    @Test
    void whoeverWaitsIsAnsweredOnceAndForgottenAfterwards() throws Exception {
        CompletableFuture<TripOffer> answer = live.await(key("a"), offer -> offer.news() == TripNews.ANSWER);
        CompletableFuture<TripOffer> never = live.await(key("x"), offer -> true);
        stub.write(ask("a", SEVEN, 1)).join();
        assertThat(answer.get(60, TimeUnit.SECONDS).status()).isEqualTo(TripStatus.OFFERED);
        never.cancel(false);
        stub.write(ask("x", SEVEN, 1)).join();
        assertThat(never).isCancelled();
    }

    @Test
    void memoryIsBounded() {
        live = live(new DispatchLimits(10, 5, 3, Duration.ofMinutes(10)));
        stub = new StubDispatcher(live);
        for (int i = 0; i < 50; i++) {
            stub.write(ask("open" + i, SEVEN, 1)).join();
            stub.write(ask("refused" + i, SEVEN, 9)).join();
            live.apply(position("v" + i, SEVEN, 135.48));
        }
        assertThat(live.listOpenTrips()).as("one made room for what was refused then").hasSizeBetween(9, 10);
        assertThat(live.find(key("open49"))).isPresent();
        assertThat(live.find(key("open0"))).isEmpty();
        assertThat(live.find(key("refused49"))).isPresent();
        assertThat(live.find(key("refused40"))).isEmpty();
        assertThat(live.listBuses()).hasSize(3);
        assertThat(live.drain(SEVEN).trips()).hasSizeLessThanOrEqualTo(15);
        assertThat(live.ignored()).isGreaterThanOrEqualTo(40 + 47);
    }

    static BusStatus position(String vehicle, long time, double lon) {
        return BusStatus.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .vehicleId(vehicle)
                .kind(BusStatusKind.POSITION)
                .time(time)
                .lon(lon)
                .lat(34.66)
                .speedMps(8)
                .headingDegrees(90)
                .build();
    }

    private static DispatchPlan plan(long version, long time) {
        return DispatchPlan.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .vehicleId("bus-1")
                .version(version)
                .time(time)
                .stops(List.of())
                .build();
    }

    @Test
    void aBusHasItsNewestPositionAndPlan() {
        live.apply(position("bus-1", SEVEN, 135.48));
        live.apply(position("bus-1", SEVEN - MINUTE, 135.40));
        live.apply(plan(3, SEVEN));
        live.apply(plan(2, SEVEN));
        live.apply(position("bus-1", SEVEN, 135.48).toBuilder().kind(BusStatusKind.PLAN_ACKNOWLEDGED).planVersion(3).build());
        live.apply(position("bus-1", SEVEN, 135.48).toBuilder().kind(BusStatusKind.STOP_REACHED).stopId("S1").build());
        BusView bus = live.findBus("sennan/coast", "bus-1").orElseThrow();
        assertThat(bus.findPosition().orElseThrow().lon()).isEqualTo(135.48);
        assertThat(bus.findPlan().orElseThrow().version()).isEqualTo(3);
        assertThat(bus.acknowledgedVersion()).isEqualTo(3);
        assertThat(bus.atStopId()).isEqualTo("S1");
        live.apply(plan(1, SEVEN + MINUTE));
        assertThat(live.listBuses().get(0).findPlan().orElseThrow().version())
                .as("a dispatcher that began anew")
                .isEqualTo(1);
        assertThat(live.drain(SEVEN).buses()).hasSize(1);
        assertThat(live.drain(SEVEN).buses()).as("nothing new").isEmpty();
        assertThat(live.drain(SEVEN + 40 * MINUTE).goneBuses()).containsExactly("sennan/coast/bus-1");
        assertThat(live.listBuses()).isEmpty();
    }

    @Test
    void whatIsOfNoServiceIsCountedOnly() {
        live.apply(position("bus-1", SEVEN, 135.48).toBuilder().zoneId("moon").build());
        live.apply(ask("a", SEVEN, 1).toBuilder().zoneId("moon").build());
        assertThat(live.ignored()).isEqualTo(2);
        assertThat(live.listBuses()).isEmpty();
        assertThat(live.listOpenTrips()).isEmpty();
    }

    @Test
    void theWaitNowIsThatOfTheLastOffers() {
        assertThat(live.findWait("sennan/coast", SEVEN)).isEmpty();
        stub.write(ask("a", SEVEN, 1)).join();
        assertThat(live.findWait("sennan/coast", SEVEN)).hasValue(300);
        assertThat(live.findWait("sennan/coast", SEVEN + 60 * MINUTE)).isEmpty();
    }
}
