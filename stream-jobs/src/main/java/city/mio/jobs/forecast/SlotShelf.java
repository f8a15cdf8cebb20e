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

/** A folder with a slot model in each of its folders, the newest by name first. Not for several threads. */
final class SlotShelf {

    private final Path folder;
    private final List<String> channels;
    private final Consumer<String> refusals;
    /** When a version was changed that was refused. */
    private final Map<String, Long> refused = new HashMap<>();

    /** A model and the name of its folder. */
    record Version(String name, SlotModelFolder.Stored stored) {}

    /**
     * @param folder null if there are no models
     * @param refusals is told in one line what is wrong with a version, once while it does not change
     */
    SlotShelf(Path folder, List<String> channels, Consumer<String> refusals) {
        this.folder = folder;
        this.channels = List.copyOf(channels);
        this.refusals = refusals;
    }

    /** The newest usable version after this one. */
    Optional<Version> findNewer(String than) {
        for (String name : listVersions()) {
            if (name.compareTo(than) <= 0) {
                break;
            }
            Path path = folder.resolve(name);
            long changed = changed(path);
            if (refused.getOrDefault(name, -1L) == changed) {
                continue;
            }
            try {
                SlotModelFolder.Stored stored = SlotModelFolder.read(path);
                if (!stored.channels().equals(channels) || stored.slotMillis() != SlotFunction.SLOT) {
                    throw new IOException(path + ": is a model of " + stored.channels() + " in slots of "
                            + stored.slotMillis() / 60_000 + " min where " + channels + " in slots of 30 min is forecast");
                }
                return Optional.of(new Version(name, stored));
            } catch (IOException e) {
                refused.put(name, changed);
                refusals.accept(e.getMessage());
            }
        }
        return Optional.empty();
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
