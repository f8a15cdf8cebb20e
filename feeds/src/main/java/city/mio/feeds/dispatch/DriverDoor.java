package city.mio.feeds.dispatch;

import city.mio.events.BusStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The way in for drivers' devices.
 *
 * @param token that devices show; empty where the door is shut
 * @param writer where what they tell goes
 */
public record DriverDoor(Optional<String> token, Writer writer) {

    /** Shorter ones can be guessed. */
    private static final int SHORTEST_TOKEN = 16;

    /** Where what buses tell goes. Thread-safe. */
    @FunctionalInterface
    public interface Writer {

        /** Writes it; completes when it is safe, with an {@link java.io.IOException} if it could not be written. */
        CompletableFuture<Void> write(BusStatus status);
    }

    /** @throws IllegalArgumentException naming the field that is missing or too short */
    public DriverDoor {
        if (token == null || writer == null) {
            throw new IllegalArgumentException("token or writer is missing");
        }
        if (token.isPresent() && token.get().length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException("the drivers' token has fewer than " + SHORTEST_TOKEN + " characters");
        }
    }

    /** A door that is shut. */
    public static DriverDoor shut() {
        return new DriverDoor(
                Optional.empty(), status -> CompletableFuture.failedFuture(new java.io.IOException("the door is shut")));
    }
}
