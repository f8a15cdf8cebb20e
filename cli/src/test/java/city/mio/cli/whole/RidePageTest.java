package city.mio.cli.whole;

import static city.mio.cli.whole.Chromium.await;
import static city.mio.cli.whole.Chromium.text;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.cli.engine.OnDemandDoors;
import city.mio.events.LinkState;
import city.mio.events.SpeedSource;
import city.mio.events.TripReference;
import city.mio.events.TripStatus;
import city.mio.feeds.dispatch.DispatchLimits;
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
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/**
 * A rider books a bus on a phone, an operator looks at the board, somebody at the live map; a stub answers for the dispatcher.
 * {@code -Dmio.screenshot.ride=FILE} and the like keep pictures.
 */
class RidePageTest {

    /** Wed 2026-11-18 08:00 in Osaka. */
    private static final long EIGHT = Instant.parse("2026-11-17T23:00:00Z").toEpochMilli();

    private final City osaka = CityFolder.read(Path.of("..", "config", "osaka"));
    private final LiveCity city =
            new LiveCity(osaka.network(), osaka.places(), LiveSettings.defaults(), InstantSource.system());
    private final LiveDispatch live = new LiveDispatch(OnDemandDoors.of(osaka.onDemand()), DispatchLimits.defaults());
    private final OnDemandService service = live.offering().listServices().get(0);
    private final StubDispatcher dispatcher = new StubDispatcher(live, service, EIGHT);

    private void drive() {
        for (int link = 0; link < osaka.network().linkCount(); link++) {
            float free = osaka.network().freeFlowSpeedMps(link);
            float speed = free * (0.35f + 0.6f * (link * 37 % 100) / 100);
            city.apply(LinkState.builder()
                    .linkId(osaka.network().linkId(link))
                    .minute(EIGHT - 60_000)
                    .speedMps(speed)
                    .freeFlowSpeedMps(free)
                    .travelTimeSeconds(osaka.network().lengthMetres(link) / speed)
                    .samples(3)
                    .confidence(0.8f)
                    .source(SpeedSource.PROBE)
                    .build());
        }
        city.publish();
        dispatcher.drive(service.listStops().get(10), 0.2);
    }

    private static void awaitStep(ChromeDriver browser, String step) {
        await("step " + step, browser, "document.body.dataset.step === '" + step + "'");
    }

    private static void click(ChromeDriver browser, String testId) {
        await(testId, browser, "document.querySelector('[data-testid=" + testId + "]')?.offsetParent");
        browser.executeScript("document.querySelector(`[data-testid=${arguments[0]}]`).click()", testId);
    }

    @Test
    void aRiderBooksOnAPhoneAndWatchesTheBusCome() throws Exception {
        Chromium.assumeThere();
        drive();
        try (ApiServer server = new ApiServer(
                        city,
                        () -> LinkOrder.make(osaka.network()),
                        step -> {},
                        List.of(
                                new OnDemandRoutes(city, live, dispatcher, InstantSource.system()),
                                HaulRoutes.none(city, InstantSource.system())),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        Optional::empty,
                        InstantSource.system());
                Chromium chromium = Chromium.open()) {
            server.start("127.0.0.1", 0);
            String url = "http://127.0.0.1:" + server.port();
            ChromeDriver browser = chromium.driver();
            chromium.becomePhone();
            comeFromAnotherApp(browser, url);
            browser.get(url + "/ride");
            book(chromium);
            beRefused(chromium);
            askForAnotherDay(chromium);
            String trip = bookAgain(browser);
            board(chromium, url, trip);
            liveMap(chromium, url);
            browser.get(url + "/ride");
            awaitStep(browser, "BOOKED");
            dispatcher.go(trip, TripStatus.ON_BOARD);
            awaitStep(browser, "ON_BOARD");
            dispatcher.go(trip, TripStatus.SERVED);
            awaitStep(browser, "SERVED");
            assertThat(text(browser, "over")).contains("arrived");
        }
    }

    /** By a link as GOFS has it: places, not stops; of the second service. */
    private void comeFromAnotherApp(ChromeDriver browser, String url) {
        OnDemandService second = live.offering().listServices().get(1);
        var from = second.listStops().get(0);
        var to = second.listStops().get(second.listStops().size() - 1);
        browser.get(url + "/ride?pickup_lat=" + (from.lat() + 2e-5) + "&pickup_lon=" + from.lon() + "&drop_off_lat=" + to.lat()
                + "&drop_off_lon=" + (to.lon() - 2e-5));
        await("the stops near those places", browser,
                "document.body.dataset.from === '" + from.stopId() + "' && document.body.dataset.to === '" + to.stopId() + "'");
        browser.get(second.bookingUrl(url));
        await("the service of the link", browser, "window.ride?.state.service?.zone === '" + second.zoneId() + "'");
    }

    private void tapStop(ChromeDriver browser, String stopId) {
        @SuppressWarnings("unchecked")
        List<Number> pixel = (List<Number>) browser.executeScript(
                "return window.ride.map.pixelOf(window.ride.map.stops.find(stop => stop.id === arguments[0]))", stopId);
        new Actions(browser)
                .moveToLocation(pixel.get(0).intValue(), pixel.get(1).intValue())
                .click()
                .perform();
    }

    /** Two stops that lie apart from others and in the part of the map that the sheet leaves free. */
    @SuppressWarnings("unchecked")
    private static List<String> stopsToTap(ChromeDriver browser) {
        return (List<String>) browser.executeScript(
                """
                const map = window.ride.map;
                const top = document.getElementById('sheet').getBoundingClientRect().top;
                const seen = map.stops.map(stop => ({ id: stop.id, at: map.pixelOf(stop) }))
                  .filter(s => s.at && s.at[0] > 12 && s.at[0] < innerWidth - 12 && s.at[1] > 62 && s.at[1] < top - 10);
                const apart = seen.filter(s => seen.every(o => o === s || Math.hypot(o.at[0] - s.at[0], o.at[1] - s.at[1]) > 4));
                apart.sort((a, b) => a.at[0] - b.at[0]);
                return [apart[0].id, apart[apart.length - 1].id];
                """);
    }

    private void book(Chromium chromium) throws Exception {
        ChromeDriver browser = chromium.driver();
        await("the page", browser, "document.body.dataset.ready === 'true' && document.body.dataset.step === 'ask'");
        await("the streets", browser, "window.ride.map.city.links.length > 0");
        await("the stops on the screen", browser, "window.ride.map.pixelOf(window.ride.map.stops[0])");
        List<String> stops = stopsToTap(browser);
        tapStop(browser, stops.get(0));
        await("the first stop", browser, "document.body.dataset.from === '" + stops.get(0) + "'");
        tapStop(browser, stops.get(1));
        await("the second stop", browser, "document.body.dataset.to === '" + stops.get(1) + "'");
        click(browser, "children-more");
        chromium.keepPicture("mio.screenshot.ride.ask");
        fitsOnThePhone(browser);
        click(browser, "find");
        awaitStep(browser, "OFFERED");
        assertThat(text(browser, "pickup")).startsWith("08:07");
        assertThat(text(browser, "fare")).contains("450");
        assertThat(text(browser, "vehicle")).isEqualTo("K-01");
        chromium.keepPicture("mio.screenshot.ride.offer");
        fitsOnThePhone(browser);
        click(browser, "accept");
        awaitStep(browser, "BOOKED");
        await("the bus", browser, "document.body.dataset.bus === 'K-01' && window.ride.map.bus");
        assertThat(text(browser, "comes")).contains("K-01");
        assertThat(text(browser, "reference")).as("what the driver's page calls the trip").matches("T[0-9a-f]+");
        // The answer may have been there before the plan.
        await("where the bus is in its plan", browser,
                "document.querySelector('[data-testid=stops-before]')?.textContent === 'one stop before yours'");
        double before = busLon(browser);
        dispatcher.drive(service.findStop(stops.get(0)).orElseThrow(), 0.7);
        await("the bus comes nearer", browser, "window.ride.map.bus.lon !== " + before);
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
        assertThat(text(browser, "comes")).isEqualTo("バス K-01 が向かっています");
        chromium.keepPicture("mio.screenshot.ride");
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
        browser.navigate().refresh();
        awaitStep(browser, "BOOKED");
        click(browser, "cancel");
        assertThat(text(browser, "cancel")).as("once is not enough").contains("again");
        click(browser, "cancel");
        awaitStep(browser, "CANCELLED");
        click(browser, "again");
        awaitStep(browser, "ask");
    }

    private static double busLon(ChromeDriver browser) {
        return ((Number) browser.executeScript("return window.ride.map.bus.lon")).doubleValue();
    }

    private static void fitsOnThePhone(ChromeDriver browser) {
        Map<?, ?> box = (Map<?, ?>) browser.executeScript(
                "return document.getElementById('sheet').getBoundingClientRect().toJSON()");
        assertThat(((Number) box.get("width")).doubleValue()).isLessThanOrEqualTo(390);
        assertThat(((Number) box.get("bottom")).doubleValue()).isLessThanOrEqualTo(844.5);
        assertThat(((Number) box.get("top")).doubleValue()).as("room for the map").isGreaterThan(140);
        assertThat(browser.executeScript("return document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    }

    /** By the lists, and with too many: an alternative is offered, and not taken. */
    private void beRefused(Chromium chromium) throws Exception {
        ChromeDriver browser = chromium.driver();
        choose(browser, "from", "K05");
        choose(browser, "to", "K24");
        for (int i = 0; i < 5; i++) {
            click(browser, "adults-more");
        }
        click(browser, "find");
        awaitStep(browser, "REFUSED");
        assertThat(text(browser, "refusal")).contains("No bus has room");
        assertThat(browser.findElements(By.cssSelector("[data-testid=alternative]"))).hasSize(1);
        chromium.keepPicture("mio.screenshot.ride.refused");
        click(browser, "again");
        awaitStep(browser, "ask");
        for (int i = 0; i < 5; i++) {
            click(browser, "adults-less");
        }
    }

    /** A time that is past, in Japanese; then one in two days, which shows its date. */
    private static void askForAnotherDay(Chromium chromium) throws Exception {
        ChromeDriver browser = chromium.driver();
        click(browser, "when-leave");
        choose(browser, "time", "2026-11-18T07:00");
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
        click(browser, "find");
        await("the reason in the rider's language", browser, "document.getElementById('toast').textContent.includes('その時刻は過ぎています')");
        awaitStep(browser, "ask");
        choose(browser, "time", "2026-11-20T09:00");
        click(browser, "find");
        awaitStep(browser, "OFFERED");
        assertThat(text(browser, "pickup")).contains("11月20日").contains("09:07");
        chromium.keepPicture("mio.screenshot.ride.day");
        fitsOnThePhone(browser);
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
        assertThat(text(browser, "pickup")).contains("20 Nov 09:07");
        click(browser, "decline");
        awaitStep(browser, "ask");
        choose(browser, "time", "");
        click(browser, "when-now");
    }

    private static void choose(ChromeDriver browser, String list, String value) {
        browser.executeScript(
                """
                const list = document.querySelector(`[data-testid=${arguments[0]}]`);
                list.value = arguments[1];
                list.dispatchEvent(new Event('change'));
                """,
                list,
                value);
    }

    /** For later, so that the time field is used too. */
    private static String bookAgain(ChromeDriver browser) {
        choose(browser, "from", "K10");
        choose(browser, "to", "K28");
        click(browser, "when-leave");
        assertThat(browser.executeScript("return document.querySelector('[data-testid=time]').value"))
                .as("an hour from now, in the city's time")
                .isEqualTo("2026-11-18T09:00");
        click(browser, "find");
        awaitStep(browser, "OFFERED");
        assertThat(text(browser, "pickup")).startsWith("09:07");
        click(browser, "accept");
        awaitStep(browser, "BOOKED");
        return (String) browser.executeScript("return window.ride.state.id");
    }

    private static void board(Chromium chromium, String url, String trip) throws Exception {
        ChromeDriver browser = chromium.driver();
        browser.get(url + "/operator");
        await("the board", browser, "document.body.dataset.ready === 'true' && document.body.dataset.open === '1'");
        // Everybody may see the board: it shows the reference, not the id.
        String reference = TripReference.of("naniwa-mobility/kita", trip);
        assertThat(browser.findElements(By.cssSelector("[data-testid=open] tr[data-trip='" + reference + "']"))).hasSize(1);
        assertThat(text(browser, "kpi-requests")).startsWith("4");
        assertThat(text(browser, "rejected")).contains("No bus has room in time 1");
        assertThat(text(browser, "buses")).contains("K-01").contains("3/8 seats");
        assertThat(browser.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing sticks out of the phone")
                .isEqualTo(true);
        chromium.keepPicture("mio.screenshot.operator.phone");
        chromium.becomeLaptop();
        chromium.keepPicture("mio.screenshot.operator");
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
        assertThat(text(browser, "kpi-requests")).contains("リクエスト");
        chromium.keepPicture("mio.screenshot.operator.ja");
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
    }

    private static void liveMap(Chromium chromium, String url) throws Exception {
        ChromeDriver browser = chromium.driver();
        browser.get(url + "/");
        await("buses and who waits", browser, "document.body.dataset.ready === 'true'"
                + " && document.body.dataset.buses === '1' && document.body.dataset.waiting === '1'");
        browser.executeScript("const bus = [...window.mio.buses.fleet.buses.values()][0];"
                + " window.mio.map.moveTo(bus.lon, bus.lat); window.mio.buses.open(bus.key);");
        await("the bus's stops", browser, "document.querySelectorAll('[data-testid=bus-stops] li').length === 3");
        assertThat(text(browser, "bus-load")).contains("3 of 8 seats");
        assertThat(text(browser, "bus-stops")).contains("09:07").contains("Umekita").contains("1 on");
        await("the map to stand still", browser, "!window.mio.map.map.getView().getAnimating()");
        chromium.keepPicture("mio.screenshot.buses");
        browser.executeScript("document.querySelector('[data-testid=bus-close]').click()");
        chromium.becomePhone();
    }
}
