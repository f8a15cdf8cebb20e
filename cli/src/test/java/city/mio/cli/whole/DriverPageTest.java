package city.mio.cli.whole;

import static city.mio.cli.whole.Chromium.await;
import static city.mio.cli.whole.Chromium.text;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.cli.engine.OnDemandDoors;
import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.PlanStopKind;
import city.mio.events.RiderParty;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripReference;
import city.mio.events.TripRefusal;
import city.mio.events.TripStatus;
import city.mio.feeds.dispatch.DispatchLimits;
import city.mio.feeds.dispatch.DriverDoor;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.http.ApiServer;
import city.mio.feeds.http.HaulRoutes;
import city.mio.feeds.http.OnDemandRoutes;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.geo.routing.LinkOrder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * A driver serves two stops with a phone, over a network that goes away meanwhile; a stub stands for the dispatcher. {@code
 * -Dmio.screenshot.driver=FILE} and the like keep pictures.
 */
class DriverPageTest {

    private static final String TOKEN = "a-token-of-the-drivers";
    private static final String BUS = "K-01";

    /** Wed 2026-11-18 08:00 in Osaka. */
    private static final long EIGHT = Instant.parse("2026-11-17T23:00:00Z").toEpochMilli();

    private final City osaka = CityFolder.read(Path.of("..", "config", "osaka"));
    private final LiveCity city =
            new LiveCity(osaka.network(), osaka.places(), LiveSettings.defaults(), InstantSource.system());
    private final LiveDispatch live = new LiveDispatch(OnDemandDoors.of(osaka.onDemand()), DispatchLimits.defaults());
    private final OnDemandService service = live.offering().listServices().get(0);
    private final List<BusStatus> told = new CopyOnWriteArrayList<>();
    private final List<PlanStop> stops = new ArrayList<>();
    private long version = 4;

    /** What a rider booked, as the dispatcher told it. */
    private void book(String trip, int adults, int children, int wheelchairs) {
        live.apply(word(trip, TripStatus.BOOKED)
                .party(new RiderParty(adults, children, 0, wheelchairs))
                .build());
    }

    private TripOffer.Builder word(String trip, TripStatus status) {
        return TripOffer.builder()
                .operatorId(service.operatorId())
                .zoneId(service.zoneId())
                .requestId(trip)
                .inReplyTo("")
                .time(EIGHT)
                .news(TripNews.ANSWER)
                .status(status)
                .refusal(TripRefusal.NONE)
                .detail("");
    }

    private PlanStop stop(String id, PlanStopKind kind, int minute, List<String> boarding, List<String> alighting) {
        return PlanStop.builder()
                .placeId(id)
                .lon(135.5)
                .lat(34.7)
                .kind(kind)
                .arriveTime(EIGHT + minute * 60_000L)
                .departTime(EIGHT + minute * 60_000L + 60_000)
                .boarding(boarding)
                .alighting(alighting)
                .build();
    }

    private synchronized void plan() {
        live.apply(DispatchPlan.builder()
                .operatorId(service.operatorId())
                .zoneId(service.zoneId())
                .vehicleId(BUS)
                .version(++version)
                .acknowledgedVersion(0)
                .time(EIGHT)
                .stops(List.copyOf(stops))
                .build());
    }

    /** The dispatcher's part: what is being served is not in the plan. */
    private synchronized CompletableFuture<Void> hear(BusStatus status) {
        told.add(status);
        live.apply(status);
        if (status.kind() == BusStatusKind.STOP_REACHED) {
            stops.removeIf(stop -> stop == stops.get(0) && stop.placeId().equals(status.stopId()));
            plan();
        } else if (status.kind() == BusStatusKind.BREAKDOWN) {
            stops.clear();
            plan();
        }
        return CompletableFuture.completedFuture(null);
    }

    private List<String> said() {
        return told.stream()
                .filter(status -> status.kind() != BusStatusKind.PLAN_ACKNOWLEDGED)
                .map(status -> (status.kind() + " " + status.stopId() + status.requestId()).strip())
                .toList();
    }

    private static void click(ChromeDriver browser, String selector) {
        await(selector, browser, "document.querySelector('" + selector + "')?.offsetParent");
        browser.executeScript("document.querySelector(arguments[0]).click()", selector);
    }

    private static String testId(String id) {
        return "[data-testid=" + id + "]";
    }

    private static String of(String trip, String id) {
        return "[data-trip=" + trip + "] [data-testid=" + id + "]";
    }

    private static void network(ChromeDriver browser, boolean there) {
        browser.executeCdpCommand("Network.enable", Map.of());
        browser.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", !there, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    @Test
    void aDriverServesStopsAlsoWithoutANetwork() throws Exception {
        Chromium.assumeThere();
        planThreeRiders();
        try (ApiServer server = server();
                Chromium chromium = Chromium.open()) {
            server.start("127.0.0.1", 0);
            ChromeDriver browser = chromium.driver();
            chromium.becomePhone();
            signIn(chromium, "http://127.0.0.1:" + server.port() + "/driver");
            look(chromium);
            serve(chromium);
            serveWithoutNetwork(chromium);
            breakDown(chromium);
            assertThat(browser.executeScript("return Object.keys(localStorage).join()").toString())
                    .as("the token and the riders go with the tab")
                    .doesNotContain("driver");
        }
    }

    private ApiServer server() {
        return new ApiServer(
                city,
                () -> LinkOrder.make(osaka.network()),
                step -> {},
                List.of(
                        new OnDemandRoutes(
                                city,
                                live,
                                request -> CompletableFuture.failedFuture(new IOException("nobody rides here")),
                                new DriverDoor(Optional.of(TOKEN), this::hear),
                                InstantSource.system()),
                        HaulRoutes.none(city, InstantSource.system())),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Optional::empty,
                InstantSource.system());
    }

    private void ride(String trip, TripStatus status, String from, String to) {
        RiderParty party = live.listTrips(trip).get(0).findLast().orElseThrow().party();
        live.apply(word(trip, status)
                .news(TripNews.STATUS)
                .offerId("offer-" + trip)
                .vehicleId(BUS)
                .fromStopId(from)
                .toStopId(to)
                .pickupTime(EIGHT)
                .dropOffTime(EIGHT + 600_000)
                .earliestPickupTime(EIGHT)
                .latestPickupTime(EIGHT + 300_000)
                .latestDropOffTime(EIGHT + 900_000)
                .party(party)
                .build());
    }

    /** One bus: two riders board where a third gets off, one of them gets off, a break. */
    private void planThreeRiders() {
        book("rider-1", 2, 1, 1);
        book("rider-2", 1, 0, 0);
        book("rider-3", 1, 0, 0);
        stops.add(stop("K05", PlanStopKind.RIDERS, 6, List.of("rider-1", "rider-2"), List.of("rider-3")));
        stops.add(stop("K24", PlanStopKind.RIDERS, 15, List.of(), List.of("rider-1")));
        stops.add(stop("K-depot-1", PlanStopKind.BREAK, 25, List.of(), List.of()));
        plan();
    }

    /** The phone's battery is empty: another phone signs in while the bus stands at a stop. */
    @Test
    void aDriverWhoTakesOverAtAStopSeesWhoBoardsThere() throws Exception {
        Chromium.assumeThere();
        planThreeRiders();
        ride("rider-3", TripStatus.ON_BOARD, "K01", "K05");
        hear(BusStatus.builder()
                .operatorId(service.operatorId())
                .zoneId(service.zoneId())
                .vehicleId(BUS)
                .kind(BusStatusKind.STOP_REACHED)
                .stopId("K05")
                .time(EIGHT)
                .build());
        ride("rider-1", TripStatus.ON_BOARD, "K05", "K24");
        ride("rider-3", TripStatus.SERVED, "K01", "K05");
        try (ApiServer server = server();
                Chromium chromium = Chromium.open()) {
            server.start("127.0.0.1", 0);
            ChromeDriver browser = chromium.driver();
            chromium.becomePhone();
            browser.get("http://127.0.0.1:" + server.port() + "/driver#vehicle=" + BUS + "&token=" + TOKEN);
            await("the stop", browser, "document.body.dataset.serving === 'K05' && document.querySelector('" + of("rider-1", "boarded") + "')");
            assertThat(text(browser, "place")).isEqualTo("Ogimachi");
            assertThat(text(browser, "current")).contains("2 adults, 1 child").contains("1 wheelchair").contains(TripReference.of(service.key(), "rider-3"));
            ride("rider-2", TripStatus.ON_BOARD, "K05", "K24");
            await("who was told meanwhile", browser, "document.querySelector('" + of("rider-2", "absent") + "')");
            click(browser, of("rider-1", "boarded"));
            chromium.keepPicture("mio.screenshot.driver.takeover");
            // Twice is sure; on a machine that stands still between the two the first is forgotten.
            await("it is told", browser, "(button => { if (button.ariaPressed !== 'true') button.click();"
                    + " return document.querySelector('" + of("rider-2", "absent") + "').ariaPressed === 'true'; })"
                    + "(document.querySelector('" + of("rider-2", "absent") + "')) && document.body.dataset.words === '0'");
            ride("rider-2", TripStatus.NO_SHOW, "K05", "K24");
            click(browser, testId("departed"));
            await("under way", browser, "document.body.dataset.serving === '' && document.body.dataset.words === '0'");
            assertThat(said()).containsExactly("STOP_REACHED K05", "NO_SHOW rider-2", "STOP_LEFT K05");
            assertThat(text(browser, "place")).isEqualTo("Joshobashi");
        }
    }

    /** First with a wrong token by hand, then by the address that the office gave. */
    private static void signIn(Chromium chromium, String page) throws Exception {
        ChromeDriver browser = chromium.driver();
        browser.get(page + "#vehicle=K-02");
        await("the form", browser, "document.body.dataset.ready === 'true' && document.body.dataset.step === 'sign-in'");
        assertThat(browser.executeScript("return document.getElementById('vehicle').value")).isEqualTo("K-02");
        browser.executeScript("document.getElementById('token').value = 'not-the-token-at-all'");
        chromium.keepPicture("mio.screenshot.driver.signin");
        click(browser, testId("begin"));
        await("the refusal", browser, "document.querySelector('[data-testid=sign-in-fault]').textContent.includes('not the drivers')");
        browser.get("about:blank");
        browser.get(page + "#vehicle=" + BUS + "&token=" + TOKEN);
        await("the plan", browser, "document.body.dataset.step === 'work' && document.body.dataset.version === '5'");
        assertThat(browser.getCurrentUrl()).as("no token in the history").doesNotContain(TOKEN);
    }

    private void look(Chromium chromium) throws Exception {
        ChromeDriver browser = chromium.driver();
        await("the acknowledgement", browser, "document.body.dataset.acknowledged === '5'");
        assertThat(told).anyMatch(status -> status.kind() == BusStatusKind.PLAN_ACKNOWLEDGED && status.planVersion() == 5);
        assertThat(text(browser, "vehicle-name")).isEqualTo(BUS);
        assertThat(text(browser, "place")).isEqualTo("Ogimachi");
        assertThat(text(browser, "when")).isEqualTo("08:06");
        assertThat(text(browser, "current"))
                .contains(TripReference.of(service.key(), "rider-1"))
                .contains("2 adults, 1 child")
                .contains("1 wheelchair");
        assertThat(browser.findElements(By.cssSelector("[data-testid=stop]"))).hasSize(3);
        assertThat(browser.executeScript("return document.querySelector('[data-stop=K-depot-1]').textContent").toString())
                .as("a depot has a name")
                .contains("Tenroku depot");
        assertThat(browser.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing sticks out of the phone")
                .isEqualTo(true);
        assertThat(browser.executeScript("return [...document.querySelectorAll('#work button')].every(b => b.offsetHeight >= 44)"))
                .as("buttons are large enough for a thumb")
                .isEqualTo(true);
        chromium.keepPicture("mio.screenshot.driver");
    }

    private void serve(Chromium chromium) throws Exception {
        ChromeDriver browser = chromium.driver();
        click(browser, testId("arrived"));
        await("the next plan", browser, "document.body.dataset.version === '6' && document.body.dataset.words === '0'");
        assertThat(browser.findElements(By.cssSelector("[data-testid=stop]"))).as("stops after this one").hasSize(2);
        click(browser, of("rider-1", "boarded"));
        click(browser, of("rider-2", "absent"));
        assertThat(browser.executeScript("return document.querySelector(arguments[0]).textContent", of("rider-2", "absent")))
                .as("once is not enough")
                .isEqualTo("Tap again: not there");
        chromium.keepPicture("mio.screenshot.driver.stop");
        click(browser, of("rider-2", "absent"));
        await("it is told", browser, "document.querySelector('" + of("rider-2", "absent") + "').ariaPressed === 'true'");
        click(browser, testId("departed"));
        assertThat(text(browser, "departed")).as("a rider may still come, it is before the time").contains("Tap again");
        click(browser, testId("departed"));
        await("under way", browser, "document.body.dataset.serving === '' && document.body.dataset.words === '0'");
        assertThat(said()).containsExactly("STOP_REACHED K05", "NO_SHOW rider-2", "STOP_LEFT K05");
        assertThat(text(browser, "place")).isEqualTo("Joshobashi");
    }

    private void serveWithoutNetwork(Chromium chromium) throws Exception {
        ChromeDriver browser = chromium.driver();
        network(browser, false);
        click(browser, testId("arrived"));
        click(browser, testId("departed"));
        await("the words wait", browser, "document.body.dataset.words === '2' && document.body.dataset.stale === 'true'");
        assertThat(text(browser, "stale")).contains("No connection").contains("2 words wait");
        assertThat(text(browser, "current")).as("what is done is done, whatever the old plan says").contains("Break");
        assertThat(said()).hasSize(3);
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
        assertThat(text(browser, "stale")).contains("未送信の連絡が2件");
        chromium.keepPicture("mio.screenshot.driver.stale");
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
        network(browser, true);
        await("the words are told", browser, "document.body.dataset.words === '0' && document.body.dataset.stale === 'false'");
        assertThat(said().subList(3, 5)).containsExactly("STOP_REACHED K24", "STOP_LEFT K24");
        await("the newest plan", browser, "document.body.dataset.version === '7' && document.body.dataset.acknowledged === '7'");
        browser.navigate().refresh();
        await("it goes on after a reload", browser,
                "document.body.dataset.ready === 'true' && document.body.dataset.step === 'work' && document.body.dataset.version === '7'");
        assertThat(text(browser, "current")).contains("Break until 08:26").contains("The break begins at 08:25");
        assertThat(browser.executeScript("return document.querySelector('[data-testid=arrived]').disabled"))
                .as("a bus is not on its break before that")
                .isEqualTo(true);
    }

    private void breakDown(Chromium chromium) throws Exception {
        ChromeDriver browser = chromium.driver();
        click(browser, testId("breakdown"));
        assertThat(text(browser, "breakdown")).as("once is not enough").contains("Tap again");
        assertThat(said()).hasSize(5);
        click(browser, testId("breakdown"));
        await("the breakdown", browser, "document.querySelector('[data-testid=broken]') && document.body.dataset.version === '8'");
        assertThat(said().get(5)).isEqualTo("BREAKDOWN");
        assertThat(text(browser, "nothing")).contains("Nothing to do");
        chromium.keepPicture("mio.screenshot.driver.broken");
        click(browser, testId("repaired"));
        await("it goes again", browser, "!document.querySelector('[data-testid=broken]') && document.body.dataset.words === '0'");
        assertThat(said().get(6)).isEqualTo("REPAIRED");
    }
}
