package city.mio.simulators.replay;

import city.mio.events.ProbePosition;
import city.mio.events.VehicleKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Positions in CSV with a header: {@code vehicleId,time,lon,lat[,speed,heading,accuracy]} in SI units, or the form of
 * polled bus feeds ({@code vehicle_id,timestamp,speed,…,latitude,longitude}, speed in miles an hour). Time in ISO
 * 8601 with offset, or epoch seconds or milliseconds. One record a line; a quoted field may not hold a line break.
 */
final class CsvRecording {

    /** Epoch figures from here on are milliseconds: as seconds this would be the year 5138. */
    private static final double MILLIS_FROM = 1e11;

    private static final double MPH = 0.44704;

    private CsvRecording() {}

    static void read(String file, BufferedReader in, Consumer<Row> rows) throws IOException {
        String header = in.readLine();
        if (header == null) {
            throw new RecordingException(file + ": is empty", null);
        }
        Map<String, Integer> columns = new HashMap<>();
        CSVRecord names = parse(header.startsWith("\uFEFF") ? header.substring(1) : header);
        for (int i = 0; names != null && i < names.size(); i++) {
            columns.putIfAbsent(names.get(i).trim().toLowerCase(Locale.ROOT), i);
        }
        boolean bus = columns.containsKey("vehicle_id");
        String[] wanted = bus
                ? new String[] {"vehicle_id", "timestamp", "longitude", "latitude"}
                : new String[] {"vehicleid", "time", "lon", "lat"};
        for (String column : wanted) {
            if (!columns.containsKey(column)) {
                throw new RecordingException(file + ", line 1: no column " + column + " in the header", null);
            }
        }
        String line;
        for (int number = 2; (line = in.readLine()) != null; number++) {
            if (line.isBlank()) {
                continue;
            }
            String where = file + ", line " + number;
            rows.accept(row(where, line, columns, bus));
        }
    }

    private static Row row(String where, String line, Map<String, Integer> columns, boolean bus) {
        try {
            CSVRecord fields = parse(line);
            if (fields == null) {
                return Row.bad(where, "not a CSV record", line);
            }
            double speed = number(fields, columns, "speed", false);
            return Row.good(where, ProbePosition.builder()
                    .vehicleId(text(fields, columns, bus ? "vehicle_id" : "vehicleid"))
                    .kind(bus ? VehicleKind.BUS : VehicleKind.CAR)
                    .time(time(text(fields, columns, bus ? "timestamp" : "time")))
                    .lon(number(fields, columns, bus ? "longitude" : "lon", true))
                    .lat(number(fields, columns, bus ? "latitude" : "lat", true))
                    .speedMps((float) (bus ? speed * MPH : speed))
                    .headingDegrees((float) number(fields, columns, "heading", false))
                    .accuracyMetres((float) number(fields, columns, "accuracy", false))
                    .build());
        } catch (IllegalArgumentException | DateTimeException e) {
            return Row.bad(where, e.getMessage(), line);
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
                return OffsetDateTime.parse(value).toInstant().toEpochMilli();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("time is neither ISO 8601 with offset nor epoch: " + value, e);
            }
        }
        double figure = Double.parseDouble(value);
        return figure >= MILLIS_FROM ? (long) figure : Math.round(figure * 1000);
    }
}
