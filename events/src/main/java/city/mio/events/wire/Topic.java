package city.mio.events.wire;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * A Kafka topic and what travels on it.
 *
 * @param name the topic's name
 * @param type the record
 * @param codec its wire form
 * @param keyOf the key, which is what the consumer partitions by
 * @param <T> the record
 */
public record Topic<T>(String name, Class<T> type, Codec<T> codec, Function<T, String> keyOf) {

    /** The record's key as it stands on the topic. */
    public byte[] key(T event) {
        return keyOf.apply(event).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
