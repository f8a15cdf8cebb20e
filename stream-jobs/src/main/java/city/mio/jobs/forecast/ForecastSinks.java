package city.mio.jobs.forecast;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.SlotForecast;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.TopicSink;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * What the forecast job writes.
 *
 * @param forecasts of each target and quantity, at each tick
 * @param quality how well they have held, of each group and quantity, at each tick
 * @param slots of the next two weeks
 */
public record ForecastSinks(
        Sink<Forecast> forecasts, Sink<ForecastQuality> quality, Sink<SlotForecast> slots) {

    /** To Kafka, exactly once. */
    public static ForecastSinks kafka(String bootstrap, String job) {
        return new ForecastSinks(
                TopicSink.of(Topics.FORECAST, bootstrap, job),
                TopicSink.of(Topics.FORECAST_QUALITY, bootstrap, job),
                TopicSink.of(Topics.FORECAST_SLOT, bootstrap, job));
    }
}
