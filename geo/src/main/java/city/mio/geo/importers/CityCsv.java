package city.mio.geo.importers;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.importers.ImportReport.Tally;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import city.mio.geo.network.Structure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A city's own pair of files, {@code nodes.csv} and {@code roads.csv}, as {@code config/osaka/README.md} describes
 * them. It is written by hand, so nothing is repaired: the first fault ends the import and names file, line and
 * field.
 */
final class CityCsv {

    private static final List<String> NODE_COLUMNS =
            List.of("id", "name", "name_romaji", "lon", "lat", "signal", "kind");
    private static final List<String> ROAD_COLUMNS = List.of(
            "from", "to", "road", "road_romaji", "ref", "class", "lanes", "speed_kmh", "oneway", "structure",
            "heavy", "via");
    private static final Set<String> KINDS = Set.of("intersection", "junction", "ramp", "end");

    private final ImportOptions options;
    private final Tally tally = new Tally();
    private final NetworkDraft draft = new NetworkDraft();
    private final Map<String, Long> slugs = new HashMap<>();

    private CityCsv(ImportOptions options) {
        this.options = options;
    }

    static ImportResult read(Path nodes, Path roads, ImportOptions options) throws IOException {
        CityCsv city = new CityCsv(options);
        city.readNodes(nodes);
        city.readRoads(roads, nodes);
        RoadNetwork network = city.draft.finish(options.keepsLargest(false), city.tally);
        return new ImportResult(network, city.tally.report(roads.getFileName().toString(), "city CSV"));
    }

    private void readNodes(Path file) throws IOException {
        Map<String, Integer> kinds = new HashMap<>();
        try (CsvTable table = CsvTable.open(file, options, NODE_COLUMNS)) {
            while (table.next()) {
                String slug = table.required("id");
                double[] at = table.lonLat("lon", "lat");
                boolean signal = table.required("signal", value -> value.matches("[01]"), "0 or 1").equals("1");
                kinds.merge(table.required("kind", KINDS::contains, "one of intersection, junction, ramp, end"), 1,
                        Integer::sum);
                long id = RoadNetworkBuilder.stableId(slug);
                if (!draft.addNode(id, at[0], at[1], signal, table.text("name"), table.text("name_romaji"))) {
                    throw table.fault("id", "is there twice: " + ImportReport.shown(slug));
                }
                slugs.put(slug, id);
            }
            tally.add(Fate.READ, "nodes", table.rows(), "");
        }
        kinds.forEach((kind, count) -> tally.add(Fate.READ, "nodes: " + kind, count, ""));
    }

    private void readRoads(Path file, Path nodeFile) throws IOException {
        Set<String> used = new HashSet<>();
        try (CsvTable table = CsvTable.open(file, options, ROAD_COLUMNS)) {
            while (table.next()) {
                String from = node(table, "from", nodeFile);
                String to = node(table, "to", nodeFile);
                if (from.equals(to)) {
                    throw table.fault("to", "is where the road begins: " + from);
                }
                used.add(from);
                used.add(to);
                boolean oneway = table.required("oneway", value -> value.matches("[01]"), "0 or 1").equals("1");
                RoadLink.Builder link = link(table);
                double[] via = via(table);
                add(table, link, from, to, via);
                if (!oneway) {
                    add(table, link, to, from, WktLine.reversed(via));
                }
            }
            tally.add(Fate.READ, "roads", table.rows(), "");
        }
        for (String slug : slugs.keySet()) {
            if (!used.contains(slug)) {
                tally.add(Fate.NOTED, "nodes without a road", slug);
            }
        }
    }

    private String node(CsvTable table, String column, Path nodeFile) throws ImportException {
        String slug = table.required(column);
        if (!slugs.containsKey(slug)) {
            throw table.fault(
                    column, "names a node that " + nodeFile.getFileName() + " does not have: " + ImportReport.shown(slug));
        }
        return slug;
    }

    private static RoadLink.Builder link(CsvTable table) throws ImportException {
        String roadClass = table.required("class");
        String structure = table.required("structure").toUpperCase(Locale.ROOT);
        RoadLink.Builder link = RoadLink.builder()
                .roadClass(RoadClass.findByTag(roadClass)
                        .orElseThrow(() -> table.fault("class", "is no road class: " + ImportReport.shown(roadClass))))
                .lanes(table.whole("lanes", 1, 20))
                .freeFlowSpeedMps(table.number("speed_kmh", 1, 200) / 3.6)
                .heavyAllowed(table.required("heavy", value -> value.matches("yes|no"), "yes or no").equals("yes"))
                .roadName(
                        table.text("road").isEmpty() ? table.text("ref") : table.text("road"),
                        table.text("road_romaji"));
        switch (structure) {
            case "SURFACE" -> link.structure(Structure.SURFACE).layer(0);
            case "BRIDGE" -> link.structure(Structure.BRIDGE).layer(1);
            case "ELEVATED" -> link.structure(Structure.ELEVATED).layer(1);
            case "TUNNEL" -> link.structure(Structure.TUNNEL).layer(-1);
            default -> throw table.fault("structure", "is not one of surface, bridge, tunnel, elevated: "
                    + ImportReport.shown(structure.toLowerCase(Locale.ROOT)));
        }
        return link;
    }

    private static double[] via(CsvTable table) throws ImportException {
        String text = table.text("via");
        if (text.isEmpty()) {
            return new double[0];
        }
        List<Double> via = new ArrayList<>();
        for (String point : text.split(";")) {
            String[] lonLat = point.trim().split("\\s+");
            try {
                if (lonLat.length != 2) {
                    throw new NumberFormatException();
                }
                double[] at = table.place("via", Double.parseDouble(lonLat[0]), Double.parseDouble(lonLat[1]));
                via.add(at[0]);
                via.add(at[1]);
            } catch (NumberFormatException e) {
                throw table.fault("via", "is not \"lon lat;lon lat\": \"" + ImportReport.shown(point) + "\"");
            }
        }
        return via.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void add(CsvTable table, RoadLink.Builder link, String from, String to, double[] via)
            throws ImportException {
        long id = RoadNetworkBuilder.stableId(from + ">" + to);
        if (draft.hasLink(id)) {
            throw table.fault("to", "makes a second road from " + from + " to " + to);
        }
        draft.addLink(link.linkId(id)
                .from(slugs.get(from))
                .to(slugs.get(to))
                .via(via)
                .build());
    }
}
