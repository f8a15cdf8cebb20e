package city.mio.simulators.replay;

import city.mio.events.ProbePosition;
import java.util.function.Consumer;

/** One vehicle's track: {@code lon lat seconds} a line, as the set of Kubička et al. (2015) has it. */
final class TrackRecording {

    private static final String[] FIELDS = {"lon", "lat", "seconds"};

    private TrackRecording() {}

    static void read(String file, Lines lines, long start, Consumer<Row> rows) {
        String vehicle = file.replaceAll("(?i)\\.track(\\.gz)?$", "");
        for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
            String where = file + ", line " + line.number();
            if (line.fault() != null) {
                rows.accept(Row.bad(where, line.fault(), line.raw()));
            } else if (!line.text().isBlank()) {
                rows.accept(row(where, vehicle, line, start));
            }
        }
        lines.checkWhole();
    }

    private static Row row(String where, String vehicle, Lines.Line line, long start) {
        String[] fields = line.text().trim().split("\\s+");
        if (fields.length != FIELDS.length) {
            return Row.bad(where, "expected lon lat seconds, found " + fields.length + " fields", line.raw());
        }
        double[] values = new double[FIELDS.length];
        for (int i = 0; i < FIELDS.length; i++) {
            try {
                values[i] = Double.parseDouble(fields[i]);
            } catch (NumberFormatException e) {
                return Row.bad(where, FIELDS[i] + " is no number: " + fields[i], line.raw());
            }
        }
        if (!(Math.abs(values[2]) < 1e10)) {
            return Row.bad(where, "seconds is out of range: " + fields[2], line.raw());
        }
        ProbePosition.Builder position =
                ProbePosition.builder().vehicleId(vehicle).time(start + Math.round(values[2] * 1000));
        return Row.of(where, position, values[0], values[1], line.raw());
    }
}
