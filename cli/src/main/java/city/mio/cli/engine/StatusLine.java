package city.mio.cli.engine;

import city.mio.events.wire.Topics;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says in one line how a running engine stands. Not thread-safe. */
final class StatusLine {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final ZoneId timezone;
    private long lastRecords;
    private long lastNanos;

    StatusLine(ZoneId timezone, long nanos) {
        this.timezone = timezone;
        this.lastNanos = nanos;
    }

    /** @param nanos of {@link System#nanoTime} */
    String of(TopicCounts counts, long nanos) {
        long records = counts.records(Topics.PROBE_POSITION.name())
                + counts.records(Topics.DETECTOR_READING.name())
                + counts.records(Topics.HAUL_PASSAGE.name());
        double seconds = Math.max(1e-3, (nanos - lastNanos) / 1e9);
        double rate = (records - lastRecords) / seconds;
        lastRecords = records;
        lastNanos = nanos;
        String clock = counts.newestInput() == 0
                ? "no events yet"
                : CLOCK.format(Instant.ofEpochMilli(counts.newestInput()).atZone(timezone));
        String lag = counts.newestMinute() == 0 ? "-" : counts.watermarkLagMillis() / 1000 + " s";
        return String.format(
                Locale.ROOT,
                "%s  %,.0f events/s, watermark lag %s, matched %.1f %%, link states %,d, open alerts %d",
                clock,
                rate,
                lag,
                100 * counts.matchedShare(),
                counts.linkStates(),
                counts.openAlerts());
    }
}
