package city.mio.jobs.topics;

import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** A bounded source of what it is given, in order when read by one task. */
public final class ListSource {

    private ListSource() {}

    /** Of events, as if a broker had had each at its ingestion time. */
    public static <T> Source<Inbound<T>, ?, ?> of(Topic<T> topic, List<T> events, long ingestedAt) {
        List<byte[]> bytes = new ArrayList<>();
        for (T event : events) {
            bytes.add(topic.codec().encode(event));
        }
        return ofRaw(topic, bytes, ingestedAt);
    }

    /** Of bytes, whatever they say. */
    public static <T> Source<Inbound<T>, ?, ?> ofRaw(Topic<T> topic, List<byte[]> records, long ingestedAt) {
        String name = topic.name();
        ArrayList<byte[]> bytes = new ArrayList<>(records);
        GeneratorFunction<Long, Inbound<T>> read = index -> {
            @SuppressWarnings("unchecked")
            Topic<T> same = (Topic<T>) Topics.getTopic(name);
            return Inbound.of(same, 0, index, ingestedAt, bytes.get(index.intValue()));
        };
        return new DataGeneratorSource<>(read, bytes.size(), SerializerType.ofInbound(topic));
    }
}
