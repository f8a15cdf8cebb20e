package city.mio.feeds.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.RiderParty;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripPlace;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.feeds.ondemand.OfferLimits;
import city.mio.feeds.ondemand.OfferLimits.Limit;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.Sennan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenOffersTest {

    private static final long NOW = 1_763_420_400_000L;
    private static final String A = "198.51.100.1";
    private static final String CALL_CENTRE = "2001:db8::7";

    private final LiveDispatch live = new LiveDispatch(
            new OnDemandOffering(List.of(Sennan.builder()
                    .offers(new OfferLimits(new Limit(3, 10), Map.of(CALL_CENTRE, new Limit(20, 100)), 300))
                    .build())),
            DispatchLimits.defaults());
    private final OpenOffers offers = new OpenOffers(live);

    private static TripRequest ask(String id, int adults) {
        return TripRequest.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .requestId(id)
                .messageId("m-" + id)
                .kind(TripRequestKind.ASK)
                .time(NOW)
                .from(TripPlace.ofStop("S1"))
                .to(TripPlace.ofStop("S4"))
                .party(new RiderParty(adults, 0, 0, 0))
                .build();
    }

    private void said(String id, TripStatus status, long time, long expiresAt) {
        live.apply(TripOffer.builder()
                .operatorId("sennan")
                .zoneId("coast")
                .requestId(id)
                .time(time)
                .news(TripNews.STATUS)
                .status(status)
                .offerId(id + "/1")
                .vehicleId("bus-1")
                .fromStopId("S1")
                .toStopId("S4")
                .pickupTime(time)
                .earliestPickupTime(time)
                .latestPickupTime(time)
                .dropOffTime(time)
                .latestDropOffTime(time)
                .currency("JPY")
                .expiresAt(expiresAt)
                .build());
    }

    private boolean takes(String address, String id, int adults, long now) {
        return offers.take(address, ask(id, adults), now).isEmpty();
    }

    @Test
    void whatIsNotAnsweredYetIsHeldToo() {
        for (String id : List.of("a", "b", "c")) {
            assertThat(takes(A, id, 1, NOW)).isTrue();
        }
        OpenOffers.Full full = offers.take(A, ask("d", 1), NOW + 1_000).orElseThrow();
        assertThat(full.offers()).isEqualTo(3);
        assertThat(full.riders()).isEqualTo(3);
        assertThat(full.nextEnd()).isEqualTo(NOW + 300_000);
        assertThat(takes(A, "b", 1, NOW)).as("the same again").isTrue();
        assertThat(takes("198.51.100.2", "d", 1, NOW)).as("somebody else").isTrue();
        assertThat(takes(A, "d", 1, NOW + 299_999)).isFalse();
        assertThat(takes(A, "d", 1, NOW + 300_000)).as("the dispatcher never answered").isTrue();
    }

    @Test
    void takenGivenBackAndExpiredOffersAreHeldNoMore() {
        for (TripStatus end : List.of(TripStatus.BOOKED, TripStatus.CANCELLED, TripStatus.REFUSED, TripStatus.EXPIRED)) {
            String client = "client-" + end;
            for (String id : List.of("a", "b", "c")) {
                assertThat(takes(client, end + id, 1, NOW)).isTrue();
                said(end + id, TripStatus.OFFERED, NOW, NOW + 200_000);
            }
            assertThat(takes(client, end + "d", 1, NOW)).isFalse();
            said(end + "b", end, NOW + 1, NOW + 200_000);
            assertThat(takes(client, end + "d", 1, NOW)).as("%s", end).isTrue();
            assertThat(takes(client, end + "e", 1, NOW)).isFalse();
        }
        said("BOOKEDa", TripStatus.OFFERED, NOW + 2, NOW + 100_000);
        assertThat(offers.take("client-BOOKED", ask("x", 1), NOW + 2).orElseThrow().nextEnd())
                .as("the first of them")
                .isEqualTo(NOW + 100_000);
        assertThat(takes("client-BOOKED", "x", 1, NOW + 100_000)).as("whether it was told or not").isTrue();
    }

    @Test
    void ridersCountBesideOffers() {
        assertThat(takes(A, "a", 8, NOW)).isTrue();
        assertThat(takes(A, "b", 3, NOW)).isFalse();
        assertThat(takes(A, "b", 2, NOW)).isTrue();
        assertThat(takes(A, "b", 3, NOW)).as("a change to more").isFalse();
        assertThat(takes(A, "b", 1, NOW)).as("a change to fewer").isTrue();
        assertThat(takes(A, "c", 1, NOW)).isTrue();
    }

    @Test
    void aClientThatIsKnownByItsAddressMayHoldAnotherNumber() {
        for (int i = 0; i < 20; i++) {
            assertThat(takes("[2001:0db8:0:0:0:0:0:7]", "cc-" + i, 2, NOW)).isTrue();
        }
        assertThat(takes("[2001:0db8:0:0:0:0:0:7]", "cc-20", 2, NOW)).isFalse();
        assertThat(takes("2001:db8::8", "n-0", 8, NOW)).isTrue();
        assertThat(takes("2001:db8::8", "n-1", 8, NOW)).as("a neighbour is not the call centre").isFalse();
    }

    @Test
    void whatNeverCameToTheDispatcherIsGivenBack() {
        for (String id : List.of("a", "b", "c")) {
            assertThat(takes(A, id, 1, NOW)).isTrue();
        }
        offers.giveBack(A, new TripKey("sennan/coast", "b"));
        offers.giveBack(A, new TripKey("sennan/coast", "never"));
        assertThat(takes(A, "d", 1, NOW)).isTrue();
        assertThat(takes(A, "e", 1, NOW)).isFalse();
    }
}
