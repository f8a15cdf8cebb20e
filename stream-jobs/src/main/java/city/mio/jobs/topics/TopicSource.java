package city.mio.jobs.topics;

import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Makes Kafka sources of topics: committed records only, from where the group stood or the earliest. */
public final class TopicSource {

    private TopicSource() {}

    /**
     * A source of all that is on the topic and will come.
     *
     * @param bootstrap {@code host:port}, several with commas
     * @param group consumer group; its committed offsets say where a job without a checkpoint begins
     */
    public static <T> KafkaSource<Inbound<T>> of(Topic<T> topic, String bootstrap, String group) {
        return builder(topic, bootstrap, group).build();
    }

    /** A source that ends where the topic ended when it started; for measurements and repairs. */
    public static <T> KafkaSource<Inbound<T>> bounded(Topic<T> topic, String bootstrap, String group) {
        return builder(topic, bootstrap, group).setBounded(OffsetsInitializer.latest()).build();
    }

    /** A source of what comes after it started. */
    public static <T> KafkaSource<Inbound<T>> fromNow(Topic<T> topic, String bootstrap, String group) {
        return builder(topic, bootstrap, group)
                .setStartingOffsets(OffsetsInitializer.latest())
                .build();
    }

    private static <T> KafkaSourceBuilder<Inbound<T>> builder(
            Topic<T> topic, String bootstrap, String group) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        return KafkaSource.<Inbound<T>>builder()
                .setBootstrapServers(bootstrap)
                .setTopics(topic.name())
                .setGroupId(group)
                .setClientIdPrefix(group + "-" + topic.name())
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(new InboundSchema<>(topic))
                .setProperties(properties);
    }

    /** Bytes to {@link Inbound}; never fails on what the bytes are. */
    private static final class InboundSchema<T> implements KafkaRecordDeserializationSchema<Inbound<T>> {

        private static final long serialVersionUID = 1L;

        private final String topicName;
        private transient Topic<T> topic;

        InboundSchema(Topic<T> topic) {
            this.topicName = topic.name();
        }

        @SuppressWarnings("unchecked")
        private Topic<T> topic() {
            if (topic == null) {
                topic = (Topic<T>) Topics.getTopic(topicName);
            }
            return topic;
        }

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Inbound<T>> out) {
            out.collect(Inbound.of(
                    topic(), record.partition(), record.offset(), record.timestamp(), record.value()));
        }

        @Override
        public TypeInformation<Inbound<T>> getProducedType() {
            return SerializerType.ofInbound(topic());
        }
    }
}
