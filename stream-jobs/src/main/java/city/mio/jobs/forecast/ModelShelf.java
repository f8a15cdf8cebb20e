package city.mio.jobs.forecast;

import city.mio.models.forecast.live.LiveChannel;
import city.mio.models.forecast.live.LiveModel;
import city.mio.models.forecast.live.LiveSettings;
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

/**
 * The models of one part: folders by version, the newest last in the order of names. A folder that is no usable model is
 * told once, and tried again when its description has changed. Not for several threads.
 */
final class ModelShelf {

    private final Path folder;
    private final List<String> channels;
    private final LiveSettings settings;
    private final Consumer<String> refusals;
    /** By version, when its description was last changed. */
    private final Map<String, Long> refused = new HashMap<>();

    /**
     * A shelf that was not looked at yet.
     *
     * @param folder of the versions; null if there are none, and need not exist
     * @param refusals takes one line about each folder that is no usable model
     */
    ModelShelf(Path folder, List<LiveChannel> channels, LiveSettings settings, Consumer<String> refusals) {
        this.folder = folder;
        this.channels = channels.stream().map(LiveChannel::name).toList();
        this.settings = settings;
        this.refusals = refusals;
    }

    /** The newest usable version after this one; the empty text is before all. */
    Optional<LiveModel> findNewer(String version) {
        for (String name : listVersions()) {
            if (name.compareTo(version) <= 0) {
                break;
            }
            Optional<LiveModel> model = find(name);
            if (model.isPresent()) {
                return model;
            }
        }
        return Optional.empty();
    }

    /** This version, if it is there and usable. */
    Optional<LiveModel> find(String version) {
        if (folder == null) {
            return Optional.empty();
        }
        Path path = folder.resolve(version);
        long changed = changed(path);
        if (refused.getOrDefault(version, -1L) == changed) {
            return Optional.empty();
        }
        try {
            ModelFolder.Stored stored = ModelFolder.read(path);
            if (!stored.channels().equals(channels)) {
                throw new IOException(path + ": is a model of " + stored.channels() + " where " + channels + " is forecast");
            }
            if (stored.stepMillis() != settings.stepMillis() || stored.model().horizons() != settings.horizons()) {
                throw new IOException(path + ": tells " + stored.model().horizons() + " steps of "
                        + stored.stepMillis() / 1000 + " s where " + settings.horizons() + " of "
                        + settings.stepMillis() / 1000 + " s are forecast");
            }
            return Optional.of(new LiveModel(version, stored.model(), stored.targets(), stored.channels()));
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
