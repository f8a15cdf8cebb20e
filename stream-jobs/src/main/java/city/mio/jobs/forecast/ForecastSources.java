package city.mio.jobs.forecast;

import city.mio.events.DetectorReading;
import city.mio.events.LinkState;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.TopicSource;
import org.apache.flink.api.connector.source.Source;

/**
 * What the forecast job reads.
 *
 * @param linkStates what the traffic job says of the links
 * @param readings detector readings
 */
public record ForecastSources(
        Source<Inbound<LinkState>, ?, ?> linkStates, Source<Inbound<DetectorReading>, ?, ?> readings) {

    /** From Kafka. */
    public static ForecastSources kafka(String bootstrap, String group) {
        return new ForecastSources(
                TopicSource.of(Topics.LINK_STATE, bootstrap, group),
                TopicSource.of(Topics.DETECTOR_READING, bootstrap, group));
    }
}
