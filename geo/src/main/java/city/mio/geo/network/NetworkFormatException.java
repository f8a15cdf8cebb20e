package city.mio.geo.network;

import java.io.IOException;
import java.nio.file.Path;

/** A file that should hold a network holds none that can be read; the message is one line that names the file and the fault. */
public final class NetworkFormatException extends IOException {

    public NetworkFormatException(Path file, String fault) {
        super(file + ": " + fault);
    }
}
