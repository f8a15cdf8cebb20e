package city.mio.cli.city;

import city.mio.geo.importers.DrawnLine;
import city.mio.geo.importers.GeoJsonLines;
import city.mio.geo.matching.LineMatch;
import city.mio.geo.matching.LineMatchException;
import city.mio.geo.matching.LineMatchSettings;
import city.mio.geo.matching.LineMatcher;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Haul routes as lines of GeoJSON files, matched to a city's roads. Thread-safe. */
public final class DrawnRoutes {

    private final RoadNetwork network;
    private final LinkIndex index;

    private DrawnRoutes(RoadNetwork network, LinkIndex index) {
        this.network = network;
        this.index = index;
    }

    /** For drawings of one city. */
    public static DrawnRoutes of(RoadNetwork network) {
        return new DrawnRoutes(network, new LinkIndex(network));
    }

    /**
     * The links of a drawn route.
     *
     * @param id of the feature; empty for the only one of the file
     * @param from node at which the route has to begin; empty for where the line does
     * @param to node at which it has to end, such as a site's gate; empty for where the line does
     * @throws CityFault if the file is faulty or the line is no way for trucks: one line that names the file, the feature and the
     *     place
     */
    public LineMatch match(Path file, String id, LineMatchSettings settings, OptionalLong from, OptionalLong to) {
        DrawnLine line;
        try {
            line = GeoJsonLines.find(file, GeoJsonLines.read(file), id);
        } catch (IOException e) {
            throw new CityFault(e.getMessage() == null ? file + ": cannot be read" : e.getMessage(), e);
        }
        try {
            return new LineMatcher(network, index, settings).match(line.parts(), from, to);
        } catch (LineMatchException e) {
            throw new CityFault(file + ": " + line.place() + ": " + e.getMessage(), e);
        }
    }
}
