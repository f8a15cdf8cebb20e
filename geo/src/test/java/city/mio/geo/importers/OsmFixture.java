package city.mio.geo.importers;

import city.mio.geo.network.RoadNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** OpenStreetMap XML in a few words, and ways to ask what became of it. */
final class OsmFixture {

    private final Path directory;
    private final StringBuilder nodes = new StringBuilder();
    private final StringBuilder ways = new StringBuilder();
    private final StringBuilder relations = new StringBuilder();

    OsmFixture(Path directory) {
        this.directory = directory;
    }

    /** Node {@code id} stands {@code id % 100} times 100 m east and {@code id / 100} times 100 m north of a corner. */
    OsmFixture node(long id, String... tags) {
        double lon = 135.0 + 0.0011 * (id % 100);
        double lat = 34.0 + 0.0009 * (id / 100);
        nodes.append("<node id=\"%d\" lon=\"%.7f\" lat=\"%.7f\">%s</node>%n".formatted(id, lon, lat, tags(tags)));
        return this;
    }

    OsmFixture nodes(long... ids) {
        for (long id : ids) {
            node(id);
        }
        return this;
    }

    OsmFixture way(long id, long[] refs, String... tags) {
        ways.append("<way id=\"%d\">".formatted(id));
        for (long ref : refs) {
            ways.append("<nd ref=\"%d\"/>".formatted(ref));
        }
        ways.append(tags(tags)).append("</way>\n");
        return this;
    }

    OsmFixture restriction(long id, long from, String via, long to, String... tags) {
        relations.append("<relation id=\"%d\"><member type=\"way\" ref=\"%d\" role=\"from\"/>".formatted(id, from));
        for (String one : via.split(";")) {
            String[] kindRef = one.split(" ");
            relations.append("<member type=\"%s\" ref=\"%s\" role=\"via\"/>".formatted(kindRef[0], kindRef[1]));
        }
        relations.append("<member type=\"way\" ref=\"%d\" role=\"to\"/>".formatted(to));
        relations.append("<tag k=\"type\" v=\"restriction\"/>").append(tags(tags)).append("</relation>\n");
        return this;
    }

    static long[] refs(long... refs) {
        return refs;
    }

    private static String tags(String... tags) {
        StringBuilder text = new StringBuilder();
        for (String tag : tags) {
            int equals = tag.indexOf('=');
            text.append("<tag k=\"%s\" v=\"%s\"/>".formatted(tag.substring(0, equals), tag.substring(equals + 1)));
        }
        return text.toString();
    }

    String xml() {
        return "<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\">\n" + nodes + ways + relations + "</osm>\n";
    }

    ImportResult read(KeepParts parts) throws IOException {
        Path file = Files.writeString(directory.resolve("fixture.osm"), xml());
        return NetworkImporter.importFile(file, ImportOptions.defaults().withKeepParts(parts));
    }

    /** The link from a node to a node, by their ids in the file. */
    static OptionalInt find(RoadNetwork network, long from, long to) {
        OptionalInt node = network.findNode(from);
        if (node.isPresent()) {
            for (int i = 0; i < network.outDegree(node.getAsInt()); i++) {
                int link = network.outLink(node.getAsInt(), i);
                if (network.nodeId(network.toNode(link)) == to) {
                    return OptionalInt.of(link);
                }
            }
        }
        return OptionalInt.empty();
    }

    static int get(RoadNetwork network, long from, long to) {
        return find(network, from, to)
                .orElseThrow(() -> new AssertionError("no link from " + from + " to " + to));
    }
}
