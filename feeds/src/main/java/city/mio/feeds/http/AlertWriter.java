package city.mio.feeds.http;

import city.mio.events.Alert;
import java.io.IOException;

/** Where acknowledgements go. Thread-safe. */
@FunctionalInterface
public interface AlertWriter {

    /**
     * Writes a step of an alert's life; returns when it is safe.
     *
     * @throws IOException if it could not be written; the message is for people
     */
    void write(Alert step) throws IOException;
}
