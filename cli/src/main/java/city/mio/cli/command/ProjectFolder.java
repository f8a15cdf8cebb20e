package city.mio.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project lies: what the launcher says ({@code mio.root}), else the nearest folder upwards with a config. */
final class ProjectFolder {

    private ProjectFolder() {}

    /** @throws CommandFault if it is nowhere */
    static Path get() {
        String told = System.getProperty("mio.root");
        if (told != null) {
            return Path.of(told);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("config")) && Files.isRegularFile(at.resolve("mio"))) {
                return at;
            }
        }
        throw new CommandFault(
                CommandFault.ASKED_WRONGLY, "the project's folder is not here; run the launcher script ./mio in it");
    }
}
