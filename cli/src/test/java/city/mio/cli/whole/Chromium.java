package city.mio.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's Chromium, for tests that look at the live map as a person does. */
final class Chromium implements AutoCloseable {

    private final ChromeDriverService service;
    private final ChromeDriver driver;

    private Chromium(ChromeDriverService service, ChromeDriver driver) {
        this.service = service;
        this.driver = driver;
    }

    /** Skips the test with one line where there is no Chromium. */
    static void assumeThere() {
        boolean there = find("/usr/bin/chromium").isPresent() && find("/usr/bin/chromedriver").isPresent();
        if (!there) {
            System.out.println("skipped: no chromium here (apt-get install chromium chromium-driver)");
        }
        assumeTrue(there, "no chromium here (apt-get install chromium chromium-driver)");
    }

    /** A window of a laptop, in English. */
    static Chromium open() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find("/usr/bin/chromium").orElseThrow().toFile());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=en",
                "--window-size=1440,900", "--hide-scrollbars");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(find("/usr/bin/chromedriver").orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(new Dimension(1440, 900));
        return new Chromium(service, driver);
    }

    private static Optional<Path> find(String... places) {
        return Stream.of(places).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /** What the element with this test id says; empty where there is none. */
    static String text(ChromeDriver browser, String testId) {
        return (String) browser.executeScript(
                "return document.querySelector(`[data-testid=${arguments[0]}]`)?.textContent ?? ''", testId);
    }

    /** Waits until a condition in the page's own language holds. */
    static void await(String what, ChromeDriver browser, String script) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> Boolean.TRUE.equals(browser.executeScript("return Boolean(" + script + ")")));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** From now on the window is a phone's. */
    void becomePhone() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    }

    /** From now on the window is a laptop's again. */
    void becomeLaptop() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** Takes a picture, and keeps it where a system property of this name says. */
    void keepPicture(String property) throws IOException {
        File shot = driver.getScreenshotAs(OutputType.FILE);
        assertThat(Files.size(shot.toPath())).isGreaterThan(20_000);
        String keep = System.getProperty(property);
        if (keep != null && !keep.isBlank()) {
            Path target = Path.of(keep).toAbsolutePath();
            Files.createDirectories(target.getParent());
            Files.copy(shot.toPath(), target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() {
        driver.quit();
        service.stop();
    }
}
