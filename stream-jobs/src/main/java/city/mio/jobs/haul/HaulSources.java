package city.mio.jobs.haul;

import city.mio.events.Forecast;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import city.mio.events.HaulPassage;
import city.mio.events.LinkState;
import city.mio.events.ProbePosition;
import city.mio.events.SlotForecast;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.TopicSource;
import org.apache.flink.api.connector.source.Source;

/**
 * What the haul job reads.
 *
 * @param declarations what contractors hand in
 * @param orders what the office decides
 * @param passages plates that cameras saw
 * @param positions of vehicles that share them
 * @param linkStates the city's time, and flows on the links of haul routes
 * @param forecasts of flows at detectors on haul routes
 * @param slotForecasts of flows and speeds on haul routes, up to two weeks ahead
 */
public record HaulSources(
        Source<Inbound<HaulDeclaration>, ?, ?> declarations,
        Source<Inbound<HaulOrder>, ?, ?> orders,
        Source<Inbound<HaulPassage>, ?, ?> passages,
        Source<Inbound<ProbePosition>, ?, ?> positions,
        Source<Inbound<LinkState>, ?, ?> linkStates,
        Source<Inbound<Forecast>, ?, ?> forecasts,
        Source<Inbound<SlotForecast>, ?, ?> slotForecasts) {

    /** From Kafka. */
    public static HaulSources kafka(String bootstrap, String group) {
        return new HaulSources(
                TopicSource.of(Topics.HAUL_DECLARATION, bootstrap, group),
                TopicSource.of(Topics.HAUL_ORDER, bootstrap, group),
                TopicSource.of(Topics.HAUL_PASSAGE, bootstrap, group),
                TopicSource.of(Topics.PROBE_POSITION, bootstrap, group),
                TopicSource.of(Topics.LINK_STATE, bootstrap, group),
                TopicSource.of(Topics.FORECAST, bootstrap, group),
                TopicSource.of(Topics.FORECAST_SLOT, bootstrap, group));
    }
}
