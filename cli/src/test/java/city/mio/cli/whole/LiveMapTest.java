package city.mio.cli.whole;

import static city.mio.cli.whole.Chromium.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/**
 * A person at the live map, played by Debian's Chromium. {@code -Dmio.screenshot=FILE} keeps a picture, {@code
 * mio.screenshot.route} and {@code mio.screenshot.phone} one of the route tool.
 */
class LiveMapTest {

    /** Counts the pixels of the map that are green, yellow or red: a grey or black map has none. */
    private static final String COLOURED_PIXELS =
            """
            let coloured = 0;
            for (const canvas of document.querySelectorAll('#map canvas')) {
              if (!canvas.width || !canvas.height) continue;
              const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              for (let i = 0; i < data.length; i += 4) {
                const high = Math.max(data[i], data[i + 1], data[i + 2]);
                const low = Math.min(data[i], data[i + 1], data[i + 2]);
                if (data[i + 3] > 128 && high - low > 90) coloured++;
              }
            }
            return coloured;
            """;

    @Test
    void showsColouredLinksAndAnAlertThatCanBeAcknowledged() throws Exception {
        Chromium.assumeThere();
        try (DemoProcess demo = DemoProcess.start("--headless", "--port", "0", "--speed", "60", "--duration", "10m")) {
            String url = demo.awaitUrl();
            try (Chromium chromium = Chromium.open()) {
                ChromeDriver browser = chromium.driver();
                browser.get(url);
                lookAround(browser, demo);
                acknowledge(browser);
                chromium.keepPicture("mio.screenshot");
                lookAhead(browser, demo);
                chromium.keepPicture("mio.screenshot.demo.ahead");
                browser.executeScript("window.mio.timeline.set(0)");
                findRoute(browser);
                chromium.keepPicture("mio.screenshot.route");
                findRouteOnPhone(chromium);
                chromium.keepPicture("mio.screenshot.phone");
            }
            int exit = demo.stop();
            assertThat(exit).as(String.join("\n", demo.lines())).isIn(130, 143);
            assertThat(demo.lines()).contains("Stopping …", "Stopped").noneMatch(line -> line.contains("Exception"));
        }
    }

    private static int number(ChromeDriver browser, String name) {
        String value = browser.findElement(By.tagName("body")).getDomAttribute("data-" + name);
        return value == null || value.isEmpty() ? 0 : Integer.parseInt(value);
    }

    private static void lookAround(ChromeDriver browser, DemoProcess demo) {
        Awaitility.await("coloured links; " + demo.lines())
                .atMost(Duration.ofSeconds(240))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> number(browser, "coloured") > 50);
        Awaitility.await("coloured pixels")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> ((Number) ((JavascriptExecutor) browser).executeScript(COLOURED_PIXELS)).intValue() > 500);
        Awaitility.await("an alert; " + demo.lines())
                .atMost(Duration.ofSeconds(150))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> !browser.findElements(By.cssSelector("[data-testid=alert]")).isEmpty());
        assertThat(browser.findElement(By.cssSelector("[data-testid=clock]")).getText()).contains(":");
    }

    /**
     * Clicks by script: the list is drawn anew as alerts come, and an element found may be gone when it is clicked. An
     * alert that ends before it is acknowledged is left, and another taken.
     */
    private static void acknowledge(ChromeDriver browser) {
        Awaitility.await("an alert that has been opened and acknowledged")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Boolean.TRUE.equals(browser.executeScript(
                        """
                        const city = window.mio.city;
                        if (window.clicked && city.alerts.get(window.clicked)?.acknowledged) return true;
                        const rows = () => [...document.querySelectorAll('[data-testid=alert]')];
                        const row = rows().find(each => each.querySelector('[data-testid=ack]'));
                        if (!row) return false;
                        window.clicked = row.dataset.alert;
                        row.querySelector('[data-testid=alert-open]').click();
                        rows().find(each => each.dataset.alert === window.clicked)?.querySelector('[data-testid=ack]')?.click();
                        return false;
                        """)));
    }

    /** The city's own forecasts, half an hour ahead. */
    private static void lookAhead(ChromeDriver browser, DemoProcess demo) {
        Awaitility.await("forecasts; " + demo.lines())
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> number(browser, "forecasts") > 50);
        browser.executeScript("window.mio.timeline.set(30)");
        assertThat(text(browser, "legend-when")).startsWith("Expected at");
        assertThat(browser.executeScript("return window.mio.city.links.some(link => link.class >= 0)"))
                .isEqualTo(true);
    }

    private static void awaitRoute(ChromeDriver browser, String state) {
        Awaitility.await("route is " + state + ", hint " + text(browser, "route-hint") + text(browser, "route-failed"))
                .atMost(Duration.ofSeconds(30))
                .until(() -> state.equals(browser.findElement(By.tagName("body")).getDomAttribute("data-route")));
    }

    /** Two taps, and the way between them with its arrival and what it is known from. */
    private static void findRoute(ChromeDriver browser) {
        browser.executeScript("window.mio.map.showAll(); document.querySelector('[data-testid=route-open]').click();");
        awaitRoute(browser, "from");
        // Beside roads there may be water: taps are where links are.
        tapLink(browser, 0.15);
        awaitRoute(browser, "to");
        tapLink(browser, 0.85);
        awaitRoute(browser, "shown");
        assertThat(text(browser, "route-duration")).containsPattern("[0-9]+ (min|s)");
        assertThat(text(browser, "route-distance")).contains("km");
        assertThat(text(browser, "route-arrival")).matches("[0-9]{2}:[0-9]{2}");
        assertThat(text(browser, "route-shares")).contains("live");
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
        assertThat(text(browser, "route-panel")).contains("到着").contains("実測");
        browser.executeScript("document.querySelector('[data-testid=language]').click()");
    }

    /** Taps a link in the part of the map that no panel covers: the first beyond this share of the visible ones. */
    private static void tapLink(ChromeDriver browser, double share) {
        @SuppressWarnings("unchecked")
        List<Number> pixel = (List<Number>) browser.executeScript(
                """
                const phone = innerWidth <= 760;
                const seen = window.mio.city.links.map(link => window.mio.map.pixelOf(link.id)).filter(at => at
                  && at[0] > (phone ? 20 : 400) && at[0] < innerWidth - (phone ? 160 : 400)
                  && at[1] > 90 && at[1] < innerHeight * (phone ? 0.5 : 0.85)).sort((a, b) => a[1] - b[1]);
                return seen[Math.floor(seen.length * arguments[0])];
                """,
                share);
        new Actions(browser)
                .moveToLocation(pixel.get(0).intValue(), pixel.get(1).intValue())
                .click()
                .perform();
    }

    private static void findRouteOnPhone(Chromium chromium) {
        ChromeDriver browser = chromium.driver();
        browser.executeScript("document.querySelector('[data-testid=route-close]').click()");
        assertThat(browser.findElement(By.tagName("body")).getDomAttribute("data-route")).isEqualTo("off");
        chromium.becomePhone();
        browser.executeScript("window.mio.map.map.updateSize(); window.mio.map.showAll();"
                + "document.querySelector('[data-testid=route-open]').click();");
        awaitRoute(browser, "from");
        tapLink(browser, 0.2);
        awaitRoute(browser, "to");
        tapLink(browser, 0.8);
        awaitRoute(browser, "shown");
        Map<?, ?> box = (Map<?, ?>) browser.executeScript(
                "return document.getElementById('route').getBoundingClientRect().toJSON()");
        assertThat(((Number) box.get("bottom")).doubleValue()).isLessThanOrEqualTo(844.5);
        assertThat(((Number) box.get("top")).doubleValue()).isGreaterThan(844 / 3.0);
        assertThat(((Number) box.get("width")).doubleValue()).isLessThanOrEqualTo(390);
    }
}
