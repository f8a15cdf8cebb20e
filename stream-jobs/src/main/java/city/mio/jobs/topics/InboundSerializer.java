package city.mio.jobs.topics;

import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Records as they came, between operators: their bytes as they are, and where they stood.
 *
 * @param <T> what the record says
 */
public final class InboundSerializer<T> extends WireSerializer<Inbound<T>> {

    private static final long serialVersionUID = 1L;

    private final String topicName;
    private transient Topic<T> topic;

    public InboundSerializer(Topic<T> topic) {
        this.topicName = topic.name();
        this.topic = topic;
    }

    private InboundSerializer(String topicName) {
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
    public void serialize(Inbound<T> inbound, DataOutputView target) throws IOException {
        target.writeInt(inbound.partition());
        target.writeLong(inbound.offset());
        target.writeLong(inbound.ingestedAt());
        writeBytes(inbound.raw(), target);
    }

    @Override
    public Inbound<T> deserialize(DataInputView source) throws IOException {
        int partition = source.readInt();
        long offset = source.readLong();
        long ingestedAt = source.readLong();
        return Inbound.of(topic(), partition, offset, ingestedAt, readBytes(source));
    }

    @Override
    protected Object identity() {
        return topicName;
    }

    @Override
    public TypeSerializerSnapshot<Inbound<T>> snapshotConfiguration() {
        return new Snapshot<>(topicName);
    }

    /** The snapshot of an {@link InboundSerializer}. */
    public static final class Snapshot<T> extends TopicSerializerSnapshot<Inbound<T>> {

        /** For Flink, which fills it by reading. */
        public Snapshot() {
            super("");
        }

        private Snapshot(String topicName) {
            super(topicName);
        }

        @Override
        TypeSerializer<Inbound<T>> serializerOf(String topicName) {
            return new InboundSerializer<>(topicName);
        }
    }
}
