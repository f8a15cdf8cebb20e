package city.mio.jobs.topics;

import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes Kafka sinks of topics: exactly once, by transactions that commit with the checkpoints. */
public final class TopicSink {

    /** Under the broker's default limit of 15 minutes; longer than any outage a job is to survive. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(14);

    private TopicSink() {}

    /**
     * An exactly-once sink.
     *
     * @param job names the transactions: two jobs that run at once must differ, a job that is restored must not
     */
    public static <T> KafkaSink<T> of(Topic<T> topic, String bootstrap, String job) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(TRANSACTION_TIMEOUT.toMillis()));
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "20");
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return KafkaSink.<T>builder()
                .setBootstrapServers(bootstrap)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(job + "-" + topic.name())
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(new EventSchema<>(topic))
                .build();
    }

    /** A named class, not a lambda: Flink must see the type. */
    private static final class EventSchema<T> implements KafkaRecordSerializationSchema<T> {

        private static final long serialVersionUID = 1L;

        private final String topicName;
        private transient Topic<T> topic;

        EventSchema(Topic<T> topic) {
            this.topicName = topic.name();
        }

        @Override
        @SuppressWarnings("unchecked")
        public ProducerRecord<byte[], byte[]> serialize(T event, KafkaSinkContext context, Long timestamp) {
            if (topic == null) {
                topic = (Topic<T>) Topics.getTopic(topicName);
            }
            // No timestamp: the broker's record says when it was written, the event says what time it is about.
            return new ProducerRecord<>(topicName, null, topic.key(event), topic.codec().encode(event));
        }
    }
}
