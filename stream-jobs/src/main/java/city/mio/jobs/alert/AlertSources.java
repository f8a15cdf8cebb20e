package city.mio.jobs.alert;

import city.mio.events.DetectorReading;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.HaulPassage;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.TopicSource;
import org.apache.flink.api.connector.source.Source;

/**
 * What the alert job reads.
 *
 * @param linkStates what the traffic job says of the links
 * @param readings detector readings
 * @param roadEvents what is known about the road, as evidence
 * @param passages plates that cameras saw
 * @param forecasts what the forecast job expects
 * @param quality how well its forecasts hold
 */
public record AlertSources(
        Source<Inbound<LinkState>, ?, ?> linkStates,
        Source<Inbound<DetectorReading>, ?, ?> readings,
        Source<Inbound<RoadEvent>, ?, ?> roadEvents,
        Source<Inbound<HaulPassage>, ?, ?> passages,
        Source<Inbound<Forecast>, ?, ?> forecasts,
        Source<Inbound<ForecastQuality>, ?, ?> quality) {

    /** From Kafka. */
    public static AlertSources kafka(String bootstrap, String group) {
        return new AlertSources(
                TopicSource.of(Topics.LINK_STATE, bootstrap, group),
                TopicSource.of(Topics.DETECTOR_READING, bootstrap, group),
                TopicSource.of(Topics.ROAD_EVENT, bootstrap, group),
                TopicSource.of(Topics.HAUL_PASSAGE, bootstrap, group),
                TopicSource.of(Topics.FORECAST, bootstrap, group),
                TopicSource.of(Topics.FORECAST_QUALITY, bootstrap, group));
    }
}
