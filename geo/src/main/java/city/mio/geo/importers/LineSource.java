package city.mio.geo.importers;

import city.mio.geo.network.RoadNetworkBuilder;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Lines with fields, of a shapefile or of GeoJSON, told as OpenStreetMap ways: lines meet where they share a point,
 * to the seventh place of a degree (1 cm), and fields are the tags of the same name. {@code fclass}, {@code class} or
 * {@code roadClass} may stand for {@code highway}, {@code osm_id} or {@code osmid} for the way's id; lines without
 * one, and lines that share one (directions, or parts, of one way), are named by their course as well, so that the
 * order of lines says nothing.
 */
final class LineSource implements OsmSource {

    /** Opens the rows anew. */
    interface Opener {
        Rows open() throws IOException;
    }

    private static final String[] TAGS = {
        "access", "access:conditional", "motor_vehicle", "motorcar", "vehicle", "hgv", "goods", "maxweight",
        "maxweightrating", "maxaxleload", "maxheight", "maxwidth", "maxlength", "oneway", "junction", "maxspeed",
        "maxspeed:conditional", "maxspeed:forward", "maxspeed:backward", "lanes", "lanes:forward", "lanes:backward", "bridge",
        "tunnel", "layer", "name", "name:en", "ref", "service", "route", "area"
    };
    private static final String[] CLASS_FIELDS = {"highway", "fclass", "class", "roadClass"};
    private static final String[] ID_FIELDS = {"osm_id", "osmid", "id"};

    private final String kind;
    private final Opener opener;

    /** Ids that more than one line has; null before the first pass. */
    private Set<Long> repeated;

    LineSource(String kind, Opener opener) {
        this.kind = kind;
        this.opener = opener;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public void read(Set<Kind> wanted, Handler handler) throws IOException {
        if (repeated == null) {
            findRepeated();
        }
        Set<Long> told = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        try (Rows rows = opener.open()) {
            while (rows.next()) {
                double[] line = rows.geometry();
                if (line.length < 4) {
                    continue;
                }
                long[] nodes = new long[line.length / 2];
                for (int i = 0; i < nodes.length; i++) {
                    nodes[i] = nodeId(line[2 * i], line[2 * i + 1]);
                    if (wanted.contains(Kind.NODE) && told.add(nodes[i])) {
                        handler.node(nodes[i], line[2 * i], line[2 * i + 1], Map.of());
                    }
                }
                if (wanted.contains(Kind.WAY)) {
                    OptionalLong own = findId(rows);
                    long id = own.isPresent() && !repeated.contains(own.getAsLong())
                            ? own.getAsLong()
                            : courseId(own, nodes);
                    while (!ids.add(id)) {
                        id = RoadNetworkBuilder.stableId("line/" + id);
                    }
                    handler.way(id, nodes, tags(rows));
                }
            }
        }
    }

    private static long nodeId(double lon, double lat) {
        return RoadNetworkBuilder.stableId(
                "point/" + Math.round(lon * 1e7) + "/" + Math.round(lat * 1e7));
    }

    private void findRepeated() throws IOException {
        Set<Long> found = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        try (Rows rows = opener.open()) {
            while (rows.next()) {
                OptionalLong own = findId(rows);
                if (own.isPresent() && !ids.add(own.getAsLong())) {
                    found.add(own.getAsLong());
                }
            }
        }
        repeated = found;
    }

    private static long courseId(OptionalLong own, long[] nodes) {
        long course = 0;
        for (long node : nodes) {
            course = 31 * course + node;
        }
        return RoadNetworkBuilder.stableId("line/" + (own.isPresent() ? own.getAsLong() : "") + "/" + course);
    }

    private static OptionalLong findId(Rows rows) {
        for (String field : ID_FIELDS) {
            String text = rows.text(field);
            if (text.matches("\\d{1,18}")) {
                return OptionalLong.of(Long.parseLong(text));
            }
        }
        return OptionalLong.empty();
    }

    private static Map<String, String> tags(Rows rows) {
        Map<String, String> tags = new HashMap<>();
        for (String field : CLASS_FIELDS) {
            String value = rows.text(field);
            if (!value.isEmpty()) {
                tags.putIfAbsent("highway", value.toLowerCase(Locale.ROOT));
            }
        }
        for (String field : TAGS) {
            String value = rows.text(field);
            if (!value.isEmpty()) {
                tags.put(field, value);
            }
        }
        switch (tags.getOrDefault("oneway", "").toUpperCase(Locale.ROOT)) {
            // Geofabrik's shapefiles: as drawn, against it, both.
            case "F", "TRUE", "T" -> tags.put("oneway", tags.get("oneway").equals("T") ? "-1" : "yes");
            case "B", "FALSE" -> tags.put("oneway", "no");
            default -> { }
        }
        if ("F".equals(tags.get("bridge"))) {
            tags.put("bridge", "no");
        }
        if ("F".equals(tags.get("tunnel"))) {
            tags.put("tunnel", "no");
        }
        if ("0".equals(tags.get("maxspeed"))) {
            tags.remove("maxspeed");
        }
        return tags;
    }
}
