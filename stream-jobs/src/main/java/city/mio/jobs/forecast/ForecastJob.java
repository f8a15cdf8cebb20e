package city.mio.jobs.forecast;

import city.mio.events.Forecast;
import city.mio.events.RoadEvent;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
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
 *   detector.reading ─► values ─┤   (models from a watched folder)   └─► forecast.quality
 *                               └─ by part ─► eight days of slots, model ──► forecast.slot
 *   road.event ─┬────► to all parts ──────────┤
 *               └────► news ──────────────────┘
 *   haul.declaration ► news ──────────────────┘
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
        DataStream<TargetValue> all = ofLinks.union(ofDetectors);
        DataStream<Inbound<RoadEvent>> ofRoads = env.fromSource(in.roadEvents(), SlotIntake.aside(),
                        Topics.ROAD_EVENT.name(), SerializerType.ofInbound(Topics.ROAD_EVENT))
                .uid("forecast-source-road.event");
        DataStream<RoadEvent> known = LastWatermark.after(
                ofRoads.process(new ForecastIntake.OfRoad(), SerializerType.ofEvents(Topics.ROAD_EVENT))
                        .uid("forecast-road-events")
                        .name("road events"),
                "forecast-end-of-known-road-events");
        SingleOutputStreamOperator<Forecast> forecasts = all.keyBy(TargetValue::key, Types.STRING)
                .connect(known.broadcast(ForecastFunction.ROAD_EVENTS))
                .process(new ForecastFunction(city), SerializerType.ofEvents(Topics.FORECAST))
                .uid("forecast-parts")
                .name("forecasts");
        forecasts.sinkTo(out.forecasts()).uid("forecast-sink-forecast").name("forecast");
        forecasts
                .getSideOutput(ForecastFunction.QUALITY)
                .sinkTo(out.quality())
                .uid("forecast-sink-forecast.quality")
                .name("forecast.quality");
        buildSlots(env, in, out, city, all, ofRoads);
    }

    private static void buildSlots(StreamExecutionEnvironment env, ForecastSources in, ForecastSinks out, CityTargets city,
            DataStream<TargetValue> all, DataStream<Inbound<RoadEvent>> ofRoads) {
        SerializerType<SlotNews> type = SerializerType.of(SlotNews.class, new SlotNews.Serializer());
        DataStream<SlotNews> ofRoad = LastWatermark.after(
                ofRoads.process(new SlotIntake.OfRoad(city), type)
                        .uid("forecast-news-of-roads")
                        .name("news of roads"),
                "forecast-end-of-road-events");
        DataStream<SlotNews> ofHaul = LastWatermark.after(
                env.fromSource(in.declarations(), SlotIntake.aside(), Topics.HAUL_DECLARATION.name(),
                                SerializerType.ofInbound(Topics.HAUL_DECLARATION))
                        .uid("forecast-source-haul.declaration")
                        .process(new SlotIntake.OfHaul(city), type)
                        .uid("forecast-news-of-haul")
                        .name("news of construction trips"),
                "forecast-end-of-declarations");
        // Of the phases one is enough: they hold the same values.
        all.filter(value -> PartKey.of(value.key()).phase() == 0)
                .uid("forecast-values-of-slots")
                .name("values of slots")
                .keyBy(value -> PartKey.of(value.key()).part(), Types.STRING)
                .connect(ofRoad.union(ofHaul).keyBy(SlotNews::part, Types.STRING))
                .process(new SlotFunction(city), SerializerType.ofEvents(Topics.FORECAST_SLOT))
                .uid("forecast-slots")
                .name("slot forecasts")
                .sinkTo(out.slots())
                .uid("forecast-sink-forecast.slot")
                .name("forecast.slot");
    }
}
