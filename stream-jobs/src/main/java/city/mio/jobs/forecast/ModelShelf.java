package city.mio.jobs.forecast;

import city.mio.models.forecast.live.LiveChannel;
import city.mio.models.forecast.live.LiveModel;
import city.mio.models.forecast.live.LiveSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The models of one part: folders by version, the newest last in the order of names. A folder that is no usable model is
 * told once, and tried again when its description has changed. Not for several threads.
 */
final class ModelShelf {

    private final VersionFolders folders;
    private final List<String> channels;
    private final LiveSettings settings;

    /**
     * A shelf that was not looked at yet.
     *
     * @param folder of the versions; null if there are none, and need not exist
     * @param refusals takes one line about each folder that is no usable model
     */
    ModelShelf(Path folder, List<LiveChannel> channels, LiveSettings settings, Consumer<String> refusals) {
        folders = new VersionFolders(folder, refusals);
        this.channels = channels.stream().map(LiveChannel::name).toList();
        this.settings = settings;
    }

    /** The newest usable version after this one; the empty text is before all. */
    Optional<LiveModel> findNewer(String version) {
        return folders.findNewer(version, this::read);
    }

    /** This version, if it is there and usable. */
    Optional<LiveModel> find(String version) {
        return folders.find(version, this::read);
    }

    private LiveModel read(String version, Path path) throws IOException {
        ModelFolder.Stored stored = ModelFolder.read(path);
        if (!stored.channels().equals(channels)) {
            throw new IOException(path + ": is a model of " + stored.channels() + " where " + channels + " is forecast");
        }
        if (stored.stepMillis() != settings.stepMillis() || stored.model().horizons() != settings.horizons()) {
            throw new IOException(path + ": tells " + stored.model().horizons() + " steps of "
                    + stored.stepMillis() / 1000 + " s where " + settings.horizons() + " of "
                    + settings.stepMillis() / 1000 + " s are forecast");
        }
        return new LiveModel(version, stored.model(), stored.targets(), stored.channels());
    }
}
