package city.mio.geo.importers;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.importers.ImportReport.Tally;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;

/**
 * A network of SUMO ({@code .net.xml}, SUMO documentation, Networks/SUMO Road Networks): edges that passenger cars
 * may use become links; where the file has no connection from an edge to the next, the turn is banned. Metres are
 * taken back to degrees by the file's {@code location}, which must be UTM or degrees.
 */
final class SumoNet {

    private static final Pattern UTM = Pattern.compile("\\+zone=(\\d{1,2})\\b");
    private static final int MOST_LANES = 100;

    private record Junction(double x, double y, boolean signal) {}

    private static final class Edge {
        private String id;
        private String from;
        private String to;
        private String name;
        private String type;
        private String shape;
        private int lanes;
        private int heavyLanes;
        private int allLanes;
        private double speed;
        private double length = Double.NaN;
        private String laneShape;
    }

    private final Path file;
    private final ImportOptions options;
    private final Tally tally = new Tally();
    private final NetworkDraft draft = new NetworkDraft();
    private final List<Edge> edges = new ArrayList<>();
    private final Map<String, Junction> junctions = new LinkedHashMap<>();
    private final Map<String, Set<String>> connections = new HashMap<>();

    private ToWgs84 toWgs84;
    private double offsetX;
    private double offsetY;

    private SumoNet(Path file, ImportOptions options) {
        this.file = file;
        this.options = options;
    }

    static ImportResult read(Path file, ImportOptions options) throws IOException {
        SumoNet net = new SumoNet(file, options);
        net.parse();
        net.build();
        RoadNetwork network = net.draft.finish(options.keepsLargest(false), net.tally);
        return new ImportResult(network, net.tally.report(file.getFileName().toString(), "SUMO network"));
    }

    private void parse() throws IOException {
        try (SafeXml xml = SafeXml.open(file, options)) {
            Edge open = null;
            for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
                if (event == XMLStreamConstants.END_ELEMENT) {
                    open = xml.name().equals("edge") ? null : open;
                    continue;
                }
                if (xml.depth() == 1 && !xml.name().equals("net")) {
                    throw xml.fault("not a SUMO network: begins with <" + ImportReport.shown(xml.name()) + ">");
                }
                switch (xml.name()) {
                    case "location" -> location(xml);
                    case "edge" -> open = edge(xml);
                    case "lane" -> lane(xml, open);
                    case "junction" -> junction(xml);
                    case "connection" -> connection(xml);
                    default -> { }
                }
            }
        }
        if (toWgs84 == null) {
            throw new ImportException(file, "has no location: where on Earth it lies is not known");
        }
    }

    private void location(SafeXml xml) throws ImportException {
        String[] offset = xml.required("netOffset").split(",");
        try {
            offsetX = Double.parseDouble(offset[0]);
            offsetY = Double.parseDouble(offset[1]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw xml.fault("netOffset is not x,y: " + ImportReport.shown(xml.required("netOffset")));
        }
        String projection = xml.required("projParameter");
        Matcher utm = UTM.matcher(projection);
        if (projection.contains("+proj=utm") && utm.find()) {
            int zone = Integer.parseInt(utm.group(1));
            toWgs84 = ToWgs84.of(file, "EPSG:" + ((projection.contains("+south") ? 32_700 : 32_600) + zone));
        } else if (projection.equals("-")) {
            toWgs84 = ToWgs84.of(file, "");
        } else if (!options.crs().isEmpty()) {
            toWgs84 = ToWgs84.of(file, options.crs());
        } else {
            throw xml.fault("projection is not read here, name its crs: " + ImportReport.shown(projection));
        }
    }

    private Edge edge(SafeXml xml) throws ImportException {
        String function = xml.attribute("function");
        if (function != null && !function.equals("normal")) {
            return null;
        }
        if (edges.size() >= options.mostElements()) {
            throw xml.fault("more than " + options.mostElements() + " edges");
        }
        Edge edge = new Edge();
        edge.id = xml.required("id");
        edge.from = xml.required("from");
        edge.to = xml.required("to");
        edge.name = xml.attribute("name") == null ? "" : xml.attribute("name");
        edge.type = xml.attribute("type") == null ? "" : xml.attribute("type");
        edge.shape = xml.attribute("shape");
        edges.add(edge);
        return edge;
    }

    private void lane(SafeXml xml, Edge edge) throws ImportException {
        if (edge == null) {
            return;
        }
        if (++edge.allLanes > MOST_LANES) {
            throw xml.fault("more than " + MOST_LANES + " lanes on one edge");
        }
        double speed = xml.real("speed");
        double length = xml.real("length");
        boolean plausible = length >= 0 && length < 1e6;
        edge.length = plausible && Double.isNaN(edge.length) ? length : edge.length;
        edge.laneShape = edge.laneShape == null ? xml.attribute("shape") : edge.laneShape;
        edge.heavyLanes += permits(xml, "truck") ? 1 : 0;
        if (permits(xml, "passenger")) {
            edge.lanes++;
            edge.speed = speed > edge.speed ? speed : edge.speed;
        }
    }

    private static boolean permits(SafeXml xml, String vehicleClass) {
        String allow = xml.attribute("allow");
        String disallow = xml.attribute("disallow");
        if (allow != null) {
            List<String> classes = List.of(allow.split(" "));
            return classes.contains(vehicleClass) || classes.contains("all");
        }
        if (disallow != null) {
            List<String> classes = List.of(disallow.split(" "));
            return !classes.contains(vehicleClass) && !classes.contains("all");
        }
        return true;
    }

    private void junction(SafeXml xml) throws ImportException {
        String type = xml.attribute("type");
        if ("internal".equals(type)) {
            return;
        }
        boolean signal = type != null && type.startsWith("traffic_light");
        junctions.put(xml.required("id"), new Junction(xml.real("x"), xml.real("y"), signal));
    }

    private void connection(SafeXml xml) throws ImportException {
        connections
                .computeIfAbsent(xml.required("from"), key -> new HashSet<>())
                .add(xml.required("to"));
    }

    private void build() throws ImportException {
        tally.add(Fate.READ, "edges", edges.size(), "");
        tally.add(Fate.READ, "junctions", junctions.size(), "");
        for (Map.Entry<String, Junction> junction : junctions.entrySet()) {
            Junction at = junction.getValue();
            double[] lonLat = place("junction " + junction.getKey(), at.x, at.y);
            draft.addNode(nodeId(junction.getKey()), lonLat[0], lonLat[1], at.signal, "", "");
        }
        Map<String, List<Edge>> leaving = new HashMap<>();
        List<Edge> kept = new ArrayList<>();
        for (Edge edge : edges) {
            if (addLink(edge)) {
                kept.add(edge);
                leaving.computeIfAbsent(edge.from, key -> new ArrayList<>()).add(edge);
            }
        }
        for (Edge edge : kept) {
            for (Edge next : leaving.getOrDefault(edge.to, List.of())) {
                if (!connections.getOrDefault(edge.id, Set.of()).contains(next.id)) {
                    draft.banTurn(linkId(edge.id), linkId(next.id));
                }
            }
        }
    }

    private double[] place(String what, double x, double y) throws ImportException {
        try {
            return toWgs84.lonLat(x - offsetX, y - offsetY);
        } catch (IllegalArgumentException fault) {
            throw new ImportException(file, ImportReport.shown(what) + " " + fault.getMessage());
        }
    }

    private static long nodeId(String junction) {
        return RoadNetworkBuilder.stableId("sumo/junction/" + junction);
    }

    private static long linkId(String edge) {
        return RoadNetworkBuilder.stableId("sumo/edge/" + edge);
    }

    private boolean addLink(Edge edge) throws ImportException {
        String what = "edge " + edge.id;
        if (edge.lanes == 0) {
            tally.add(Fate.DROPPED, "edges closed to passenger cars", what);
            return false;
        }
        if (!junctions.containsKey(edge.from) || !junctions.containsKey(edge.to)) {
            tally.add(Fate.DROPPED, "edges to junctions that are not there", what);
            return false;
        }
        if (edge.from.equals(edge.to)) {
            tally.add(Fate.DROPPED, "edges from a junction to itself", what);
            return false;
        }
        if (draft.hasLink(linkId(edge.id))) {
            tally.add(Fate.DROPPED, "edges that are there twice", what);
            return false;
        }
        RoadClass roadClass = roadClass(edge);
        RoadLink.Builder link = RoadLink.builder()
                .linkId(linkId(edge.id))
                .from(nodeId(edge.from))
                .to(nodeId(edge.to))
                .roadClass(roadClass)
                .lanes(Math.min(edge.lanes, LaneCount.MOST))
                .heavyAllowed(edge.heavyLanes > 0)
                .lengthMetres(edge.length)
                .roadName(edge.name, "")
                .via(via(edge, what));
        if (edge.speed > 1 && edge.speed < 60) {
            link.freeFlowSpeedMps(SpeedLimit.freeFlow(edge.speed));
        } else {
            tally.add(Fate.REPAIRED, "edges: speeds that cannot be, set by class", what + ": " + edge.speed);
        }
        draft.addLink(link.build());
        return true;
    }

    /** By the type that netconvert gives edges from OpenStreetMap; else by speed and lanes. */
    private static RoadClass roadClass(Edge edge) {
        for (String part : edge.type.split("[|.]")) {
            Optional<RoadClass> named = RoadClass.findByTag(part);
            if (named.isPresent()) {
                return named.get();
            }
        }
        if (edge.speed > 25) {
            return RoadClass.MOTORWAY;
        }
        if (edge.speed > 13) {
            return edge.lanes > 1 ? RoadClass.PRIMARY : RoadClass.SECONDARY;
        }
        return edge.speed > 9 ? RoadClass.UNCLASSIFIED : RoadClass.RESIDENTIAL;
    }

    private double[] via(Edge edge, String what) throws ImportException {
        String shape = edge.shape == null ? edge.laneShape : edge.shape;
        if (shape == null || shape.isBlank()) {
            return new double[0];
        }
        String[] points = shape.trim().split("\\s+");
        int inner = Math.max(0, points.length - 2);
        double[] via = new double[2 * inner];
        for (int i = 0; i < inner; i++) {
            String[] xy = points[i + 1].split(",");
            try {
                double[] at = place(what, Double.parseDouble(xy[0]), Double.parseDouble(xy[1]));
                via[2 * i] = at[0];
                via[2 * i + 1] = at[1];
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new ImportException(file, ImportReport.shown(what + ": no point: " + points[i + 1]));
            }
        }
        return via;
    }
}
