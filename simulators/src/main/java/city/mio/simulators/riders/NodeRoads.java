package city.mio.simulators.riders;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Roads as nodes and directed edges with whole seconds, and the fastest time from each node to each. Immutable. */
public final class NodeRoads {

    /** No way leads there. */
    public static final char NEVER = Character.MAX_VALUE;

    private final double[] lon;
    private final double[] lat;
    private final int[] first;
    private final int[] to;
    private final int[] seconds;
    private final double[] metres;
    private final char[] table;

    /**
     * Roads from arrays; an edge each at the same index.
     *
     * @throws IllegalArgumentException naming the edge at fault
     */
    public NodeRoads(double[] lon, double[] lat, int[] from, int[] to, int[] seconds, double[] metres) {
        this.lon = lon.clone();
        this.lat = lat.clone();
        int nodes = lon.length;
        first = new int[nodes + 1];
        for (int e = 0; e < from.length; e++) {
            if (from[e] < 0 || from[e] >= nodes || to[e] < 0 || to[e] >= nodes) {
                throw new IllegalArgumentException("edge " + e + " from " + from[e] + " to " + to[e] + ": there is no such node");
            }
            if (seconds[e] < 0 || !(metres[e] >= 0)) {
                throw new IllegalArgumentException("edge " + e + ": seconds or metres are negative");
            }
            first[from[e] + 1]++;
        }
        for (int n = 0; n < nodes; n++) {
            first[n + 1] += first[n];
        }
        int[] next = Arrays.copyOf(first, nodes);
        this.to = new int[from.length];
        this.seconds = new int[from.length];
        this.metres = new double[from.length];
        for (int e = 0; e < from.length; e++) {
            int at = next[from[e]]++;
            this.to[at] = to[e];
            this.seconds[at] = seconds[e];
            this.metres[at] = metres[e];
        }
        table = new char[nodes * nodes];
        int[] best = new int[nodes];
        for (int n = 0; n < nodes; n++) {
            fill(n, best);
        }
    }

    /**
     * Reads {@code nodes_wgs84.csv} (node_index, lat, lon) and {@code edges.csv} (from_node, to_node, distance,
     * travel_time) of a folder.
     *
     * @throws IOException naming file and row
     */
    public static NodeRoads read(Path folder) throws IOException {
        Path nodeFile = folder.resolve("nodes_wgs84.csv");
        List<CSVRecord> nodes = rows(nodeFile);
        double[] lon = new double[nodes.size()];
        double[] lat = new double[nodes.size()];
        for (CSVRecord row : nodes) {
            int index = (int) number(nodeFile, row, "node_index");
            if (index < 0 || index >= lon.length) {
                throw new IOException(nodeFile + " row " + row.getRecordNumber() + ": node_index " + index + " is out of range");
            }
            lon[index] = number(nodeFile, row, "lon");
            lat[index] = number(nodeFile, row, "lat");
        }
        Path edgeFile = folder.resolve("edges.csv");
        List<CSVRecord> edges = rows(edgeFile);
        int[] from = new int[edges.size()];
        int[] to = new int[edges.size()];
        int[] seconds = new int[edges.size()];
        double[] metres = new double[edges.size()];
        for (int e = 0; e < from.length; e++) {
            CSVRecord row = edges.get(e);
            from[e] = (int) number(edgeFile, row, "from_node");
            to[e] = (int) number(edgeFile, row, "to_node");
            seconds[e] = (int) Math.round(number(edgeFile, row, "travel_time"));
            metres[e] = number(edgeFile, row, "distance");
        }
        return new NodeRoads(lon, lat, from, to, seconds, metres);
    }

    static List<CSVRecord> rows(Path file) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return format.parse(reader).getRecords();
        }
    }

    static double number(Path file, CSVRecord row, String column) throws IOException {
        if (!row.isMapped(column) || !row.isSet(column)) {
            throw new IOException(file + " row " + row.getRecordNumber() + ": " + column + " is missing");
        }
        try {
            return Double.parseDouble(row.get(column));
        } catch (NumberFormatException bad) {
            throw new IOException(
                    file + " row " + row.getRecordNumber() + ": " + column + " is not a number: " + row.get(column), bad);
        }
    }

    private void fill(int source, int[] best) {
        int nodes = lon.length;
        Arrays.fill(best, Integer.MAX_VALUE);
        best[source] = 0;
        PriorityQueue<Long> queue = new PriorityQueue<>();
        queue.add((long) source);
        while (!queue.isEmpty()) {
            long top = queue.poll();
            int node = (int) (top & 0xffffffffL);
            int cost = (int) (top >>> 32);
            if (cost > best[node]) {
                continue;
            }
            for (int e = first[node]; e < first[node + 1]; e++) {
                int over = cost + seconds[e];
                if (over < best[to[e]]) {
                    best[to[e]] = over;
                    queue.add((long) over << 32 | to[e]);
                }
            }
        }
        for (int n = 0; n < nodes; n++) {
            table[source * nodes + n] = best[n] >= NEVER ? NEVER : (char) best[n];
        }
    }

    /** Number of nodes. */
    public int nodes() {
        return lon.length;
    }

    /** WGS 84 degrees. */
    public double lon(int node) {
        return lon[node];
    }

    /** WGS 84 degrees. */
    public double lat(int node) {
        return lat[node];
    }

    /** Seconds from each node to each, row after row, {@link #NEVER} where no way leads; not to be changed. */
    public char[] table() {
        return table;
    }

    /** Seconds of the fastest way, {@link #NEVER} if there is none. */
    public int seconds(int from, int to) {
        return table[from * lon.length + to];
    }

    /** The first edge of a fastest way between different nodes. */
    int firstEdge(int from, int target) {
        int rest = seconds(from, target);
        for (int e = first[from]; e < first[from + 1]; e++) {
            // An edge of no seconds could lead round in a circle for ever: it counts only if it ends the way.
            boolean leads = seconds[e] > 0 || to[e] == target || seconds(to[e], target) < rest;
            if (leads && seconds(to[e], target) != NEVER && seconds[e] + seconds(to[e], target) == rest) {
                return e;
            }
        }
        for (int e = first[from]; e < first[from + 1]; e++) {
            if (seconds[e] + seconds(to[e], target) == rest) {
                return e;
            }
        }
        throw new IllegalArgumentException("no way leads from node " + from + " to " + target);
    }

    int edgeTo(int edge) {
        return to[edge];
    }

    int edgeSeconds(int edge) {
        return seconds[edge];
    }

    double edgeMetres(int edge) {
        return metres[edge];
    }

    /** Length of the fastest way. */
    public double metres(int from, int target) {
        double sum = 0;
        int node = from;
        for (int steps = 0; node != target; steps++) {
            if (steps > lon.length) {
                throw new IllegalStateException("the way from node " + from + " to " + target + " goes round in a circle");
            }
            int edge = firstEdge(node, target);
            sum += metres[edge];
            node = to[edge];
        }
        return sum;
    }
}
