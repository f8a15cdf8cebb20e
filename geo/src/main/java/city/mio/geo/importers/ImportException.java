package city.mio.geo.importers;

import java.io.IOException;
import java.nio.file.Path;

/** A file cannot be imported; the message is one line that names the file, the line where there is one, and the fault. */
public final class ImportException extends IOException {

    private static final long serialVersionUID = 1;

    public ImportException(Path file, String fault) {
        super(file + ": " + fault);
    }

    public ImportException(Path file, long line, String fault) {
        super(file + ": line " + line + ": " + fault);
    }
}
