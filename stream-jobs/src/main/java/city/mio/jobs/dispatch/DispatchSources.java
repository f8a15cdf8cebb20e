package city.mio.jobs.dispatch;

import city.mio.events.BusStatus;
import city.mio.events.Forecast;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import city.mio.events.TripRequest;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.TopicSource;
import org.apache.flink.api.connector.source.Source;

/**
 * What the dispatch job reads.
 *
 * @param requests what riders say
 * @param statuses what buses say
 * @param linkStates what the traffic job says of the links
 * @param forecasts what the forecast job says of the links
 * @param roadEvents what is closed
 */
public record DispatchSources(
        Source<Inbound<TripRequest>, ?, ?> requests,
        Source<Inbound<BusStatus>, ?, ?> statuses,
        Source<Inbound<LinkState>, ?, ?> linkStates,
        Source<Inbound<Forecast>, ?, ?> forecasts,
        Source<Inbound<RoadEvent>, ?, ?> roadEvents) {

    /** From Kafka. */
    public static DispatchSources kafka(String bootstrap, String group) {
        return new DispatchSources(
                TopicSource.of(Topics.TRIP_REQUEST, bootstrap, group),
                TopicSource.of(Topics.BUS_STATUS, bootstrap, group),
                TopicSource.of(Topics.LINK_STATE, bootstrap, group),
                TopicSource.of(Topics.FORECAST, bootstrap, group),
                TopicSource.of(Topics.ROAD_EVENT, bootstrap, group));
    }
}
