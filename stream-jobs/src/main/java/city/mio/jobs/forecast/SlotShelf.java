package city.mio.jobs.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A folder with a slot model in each of its folders, the newest by name first. Not for several threads. */
final class SlotShelf {

    private final VersionFolders folders;
    private final List<String> channels;

    /** A model and the name of its folder. */
    record Version(String name, SlotModelFolder.Stored stored) {}

    /**
     * @param folder null if there are no models
     * @param refusals is told in one line what is wrong with a version, once while it does not change
     */
    SlotShelf(Path folder, List<String> channels, Consumer<String> refusals) {
        folders = new VersionFolders(folder, refusals);
        this.channels = List.copyOf(channels);
    }

    /** The newest usable version after this one. */
    Optional<Version> findNewer(String than) {
        return folders.findNewer(than, this::read);
    }

    private Version read(String name, Path path) throws IOException {
        SlotModelFolder.Stored stored = SlotModelFolder.read(path);
        if (!stored.channels().equals(channels) || stored.slotMillis() != SlotFunction.SLOT) {
            throw new IOException(path + ": is a model of " + stored.channels() + " in slots of "
                    + stored.slotMillis() / 60_000 + " min where " + channels + " in slots of 30 min is forecast");
        }
        return new Version(name, stored);
    }
}
