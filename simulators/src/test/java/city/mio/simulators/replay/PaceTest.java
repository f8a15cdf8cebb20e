package city.mio.simulators.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.events.ProbePosition;
import city.mio.simulators.devices.RecordingOutput;
import city.mio.simulators.ledger.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When rows are due: by a clock that only writes down what it is asked for. */
class PaceTest {

    private static final long T = 1_795_125_600L;
    private static final long DAY = 86_400;

    private static final class WrittenDown implements Pace {
        final List<Double> seconds = new ArrayList<>();
        boolean stopped;

        @Override
        public boolean await(long nanos) {
            seconds.add(nanos / 1e9);
            return !stopped;
        }

        @Override
        public void stop() {
            stopped = true;
        }
    }

    @TempDir
    Path folder;

    private final RecordingOutput output = new RecordingOutput();
    private final WrittenDown pace = new WrittenDown();
    private final Replayer replayer =
            new Replayer(output, new Ledger(), InstantSource.fixed(Instant.EPOCH.plusSeconds(1)), pace);

    private Path file(String vehicle, long... times) throws Exception {
        StringBuilder text = new StringBuilder("vehicleId,time,lon,lat\n");
        for (long time : times) {
            text.append(vehicle).append(',').append(time).append(",135,34\n");
        }
        return Files.writeString(folder.resolve(vehicle + ".csv"), text);
    }

    private List<Double> waits(double speed, Duration longestGap, Path... files) throws Exception {
        replayer.replay(List.of(files), speed, 0, longestGap, (sent, eventTime) -> {});
        return pace.seconds;
    }

    private List<Double> waits(Path... files) throws Exception {
        return waits(1, DueTimes.NO_LIMIT, files);
    }

    @Test
    void eventTimePassesAtTheSpeedAskedFor() throws Exception {
        assertThat(waits(60, DueTimes.NO_LIMIT, file("a", T, T + 60, T + 30, T + 600), file("b", T + 120)))
                .containsExactly(0.0, 1.0, 1.0, 2.0, 10.0);
    }

    @Test
    void asFastAsItGoesWaitsForNothing() throws Exception {
        assertThat(waits(Double.POSITIVE_INFINITY, DueTimes.NO_LIMIT, file("a", T, T + 1_000_000, T + 1_000_001)))
                .containsOnly(0.0);
    }

    @Test
    void longGapsAreWaitedForUnlessTheyAreToBeShort() throws Exception {
        Path a = file("a", T, T + 2 * DAY, T + 2 * DAY + 10, T + 4 * DAY, T + 4 * DAY + 5);
        assertThat(waits(a)).containsExactly(0.0, 2.0 * DAY, 2.0 * DAY + 10, 4.0 * DAY, 4.0 * DAY + 5);
        pace.seconds.clear();
        assertThat(waits(1, Duration.ofMinutes(5), a)).containsExactly(0.0, 300.0, 310.0, 610.0, 615.0);
        assertThat(output.probes).extracting(ProbePosition::time).contains((T + 4 * DAY + 5) * 1000);
    }

    @Test
    void oneWildClockReadingHoldsNothingUp() throws Exception {
        assertThat(waits(file("a", T, 4_000_000_000L, T + 10, T + 20))).containsExactly(0.0, 0.0, 10.0, 20.0);
    }

    @Test
    void aWildFirstReadingHoldsNothingUp() throws Exception {
        assertThat(waits(file("a", 1, T, T + 10, T + 20))).containsExactly(0.0, 0.0, 10.0, 20.0);
        pace.seconds.clear();
        assertThat(waits(file("b", 4_000_000_000L, T, T + 10, T + 20))).containsExactly(0.0, 0.0, 10.0, 20.0);
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        List<String> told = new ArrayList<>();
        Path bad = Files.writeString(folder.resolve("c.csv"), "vehicleId,time,lon,lat\nc,x,135,34\n");
        replayer.replay(
                List.of(file("a", T, T + 20, T + 10), bad),
                1,
                0,
                DueTimes.NO_LIMIT,
                (sent, eventTime) -> told.add(sent + " " + (eventTime == 0 ? "-" : eventTime / 1000 - T)));
        assertThat(told).containsExactly("1 -", "2 0", "3 20", "4 20");
    }

    @Test
    void refusesASpeedOrGapOfNothing() throws Exception {
        Path a = file("a", T);
        assertThatThrownBy(() -> waits(0, DueTimes.NO_LIMIT, a)).hasMessageContaining("speed");
        assertThatThrownBy(() -> waits(1, Duration.ZERO, a)).hasMessageContaining("longestGap");
    }

    @Test
    @Timeout(60)
    void stopsInTheMiddleOfAWait() throws Exception {
        Replayer real = new Replayer(output, new Ledger(), InstantSource.system());
        Path a = file("a", T, T + DAY / 2);
        CountDownLatch first = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Replayer.Result> run = thread.submit(
                    () -> real.replay(List.of(a), 1, 0, DueTimes.NO_LIMIT, (sent, time) -> first.countDown()));
            assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
            real.stop();
            assertThat(run.get(30, TimeUnit.SECONDS).positions()).isEqualTo(1);
        } finally {
            thread.shutdownNow();
        }
    }
}
