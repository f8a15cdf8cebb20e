package city.mio.cli.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The project's own sources, found from the directory that Maven runs a module's tests in. */
final class ProjectSources {

    private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

    private ProjectSources() {}

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("events/pom.xml")) ? here : here.getParent();
    }

    static boolean hasPackageInfo(String packageName) {
        return KNOWN.computeIfAbsent(packageName, name -> {
            Path relative = Path.of("src/main/java", name.split("\\.")).resolve("package-info.java");
            try (Stream<Path> modules = Files.list(root())) {
                return modules.anyMatch(module -> Files.exists(module.resolve(relative)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
