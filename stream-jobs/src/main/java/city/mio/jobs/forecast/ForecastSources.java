package city.mio.jobs.forecast;

import city.mio.events.DetectorReading;
import city.mio.events.HaulDeclaration;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.TopicSource;
import org.apache.flink.api.connector.source.Source;

/**
 * What the forecast job reads.
 *
 * @param linkStates what the traffic job says of the links
 * @param readings detector readings
 * @param roadEvents what is known of the road: rain and its forecast, closures, accidents, works, crowds
 * @param declarations of construction trips
 */
public record ForecastSources(
        Source<Inbound<LinkState>, ?, ?> linkStates,
        Source<Inbound<DetectorReading>, ?, ?> readings,
        Source<Inbound<RoadEvent>, ?, ?> roadEvents,
        Source<Inbound<HaulDeclaration>, ?, ?> declarations) {

    /** From Kafka. */
    public static ForecastSources kafka(String bootstrap, String group) {
        return new ForecastSources(
                TopicSource.of(Topics.LINK_STATE, bootstrap, group),
                TopicSource.of(Topics.DETECTOR_READING, bootstrap, group),
                TopicSource.of(Topics.ROAD_EVENT, bootstrap, group),
                TopicSource.of(Topics.HAUL_DECLARATION, bootstrap, group));
    }
}
