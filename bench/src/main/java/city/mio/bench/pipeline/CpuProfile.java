package city.mio.bench.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where the CPU time goes: samples of the JVM's own flight recorder, by the part of the system that asked for it. */
final class CpuProfile implements AutoCloseable {

    /** Prefix of a class name to part, the innermost frame that has one decides. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("city.mio.geo.matching", "matching");
        PARTS.put("city.mio.geo.network", "matching");
        PARTS.put("city.mio.jobs.traffic", "traffic functions");
        PARTS.put("city.mio.events.wire", "Protobuf");
        PARTS.put("com.google.protobuf", "Protobuf");
        PARTS.put("city.mio.jobs.topics", "Flink records between operators");
        PARTS.put("org.apache.kafka.clients.producer", "Kafka producer");
        PARTS.put("org.apache.kafka.clients", "Kafka consumer");
        PARTS.put("org.apache.kafka.common", "Kafka client");
        PARTS.put("kafka.", "Kafka broker");
        PARTS.put("org.apache.kafka", "Kafka broker");
        PARTS.put("org.apache.flink.connector.kafka", "Kafka connector");
        PARTS.put("org.apache.flink", "Flink");
        PARTS.put("city.mio.simulators", "load generator");
        PARTS.put("city.mio.bench", "bench");
    }

    private final Recording recording = new Recording();

    private CpuProfile() {}

    static CpuProfile start() {
        CpuProfile profile = new CpuProfile();
        profile.recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(20));
        profile.recording.start();
        return profile;
    }

    /** Share of the samples by part, most first. */
    Map<String, Double> stop() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("mio-profile", ".jfr");
        try {
            recording.dump(file);
            return read(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Map<String, Double> read(Path file) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        int total = 0;
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    counts.merge(part(event), 1, Integer::sum);
                    total++;
                }
            }
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        int samples = Math.max(1, total);
        counts.entrySet().stream()
                .sorted((p, q) -> q.getValue() - p.getValue())
                .forEach(entry -> shares.put(entry.getKey(), entry.getValue() / (double) samples));
        return shares;
    }

    private static String part(RecordedEvent event) {
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            for (Map.Entry<String, String> known : PARTS.entrySet()) {
                if (type.startsWith(known.getKey())) {
                    return known.getValue();
                }
            }
        }
        return "other";
    }

    @Override
    public void close() {
        recording.close();
    }
}
