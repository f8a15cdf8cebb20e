package city.mio.simulators.replay;

import city.mio.events.DeadLetter;
import city.mio.events.IntakeSource;
import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import city.mio.simulators.devices.DeviceOutput;
import city.mio.simulators.ledger.Fingerprint;
import city.mio.simulators.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends recorded positions again. Several files run side by side on one clock, each in its own order: a row is sent
 * when the newest time that its file has shown is due, so rows that come out of order in the file do so on the stream.
 * Bad rows go to the dead letters as they stand. Everything is entered in the ledger. One run at a time; {@link
 * #stop} may be called from any thread.
 */
public final class Replayer {

    /**
     * What was sent. Immutable.
     *
     * @param positions good rows
     * @param repeats of these, rows whose vehicle and time had come before
     * @param badRows rows sent to the dead letters
     * @param faults the first hundred of those, a line each
     * @param firstTime least event time sent, epoch milliseconds; 0 if none was
     * @param lastTime greatest event time sent; 0 if none was
     */
    public record Result(
            long positions, long repeats, long badRows, List<String> faults, long firstTime, long lastTime) {

        public Result {
            faults = List.copyOf(faults);
        }
    }

    private record Timed(long due, Row row) {}

    private static final int FAULTS_NAMED = 100;

    private final DeviceOutput output;
    private final Ledger ledger;
    private final InstantSource clock;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param clock says when a bad row was met */
    public Replayer(DeviceOutput output, Ledger ledger, InstantSource clock) {
        this.output = output;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Sends all rows of the files and flushes.
     *
     * @param speed event seconds per second; infinite for as fast as it goes
     * @param trackStart epoch milliseconds that second 0 of a {@code .track} stands for
     * @throws RecordingException if a file cannot be read; nothing was sent then
     */
    public Result replay(List<Path> files, double speed, long trackStart) throws InterruptedException {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed is not over 0: " + speed);
        }
        List<Timed> rows = new ArrayList<>();
        for (Path file : files) {
            long[] newest = {Long.MIN_VALUE};
            Recording.read(file, trackStart, row -> {
                newest[0] = row.isGood() ? Math.max(newest[0], plausible(row, newest[0])) : newest[0];
                rows.add(new Timed(newest[0], row));
            });
        }
        // Stable: rows of one file keep their order, whatever their own times say.
        rows.sort((a, b) -> Long.compare(a.due, b.due));
        return send(rows, speed);
    }

    /** One row with a clock gone wild must not hold up all that follow it in its file: a jump over a day is not waited for. */
    private static long plausible(Row row, long newest) {
        long time = row.position().time();
        return newest != Long.MIN_VALUE && time > newest + TimeUnit.DAYS.toMillis(1) ? newest : time;
    }

    private Result send(List<Timed> rows, double speed) throws InterruptedException {
        long begin = System.nanoTime();
        long first = rows.stream().mapToLong(Timed::due).filter(due -> due != Long.MIN_VALUE).min().orElse(0);
        Map<String, Set<Long>> seen = new HashMap<>();
        List<String> faults = new ArrayList<>();
        long positions = 0;
        long repeats = 0;
        long bad = 0;
        long least = Long.MAX_VALUE;
        long greatest = 0;
        for (Timed timed : rows) {
            if (!waitUntil(begin, ((double) timed.due - first) / speed) || stopped.getCount() == 0) {
                break;
            }
            Row row = timed.row;
            if (!row.isGood()) {
                bad++;
                refuse(row);
                if (faults.size() < FAULTS_NAMED) {
                    faults.add(row.where() + ": " + row.fault());
                }
                continue;
            }
            ProbePosition position = row.position();
            positions++;
            least = Math.min(least, position.time());
            greatest = Math.max(greatest, position.time());
            if (seen.computeIfAbsent(position.vehicleId(), id -> new HashSet<>()).add(position.identity())) {
                ledger.sent(IntakeSource.PROBES, position.vehicleId(), position.time(), position.identity());
            } else {
                repeats++;
                ledger.sentAgain(IntakeSource.PROBES, position.vehicleId(), position.time());
            }
            output.probe(position);
        }
        output.flush();
        return new Result(positions, repeats, bad, faults, positions == 0 ? 0 : least, greatest);
    }

    /** Whether to go on: false if the replay was stopped while waiting. */
    private boolean waitUntil(long begin, double millis) throws InterruptedException {
        if (!(millis > 0)) {
            return true;
        }
        long nanos = begin + (long) (millis * 1e6) - System.nanoTime();
        return nanos <= 0 || !stopped.await(nanos, TimeUnit.NANOSECONDS);
    }

    private void refuse(Row row) {
        byte[] raw = row.raw().getBytes(StandardCharsets.UTF_8);
        ledger.sentMalformed(IntakeSource.PROBES, RefusalReason.INVALID_FIELD, Fingerprint.ofBytes(raw));
        output.refused(new DeadLetter(
                "replay", RefusalReason.INVALID_FIELD, row.where() + ": " + row.fault(), "", raw, -1, -1, clock.millis()));
    }

    /** Ends the run after the row it is at. */
    public void stop() {
        stopped.countDown();
    }
}
