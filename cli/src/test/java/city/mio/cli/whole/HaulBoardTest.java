package city.mio.cli.whole;

import static city.mio.cli.whole.Chromium.await;
import static city.mio.cli.whole.Chromium.text;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.HaulDeclaration;
import city.mio.events.HaulHeadRoomReason;
import city.mio.events.HaulMoveReason;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.events.HaulPlace;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.LinkState;
import city.mio.feeds.haul.HaulBook;
import city.mio.feeds.haul.HaulDoor;
import city.mio.feeds.haul.HaulWriter;
import city.mio.feeds.http.ApiServer;
import city.mio.feeds.http.HaulRoutes;
import city.mio.feeds.http.OnDemandRoutes;
import city.mio.feeds.dispatch.DispatchLimits;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.inbound.PlateHasher;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.places.Bounds;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.LocalName;
import city.mio.geo.routing.LinkOrder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.chrome.ChromeDriver;

/** A person of the office works with the day board. {@code -Dmio.screenshot.haul=FILE} keeps pictures. */
class HaulBoardTest {

    /** Wed 2026-11-18 07:00 in Osaka. */
    private static final long SEVEN = Instant.parse("2026-11-17T22:00:00Z").toEpochMilli();
    private static final long SLOT = 1_800_000;

    private final RoadNetwork network = network();
    private final LiveCity city = new LiveCity(
            network,
            new CityPlaces(
                    "island",
                    new LocalName("島", "Island"),
                    ZoneId.of("Asia/Tokyo"),
                    new Bounds(135.3, 34.6, 135.7, 34.8),
                    List.of(),
                    List.of(),
                    List.of(),
                    30,
                    List.of(),
                    List.of(
                            new HaulRoute("bridge", new LocalName("夢舞大橋ルート", "Yumemai bridge route"), List.of(1L), 60),
                            new HaulRoute("tunnel", new LocalName("夢咲トンネルルート", "Yumesaki tunnel route"), List.of(2L), 40)),
                    List.of(),
                    List.of()),
            LiveSettings.defaults(),
            InstantSource.system());
    private final HaulBook book = new HaulBook(31);
    private final List<HaulOrder> ordered = new CopyOnWriteArrayList<>();

    private static RoadNetwork network() {
        RoadNetworkBuilder b = new RoadNetworkBuilder();
        b.addNode(1, 135.38, 34.65, true, "島", "Island");
        b.addNode(2, 135.42, 34.66, true, "橋", "Bridge");
        b.addNode(3, 135.42, 34.63, true, "トンネル", "Tunnel");
        for (int i = 0; i < 2; i++) {
            b.addLink(RoadLink.builder().linkId(i + 1).from(i + 2).to(1).roadClass(RoadClass.PRIMARY).roadName("道", "Road").build());
        }
        return b.build();
    }

    private static HaulSlot.Builder slot(String route, int number, int seen) {
        return HaulSlot.builder()
                .routeId(route)
                .slotStart(SEVEN + number * SLOT)
                .slotEnd(SEVEN + (number + 1) * SLOT)
                .time(SEVEN)
                .cap(number % 4 == 1 ? 36 : 60)
                .ruleCap(60)
                .declared(55)
                .planned(50 + number % 7)
                .seen(seen)
                .headRoom(70)
                .recommendedCap(66)
                .reason(HaulHeadRoomReason.ROAD_TAKES_MORE)
                .linkId(1);
    }

    private void day() {
        city.apply(LinkState.builder().linkId(1).minute(SEVEN + 40 * 60_000).speedMps(9).travelTimeSeconds(100).freeFlowSpeedMps(13).build());
        city.publish();
        for (int i = 0; i < 24; i++) {
            book.apply(slot("bridge", i, i == 0 ? 64 : i == 1 ? 20 : 0).build());
            book.apply(slot("tunnel", i, i == 0 ? 31 : 0).build());
        }
        for (int i = 0; i < 8; i++) {
            book.apply(HaulTrip.builder()
                    .tripId("ir-" + i)
                    .contractor("ir-foundation")
                    .siteId("ir")
                    .declaredRouteId("bridge")
                    .declaredSlotStart(SEVEN + (i % 2) * SLOT)
                    .routeId("bridge")
                    .slotStart(SEVEN + SLOT)
                    .slotEnd(SEVEN + 2 * SLOT)
                    .moveReason(i % 2 == 0 ? HaulMoveReason.CAP_FULL : HaulMoveReason.AS_DECLARED)
                    .state(i == 3 ? HaulTripState.LATE : HaulTripState.PLANNED)
                    .minutesOff(i == 3 ? 7 : 0)
                    .time(SEVEN)
                    .build());
        }
    }

    @Test
    void aPersonWorksWithTheBoard() throws Exception {
        Chromium.assumeThere();
        day();
        HaulWriter writer = new HaulWriter() {
            @Override
            public void declarations(List<HaulDeclaration> declarations) {}

            @Override
            public void order(HaulOrder order) {
                ordered.add(order);
            }
        };
        HaulDoor door = new HaulDoor(
                (known, orders, rows, now) -> List.of(),
                new PlateHasher("a key of the test's own".getBytes(StandardCharsets.UTF_8)),
                30,
                List.of(new HaulDoor.Area("yard", "Maishima holding area", "舞洲待機場", 135.41, 34.655, 80)));
        try (ApiServer server = new ApiServer(
                        city,
                        () -> LinkOrder.make(network),
                        step -> {},
                        List.of(
                                new OnDemandRoutes(
                                        city,
                                        new LiveDispatch(OnDemandOffering.none(), DispatchLimits.defaults()),
                                        request -> CompletableFuture.failedFuture(new IllegalStateException("none")),
                                        InstantSource.system()),
                                new HaulRoutes(city, book, Optional.of(door), writer, InstantSource.system())),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        Optional::empty,
                        InstantSource.system());
                Chromium chromium = Chromium.open()) {
            server.start("127.0.0.1", 0);
            ChromeDriver browser = chromium.driver();
            browser.get("http://127.0.0.1:" + server.port() + "/haul?date=2026-11-18");
            await("the board", browser, "document.querySelectorAll('.slot').length === 48");
            assertThat(text(browser, "slots")).contains("07:00").contains("64 / 50").contains("+70");
            assertThat(browser.executeScript("return document.querySelector('[data-slot=\"bridge@07:00\"]').className"))
                    .isEqualTo("slot u4");
            browser.executeScript("document.querySelector('[data-slot=\"bridge@07:30\"]').click()");
            await("the trips of the cell", browser, "document.querySelectorAll('[data-testid=trips] tr').length === 8");
            assertThat(text(browser, "trips")).contains("ir-foundation").contains("cap full").contains("late");
            chromium.keepPicture("mio.screenshot.haul");
            assertThat(text(browser, "holding")).contains("Maishima holding area").contains("Nobody waits.");
            decide(browser);
            hear(browser);
            call(browser);
            chromium.keepPicture("mio.screenshot.haul.holding");
            browser.executeScript("document.querySelector('[data-testid=language]').click()");
            await("Japanese", browser, "document.body.textContent.includes('推奨上限を採用')");
            await("names in Japanese", browser, "document.getElementById('head').textContent.includes('夢舞大橋ルート')");
            assertThat(text(browser, "holding")).contains("舞洲待機場").contains("3／80台").contains("次の呼出し：ir-6（ir-foundation）07:44発");
            browser.get("http://127.0.0.1:" + server.port() + "/haul/report?date=2026-11-18&lang=ja");
            await("the report", browser, "document.querySelectorAll('svg rect.seen').length >= 48");
            chromium.keepPicture("mio.screenshot.haul.report");
            browser.get("http://127.0.0.1:" + server.port() + "/");
            await("the map", browser, "document.body.dataset.ready === 'true'");
            chromium.keepPicture("mio.screenshot.haul.map");
            assertThat(browser.executeScript("return document.querySelector('[data-haul]').hidden")).isEqualTo(false);
        }
    }

    private void decide(ChromeDriver browser) {
        browser.executeScript("document.querySelector('[data-testid=by]').value = 'Sato';"
                + "document.querySelector('[data-testid=accept]').click()");
        await("the answer", browser, "document.querySelector('[data-testid=answer]').textContent.startsWith('Noted')");
        assertThat(ordered).singleElement().satisfies(order -> {
            assertThat(order.kind()).isEqualTo(HaulOrderKind.HEAD_ROOM_ACCEPTED);
            assertThat(order.cap()).isEqualTo(66);
            assertThat(order.capBefore()).isEqualTo(36);
            assertThat(order.by()).isEqualTo("Sato");
            assertThat(order.from()).isEqualTo(SEVEN + SLOT);
        });
        await("the audit", browser, "document.querySelector('[data-testid=audit]').textContent.includes('36 → 66')");
    }

    /** Who waits in a holding area, who leaves next and when. */
    private void call(ChromeDriver browser) {
        for (int i = 5; i < 8; i++) {
            HaulTrip trip = book.listTrips(SEVEN, SEVEN + 48 * SLOT).get(i);
            book.apply(trip.toBuilder()
                    .place(HaulPlace.HOLDING)
                    .placeId("yard")
                    .callAt(i == 5 ? 0 : SEVEN + (38 + i) * 60_000L)
                    .time(SEVEN + 120_000)
                    .build());
        }
        await("who waits", browser, "document.querySelector('[data-area=yard]').textContent.includes('3 of 80')");
        assertThat(text(browser, "holding"))
                .contains("Next: ir-6 (ir-foundation) leaves at 07:44")
                .contains("07:45 ir-7 · ir-foundation · Slot 07:30")
                .contains("not called yet ir-5");
    }

    /** What passes shows without anybody asking. */
    private void hear(ChromeDriver browser) {
        book.apply(slot("bridge", 1, 37).time(SEVEN + 60_000).build());
        await("news", browser, "document.querySelector('[data-slot=\"bridge@07:30\"]').textContent.startsWith('37 /')");
    }
}
