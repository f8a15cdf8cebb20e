package city.mio.simulators.replay;

import city.mio.events.ProbePosition;
import city.mio.events.VehicleKind;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Positions in CSV with a header: {@code vehicleId,time,lon,lat[,speed,heading,accuracy]} in SI units, or the form of
 * polled bus feeds ({@code vehicle_id,timestamp,speed,…,latitude,longitude}, speed in the unit that {@link BusSpeed} finds). Time in ISO
 * 8601 with offset, or epoch seconds or milliseconds. One record a line; a quoted field may not hold a line break.
 */
final class CsvRecording {

    /** Epoch figures from here on are milliseconds: as seconds this would be the year 5138. */
    private static final double MILLIS_FROM = 1e11;

    private static final int SPEEDS_LOOKED_AT = 100;

    private static final int LINES_LOOKED_AT = 5_000;

    private CsvRecording() {}

    static void read(String file, Lines lines, Consumer<Row> rows) {
        Lines.Line header = lines.next();
        if (header == null) {
            lines.checkWhole();
            throw new RecordingException(file + ": is empty", null);
        }
        if (header.fault() != null) {
            throw new RecordingException(file + ", line 1: " + header.fault(), null);
        }
        Map<String, Integer> columns = columns(file, header.text());
        boolean bus = columns.containsKey("vehicle_id");
        String[] wanted = bus
                ? new String[] {"vehicle_id", "timestamp", "longitude", "latitude"}
                : new String[] {"vehicleid", "time", "lon", "lat"};
        for (String column : wanted) {
            if (!columns.containsKey(column)) {
                throw new RecordingException(file + ", line 1: no column " + column + " in the header", null);
            }
        }
        Deque<Lines.Line> ahead = new ArrayDeque<>();
        BusSpeed unit = bus ? lookAhead(lines, columns, ahead) : BusSpeed.METRES_PER_SECOND;
        for (Lines.Line line = next(ahead, lines); line != null; line = next(ahead, lines)) {
            String where = file + ", line " + line.number();
            if (line.fault() != null) {
                rows.accept(Row.bad(where, line.fault(), line.raw()));
            } else if (!line.text().isBlank()) {
                rows.accept(row(where, line, columns, bus, unit));
            }
        }
        lines.checkWhole();
    }

    private static Map<String, Integer> columns(String file, String header) {
        Map<String, Integer> columns = new HashMap<>();
        try {
            CSVRecord names = parse(header.startsWith("\uFEFF") ? header.substring(1) : header);
            for (int i = 0; names != null && i < names.size(); i++) {
                columns.putIfAbsent(names.get(i).trim().toLowerCase(Locale.ROOT), i);
            }
        } catch (IllegalArgumentException e) {
            throw new RecordingException(file + ", line 1: the header is " + e.getMessage(), e);
        }
        return columns;
    }

    private static Lines.Line next(Deque<Lines.Line> ahead, Lines lines) {
        return ahead.isEmpty() ? lines.next() : ahead.poll();
    }

    private static BusSpeed lookAhead(Lines lines, Map<String, Integer> columns, Deque<Lines.Line> ahead) {
        List<Double> moving = new ArrayList<>();
        while (moving.size() < SPEEDS_LOOKED_AT && ahead.size() < LINES_LOOKED_AT) {
            Lines.Line line = lines.next();
            if (line == null) {
                break;
            }
            ahead.add(line);
            try {
                CSVRecord fields = line.fault() == null ? parse(line.text()) : null;
                double speed = fields == null ? Double.NaN : number(fields, columns, "speed", false);
                if (speed > 0) {
                    moving.add(speed);
                }
            } catch (IllegalArgumentException e) {
                continue; // A bad row says nothing of the unit; it is refused when its turn comes.
            }
        }
        return BusSpeed.of(moving);
    }

    private static Row row(
            String where, Lines.Line line, Map<String, Integer> columns, boolean bus, BusSpeed unit) {
        try {
            CSVRecord fields = parse(line.text());
            if (fields == null) {
                return Row.bad(where, "not a CSV record", line.raw());
            }
            ProbePosition.Builder position = ProbePosition.builder()
                    .vehicleId(text(fields, columns, bus ? "vehicle_id" : "vehicleid"))
                    .kind(bus ? VehicleKind.BUS : VehicleKind.CAR)
                    .time(time(text(fields, columns, bus ? "timestamp" : "time")))
                    .speedMps((float) unit.toMetresPerSecond(number(fields, columns, "speed", false)))
                    .headingDegrees((float) number(fields, columns, "heading", false))
                    .accuracyMetres((float) number(fields, columns, "accuracy", false));
            double lon = number(fields, columns, bus ? "longitude" : "lon", true);
            double lat = number(fields, columns, bus ? "latitude" : "lat", true);
            return Row.of(where, position, lon, lat, line.raw());
        } catch (IllegalArgumentException e) {
            return Row.bad(where, e.getMessage(), line.raw());
        }
    }

    private static CSVRecord parse(String line) {
        try (CSVParser parser = CSVParser.parse(new StringReader(line), CSVFormat.DEFAULT)) {
            var records = parser.iterator();
            return records.hasNext() ? records.next() : null;
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new IllegalArgumentException("not a CSV record: " + e.getMessage(), e);
        }
    }

    private static String text(CSVRecord fields, Map<String, Integer> columns, String name) {
        Integer at = columns.get(name);
        String value = at == null || at >= fields.size() ? "" : fields.get(at).trim();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static double number(CSVRecord fields, Map<String, Integer> columns, String name, boolean required) {
        Integer at = columns.get(name);
        String value = at == null || at >= fields.size() ? "" : fields.get(at).trim();
        if (value.isEmpty()) {
            if (required) {
                throw new IllegalArgumentException(name + " is missing");
            }
            return Double.NaN;
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is no number: " + value, e);
        }
    }

    private static long time(String value) {
        if (!value.matches("[0-9]+(\\.[0-9]+)?")) {
            try {
                return RecordedTime.parse(value);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("time is neither ISO 8601 with offset nor epoch: " + value, e);
            }
        }
        double figure = Double.parseDouble(value);
        return RecordedTime.ofMillis(figure >= MILLIS_FROM ? Math.floor(figure) : figure * 1000);
    }
}
