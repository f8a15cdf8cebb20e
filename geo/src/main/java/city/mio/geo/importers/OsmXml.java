package city.mio.geo.importers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;

/**
 * OpenStreetMap XML, as a stream. A way with too many nodes is handed on with none of them.
 */
final class OsmXml implements OsmSource {

    private static final int MOST_TAGS = 5_000;

    private final Path file;
    private final ImportOptions options;

    OsmXml(Path file, ImportOptions options) {
        this.file = file;
        this.options = options;
    }

    @Override
    public String kind() {
        return "OpenStreetMap XML";
    }

    @Override
    public void read(Set<Kind> wanted, Handler handler) throws IOException {
        try (SafeXml xml = SafeXml.open(file, options)) {
            new Pass(xml, wanted, handler).run();
        }
    }

    private final class Pass {
        private final SafeXml xml;
        private final Set<Kind> wanted;
        private final Handler handler;

        private Kind open;
        private long id;
        private double lon;
        private double lat;
        private Map<String, String> tags = Map.of();
        private long[] nodes = new long[64];
        private int nodeCount;
        private List<Member> members = new ArrayList<>();
        private long elements;

        Pass(SafeXml xml, Set<Kind> wanted, Handler handler) {
            this.xml = xml;
            this.wanted = wanted;
            this.handler = handler;
        }

        void run() throws IOException {
            for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    start();
                } else {
                    end();
                }
            }
        }

        private void start() throws IOException {
            String name = xml.name();
            if (xml.depth() == 1 && !name.equals("osm") && !name.equals("osmChange")) {
                throw xml.fault("not OpenStreetMap XML: begins with <" + ImportReport.shown(name) + ">");
            }
            if (xml.depth() == 1 && name.equals("osmChange")) {
                throw xml.fault("a change file, not a map");
            }
            switch (name) {
                case "node" -> begin(Kind.NODE);
                case "way" -> begin(Kind.WAY);
                case "relation" -> begin(Kind.RELATION);
                case "tag" -> tag();
                case "nd" -> node();
                case "member" -> member();
                default -> { }
            }
        }

        private void begin(Kind kind) throws IOException {
            if (++elements > 3L * options.mostElements()) {
                throw xml.fault("more than " + options.mostElements() + " elements");
            }
            open = wanted.contains(kind) ? kind : null;
            if (open == null) {
                return;
            }
            id = xml.whole("id");
            tags = Map.of();
            nodeCount = 0;
            members = new ArrayList<>();
            if (kind == Kind.NODE) {
                // What was deleted, in a file with history, stands without a position.
                lon = xml.real("lon");
                lat = xml.real("lat");
            }
        }

        private void tag() throws IOException {
            if (open == null) {
                return;
            }
            String key = xml.attribute("k");
            String value = xml.attribute("v");
            if (key == null || value == null) {
                throw xml.fault("a tag without k or v");
            }
            if (tags.isEmpty()) {
                tags = new HashMap<>();
            }
            if (tags.size() >= MOST_TAGS) {
                throw xml.fault("more than " + MOST_TAGS + " tags on one element");
            }
            tags.put(key, value);
        }

        private void node() throws IOException {
            if (open != Kind.WAY) {
                return;
            }
            if (nodeCount == nodes.length && nodeCount <= MOST_MEMBERS) {
                nodes = Arrays.copyOf(nodes, 2 * nodeCount);
            }
            if (nodeCount < nodes.length) {
                nodes[nodeCount] = xml.whole("ref");
            }
            nodeCount++;
        }

        private void member() throws IOException {
            if (open != Kind.RELATION || members.size() >= MOST_MEMBERS) {
                return;
            }
            String type = String.valueOf(xml.attribute("type"));
            String role = xml.attribute("role");
            members.add(new Member(
                    switch (type) {
                        case "node" -> Kind.NODE;
                        case "way" -> Kind.WAY;
                        case "relation" -> Kind.RELATION;
                        default -> null;
                    },
                    xml.whole("ref"),
                    role == null ? "" : role));
        }

        private void end() throws IOException {
            String name = xml.name();
            if (open == Kind.NODE && name.equals("node")) {
                handler.node(id, lon, lat, tags);
                open = null;
            } else if (open == Kind.WAY && name.equals("way")) {
                handler.way(id, nodeCount > MOST_MEMBERS ? null : Arrays.copyOf(nodes, nodeCount), tags);
                open = null;
            } else if (open == Kind.RELATION && name.equals("relation")) {
                handler.relation(id, members, tags);
                open = null;
            }
        }
    }
}
