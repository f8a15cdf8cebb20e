package city.mio.geo.importers;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.importers.ImportReport.Tally;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads a road network from a file, by what the file is:
 *
 * <ul>
 *   <li>{@code .osm}, {@code .osm.gz}: OpenStreetMap XML
 *   <li>{@code .osm.pbf}, {@code .pbf}: OpenStreetMap PBF
 *   <li>{@code edges.csv} beside {@code nodes.csv}, or their folder: OSMnx's tables
 *   <li>{@code roads.csv} beside {@code nodes.csv}, or their folder, or one that has them in {@code network/}: a
 *       city's own form
 *   <li>{@code edges.shp} beside {@code nodes.shp}, or their folder: OSMnx's shapefiles
 *   <li>any other {@code .shp}, {@code .geojson}, {@code .geojson.gz}: lines that meet where they share a point,
 *       their fields taken for OpenStreetMap tags
 *   <li>{@code .net.xml}, {@code .net.xml.gz}: SUMO
 *   <li>{@code .arcs} beside {@code .nodes}: plain arcs and nodes
 *   <li>{@code .mio}: a file that {@link RoadNetworkFile} wrote
 * </ul>
 *
 * <p>Stateless and thread-safe.
 */
public final class NetworkImporter {

    /** How the name of a network file ends. */
    public static final String NETWORK_FILE_ENDING = ".mio";

    private NetworkImporter() {}

    /**
     * Reads a network.
     *
     * @param file a file or folder as above
     * @param options how
     * @throws ImportException if the file is missing, is none of these, is damaged or holds no road; one line, naming
     *     file and fault
     * @throws IOException if it cannot be read
     */
    public static ImportResult importFile(Path file, ImportOptions options) throws IOException {
        if (!Files.exists(file)) {
            throw new ImportException(file, "there is no such file");
        }
        ImportResult result = read(file, options);
        if (result.network().linkCount() == 0) {
            throw new ImportException(
                    file,
                    "holds no road that vehicles can drive; "
                            + String.join("; ", result.report().lines()).replaceAll(" +", " "));
        }
        return result;
    }

    private static ImportResult read(Path file, ImportOptions options) throws IOException {
        String name = file.getFileName() == null
                ? ""
                : file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (Files.isDirectory(file)) {
            return readFolder(file, options);
        }
        if (name.endsWith(".osm") || name.endsWith(".osm.gz")) {
            return OsmRoads.read(file, new OsmXml(file, options), options);
        }
        if (name.endsWith(".net.xml") || name.endsWith(".net.xml.gz")) {
            return SumoNet.read(file, options);
        }
        if (name.endsWith(".pbf")) {
            return OsmRoads.read(file, new OsmPbf(file, options), options);
        }
        if (name.endsWith(".arcs")) {
            return PlainArcs.read(file, options);
        }
        if (name.equals("edges.csv") || name.equals("roads.csv")) {
            return readPair(file, options);
        }
        if (name.endsWith(".shp")) {
            Path nodes = file.resolveSibling("nodes.shp");
            return name.equals("edges.shp") && Files.isRegularFile(nodes)
                    ? OsmnxTables.readShapes(nodes, file, options)
                    : readLines(file, "shapefile of lines", () -> ShapeRows.open(file, options, List.of()), options);
        }
        if (name.endsWith(".geojson") || name.endsWith(".geojson.gz")) {
            return readLines(file, "GeoJSON of lines", () -> GeoJsonRows.open(file, options), options);
        }
        if (name.endsWith(NETWORK_FILE_ENDING)) {
            return readNetworkFile(file);
        }
        throw new ImportException(
                file,
                "not a kind of network that can be read: .osm, .osm.gz, .osm.pbf, .arcs, .shp, .geojson, .net.xml, .mio,"
                        + " or edges.csv or roads.csv with nodes.csv");
    }

    private static ImportResult readFolder(Path folder, ImportOptions options) throws IOException {
        for (Path in : List.of(folder, folder.resolve("network"))) {
            for (String name : List.of("roads.csv", "edges.csv", "edges.shp")) {
                if (Files.isRegularFile(in.resolve(name))) {
                    return read(in.resolve(name), options);
                }
            }
        }
        throw new ImportException(folder, "holds neither roads.csv nor edges.csv nor edges.shp");
    }

    private static ImportResult readPair(Path links, ImportOptions options) throws IOException {
        Path nodes = links.resolveSibling("nodes.csv");
        if (!Files.isRegularFile(nodes)) {
            throw new ImportException(nodes, "is missing beside " + links.getFileName());
        }
        return links.getFileName().toString().equalsIgnoreCase("roads.csv")
                ? CityCsv.read(nodes, links, options)
                : OsmnxTables.readCsv(nodes, links, options);
    }

    private static ImportResult readLines(
            Path file, String kind, LineSource.Opener opener, ImportOptions options) throws IOException {
        return OsmRoads.read(file, new LineSource(kind, opener), options);
    }

    private static ImportResult readNetworkFile(Path file) throws IOException {
        RoadNetwork network = RoadNetworkFile.read(file);
        Tally tally = new Tally();
        tally.add(Fate.READ, "nodes", network.nodeCount(), "");
        tally.add(Fate.READ, "links", network.linkCount(), "");
        tally.add(Fate.KEPT, "nodes", network.nodeCount(), "");
        tally.add(Fate.KEPT, "links", network.linkCount(), "");
        NetworkDraft.countBans(network, tally);
        return new ImportResult(network, tally.report(file.getFileName().toString(), "Mio network file"));
    }
}
