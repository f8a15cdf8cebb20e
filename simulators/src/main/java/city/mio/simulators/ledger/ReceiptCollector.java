package city.mio.simulators.ledger;

import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the engine's receipts and dead letters from Kafka, committed ones only, and hands them to a {@link
 * LedgerCheck}. Starts at what the topics end with when it is made: make it before anything is sent. One thread of
 * its own; thread-safe.
 */
public final class ReceiptCollector implements AutoCloseable {

    /** Balanced minutes older than this, in event time, are kept as sums only. */
    private static final Duration KEEP = Duration.ofMinutes(60);

    private final Consumer<byte[], byte[]> consumer;
    private final LedgerCheck check;
    private final Thread thread;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean closing;

    /**
     * Connects and begins to read.
     *
     * @throws IllegalStateException if the topics are not there
     */
    public ReceiptCollector(String kafkaBootstrap, LedgerCheck check) {
        this.check = check;
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafkaBootstrap);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumer = new KafkaConsumer<>(properties);
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : List.of(Topics.INTAKE_RECEIPT.name(), Topics.DEAD_LETTER.name())) {
                List<PartitionInfo> infos = consumer.partitionsFor(topic, Duration.ofSeconds(20));
                if (infos == null || infos.isEmpty()) {
                    throw new IllegalStateException("Kafka at " + kafkaBootstrap + " has no topic " + topic);
                }
                infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            // Seeking is lazy; asking for the position pins the start before anything is sent.
            partitions.forEach(consumer::position);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        thread = new Thread(this::run, "receipt-collector");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (consumer) {
            while (!closing) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(250));
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    take(record);
                }
                if (!records.isEmpty()) {
                    check.foldBefore(check.newestMinute() - KEEP.toMillis());
                }
            }
        } catch (WakeupException e) {
            if (!closing) {
                failure.set(e);
            }
        } catch (WireException | RuntimeException e) {
            failure.set(e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws WireException {
        if (record.topic().equals(Topics.DEAD_LETTER.name())) {
            check.accept(Topics.DEAD_LETTER.codec().decode(record.value()));
        } else {
            check.accept(Topics.INTAKE_RECEIPT.codec().decode(record.value()));
        }
    }

    /**
     * The check that is being fed.
     *
     * @throws IllegalStateException if reading has failed
     */
    public LedgerCheck check() {
        Exception cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("receipts cannot be read: " + cause.getMessage(), cause);
        }
        return check;
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
