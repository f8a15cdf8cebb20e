package city.mio.geo.routing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real data that is not part of the project: {@code MIO_DATA}, or {@code shared/data} beside a folder above. */
final class SharedData {

    private SharedData() {}

    /** The file, or the test is skipped. */
    static Path need(String name) {
        Path found = null;
        String named = System.getenv("MIO_DATA");
        if (named != null) {
            found = Path.of(named);
        } else {
            for (Path at = Path.of("").toAbsolutePath(); at != null && found == null; at = at.getParent()) {
                found = Files.isDirectory(at.resolve("shared/data")) ? at.resolve("shared/data") : null;
            }
        }
        boolean there = found != null && Files.exists(found.resolve(name));
        Assumptions.assumeTrue(there, "skipped: no " + name + " in ../shared/data or MIO_DATA");
        return found.resolve(name);
    }
}
