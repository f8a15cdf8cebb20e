package city.mio.jobs.forecast;

import city.mio.events.Forecast;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.LastWatermark;
import city.mio.jobs.topics.SerializerType;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The forecast job. Sources and sinks are handed in, so that it runs on Kafka as on lists.
 *
 * <pre>
 *   link.state ───────► values ─┬─ by part ─► window, models, watch ─┬─► forecast
 *   detector.reading ─► values ─┘   (models from a watched folder)   └─► forecast.quality
 * </pre>
 */
public final class ForecastJob {

    private ForecastJob() {}

    /** Adds the job to the environment; the caller has configured it and executes it. */
    public static void build(
            StreamExecutionEnvironment env, ForecastSources in, ForecastSinks out, ForecastSettings settings) {
        CityTargets city = new CityTargets(settings);
        SerializerType<TargetValue> values = SerializerType.of(TargetValue.class, new TargetValue.Serializer());
        DataStream<TargetValue> ofLinks = LastWatermark.after(
                env.fromSource(in.linkStates(), ForecastIntake.linkStates(city), Topics.LINK_STATE.name(),
                                SerializerType.ofInbound(Topics.LINK_STATE))
                        .uid("forecast-source-link.state")
                        .process(new ForecastIntake.OfLinks(city), values)
                        .uid("forecast-values-of-links")
                        .name("values of links"),
                "forecast-end-of-link-states");
        DataStream<TargetValue> ofDetectors = LastWatermark.after(
                env.fromSource(in.readings(), ForecastIntake.readings(city), Topics.DETECTOR_READING.name(),
                                SerializerType.ofInbound(Topics.DETECTOR_READING))
                        .uid("forecast-source-detector.reading")
                        .process(new ForecastIntake.OfDetectors(city), values)
                        .uid("forecast-values-of-detectors")
                        .name("values of detectors"),
                "forecast-end-of-readings");
        SingleOutputStreamOperator<Forecast> forecasts = ofLinks.union(ofDetectors)
                .keyBy(TargetValue::key, Types.STRING)
                .process(new ForecastFunction(city), SerializerType.ofEvents(Topics.FORECAST))
                .uid("forecast-parts")
                .name("forecasts");
        forecasts.sinkTo(out.forecasts()).uid("forecast-sink-forecast").name("forecast");
        forecasts
                .getSideOutput(ForecastFunction.QUALITY)
                .sinkTo(out.quality())
                .uid("forecast-sink-forecast.quality")
                .name("forecast.quality");
    }
}
