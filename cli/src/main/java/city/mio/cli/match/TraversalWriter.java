package city.mio.cli.match;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Writes matched passages to a file, in the order in which they are given. For one thread; close it when done. */
public interface TraversalWriter extends AutoCloseable {

    void write(MatchedTraversal traversal) throws IOException;

    @Override
    void close() throws IOException;

    /** Opens a file, which is replaced: GeoJSON if it ends in {@code .geojson} or {@code .json}, else CSV. */
    static TraversalWriter open(Path file, Naming naming) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".geojson") || name.endsWith(".json")
                ? new GeoJsonTraversals(file, naming)
                : new CsvTraversals(file, naming);
    }
}
