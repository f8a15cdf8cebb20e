package city.mio.simulators.riders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A dial-a-ride instance in Cordeau's form as a day of riders who ask at once: a unit of distance is a minute of driving
 * at 10 m/s, straight. Who has a window for boarding asks when it opens; who has one for arriving asks as long before it
 * opens as the direct drive takes. How long riders may wait and ride is up to the service, not to the file.
 *
 * @param roads nodes as numbered in the file, 0 the depot, with a straight road from each to each
 * @param requests in the order in which they are made
 */
public record DarpDay(NodeRoads roads, List<RiderRequest> requests) {

    private static final double METRES_PER_UNIT = 600;
    private static final double METRES_PER_DEGREE = 111_195;

    /** Windows that are wider leave all open. */
    private static final double WIDE_SHARE = 0.5;

    public DarpDay {
        requests = List.copyOf(requests);
    }

    /**
     * Reads a file: {@code m N T Q L}, then rows {@code id x y service load earliest latest}.
     *
     * @throws IOException naming file and row
     */
    public static DarpDay read(Path file) throws IOException {
        List<double[]> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(numbers(file, i + 1, lines.get(i), 7));
            }
        }
        // The depot may come again at the end.
        int trips = (rows.size() - 1) / 2;
        if (trips < 1) {
            throw new IOException(file + ": there are no riders");
        }
        int nodes = 2 * trips + 1;
        double[] lon = new double[nodes];
        double[] lat = new double[nodes];
        for (int n = 0; n < nodes; n++) {
            lon[n] = rows.get(n)[1] * METRES_PER_UNIT / METRES_PER_DEGREE;
            lat[n] = rows.get(n)[2] * METRES_PER_UNIT / METRES_PER_DEGREE;
        }
        List<RiderRequest> requests = new ArrayList<>();
        double day = rows.get(0)[6];
        for (int i = 1; i <= trips; i++) {
            double[] from = rows.get(i);
            double[] to = rows.get(i + trips);
            boolean boards = from[6] - from[5] < WIDE_SHARE * day;
            double minutes = boards ? from[5] : Math.max(0, to[5] - units(from, to));
            requests.add(new RiderRequest(Integer.toString(i), Math.round(minutes * 60) * 1000, i, i + trips));
        }
        requests.sort(Comparator.comparingLong(RiderRequest::askedMillis));
        return new DarpDay(roads(rows, lon, lat), requests);
    }

    private static NodeRoads roads(List<double[]> rows, double[] lon, double[] lat) {
        int nodes = lon.length;
        int[] from = new int[nodes * (nodes - 1)];
        int[] to = new int[from.length];
        int[] seconds = new int[from.length];
        double[] metres = new double[from.length];
        int e = 0;
        for (int a = 0; a < nodes; a++) {
            for (int b = 0; b < nodes; b++) {
                if (a != b) {
                    double units = units(rows.get(a), rows.get(b));
                    from[e] = a;
                    to[e] = b;
                    // Rounded up, so that a way over a third node is never shorter.
                    seconds[e] = (int) Math.ceil(units * 60);
                    metres[e++] = units * METRES_PER_UNIT;
                }
            }
        }
        return new NodeRoads(lon, lat, from, to, seconds, metres);
    }

    private static double units(double[] a, double[] b) {
        return Math.hypot(a[1] - b[1], a[2] - b[2]);
    }

    private static double[] numbers(Path file, int row, String line, int needed) throws IOException {
        String[] parts = line.trim().split("\\s+");
        if (parts.length < needed) {
            throw new IOException(file + " row " + row + ": has " + parts.length + " values, needs " + needed);
        }
        double[] values = new double[needed];
        for (int i = 0; i < needed; i++) {
            try {
                values[i] = Double.parseDouble(parts[i]);
            } catch (NumberFormatException bad) {
                throw new IOException(file + " row " + row + ": " + parts[i] + " is not a number", bad);
            }
        }
        return values;
    }
}
