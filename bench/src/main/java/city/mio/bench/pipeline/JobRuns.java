package city.mio.bench.pipeline;

import city.mio.events.IntakeReceipt;
import city.mio.events.ProbePosition;
import city.mio.events.wire.Topics;
import city.mio.events.wire.WireException;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.SerializerType;
import city.mio.jobs.topics.TopicSource;
import city.mio.jobs.traffic.TrafficJob;
import city.mio.jobs.traffic.TrafficSettings;
import city.mio.jobs.traffic.TrafficSinks;
import city.mio.jobs.traffic.TrafficSources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Runs the jobs that are compared, each over all that is on the topic. */
final class JobRuns {

    private final String kafka;
    private final TrafficSettings settings;
    private final int parallelism;
    private final Duration checkpointInterval;
    private final Path checkpoints;

    JobRuns(String kafka, TrafficSettings settings, int parallelism, Duration checkpointInterval, Path checkpoints) {
        this.kafka = kafka;
        this.settings = settings;
        this.parallelism = parallelism;
        this.checkpointInterval = checkpointInterval;
        this.checkpoints = checkpoints;
    }

    private StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        JobEnvironment.configure(env, checkpointInterval);
        return env;
    }

    /** The source alone, decoded, into nothing; seconds from the job's start to its end. */
    double discard(String name) throws Exception {
        StreamExecutionEnvironment env = environment();
        env.fromSource(
                        TopicSource.bounded(Topics.PROBE_POSITION, kafka, name),
                        WatermarkStrategy.<Inbound<ProbePosition>>noWatermarks(),
                        "probe.position",
                        SerializerType.ofInbound(Topics.PROBE_POSITION))
                .sinkTo(new DiscardingSink<>());
        return env.execute(name).getNetRuntime(TimeUnit.MILLISECONDS) / 1000.0;
    }

    /** The whole traffic job, exactly once, to its last commit; seconds from the job's start to its end. */
    double traffic(String name) throws Exception {
        StreamExecutionEnvironment env = environment();
        TrafficJob.build(
                env,
                new TrafficSources(
                        TopicSource.bounded(Topics.PROBE_POSITION, kafka, name),
                        TopicSource.bounded(Topics.DETECTOR_READING, kafka, name)),
                TrafficSinks.kafka(kafka, name),
                settings);
        return env.execute(name).getNetRuntime(TimeUnit.MILLISECONDS) / 1000.0;
    }

    /** A traffic job that goes on. */
    record Live(JobClient client) implements AutoCloseable {

        /** @throws IllegalStateException if the job has failed */
        void requireRunning() throws Exception {
            JobStatus status = client.getJobStatus().get(30, TimeUnit.SECONDS);
            if (status != JobStatus.RUNNING) {
                throw new IllegalStateException("the traffic job is " + status);
            }
        }

        @Override
        public void close() throws Exception {
            client.cancel().get(60, TimeUnit.SECONDS);
        }
    }

    /** Starts a traffic job on what comes from now on. */
    Live startTraffic(String name) throws Exception {
        StreamExecutionEnvironment env = environment();
        TrafficJob.build(
                env,
                new TrafficSources(
                        TopicSource.fromNow(Topics.PROBE_POSITION, kafka, name),
                        TopicSource.fromNow(Topics.DETECTOR_READING, kafka, name)),
                TrafficSinks.kafka(kafka, name),
                settings);
        return new Live(env.executeAsync(name));
    }

    /** How many positions the committed receipts of all runs say were accepted. */
    long acceptedByReceipts() throws WireException {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka);
        properties.put("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.INTAKE_RECEIPT.name()).stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            long accepted = 0;
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    IntakeReceipt receipt = Topics.INTAKE_RECEIPT.codec().decode(record.value());
                    accepted += receipt.accepted();
                }
            }
            return accepted;
        }
    }
}
