package city.mio.cli.whole;

import static city.mio.cli.whole.Chromium.await;
import static city.mio.cli.whole.Chromium.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * A rider books on a phone as soon as the demo is there, and a simulated bus on live traffic brings the rider where they wanted
 * to go: the whole engine, nothing stands in for anything. Takes half a minute; {@code -Dmio.soak=true}, and
 * {@code -Dmio.screenshot.demo.ride=FILE} and the like keep pictures.
 */
@EnabledIfSystemProperty(named = "mio.soak", matches = "true")
class DemoRideTest {

    private static String step(ChromeDriver browser) {
        return (String) browser.executeScript("return document.body.dataset.step");
    }

    private static void click(ChromeDriver browser, String testId) {
        browser.executeScript("document.querySelector(`[data-testid=${arguments[0]}]`).click()", testId);
    }

    /** Whether a bus has room now; who is refused may ask again. */
    private static boolean find(ChromeDriver browser) {
        browser.executeScript(
                """
                for (const [list, stop] of [['from', 'K05'], ['to', 'K24']]) {
                  const select = document.querySelector(`[data-testid=${list}]`);
                  select.value = stop;
                  select.dispatchEvent(new Event('change'));
                }
                """);
        click(browser, "find");
        await("the answer", browser, "['OFFERED', 'REFUSED'].includes(document.body.dataset.step)");
        if (step(browser).equals("OFFERED")) {
            return true;
        }
        click(browser, "again");
        return false;
    }

    @Test
    void aRiderBooksOnAPhoneAndIsBroughtThereByABusOnLiveTraffic() throws Exception {
        Chromium.assumeThere();
        try (DemoProcess demo = DemoProcess.start("--headless", "--port", "0", "--duration", "10m");
                Chromium chromium = Chromium.open()) {
            String url = demo.awaitUrl();
            ChromeDriver browser = chromium.driver();
            chromium.becomePhone();
            browser.get(url + "/ride");
            await("the page", browser, "document.body.dataset.ready === 'true' && document.body.dataset.step === 'ask'");
            boolean found = false;
            for (int tries = 0; !found && tries < 5; tries++) {
                found = find(browser);
            }
            assertThat(found).as("an offer").isTrue();
            assertThat(text(browser, "pickup")).as("this morning, not the day on the wall").matches("07:\\d\\d Ogimachi");
            click(browser, "accept");
            List<String> steps = new ArrayList<>();
            while (!steps.contains("SERVED")) {
                String before = steps.isEmpty() ? "OFFERED" : steps.get(steps.size() - 1);
                await("what follows " + before, browser, "document.body.dataset.step !== '" + before + "'");
                steps.add(step(browser));
                chromium.keepPicture("mio.screenshot.demo.ride." + steps.get(steps.size() - 1));
                assertThat(steps).as("%s", demo.lines()).isSubsetOf("BOOKED", "ON_BOARD", "SERVED").hasSizeLessThan(6);
            }
            assertThat(steps).contains("BOOKED", "ON_BOARD");
            browser.get(url + "/operator");
            await("the board", browser, "document.body.dataset.ready === 'true'");
            assertThat(text(browser, "kpi-served")).matches("[1-9].*");
            chromium.becomeLaptop();
            chromium.keepPicture("mio.screenshot.demo.operator");
        }
    }
}
