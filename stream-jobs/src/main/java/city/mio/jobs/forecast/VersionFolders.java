package city.mio.jobs.forecast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A folder with a model in each of its folders, read newest by name first. Not for several threads. */
final class VersionFolders {

    private final Path folder;
    private final Consumer<String> refusals;
    /** When a version was changed that was refused. */
    private final Map<String, Long> refused = new HashMap<>();

    /** Reads a version's folder. */
    @FunctionalInterface
    interface Reader<T> {
        /** @throws IOException if it is no model of this part; the message is for people */
        T read(String version, Path path) throws IOException;
    }

    /**
     * @param folder null if there are no models
     * @param refusals is told in one line what is wrong with a version, once while it does not change
     */
    VersionFolders(Path folder, Consumer<String> refusals) {
        this.folder = folder;
        this.refusals = refusals;
    }

    /** The newest usable version after this one; the empty text is before all. */
    <T> Optional<T> findNewer(String than, Reader<T> reader) {
        for (String version : listVersions()) {
            if (version.compareTo(than) <= 0) {
                break;
            }
            Optional<T> model = find(version, reader);
            if (model.isPresent()) {
                return model;
            }
        }
        return Optional.empty();
    }

    /** This version, if it is there and usable. */
    <T> Optional<T> find(String version, Reader<T> reader) {
        if (folder == null) {
            return Optional.empty();
        }
        Path path = folder.resolve(version);
        long changed = changed(path);
        if (refused.getOrDefault(version, -1L) == changed) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(version, path));
        } catch (IOException e) {
            refused.put(version, changed);
            refusals.accept(e.getMessage());
            return Optional.empty();
        }
    }

    private static long changed(Path version) {
        try {
            return Files.getLastModifiedTime(version.resolve(ModelFolder.DESCRIPTION)).toMillis();
        } catch (IOException e) {
            // Without a description it is no model yet, which reading it tells.
            return 0;
        }
    }

    private List<String> listVersions() {
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            refusals.accept(folder + ": cannot be looked into: " + e.getMessage());
            return List.of();
        }
    }
}
