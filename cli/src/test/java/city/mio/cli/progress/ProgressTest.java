package city.mio.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter text = new StringWriter();
    private long nanos;

    private Progress lines(long total) {
        return Progress.inLines("matching", "positions", total, new PrintWriter(text), () -> nanos);
    }

    @Test
    void aLineEachFiveSecondsWithShareAndTimeLeft() {
        try (Progress progress = lines(2_000)) {
            nanos = 4_000_000_000L;
            progress.reached(100);
            nanos = 6_000_000_000L;
            progress.reached(500);
            nanos = 10_000_000_000L;
            progress.reached(900);
            nanos = 11_000_000_000L;
            progress.reached(1_000);
        }
        assertThat(text.toString().lines())
                .containsExactly(
                        "matching: 25 %, 500 of 2,000 positions, 18 s left",
                        "matching: 50 %, 1,000 of 2,000 positions, 11 s left");
    }

    @Test
    void shortWorkIsNotTalkedAbout() {
        try (Progress progress = lines(10)) {
            progress.reached(10);
        }
        assertThat(text.toString()).isEmpty();
    }

    @Test
    void anUnknownTotalOnlyCounts() {
        try (Progress progress = lines(-1)) {
            nanos = 5_000_000_000L;
            progress.reached(12_345);
        }
        assertThat(text.toString().lines()).containsExactly("matching: 12,345 positions");
    }

    @Test
    void theBarShowsTheTaskAndTheWholeAtTheEnd() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        try (Progress progress = Progress.onTerminal(
                "matching", "positions", 40, new PrintStream(terminal, true, StandardCharsets.UTF_8))) {
            progress.reached(40);
        }
        assertThat(terminal.toString(StandardCharsets.UTF_8)).contains("matching", "100%", "40/40");
    }
}
