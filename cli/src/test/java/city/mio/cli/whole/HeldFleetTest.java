package city.mio.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.cli.engine.OnDemandDoors;
import city.mio.events.RiderParty;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRefusal;
import city.mio.events.TripRequest;
import city.mio.events.TripRequestKind;
import city.mio.events.TripStatus;
import city.mio.feeds.dispatch.DispatchLimits;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.dispatch.TripWriter;
import city.mio.feeds.http.ApiServer;
import city.mio.feeds.http.HaulRoutes;
import city.mio.feeds.http.OnDemandRoutes;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.geo.routing.DijkstraTravelTimes;
import city.mio.geo.routing.LinkOrder;
import city.mio.geo.routing.RouteGraph;
import city.mio.geo.routing.TurnCosts;
import city.mio.jobs.dispatch.OfferRules;
import city.mio.jobs.dispatch.ServiceSettings;
import city.mio.jobs.dispatch.ShiftCalendar;
import city.mio.models.dispatch.live.DispatchEvent;
import city.mio.models.dispatch.live.DispatchOutput;
import city.mio.models.dispatch.live.DispatchSettings;
import city.mio.models.dispatch.live.DispatchState;
import city.mio.models.dispatch.live.LiveDispatcher;
import city.mio.models.dispatch.live.NetworkDriveTimes;
import city.mio.models.dispatch.live.Offer;
import city.mio.models.dispatch.live.TimeWish;
import city.mio.models.dispatch.service.OnDemandService;
import city.mio.models.dispatch.service.Party;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Somebody asks for offers and takes none: what is left of a fleet of Osaka for others, by the dispatcher's own judgement. */
class HeldFleetTest {

    /** Wed 2026-11-18 08:00 in Osaka. */
    private static final long EIGHT = Instant.parse("2026-11-17T23:00:00Z").toEpochMilli();

    private static final City OSAKA = CityFolder.read(Path.of("..", "config", "osaka"));
    private static final int STOPS = 30;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** The dispatcher behind the door, without topics between them; each request comes a second after the one before. */
    private static final class Fleet implements TripWriter {
        final LiveDispatch live;
        final LiveDispatcher dispatcher;
        final DispatchState state;
        long now = EIGHT;

        Fleet(ServiceSettings settings) {
            live = new LiveDispatch(OnDemandDoors.of(List.of(settings)), DispatchLimits.defaults());
            OnDemandService service = settings.on(OSAKA.network());
            NetworkDriveTimes times = new NetworkDriveTimes(
                    new DijkstraTravelTimes(RouteGraph.of(OSAKA.network(), TurnCosts.city(true))), service, 900, 1);
            assertThat(times.refresh(now)).isTrue();
            dispatcher = new LiveDispatcher(
                    service, times, DispatchSettings.builder().seed(1).reserveQuantile(0.9).build());
            state = dispatcher.newState();
            new ShiftCalendar(settings)
                    .on(LocalDate.of(2026, 11, 18))
                    .forEach(shift -> dispatcher.handle(state, new DispatchEvent.ShiftPlanned(shift), now));
        }

        @Override
        public synchronized CompletableFuture<Void> write(TripRequest said) {
            now += 1_000;
            live.apply(said);
            RiderParty party = said.party();
            assertThat(said.kind()).isEqualTo(TripRequestKind.ASK);
            List<DispatchOutput> outputs = dispatcher.handle(
                    state,
                    new DispatchEvent.Request(city.mio.models.dispatch.live.TripRequest.builder(said.requestId())
                            .stops(said.from().stopId(), said.to().stopId())
                            .time(TimeWish.LEAVE_AFTER, now)
                            .party(new Party(party.adults(), party.children(), party.disabled(), party.wheelchairs()))
                            .build()),
                    now);
            for (DispatchOutput output : outputs) {
                if (output instanceof DispatchOutput.Offered o && o.offer().requestId().equals(said.requestId())) {
                    live.apply(offer(said, o.offer()));
                } else if (output instanceof DispatchOutput.Refused o && o.requestId().equals(said.requestId())) {
                    live.apply(start(said)
                            .status(TripStatus.REFUSED)
                            .refusal(TripRefusal.valueOf(o.reason().name()))
                            .detail(o.text())
                            .build());
                }
            }
            return CompletableFuture.completedFuture(null);
        }

        synchronized void sleep(int seconds) {
            now += seconds * 1_000L;
            dispatcher.handle(state, new DispatchEvent.Tick(), now);
        }

        private TripOffer.Builder start(TripRequest said) {
            return TripOffer.builder()
                    .operatorId(said.operatorId())
                    .zoneId(said.zoneId())
                    .requestId(said.requestId())
                    .inReplyTo(said.messageId())
                    .time(now)
                    .news(TripNews.ANSWER)
                    .party(said.party());
        }

        private TripOffer offer(TripRequest said, Offer offer) {
            return start(said)
                    .status(TripStatus.OFFERED)
                    .offerId(offer.offerId())
                    .vehicleId(offer.vehicleId())
                    .fromStopId(offer.fromStopId())
                    .toStopId(offer.toStopId())
                    .pickupTime(offer.pickupMillis())
                    .earliestPickupTime(offer.earliestPickupMillis())
                    .latestPickupTime(offer.latestPickupMillis())
                    .dropOffTime(offer.dropOffMillis())
                    .latestDropOffTime(offer.latestDropOffMillis())
                    .fare(offer.fare())
                    .currency(offer.currency())
                    .expiresAt(offer.expiresMillis())
                    .build();
        }
    }

    private static ApiServer open(Fleet fleet) throws Exception {
        LiveCity city =
                new LiveCity(OSAKA.network(), OSAKA.places(), LiveSettings.defaults(), InstantSource.system());
        ApiServer server = new ApiServer(
                city,
                () -> LinkOrder.make(OSAKA.network()),
                step -> {},
                List.of(
                        new OnDemandRoutes(city, fleet.live, fleet, InstantSource.fixed(Instant.ofEpochMilli(EIGHT))),
                        HaulRoutes.none(city, InstantSource.system())),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Optional::empty,
                InstantSource.system());
        server.start("127.0.0.1", 0);
        return server;
    }

    /** The answer to somebody at this address, who wants to go from one of the stops to another. */
    private static String ask(ApiServer server, String address, int number, int party) throws Exception {
        String answer = post(server, address, number, party);
        if (!answer.startsWith("HTTP/1.1 202")) {
            return answer;
        }
        // A machine that stands still is not what is tested.
        URI trip = URI.create("http://127.0.0.1:" + server.port() + "/api/trips/" + address + "-" + number);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> "HTTP/1.1 200 " + CLIENT.send(HttpRequest.newBuilder(trip).build(), HttpResponse.BodyHandlers.ofString())
                                .body(),
                        late -> !late.contains("\"status\":\"PENDING\""));
    }

    private static String post(ApiServer server, String address, int number, int party) throws Exception {
        int from = number * 7 % STOPS;
        int to = (from + 11 + number % 5) % STOPS;
        String body = String.format(
                "{\"requestId\":\"%s-%d\",\"from\":\"K%02d\",\"to\":\"K%02d\",\"party\":%d}", address, number, from + 1, to + 1, party);
        try (Socket socket = new Socket(
                InetAddress.getByName("127.0.0.1"), server.port(), InetAddress.getByName(address), 0)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST /api/trips HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** How many of twenty others, each at an address of its own, are offered a ride. */
    private static int served(ApiServer server, int firstAddress) throws Exception {
        int served = 0;
        for (int i = 0; i < 20; i++) {
            String answer = ask(server, "127.0.1." + (firstAddress + i), i, 1);
            assertThat(answer).startsWith("HTTP/1.1 20");
            served += answer.contains("\"status\":\"OFFERED\"") ? 1 : 0;
        }
        return served;
    }

    private static ServiceSettings kita(OfferRules rules) {
        ServiceSettings s = OSAKA.onDemand().get(0);
        return new ServiceSettings(
                s.operator(), s.zone(), s.timeZone(), s.maxParty(), s.hours(), s.closedDates(), s.districts(), s.stops(),
                s.depots(), s.vehicles(), s.shifts(), s.boarding(), s.fares(), s.promises(), s.dispatch(), rules);
    }

    @Test
    void withoutALimitOneClientKeepsTheFleetFromOthersUntilItsOffersExpire() throws Exception {
        Fleet fleet = new Fleet(kita(new OfferRules(1_000, 8_000, List.of())));
        try (ApiServer server = open(fleet)) {
            for (int i = 0; i < 100; i++) {
                assertThat(ask(server, "127.0.0.66", i, 8)).startsWith("HTTP/1.1 20");
            }
            assertThat(served(server, 1)).as("of twenty").isLessThan(10);
            fleet.sleep(301);
            assertThat(served(server, 101)).as("the fleet is free again").isEqualTo(20);
        }
    }

    @Test
    void withTheLimitOfOsakaOthersAreServed() throws Exception {
        Fleet fleet = new Fleet(OSAKA.onDemand().get(0));
        try (ApiServer server = open(fleet)) {
            int offers = 0;
            int full = 0;
            for (int i = 0; i < 100; i++) {
                String answer = ask(server, "127.0.0.66", i, 8);
                offers += answer.contains("\"status\":\"OFFERED\"") ? 1 : 0;
                full += answer.startsWith("HTTP/1.1 429") ? 1 : 0;
            }
            assertThat(offers).as("parties of eight").isEqualTo(4);
            assertThat(full).isEqualTo(96);
            assertThat(served(server, 1)).as("of twenty").isEqualTo(20);
            fleet.sleep(301);
            assertThat(served(server, 101)).isEqualTo(20);
            assertThat(ask(server, "127.0.0.66", 100, 8)).as("what it held has expired").contains("\"status\":\"OFFERED\"");
        }
    }
}
