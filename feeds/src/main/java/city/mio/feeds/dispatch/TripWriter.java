package city.mio.feeds.dispatch;

import city.mio.events.TripRequest;
import java.util.concurrent.CompletableFuture;

/** Where what riders say goes. Thread-safe. */
@FunctionalInterface
public interface TripWriter {

    /** Writes it; completes when it is safe, with an {@link java.io.IOException} if it could not be written. */
    CompletableFuture<Void> write(TripRequest request);
}
