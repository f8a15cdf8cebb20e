package city.mio.geo.network;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written beside its place and moved there when it is whole; closed before that, it is gone. It may be
 * read by whom new files may be read by, unlike temporary files, which are their owner's only. Not thread-safe.
 */
final class UnfinishedFile implements AutoCloseable {

    private static final int MOST_TRIES = 1_000;

    private final Path place;
    private final Path path;

    private UnfinishedFile(Path place, Path path) {
        this.place = place;
        this.path = path;
    }

    /** An empty file beside the place, whose folder is made if it is missing. */
    static UnfinishedFile beside(Path place) throws IOException {
        Path folder = place.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        String name = place.getFileName() + "." + ProcessHandle.current().pid() + "-";
        for (int i = 0; ; i++) {
            Path path = folder.resolve(name + i + ".part");
            try {
                return new UnfinishedFile(place, Files.createFile(path));
            } catch (FileAlreadyExistsException taken) {
                if (i == MOST_TRIES) {
                    throw taken;
                }
            }
        }
    }

    Path path() {
        return path;
    }

    /** Moves it into place, over what was there. */
    void finish() throws IOException {
        try {
            Files.move(path, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(path, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
