package city.mio.geo.importers;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.importers.ImportReport.Tally;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.Structure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The pair of files, CSV or shapes, that OSMnx's tables of nodes and edges are saved as. Every edge is one directed link: {@code
 * oneway} only says whether the street has another direction, which is an edge of its own, and {@code reversed} that
 * the edge runs against its OpenStreetMap way; {@code lanes} counts both directions of a two-way street. Where OSMnx
 * has merged ways, fields are Python lists.
 */
final class OsmnxTables {

    private static final List<String> NODE_COLUMNS = List.of("osmid", "x", "y");
    private static final List<String> EDGE_COLUMNS = List.of("u", "v", "osmid", "highway");

    private final ImportOptions options;
    private final Tally tally = new Tally();
    private final NetworkDraft draft = new NetworkDraft();

    /** Links still to be added, in the order of their keys: of parallel edges of one way the key decides the id. */
    private final List<Pending> pending = new ArrayList<>();

    private record Pending(int key, Runnable add) {}

    private OsmnxTables(ImportOptions options) {
        this.options = options;
    }

    static ImportResult readCsv(Path nodes, Path edges, ImportOptions options) throws IOException {
        OsmnxTables osmnx = new OsmnxTables(options);
        osmnx.readNodes(CsvTable.open(nodes, options, NODE_COLUMNS));
        osmnx.readEdges(CsvTable.open(edges, options, EDGE_COLUMNS));
        return osmnx.finish(edges, "OSMnx CSV");
    }

    static ImportResult readShapes(Path nodes, Path edges, ImportOptions options) throws IOException {
        OsmnxTables osmnx = new OsmnxTables(options);
        osmnx.readNodes(ShapeRows.open(nodes, options, NODE_COLUMNS));
        osmnx.readEdges(ShapeRows.open(edges, options, EDGE_COLUMNS));
        return osmnx.finish(edges, "OSMnx shapefiles");
    }

    private ImportResult finish(Path edges, String kind) {
        pending.sort(Comparator.comparingInt(Pending::key));
        pending.forEach(link -> link.add.run());
        RoadNetwork network = draft.finish(options.keepsLargest(false), tally);
        return new ImportResult(network, tally.report(edges.getFileName().toString(), kind));
    }

    private void readNodes(Rows opened) throws IOException {
        try (Rows table = opened) {
            while (table.next()) {
                long id = table.id("osmid");
                double[] at = table.lonLat("x", "y");
                boolean signal = PythonList.parse(table.text("highway")).contains("traffic_signals");
                tally.add(Fate.READ, "nodes", "");
                if (signal) {
                    tally.add(Fate.READ, "nodes with signals", "");
                }
                if (!draft.addNode(id, at[0], at[1], signal, table.text("name"), table.text("name:en"))) {
                    tally.add(Fate.DROPPED, "nodes that are there twice", "node " + id);
                }
            }
        }
    }

    private void readEdges(Rows opened) throws IOException {
        try (Rows table = opened) {
            while (table.next()) {
                tally.add(Fate.READ, "edges", "");
                long u = table.id("u");
                long v = table.id("v");
                String edge = table.place() + ": " + u + " to " + v;
                if (!draft.hasNode(u) || !draft.hasNode(v)) {
                    tally.add(Fate.DROPPED, "edges to nodes that are not there", edge);
                } else {
                    readEdge(table, u, v, edge);
                }
            }
        }
    }

    private void readEdge(Rows table, long u, long v, String edge) throws ImportException {
        List<String> highways = PythonList.parse(table.required("highway"));
        Optional<RoadClass> roadClass = highways.stream()
                .flatMap(highway -> RoadClass.findByTag(highway).stream())
                .min(Comparator.naturalOrder());
        if (roadClass.isEmpty()) {
            tally.add(Fate.DROPPED, "edges that are no road for motor vehicles", edge + ": " + highways);
            return;
        }
        for (String access : PythonList.parse(table.text("access"))) {
            if (RoadAccess.isClosed(access)) {
                tally.add(Fate.DROPPED, "edges with access=" + access, edge);
                return;
            }
        }
        List<String> ways = new ArrayList<>(PythonList.parse(table.required("osmid")));
        ways.sort(Comparator.naturalOrder());
        List<String> oneways = PythonList.parse(table.text("oneway"));
        boolean oneway = oneways.contains("True") || oneways.contains("1") || oneways.contains("yes");
        List<String> names = PythonList.parse(table.text("name"));
        List<String> romanised = PythonList.parse(table.text("name:en"));
        double[] via = course(table, u, v, edge);
        if (u == v && via.length == 0) {
            tally.add(Fate.DROPPED, "edges from a node to itself without a course", edge);
            return;
        }
        RoadLink.Builder link = RoadLink.builder()
                .roadClass(roadClass.get())
                .lanes(lanes(table, oneway, edge))
                .roadName(names.isEmpty() ? "" : names.get(0), romanised.isEmpty() ? "" : romanised.get(0));
        limit(table, roadClass.get(), edge).ifPresent(mps -> link.freeFlowSpeedMps(SpeedLimit.freeFlow(mps)));
        if (PythonList.parse(table.text("tunnel")).contains("yes")) {
            link.structure(Structure.TUNNEL).layer(-1);
        } else if (PythonList.parse(table.text("bridge")).contains("viaduct")) {
            link.structure(Structure.ELEVATED).layer(1);
        } else if (PythonList.parse(table.text("bridge")).contains("yes")) {
            link.structure(Structure.BRIDGE).layer(1);
        }
        String key = "osm/" + String.join(";", ways) + "/";
        String number = table.text("key");
        int parallel = number.matches("\\d{1,6}") ? Integer.parseInt(number) : 0;
        if (u == v) {
            tally.add(Fate.REPAIRED, "edges from a node to itself, cut in two", edge);
            pending.add(new Pending(parallel, () -> addLoop(link, key, u, via)));
        } else {
            link.from(u).to(v).via(via).lengthMetres(length(table, edge));
            pending.add(new Pending(
                    parallel,
                    () -> draft.addLink(link.linkId(draft.freeLinkId(key + u + ">" + v)).build())));
        }
    }

    /** No link may end where it starts: the middle of the loop becomes a node. */
    private void addLoop(RoadLink.Builder link, String key, long node, double[] via) {
        int at = via.length / 4 * 2;
        long firstId = draft.freeLinkId(key + node + ">");
        long middle = -firstId;
        draft.addNode(middle, via[at], via[at + 1], false, "", "");
        draft.addLink(link.linkId(firstId)
                .from(node)
                .to(middle)
                .via(Arrays.copyOf(via, at))
                .build());
        draft.addLink(link.linkId(draft.freeLinkId(key + ">" + node))
                .from(middle)
                .to(node)
                .via(Arrays.copyOfRange(via, at + 2, via.length))
                .build());
    }

    /** The mean limit of merged ways, m/s; those that cannot be understood are counted. */
    private OptionalDouble limit(Rows table, RoadClass roadClass, String edge) {
        double sum = 0;
        int count = 0;
        for (String text : PythonList.parse(table.text("maxspeed"))) {
            OptionalDouble limit = SpeedLimit.parse(text, roadClass);
            if (limit.isPresent()) {
                sum += limit.getAsDouble();
                count++;
            } else {
                boolean variable = SpeedLimit.isVariable(text);
                tally.add(
                        variable ? Fate.NOTED : Fate.REPAIRED,
                        variable
                                ? "speeds that change or are not said, set by class"
                                : "speeds not understood, set by class",
                        edge + ": " + text);
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    /** The fewest lanes of merged ways: what the edge can pass; 0 where nothing is said. */
    private int lanes(Rows table, boolean oneway, String edge) {
        List<String> said = PythonList.parse(table.text("lanes"));
        int fewest = 0;
        for (String text : said) {
            OptionalInt lanes = LaneCount.parse(text);
            if (lanes.isEmpty()) {
                tally.add(Fate.REPAIRED, "lanes that cannot be, set by class", edge + ": " + text);
                return 0;
            }
            fewest = fewest == 0 ? lanes.getAsInt() : Math.min(fewest, lanes.getAsInt());
        }
        return oneway || fewest == 0 ? fewest : Math.max(1, fewest / 2);
    }

    private double length(Rows table, String edge) throws ImportException {
        if (table.text("length").isEmpty()) {
            return Double.NaN;
        }
        double length = table.number("length", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        if (length >= 0 && length < 1e6) {
            return length;
        }
        tally.add(Fate.REPAIRED, "lengths that cannot be, computed from the course", edge + ": " + length);
        return Double.NaN;
    }

    private double[] course(Rows table, long u, long v, String edge) throws ImportException {
        double[] line = table.geometry();
        if (line.length < 4) {
            return new double[0];
        }
        double asIs = gap(line[0], line[1], u) + gap(line[line.length - 2], line[line.length - 1], v);
        double turned = gap(line[0], line[1], v) + gap(line[line.length - 2], line[line.length - 1], u);
        if (turned < asIs) {
            tally.add(Fate.REPAIRED, "courses that ran backwards, turned round", edge);
            line = WktLine.reversed(line);
        }
        return WktLine.inner(line);
    }

    private double gap(double lon, double lat, long node) {
        return LocalProjection.distanceMetres(lon, lat, draft.lon(node), draft.lat(node));
    }
}
