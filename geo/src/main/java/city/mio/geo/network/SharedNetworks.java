package city.mio.geo.network;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One instance of each network file for all tasks of a JVM, with its index. A file that was written anew since is
 * read anew; what nobody uses any more is given back when memory runs short. Thread-safe: whoever asks while
 * another reads the same file waits for it.
 */
public final class SharedNetworks {

    private record Version(long modifiedMillis, long bytes) {}

    private static final class Entry {
        private Version version;

        /** Kept until memory runs short. */
        private SoftReference<Loaded> loaded = new SoftReference<>(null);

        /** Found again, even then, as long as anybody uses them: never two instances of one version. */
        private WeakReference<RoadNetwork> network = new WeakReference<>(null);

        private WeakReference<LinkIndex> index = new WeakReference<>(null);
    }

    private record Loaded(RoadNetwork network, LinkIndex index) {}

    private static final ConcurrentHashMap<Path, Entry> ENTRIES = new ConcurrentHashMap<>();

    private SharedNetworks() {}

    /**
     * The network in the file.
     *
     * @throws IOException if it cannot be read; the next call tries again
     */
    public static RoadNetwork get(Path file) throws IOException {
        return load(file).network;
    }

    /**
     * The index of {@link #get}'s network.
     *
     * @throws IOException if the file cannot be read
     */
    public static LinkIndex getIndex(Path file) throws IOException {
        return load(file).index;
    }

    private static Loaded load(Path file) throws IOException {
        Path real = file.toRealPath();
        Entry entry = ENTRIES.computeIfAbsent(real, path -> new Entry());
        synchronized (entry) {
            BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
            Version version = new Version(attributes.lastModifiedTime().toMillis(), attributes.size());
            boolean same = version.equals(entry.version);
            Loaded loaded = entry.loaded.get();
            if (same && loaded != null) {
                return loaded;
            }
            RoadNetwork network = same ? entry.network.get() : null;
            if (network == null) {
                network = RoadNetworkFile.read(real);
                entry.index = new WeakReference<>(null);
            }
            LinkIndex index = entry.index.get();
            if (index == null) {
                index = new LinkIndex(network);
            }
            loaded = new Loaded(network, index);
            entry.version = version;
            entry.loaded = new SoftReference<>(loaded);
            entry.network = new WeakReference<>(network);
            entry.index = new WeakReference<>(index);
            return loaded;
        }
    }
}
