package city.mio.simulators.replay;

import city.mio.events.DeadLetter;
import city.mio.events.IntakeSource;
import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import city.mio.simulators.devices.DeviceOutput;
import city.mio.simulators.ledger.Fingerprint;
import city.mio.simulators.ledger.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** Is told of each row that was sent, on the thread that sends. */
    @FunctionalInterface
    public interface Progress {

        /**
         * @param sent rows so far, good and bad
         * @param eventTime that the replay has reached, epoch milliseconds; 0 before the first
         */
        void sent(long sent, long eventTime);
    }

    private static final int FAULTS_NAMED = 100;

    private final DeviceOutput output;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Pace pace;

    /** @param clock says when a bad row was met */
    public Replayer(DeviceOutput output, Ledger ledger, InstantSource clock) {
        this(output, ledger, clock, new Pace.Wall());
    }

    Replayer(DeviceOutput output, Ledger ledger, InstantSource clock, Pace pace) {
        this.output = output;
        this.ledger = ledger;
        this.clock = clock;
        this.pace = pace;
    }

    /** As {@link #replay(List, double, long, Duration, Progress)}, with every gap as long as it was. */
    public Result replay(List<Path> files, double speed, long trackStart) throws InterruptedException {
        return replay(files, speed, trackStart, DueTimes.NO_LIMIT, (sent, eventTime) -> {});
    }

    /**
     * Sends all rows of the files and flushes. A file that breaks off is sent as far as it goes; the exception comes
     * after all has been sent and flushed.
     *
     * @param speed event seconds per second; infinite for as fast as it goes
     * @param trackStart epoch milliseconds that second 0 of a {@code .track} stands for
     * @param longestGap of event time that is waited for where no file has a row; event times stay as they are
     * @throws RecordingException if a file is no recording (nothing was sent then) or breaks off
     */
    public Result replay(List<Path> files, double speed, long trackStart, Duration longestGap, Progress progress)
            throws InterruptedException {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed is not over 0: " + speed);
        }
        if (longestGap.isNegative() || longestGap.isZero()) {
            throw new IllegalArgumentException("longestGap is not over 0: " + longestGap);
        }
        List<DueTimes.Due> rows = new ArrayList<>();
        RecordingException brokenOff = null;
        for (Path file : files) {
            List<Row> ofFile = new ArrayList<>();
            try {
                Recording.read(file, trackStart, ofFile::add);
            } catch (RecordingException e) {
                if (ofFile.isEmpty()) {
                    throw e;
                }
                if (brokenOff == null) {
                    brokenOff = e;
                } else {
                    brokenOff.addSuppressed(e);
                }
            }
            rows.addAll(DueTimes.of(ofFile));
        }
        // Stable: rows of one file keep their order, whatever their own times say.
        rows.sort(Comparator.comparingLong(DueTimes.Due::time));
        Result result = send(rows, speed, longestGap, progress);
        if (brokenOff != null) {
            throw brokenOff;
        }
        return result;
    }

    private Result send(List<DueTimes.Due> rows, double speed, Duration longestGap, Progress progress)
            throws InterruptedException {
        double[] waits = DueTimes.elapsedMillis(rows, longestGap);
        Map<String, Set<Long>> seen = new HashMap<>();
        List<String> faults = new ArrayList<>();
        long positions = 0;
        long repeats = 0;
        long bad = 0;
        long least = Long.MAX_VALUE;
        long greatest = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (!pace.await((long) (waits[i] / speed * 1e6))) {
                break;
            }
            Row row = rows.get(i).row();
            if (!row.isGood()) {
                bad++;
                refuse(row);
                if (faults.size() < FAULTS_NAMED) {
                    faults.add(row.where() + ": " + row.fault());
                }
                progress.sent(positions + bad, greatest);
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
            progress.sent(positions + bad, greatest);
        }
        output.flush();
        return new Result(positions, repeats, bad, faults, positions == 0 ? 0 : least, greatest);
    }

    private void refuse(Row row) {
        byte[] raw = row.raw();
        ledger.sentMalformed(IntakeSource.PROBES, RefusalReason.INVALID_FIELD, Fingerprint.ofBytes(raw));
        output.refused(new DeadLetter(
                "replay", RefusalReason.INVALID_FIELD, row.where() + ": " + row.fault(), "", raw, -1, -1, clock.millis()));
    }

    /** Ends the run after the row it is at. */
    public void stop() {
        pace.stop();
    }
}
