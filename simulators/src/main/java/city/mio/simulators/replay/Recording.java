package city.mio.simulators.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Reads recorded positions from a file, in the file's order, by its ending (with or without {@code .gz}): {@code
 * .csv}, {@code .gpx}, or {@code .track} ({@code lon lat seconds} a line).
 */
public final class Recording {

    /** Where tracks that count seconds from nothing begin: 2026-01-01T00:00:00Z. */
    public static final long DEFAULT_TRACK_START = 1_767_225_600_000L;

    private Recording() {}

    /**
     * Reads a file row by row. Of a file that breaks off, all rows up to there are handed on before the exception.
     *
     * @param trackStart epoch milliseconds that second 0 of a {@code .track} stands for
     * @throws RecordingException if the file is no recording or cannot be read
     */
    public static void read(Path file, long trackStart, Consumer<Row> rows) {
        String name = file.getFileName().toString();
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        try (InputStream in = open(file, !plain.equals(name.toLowerCase(Locale.ROOT)))) {
            if (plain.endsWith(".csv")) {
                CsvRecording.read(name, new Lines(name, in), rows);
            } else if (plain.endsWith(".gpx")) {
                GpxRecording.read(name, in, rows);
            } else if (plain.endsWith(".track")) {
                TrackRecording.read(name, new Lines(name, in), trackStart, rows);
            } else {
                throw new RecordingException(name + ": no recording of a known kind (.csv, .gpx, .track, also .gz)", null);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new RecordingException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream open(Path file, boolean zipped) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        return zipped ? new BufferedInputStream(new GZIPInputStream(in, 64 * 1024)) : in;
    }
}
