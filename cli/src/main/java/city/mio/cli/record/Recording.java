package city.mio.cli.record;

import city.mio.events.DetectorReading;
import city.mio.events.HaulDeclaration;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * A history under way: what was said of steps that are still open lies in memory, closed steps lie in a file beside
 * the matrices, which are written from it at the end, when all their columns are known. Beside them, where there is any,
 * {@code rain} (mean mm/h) and {@code haul} (construction vehicles declared for the slot of the step, by route). One thread.
 */
public final class Recording implements Closeable {

    /** The matrices, in the order of their numbers in the file of closed steps. */
    static final List<String> SERIES = List.of("link_speed", "detector_speed", "detector_flow");

    private static final String RAIN = "rain";
    private static final String HAUL = "haul";
    private static final String SPOOL = "recording.part";

    private final Path folder;
    private final Span span;
    private final DataOutputStream spool;
    private final TreeMap<Long, OpenStep> open = new TreeMap<>();
    private final List<Map<String, Integer>> columns = new ArrayList<>();
    private final KnownAhead known = new KnownAhead();
    private final Targets targets;
    private long closedBefore = Long.MIN_VALUE;
    private long firstStep = Long.MAX_VALUE;
    private long lastStep = Long.MIN_VALUE;
    private long taken;
    private long outside;
    private long late;
    private long tooLong;
    private long unknown;

    /** Which links and detectors are recorded. */
    public interface Targets {

        /** Whatever is told. */
        Targets ALL = new Targets() {
            @Override
            public boolean hasLink(long linkId) {
                return true;
            }

            @Override
            public boolean hasDetector(String detectorId) {
                return true;
            }
        };

        boolean hasLink(long linkId);

        boolean hasDetector(String detectorId);
    }

    /**
     * Which time is recorded.
     *
     * @param stepMillis length of a row
     * @param fromMillis event time that it begins at
     * @param untilMillis and ends before
     */
    public record Span(long stepMillis, long fromMillis, long untilMillis) {
        public Span {
            if (stepMillis < 60_000 || 3_600_000 % stepMillis != 0) {
                throw new IllegalArgumentException("stepMillis must be minutes that divide an hour: " + stepMillis);
            }
            if (untilMillis <= fromMillis) {
                throw new IllegalArgumentException("untilMillis must come after fromMillis");
            }
        }
    }

    /**
     * What became of the records.
     *
     * @param taken laid into steps, repeated ones too
     * @param outside of the span asked for
     * @param late came when their step was closed
     * @param tooLong readings over more than a step
     * @param unknown of links and detectors that the city does not have
     */
    public record Tally(long taken, long outside, long late, long tooLong, long unknown) {}

    /** Begins a recording; the folder is made if need be. */
    public Recording(Path folder, Span span, Targets targets) throws IOException {
        this.folder = folder;
        this.targets = targets;
        this.span = span;
        Files.createDirectories(folder);
        for (int i = 0; i < SERIES.size(); i++) {
            columns.add(new LinkedHashMap<>());
        }
        spool = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(folder.resolve(SPOOL))));
    }

    /** Takes one minute of a link. */
    public void add(LinkState state) {
        if (!targets.hasLink(state.linkId())) {
            unknown++;
            return;
        }
        OpenStep step = findStep(state.minute());
        if (step != null) {
            step.add(state);
            taken++;
        }
    }

    /** Takes one interval of a detector; it belongs to the step that it begins in. */
    public void add(DetectorReading reading) {
        if (!targets.hasDetector(reading.detectorId())) {
            unknown++;
            return;
        }
        if (reading.intervalEnd() - reading.intervalStart() > span.stepMillis()) {
            tooLong++;
            return;
        }
        OpenStep step = findStep(reading.intervalStart());
        if (step != null) {
            step.add(reading);
            taken++;
        }
    }

    /** Takes what is told of the road: rain counts, also rain to come; a later word of the same id replaces the earlier. */
    public void add(RoadEvent event) {
        taken += known.add(event) ? 1 : 0;
    }

    /** Takes a declared construction trip, its correction or its end. */
    public void add(HaulDeclaration declaration) {
        known.add(declaration);
        taken++;
    }

    /** Null if the record does not count. */
    private OpenStep findStep(long time) {
        if (time < span.fromMillis() || time >= span.untilMillis()) {
            outside++;
            return null;
        }
        long number = Math.floorDiv(time, span.stepMillis());
        if (number < closedBefore) {
            late++;
            return null;
        }
        return open.computeIfAbsent(number, step -> new OpenStep(span.stepMillis()));
    }

    public Tally tally() {
        return new Tally(taken, outside, late, tooLong, unknown);
    }

    /** Closes the steps that end before this time: nothing more will be said of them. */
    public void closeBefore(long time) throws IOException {
        long number = Math.floorDiv(time, span.stepMillis());
        if (number <= closedBefore) {
            return;
        }
        closedBefore = number;
        while (!open.isEmpty() && open.firstKey() < number) {
            Map.Entry<Long, OpenStep> step = open.pollFirstEntry();
            write(step.getKey(), step.getValue());
        }
    }

    private void write(long number, OpenStep step) throws IOException {
        firstStep = Math.min(firstStep, number);
        lastStep = Math.max(lastStep, number);
        try {
            step.linkSpeeds((id, value) -> write(number, 0, id, value));
            step.detectorSpeeds((id, value) -> write(number, 1, id, value));
            step.detectorFlows((id, value) -> write(number, 2, id, value));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(long number, int series, String id, double value) {
        Map<String, Integer> known = columns.get(series);
        Integer column = known.get(id);
        if (column == null) {
            column = known.size();
            known.put(id, column);
        }
        try {
            spool.writeLong(number);
            spool.writeByte(series);
            spool.writeInt(column);
            spool.writeFloat((float) value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes columns that are known for every step as a matrix. */
    static void writeColumns(Path file, Map<String, float[]> columns, int steps) throws IOException {
        try (BufferedWriter out = writer(file)) {
            out.write(String.join(",", columns.keySet()) + "\n");
            for (int step = 0; step < steps; step++) {
                StringBuilder line = new StringBuilder();
                for (float[] column : columns.values()) {
                    line.append(line.isEmpty() ? "" : ",").append(Math.round(column[step] * 100.0) / 100.0);
                }
                out.write(line.append('\n').toString());
            }
        }
    }

    private static BufferedWriter writer(Path file) throws IOException {
        return new BufferedWriter(new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8));
    }

    /**
     * Closes all steps and writes the matrices, {@code history.json} last.
     *
     * @param told what else {@code history.json} tells
     * @return rows and, for each matrix written, its columns
     * @throws IOException if a file cannot be written
     */
    public Map<String, Integer> finish(ZoneId zone, Map<String, Object> told) throws IOException {
        closeBefore(Long.MAX_VALUE);
        spool.close();
        Map<String, Integer> written = new LinkedHashMap<>();
        if (firstStep > lastStep) {
            return written;
        }
        Files.deleteIfExists(folder.resolve("history.json"));
        int steps = (int) (lastStep - firstStep + 1);
        written.put("steps", steps);
        for (int series = 0; series < SERIES.size(); series++) {
            Path file = folder.resolve(SERIES.get(series) + ".csv.gz");
            if (columns.get(series).isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                writeMatrix(file, series, columns.get(series));
                written.put(SERIES.get(series), columns.get(series).size());
            }
        }
        writeKnown(steps, written);
        Map<String, Object> description = new LinkedHashMap<>(told);
        description.put("start", Instant.ofEpochMilli(firstStep * span.stepMillis())
                .atZone(zone)
                .toOffsetDateTime()
                .toString());
        description.put("timezone", zone.getId());
        description.put("stepMinutes", span.stepMillis() / 60_000);
        description.put("steps", steps);
        Files.writeString(
                folder.resolve("history.json"),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(description) + "\n");
        return written;
    }

    private void writeKnown(int steps, Map<String, Integer> written) throws IOException {
        long start = firstStep * span.stepMillis();
        Path rainFile = folder.resolve(RAIN + ".csv.gz");
        float[] rain = known.rain(start, span.stepMillis(), steps);
        if (rain == null) {
            Files.deleteIfExists(rainFile);
        } else {
            writeColumns(rainFile, Map.of(RAIN, rain), steps);
            written.put(RAIN, 1);
        }
        Path haulFile = folder.resolve(HAUL + ".csv.gz");
        Map<String, float[]> vehicles = known.vehicles(start, span.stepMillis(), steps);
        if (vehicles.isEmpty()) {
            Files.deleteIfExists(haulFile);
        } else {
            writeColumns(haulFile, vehicles, steps);
            written.put(HAUL, vehicles.size());
        }
    }

    private void writeMatrix(Path file, int series, Map<String, Integer> ids) throws IOException {
        String[] names = new String[ids.size()];
        ids.forEach((id, column) -> names[column] = id);
        Integer[] order = new Integer[names.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.<Integer>comparingInt(i -> names[i].length()).thenComparing(i -> names[i]));
        float[] row = new float[names.length];
        try (BufferedWriter out = writer(file);
                DataInputStream in =
                        new DataInputStream(new BufferedInputStream(Files.newInputStream(folder.resolve(SPOOL))))) {
            out.write(String.join(",", Arrays.stream(order).map(i -> names[i]).toList()));
            out.write('\n');
            Arrays.fill(row, Float.NaN);
            long at = firstStep;
            for (long left = Files.size(folder.resolve(SPOOL)) / 17; left > 0; left--) {
                long step = in.readLong();
                int own = in.readByte();
                int column = in.readInt();
                float value = in.readFloat();
                for (; at < step; at++) {
                    writeRow(out, row, order);
                }
                if (own == series) {
                    row[column] = value;
                }
            }
            for (; at <= lastStep; at++) {
                writeRow(out, row, order);
            }
        }
    }

    private static void writeRow(BufferedWriter out, float[] row, Integer[] order) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < order.length; i++) {
            if (i > 0) {
                line.append(',');
            }
            float value = row[order[i]];
            if (!Float.isNaN(value)) {
                line.append(Math.round(value * 100.0) / 100.0);
            }
        }
        out.write(line.append('\n').toString());
        Arrays.fill(row, Float.NaN);
    }

    /** Lets go of the file of closed steps. */
    @Override
    public void close() throws IOException {
        spool.close();
        Files.deleteIfExists(folder.resolve(SPOOL));
    }
}
