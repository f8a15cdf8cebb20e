package city.mio.feeds.dispatch;

import static city.mio.feeds.live.GridCity.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.events.RiderParty;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripPlace;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.Sennan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What riders are told while topics are late, or take nothing. */
class TripDoorTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final LiveDispatch live =
            new LiveDispatch(new OnDemandOffering(List.of(Sennan.service())), DispatchLimits.defaults());
    private final CompletableFuture<Void> stored = new CompletableFuture<>();
    private final TripKey key = new TripKey("sennan/coast", "r1");

    private CompletableFuture<Optional<TripOffer>> say(Duration patience, TripRequest request) {
        return new TripDoor(live, unused -> stored, patience).say(request);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private static TripRequest ask(String messageId) {
        return TripRequest.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .requestId("r1")
                .messageId(messageId)
                .kind(TripRequestKind.ASK)
                .time(SEVEN)
                .from(TripPlace.ofStop("S1"))
                .to(TripPlace.ofStop("S4"))
                .party(new RiderParty(1, 0, 0, 0))
                .build();
    }

    private static TripOffer refusal(String messageId) {
        return TripOffer.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .requestId("r1")
                .inReplyTo(messageId)
                .time(SEVEN)
                .news(TripNews.ANSWER)
                .status(TripStatus.REFUSED)
                .refusal(TripRefusal.CLOSED_HOURS)
                .detail("closed")
                .party(new RiderParty(1, 0, 0, 0))
                .build();
    }

    @Test
    void whoIsToldToLookAgainFindsTheTripThoughTheTopicHasNotBroughtItYet() throws Exception {
        stored.complete(null);
        assertThat(get(say(SHORT, ask("m1")))).isEmpty();
        assertThat(live.find(key).orElseThrow().findAsked()).isPresent();
        live.apply(ask("m1"));
        live.apply(refusal("m1"));
        assertThat(live.listTrips("r1")).hasSize(1);
        assertThat(live.find(key).orElseThrow().findStatus()).contains(TripStatus.REFUSED);
    }

    @Test
    void nobodyWaitsForABrokerThatTakesItsTime() throws Exception {
        assertThat(get(say(SHORT, ask("m1")))).isEmpty();
        assertThat(live.find(key)).isPresent();
        stored.complete(null);
        assertThat(live.find(key)).isPresent();
    }

    @Test
    void whatTheBrokerDoesNotTakeInTheEndIsNoTrip() throws Exception {
        assertThat(get(say(SHORT, ask("m1")))).isEmpty();
        stored.completeExceptionally(new IOException("no broker"));
        assertThat(live.find(key)).isEmpty();
    }

    @Test
    void aSecondMessageThatIsNotTakenDoesNotUndoTheFirst() throws Exception {
        live.apply(ask("m0"));
        assertThat(get(say(SHORT, ask("m1")))).isEmpty();
        stored.completeExceptionally(new IOException("no broker"));
        assertThat(live.find(key)).isPresent();
    }

    @Test
    void whatIsNotTakenAtOnceIsSaid() {
        CompletableFuture<Optional<TripOffer>> told = say(LONG, ask("m1"));
        stored.completeExceptionally(new IOException("no broker"));
        assertThatThrownBy(() -> get(told)).hasCauseInstanceOf(IOException.class);
        assertThat(live.find(key)).isEmpty();
    }

    @Test
    void theAnswerIsHandedOnAtOnce() throws Exception {
        CompletableFuture<Optional<TripOffer>> told = say(LONG, ask("m1"));
        stored.complete(null);
        live.apply(refusal("m1"));
        assertThat(get(told)).map(TripOffer::refusal).contains(TripRefusal.CLOSED_HOURS);
    }
}
