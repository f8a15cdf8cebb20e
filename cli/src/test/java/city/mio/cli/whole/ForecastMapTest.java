package city.mio.cli.whole;

import static city.mio.cli.whole.Chromium.await;
import static city.mio.cli.whole.Chromium.text;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.DetectorReading;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HorizonForecast;
import city.mio.events.HorizonQuality;
import city.mio.events.LinkState;
import city.mio.events.SpeedSource;
import city.mio.feeds.http.ApiServer;
import city.mio.feeds.live.LiveCity;
import city.mio.feeds.live.LiveSettings;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.places.Bounds;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DetectorKind;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.LocalName;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * A person looks ahead in time on the live map. {@code -Dmio.screenshot.ahead=FILE} and {@code mio.screenshot.ahead.phone}
 * keep pictures.
 */
class ForecastMapTest {

    /** Wed 2026-11-18 07:00 in Osaka. */
    private static final long SEVEN = Instant.parse("2026-11-17T22:00:00Z").toEpochMilli();

    private static final int ROWS = 6;
    private static final int MINUTES = 180;

    private final RoadNetwork network = network();
    private final LiveCity city = new LiveCity(
            network,
            new CityPlaces(
                    "grid",
                    new LocalName("格子", "Grid"),
                    ZoneId.of("Asia/Tokyo"),
                    new Bounds(135.4, 34.6, 135.7, 34.8),
                    List.of(),
                    List.of(new DetectorSite(
                            "D-1", new LocalName("感知器1", "Detector 1"), DetectorKind.LOOP, network.linkId(0), 0.5)),
                    List.of(),
                    30,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()),
            LiveSettings.defaults(),
            InstantSource.system());

    private static RoadNetwork network() {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < ROWS; column++) {
                long id = row * 100L + column + 1;
                builder.addNode(id, 135.48 + column * 0.0044, 34.66 + row * 0.0036, true, "交差点", "Crossing");
                if (column > 0) {
                    street(builder, id - 1, id);
                }
                if (row > 0) {
                    street(builder, id - 100, id);
                }
            }
        }
        return builder.build();
    }

    private static void street(RoadNetworkBuilder builder, long a, long b) {
        for (long[] ends : new long[][] {{a, b}, {b, a}}) {
            builder.addLink(RoadLink.builder()
                    .linkId(RoadNetworkBuilder.stableId(ends[0] + ">" + ends[1]))
                    .from(ends[0])
                    .to(ends[1])
                    .roadClass(RoadClass.PRIMARY)
                    .roadName("大通り", "Main street")
                    .build());
        }
    }

    /** Everything flows; in half an hour nothing will. */
    private void drive() {
        for (int minute = 0; minute < MINUTES; minute++) {
            long at = SEVEN + minute * 60_000L;
            for (int link = 0; link < network.linkCount(); link++) {
                city.apply(LinkState.builder()
                        .linkId(network.linkId(link))
                        .minute(at)
                        .speedMps(13)
                        .freeFlowSpeedMps(network.freeFlowSpeedMps(link))
                        .travelTimeSeconds(network.lengthMetres(link) / 13)
                        .samples(4)
                        .confidence(0.8f)
                        .source(SpeedSource.PROBE)
                        .build());
                if (minute % 5 == 4) {
                    forecast(ForecastTarget.LINK, Long.toString(network.linkId(link)), ForecastQuantity.SPEED, at + 60_000);
                }
            }
            city.apply(DetectorReading.builder()
                    .detectorId("D-1")
                    .sequence(minute + 1)
                    .intervalStart(at)
                    .intervalEnd(at + 60_000)
                    .count(20)
                    .occupancy(0.1f)
                    .meanSpeedMps(12)
                    .build());
            if (minute % 5 == 4) {
                forecast(ForecastTarget.DETECTOR, "D-1", ForecastQuantity.FLOW, at + 60_000);
            }
        }
        city.apply(ForecastQuality.builder()
                .part("grid")
                .target(ForecastTarget.LINK)
                .group(ForecastQuality.ALL)
                .quantity(ForecastQuantity.SPEED)
                .time(SEVEN)
                .modelVersion("grid-7")
                .targets(network.linkCount())
                .drifting(true)
                .horizons(List.of(new HorizonQuality(5, 10, 1, 2, 3, Float.NaN, 0.1f, 0.8f)))
                .build());
        city.publish();
    }

    private void forecast(ForecastTarget target, String id, ForecastQuantity quantity, long time) {
        List<HorizonForecast> horizons = new ArrayList<>();
        for (int h = 5; h <= 60; h += 5) {
            float p50 = quantity == ForecastQuantity.FLOW ? 1_100 : h <= 20 ? 13 : 2;
            horizons.add(new HorizonForecast(h, p50 * 0.8f, p50, p50 * 1.2f));
        }
        city.apply(Forecast.builder()
                .target(target)
                .targetId(id)
                .quantity(quantity)
                .time(time)
                .modelVersion("grid-7")
                .newestInputAt(time - 300_000)
                .fallback(id.equals(Long.toString(network.linkId(0))))
                .horizons(horizons)
                .build());
    }

    @Test
    void looksAheadInTimeAndBackAtWhatWasSaid() throws Exception {
        Chromium.assumeThere();
        drive();
        try (ApiServer server = new ApiServer(
                        city,
                        step -> {},
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        Optional::empty,
                        InstantSource.system());
                Chromium chromium = Chromium.open()) {
            server.start("127.0.0.1", 0);
            ChromeDriver browser = chromium.driver();
            browser.get("http://127.0.0.1:" + server.port());
            await("the map", browser, "document.body.dataset.ready === 'true' && +document.body.dataset.forecasts > 0");
            slide(browser);
            chromium.keepPicture("mio.screenshot.ahead");
            openLink(browser);
            openDetector(browser);
            onPhone(chromium);
            chromium.keepPicture("mio.screenshot.ahead.phone");
        }
    }

    /** By the keyboard, as somebody without a pointer does. */
    private void slide(ChromeDriver browser) {
        assertThat(text(browser, "ahead-when")).isEqualTo("Right now");
        assertThat(slowLinks(browser)).isZero();
        var range = browser.findElement(org.openqa.selenium.By.cssSelector("[data-testid=ahead-range]"));
        for (int step = 0; step < 6; step++) {
            range.sendKeys(Keys.ARROW_RIGHT);
        }
        assertThat(browser.executeScript("return document.body.dataset.horizon")).isEqualTo("30");
        assertThat(text(browser, "ahead-when")).isEqualTo("+30 min · 10:30");
        assertThat(text(browser, "legend-when")).isEqualTo("Expected at 10:30 (+30 min)");
        assertThat(slowLinks(browser)).isEqualTo(network.linkCount());
        await("model and drift", browser, "document.querySelector('[data-testid=city-drift]')");
        assertThat(text(browser, "ahead-model")).contains("grid-7").contains("1 of " + network.linkCount());
    }

    private static long slowLinks(ChromeDriver browser) {
        return ((Number) browser.executeScript("return window.mio.city.links.filter(link => link.class >= 3).length"))
                .longValue();
    }

    private void openLink(ChromeDriver browser) {
        browser.executeScript("window.mio.openLink(arguments[0])", Long.toString(network.linkId(0)));
        await("the link's charts", browser, "document.querySelector('#link [data-testid=past-day] canvas')"
                + " && document.querySelector('#link [data-testid=history] canvas')");
        assertThat(browser.executeScript("return document.querySelector('[data-testid=history]').dataset.ahead"))
                .isEqualTo("12");
        assertThat(text(browser, "forecast-note")).contains("grid-7").contains("10:00").contains("fell back").contains("Drift");
        String held = text(browser, "held");
        assertThat(held).as("15 minutes ahead it was right, 30 ahead 40 km/h too slow").contains("15 min0.0 km/h0%100%");
        assertThat(held).contains("30 min39.6 km/h100%0%").contains("5 min0.0 km/h").contains("60 min39.6 km/h");
        assertThat(browser.executeScript("return document.querySelectorAll('[data-testid=held] tbody tr').length"))
                .isEqualTo(12L);
        // The day as it had been said ten minutes before.
        browser.executeScript("const choice = document.querySelector('#link [data-testid=day-horizon]');"
                + "choice.value = '10'; choice.dispatchEvent(new Event('change'))");
        await("the day as said ten minutes before", browser,
                "document.querySelector('#link [data-testid=past-day]').getAttribute('aria-label').includes('10 min before')"
                        + " && +document.querySelector('#link [data-testid=past-day]').dataset.told > 30"
                        + " && document.querySelector('#link [data-testid=held] tr[aria-current] th').textContent === '10 min'");
    }

    private void openDetector(ChromeDriver browser) {
        browser.executeScript("document.querySelector('[data-testid=link-close]').click(); window.mio.openDetector('D-1')");
        await("the detector's charts", browser, "document.querySelector('#detector [data-testid=past-day] canvas')"
                + " && document.querySelector('[data-testid=detector-hours]').dataset.ahead === '12'");
        assertThat(text(browser, "detector-panel")).contains("Detector 1").contains("1,200/h").contains("GEH>5");
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
        assertThat(text(browser, "detector-panel")).contains("感知器1").contains("過去1日の予測の的中");
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
        browser.executeScript("document.querySelector('[data-testid=detector-close]').click()");
    }

    private static void onPhone(Chromium chromium) {
        ChromeDriver browser = chromium.driver();
        chromium.becomePhone();
        browser.executeScript("window.mio.map.map.updateSize(); window.mio.map.showAll();"
                + "document.getElementById('side').dataset.height = 'low'");
        await("the slider above the folded sheet, which folds slowly", browser,
                "document.getElementById('ahead').getBoundingClientRect().bottom - 844 < -90");
        Number[] edges = ((List<?>) browser.executeScript(
                        """
                        const ahead = document.getElementById('ahead').getBoundingClientRect();
                        const range = document.getElementById('ahead-range').getBoundingClientRect();
                        return [ahead.left, ahead.right, range.width];
                        """))
                .toArray(Number[]::new);
        assertThat(edges[0].doubleValue()).isGreaterThanOrEqualTo(0);
        assertThat(edges[1].doubleValue()).isLessThanOrEqualTo(390);
        assertThat(edges[2].doubleValue()).as("wide enough for a thumb").isGreaterThan(150);
    }
}
