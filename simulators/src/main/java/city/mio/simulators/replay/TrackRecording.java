package city.mio.simulators.replay;

import city.mio.events.ProbePosition;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;

/** One vehicle's track: {@code lon lat seconds} a line, as the set of Kubička et al. (2015) has it. */
final class TrackRecording {

    private TrackRecording() {}

    static void read(String file, BufferedReader in, long start, Consumer<Row> rows) throws IOException {
        String vehicle = file.replaceAll("\\.track(\\.gz)?$", "");
        String line;
        for (int number = 1; (line = in.readLine()) != null; number++) {
            if (line.isBlank()) {
                continue;
            }
            rows.accept(row(file + ", line " + number, vehicle, line, start));
        }
    }

    private static Row row(String where, String vehicle, String line, long start) {
        String[] fields = line.trim().split("\\s+");
        if (fields.length != 3) {
            return Row.bad(where, "expected lon lat seconds, found " + fields.length + " fields", line);
        }
        String[] names = {"lon", "lat", "seconds"};
        double[] values = new double[3];
        for (int i = 0; i < 3; i++) {
            try {
                values[i] = Double.parseDouble(fields[i]);
            } catch (NumberFormatException e) {
                return Row.bad(where, names[i] + " is no number: " + fields[i], line);
            }
        }
        if (!(Math.abs(values[2]) < 1e10)) {
            return Row.bad(where, "seconds is out of range: " + fields[2], line);
        }
        try {
            return Row.good(where, ProbePosition.builder()
                    .vehicleId(vehicle)
                    .time(start + Math.round(values[2] * 1000))
                    .lon(values[0])
                    .lat(values[1])
                    .build());
        } catch (IllegalArgumentException e) {
            return Row.bad(where, e.getMessage(), line);
        }
    }
}
