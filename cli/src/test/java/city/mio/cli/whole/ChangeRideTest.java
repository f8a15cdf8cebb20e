package city.mio.cli.whole;

import static city.mio.cli.whole.Chromium.await;
import static city.mio.cli.whole.Chromium.text;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.city.City;
import city.mio.cli.city.CityFolder;
import city.mio.cli.engine.OnDemandDoors;
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

/** A rider changes a booking on a phone; a stub answers for the dispatcher. {@code -Dmio.screenshot.change=FILE} and the like keep pictures. */
class ChangeRideTest {

    /** Wed 2026-11-18 08:00 in Osaka. */
    private static final long EIGHT = Instant.parse("2026-11-17T23:00:00Z").toEpochMilli();

    private final City osaka = CityFolder.read(Path.of("..", "config", "osaka"));
    private final LiveCity city =
            new LiveCity(osaka.network(), osaka.places(), LiveSettings.defaults(), InstantSource.system());
    private final LiveDispatch live = new LiveDispatch(OnDemandDoors.of(osaka.onDemand()), DispatchLimits.defaults());
    private final OnDemandService service = live.offering().listServices().get(0);
    private final StubDispatcher dispatcher = new StubDispatcher(live, service, EIGHT);

    private static void awaitStep(ChromeDriver browser, String step) {
        await("step " + step, browser, "document.body.dataset.step === '" + step + "'");
    }

    private static void awaitThere(ChromeDriver browser, String testId) {
        await(testId, browser, "document.querySelector('[data-testid=" + testId + "]')?.offsetParent");
    }

    private static void click(ChromeDriver browser, String testId) {
        awaitThere(browser, testId);
        browser.executeScript("document.querySelector(`[data-testid=${arguments[0]}]`).click()", testId);
    }

    private static void choose(ChromeDriver browser, String list, String value) {
        browser.executeScript(
                """
                const list = document.querySelector(`[data-testid=${arguments[0]}]`);
                list.value = arguments[1];
                list.dispatchEvent(new Event('input'));
                list.dispatchEvent(new Event('change'));
                """,
                list,
                value);
    }

    private static String value(ChromeDriver browser, String testId) {
        return (String) browser.executeScript("return document.querySelector(`[data-testid=${arguments[0]}]`).value", testId);
    }

    private static void fitsOnThePhone(ChromeDriver browser) {
        Map<?, ?> box = (Map<?, ?>)
                browser.executeScript("return document.getElementById('sheet').getBoundingClientRect().toJSON()");
        assertThat(((Number) box.get("bottom")).doubleValue()).isLessThanOrEqualTo(844.5);
        assertThat(((Number) box.get("top")).doubleValue()).as("room for the map").isGreaterThan(140);
        assertThat(browser.executeScript("return document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    }

    @Test
    void aRiderChangesABookingOnAPhone() throws Exception {
        Chromium.assumeThere();
        dispatcher.drive(service.listStops().get(10), 0.2);
        try (ApiServer server = new ApiServer(
                        city,
                        () -> LinkOrder.make(osaka.network()),
                        step -> {},
                        List.of(
                                new OnDemandRoutes(city, live, dispatcher, InstantSource.fixed(Instant.ofEpochMilli(EIGHT))),
                                HaulRoutes.none(city, InstantSource.system())),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        Optional::empty,
                        InstantSource.system());
                Chromium chromium = Chromium.open()) {
            server.start("127.0.0.1", 0);
            ChromeDriver browser = chromium.driver();
            chromium.becomePhone();
            browser.get("http://127.0.0.1:" + server.port() + "/ride?from=K10&to=K28");
            await("the page", browser, "document.body.dataset.ready === 'true' && document.body.dataset.step === 'ask'");
            click(browser, "when-leave");
            choose(browser, "time", "2026-11-18T09:03");
            askAgainAfterALoss(browser);
            awaitStep(browser, "OFFERED");
            assertThat(live.listOpenTrips()).as("asked for twice, one trip").hasSize(1);
            click(browser, "accept");
            awaitStep(browser, "BOOKED");
            String reference = text(browser, "reference");
            keepAsItIs(chromium);
            changeIt(chromium);
            assertThat(text(browser, "reference")).as("the same booking").isEqualTo(reference);
            changeBack(browser);
            beRefused(chromium);
            takeWhatThereIs(browser);
            theBusIsThere(browser);
        }
    }

    /** The request arrives, its answer does not. */
    private static void askAgainAfterALoss(ChromeDriver browser) {
        browser.executeScript(
                """
                const real = window.fetch;
                window.fetch = async (...call) => {
                  window.fetch = real;
                  await real(...call);
                  throw new TypeError('Failed to fetch');
                };
                """);
        click(browser, "find");
        await("a word on it", browser, "document.getElementById('toast').textContent.includes('No connection')");
        awaitStep(browser, "ask");
        click(browser, "find");
    }

    private static void keepAsItIs(Chromium chromium) throws Exception {
        ChromeDriver browser = chromium.driver();
        click(browser, "change");
        awaitStep(browser, "change");
        assertThat(value(browser, "from")).isEqualTo("K10");
        assertThat(value(browser, "to")).isEqualTo("K28");
        assertThat(value(browser, "time")).as("as it was asked for").isEqualTo("2026-11-18T09:03");
        assertThat(text(browser, "adults")).isEqualTo("1");
        assertThat(text(browser, "changing")).contains("09:10 Umekita to Noda-Hanshin").contains("300").contains("stays as it is");
        chromium.keepPicture("mio.screenshot.change.form");
        fitsOnThePhone(browser);
        click(browser, "find");
        await("a word that nothing is changed", browser, "document.getElementById('toast').textContent.includes('how it is booked')");
        choose(browser, "time", "");
        assertThat(browser.executeScript("return document.querySelector('[data-testid=find]').disabled"))
                .as("without a time")
                .isEqualTo(true);
        click(browser, "keep");
        awaitStep(browser, "BOOKED");
        assertThat(text(browser, "pickup")).startsWith("09:10 Umekita");
    }

    private static void changeIt(Chromium chromium) throws Exception {
        ChromeDriver browser = chromium.driver();
        click(browser, "change");
        awaitStep(browser, "change");
        choose(browser, "to", "K24");
        choose(browser, "time", "2026-11-18T08:30");
        click(browser, "children-more");
        click(browser, "find");
        awaitThere(browser, "changed");
        awaitStep(browser, "BOOKED");
        assertThat(text(browser, "pickup")).startsWith("08:37 Umekita");
        assertThat(text(browser, "drop-off")).contains("Joshobashi");
        assertThat(text(browser, "fare")).contains("450");
        assertThat(text(browser, "changed")).contains("Before: 09:10 Umekita to Noda-Hanshin");
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
        assertThat(text(browser, "changed")).contains("予約を変更しました").contains("元に戻す").contains("うめきた → 野田阪神前");
        chromium.keepPicture("mio.screenshot.change.done");
        fitsOnThePhone(browser);
        click(browser, "change");
        awaitStep(browser, "change");
        assertThat(text(browser, "changing")).contains("予約中：08:37 うめきた → 浄正橋");
        assertThat(text(browser, "children")).isEqualTo("1");
        chromium.keepPicture("mio.screenshot.change.form.ja");
        fitsOnThePhone(browser);
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
        choose(browser, "to", "K05");
        click(browser, "find");
        await("the second change", browser, "document.querySelector('[data-testid=changed]')?.textContent.includes('08:37 Umekita to Joshobashi')");
    }

    private static void changeBack(ChromeDriver browser) {
        click(browser, "change-back");
        await("as it was before", browser, "document.querySelector('[data-testid=drop-off]')?.textContent.includes('Joshobashi')"
                + " && document.querySelector('[data-testid=changed]')?.textContent.includes('Ogimachi')");
        assertThat(text(browser, "pickup")).startsWith("08:37");
    }

    private static void beRefused(Chromium chromium) throws Exception {
        ChromeDriver browser = chromium.driver();
        click(browser, "change");
        awaitStep(browser, "change");
        for (int i = 0; i < 4; i++) {
            click(browser, "adults-more");
        }
        click(browser, "find");
        awaitThere(browser, "not-changed");
        assertThat(text(browser, "not-changed")).contains("your booking stands").contains("No bus has room in time");
        awaitStep(browser, "BOOKED");
        assertThat(text(browser, "pickup")).as("as it was").startsWith("08:37 Umekita");
        awaitThere(browser, "change-alternative");
        assertThat(browser.findElements(By.cssSelector("[data-testid=change-alternative]"))).hasSize(1);
        chromium.keepPicture("mio.screenshot.change.refused");
        fitsOnThePhone(browser);
        click(browser, "understood");
        await("no more of it", browser, "!document.querySelector('[data-testid=not-changed]')");
    }

    /** What there is instead is for as many riders, and here the stub has no room for them at any time. */
    private static void takeWhatThereIs(ChromeDriver browser) {
        click(browser, "change");
        awaitStep(browser, "change");
        choose(browser, "to", "K12");
        for (int i = 0; i < 4; i++) {
            click(browser, "adults-more");
        }
        click(browser, "find");
        awaitThere(browser, "change-alternative");
        browser.executeScript("document.querySelector('[data-testid=change-alternative] button').click()");
        awaitThere(browser, "not-changed");
        assertThat(text(browser, "drop-off")).contains("Joshobashi");
    }

    /** A form is no place to miss the bus. */
    private void theBusIsThere(ChromeDriver browser) {
        click(browser, "change");
        awaitStep(browser, "change");
        dispatcher.go((String) browser.executeScript("return window.ride.state.id"), TripStatus.ON_BOARD);
        awaitStep(browser, "ON_BOARD");
        assertThat(browser.findElements(By.cssSelector("[data-testid=change]"))).isEmpty();
    }
}
