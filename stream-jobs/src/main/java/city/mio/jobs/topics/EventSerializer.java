package city.mio.jobs.topics;

import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Events between operators and in state, in the same Protobuf form as on their topic.
 *
 * @param <T> the record
 */
public final class EventSerializer<T> extends WireSerializer<T> {

    private static final long serialVersionUID = 1L;

    private final String topicName;
    private transient Topic<T> topic;

    public EventSerializer(Topic<T> topic) {
        this.topicName = topic.name();
        this.topic = topic;
    }

    private EventSerializer(String topicName) {
        this.topicName = topicName;
    }

    @SuppressWarnings("unchecked")
    private Topic<T> topic() {
        if (topic == null) {
            topic = (Topic<T>) Topics.getTopic(topicName);
        }
        return topic;
    }

    @Override
    public void serialize(T event, DataOutputView target) throws IOException {
        writeBytes(topic().codec().encode(event), target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        try {
            return topic().codec().decode(readBytes(source));
        } catch (WireException e) {
            throw new IOException("state or stream of " + topicName + ": " + e.getMessage(), e);
        }
    }

    @Override
    protected Object identity() {
        return topicName;
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new Snapshot<>(topicName);
    }

    /** The snapshot of an {@link EventSerializer}. */
    public static final class Snapshot<T> extends TopicSerializerSnapshot<T> {

        /** For Flink, which fills it by reading. */
        public Snapshot() {
            super("");
        }

        private Snapshot(String topicName) {
            super(topicName);
        }

        @Override
        TypeSerializer<T> serializerOf(String topicName) {
            return new EventSerializer<>(topicName);
        }
    }
}
