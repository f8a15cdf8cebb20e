package city.mio.bench.routing;

import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.NetworkImporter;
import city.mio.geo.network.GeneratedCity;
import city.mio.geo.network.RoadNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The networks that routing is measured on, by name. */
final class BenchNetworks {

    private static final String GENERATED = "city:";

    private BenchNetworks() {}

    /**
     * A network: {@code city:NODES} makes one by rule (seed 1), anything else is a file or folder, or the name of one
     * under {@code networks} in the shared data.
     *
     * @return empty if there is no such file here
     * @throws IllegalArgumentException if the size is not a number
     */
    static Optional<RoadNetwork> find(String name, Path sharedData) throws IOException {
        if (name.startsWith(GENERATED)) {
            return Optional.of(GeneratedCity.of(Integer.parseInt(name.substring(GENERATED.length())), 1));
        }
        Path file = Files.exists(Path.of(name)) ? Path.of(name) : sharedData.resolve("networks").resolve(name);
        return Files.exists(file)
                ? Optional.of(NetworkImporter.importFile(file, ImportOptions.defaults()).network())
                : Optional.empty();
    }

    /** Where the shared data lies: {@code MIO_DATA}, or beside the project. */
    static Path sharedData() {
        String given = System.getenv("MIO_DATA");
        return given != null
                ? Path.of(given)
                : Path.of(System.getProperty("mio.root", "")).toAbsolutePath().resolve("../shared/data").normalize();
    }
}
