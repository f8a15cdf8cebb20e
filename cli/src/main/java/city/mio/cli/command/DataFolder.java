package city.mio.cli.command;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The folder that a run keeps its data in: a given one that stays, or a new one that goes when the run is over. */
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final boolean passing;
    private boolean kept;

    private DataFolder(Path path, boolean passing) {
        this.path = path;
        this.passing = passing;
    }

    /**
     * Opens the folder.
     *
     * @param given created if missing; null for a new one in the place for temporary files
     */
    static DataFolder open(Path given) throws IOException {
        if (given == null) {
            return new DataFolder(Files.createTempDirectory("mio-"), true);
        }
        Files.createDirectories(given);
        if (!Files.isWritable(given)) {
            throw new CommandFault(CommandFault.ASKED_WRONGLY, given + ": cannot be written to (--data)");
        }
        return new DataFolder(given.toAbsolutePath(), false);
    }

    Path path() {
        return path;
    }

    /** Leaves the folder where it is, for a look at the log. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() throws IOException {
        if (passing && !kept) {
            delete(path);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) {
                // Somebody else deleted it first.
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path at, IOException fault) throws IOException {
                Files.deleteIfExists(at);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
