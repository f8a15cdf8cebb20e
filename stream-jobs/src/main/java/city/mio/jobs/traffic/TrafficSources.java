package city.mio.jobs.traffic;

import city.mio.events.DetectorReading;
import city.mio.events.ProbePosition;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.TopicSource;
import org.apache.flink.api.connector.source.Source;

/**
 * What the traffic job reads.
 *
 * @param probes probe positions
 * @param readings detector readings
 */
public record TrafficSources(
        Source<Inbound<ProbePosition>, ?, ?> probes, Source<Inbound<DetectorReading>, ?, ?> readings) {

    /** From Kafka. */
    public static TrafficSources kafka(String bootstrap, String group) {
        return new TrafficSources(
                TopicSource.of(Topics.PROBE_POSITION, bootstrap, group),
                TopicSource.of(Topics.DETECTOR_READING, bootstrap, group));
    }
}
