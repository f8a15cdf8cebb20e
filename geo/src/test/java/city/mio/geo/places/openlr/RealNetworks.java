package city.mio.geo.places.openlr;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The networks of {@code MIO_DATA}, or of {@code shared/data} beside a folder above, and the city that ships. */
final class RealNetworks {

    private RealNetworks() {}

    /** The network, or the test is skipped. */
    static Path find(String name) {
        Path data = System.getenv("MIO_DATA") == null ? null : Path.of(System.getenv("MIO_DATA"));
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (name.startsWith("config/") && Files.isDirectory(at.resolve(name))) {
                return at.resolve(name);
            }
            if (data == null && Files.isDirectory(at.resolve("shared/data"))) {
                data = at.resolve("shared/data");
            }
        }
        boolean there = data != null && Files.exists(data.resolve("networks").resolve(name));
        Assumptions.assumeTrue(there, "skipped: no networks/" + name + " in ../shared/data or MIO_DATA");
        return data.resolve("networks").resolve(name);
    }
}
