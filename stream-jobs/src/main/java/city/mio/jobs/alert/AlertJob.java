package city.mio.jobs.alert;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.DetectorReading;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HaulPassage;
import city.mio.events.IntakeReceipt;
import city.mio.events.LinkState;
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
 * The alert job. Sources and sinks are handed in, so that it runs on Kafka as on lists.
 *
 * <pre>
 *   link.state ───┬─ by link ──► congestion ──────────────────────► alert
 *   road.event ───┘                  └─ changes, one key ─► queues ─► alert
 *   forecast ─ by link ───────┐      ├─ changes, by link ─► predicted ► alert
 *                             └──────┘
 *   forecast.quality ─ by part ─► drift ───────────────────────────► alert
 *   detector.reading ─ by detector ─► detectors ───────────────────► alert
 *   haul.passage ─ by camera ─► intake ──► intake.receipt, dead.letter
 * </pre>
 *
 * <p>The event time of the link states reaches every branch, so that silence is noticed where nothing moves any more, and
 * no single camera's clock can run ahead of the city.
 */
public final class AlertJob {

    private AlertJob() {}

    /** The job's inputs as streams with event times. */
    record Inputs(
            DataStream<LinkState> linkStates,
            DataStream<DetectorReading> readings,
            DataStream<RoadEvent> roadEvents,
            DataStream<Inbound<HaulPassage>> passages,
            DataStream<Forecast> forecasts,
            DataStream<ForecastQuality> quality) {}

    /** What the job tells, before it is written. */
    record Told(DataStream<Alert> alerts, DataStream<IntakeReceipt> receipts, DataStream<DeadLetter> refusals) {}

    /** Adds the job to the environment; the caller has configured it and executes it. */
    public static void build(
            StreamExecutionEnvironment env, AlertSources in, AlertSinks out, AlertSettings settings) {
        CityContext city = new CityContext(settings);
        SingleOutputStreamOperator<LinkState> linkStates = AlertIntake.events(
                AlertIntake.source(env, in.linkStates(), Topics.LINK_STATE, AlertIntake.linkStates(city)),
                Topics.LINK_STATE);
        // The traffic job reads the same readings and refuses what cannot be read; here they are only counted.
        SingleOutputStreamOperator<DetectorReading> readings = AlertIntake.events(
                AlertIntake.source(env, in.readings(), Topics.DETECTOR_READING, AlertIntake.readings(city)),
                Topics.DETECTOR_READING);
        SingleOutputStreamOperator<RoadEvent> roadEvents = AlertIntake.events(
                AlertIntake.source(env, in.roadEvents(), Topics.ROAD_EVENT, AlertIntake.known(city)),
                Topics.ROAD_EVENT);
        SingleOutputStreamOperator<Inbound<HaulPassage>> passages = AlertIntake.readable(
                AlertIntake.source(env, in.passages(), Topics.HAUL_PASSAGE, AlertIntake.passages(city)),
                Topics.HAUL_PASSAGE);
        // The forecast job's own words: unreadable ones are counted.
        SingleOutputStreamOperator<Forecast> forecasts = AlertIntake.events(
                AlertIntake.source(env, in.forecasts(), Topics.FORECAST, AlertIntake.forecasts(city)), Topics.FORECAST);
        SingleOutputStreamOperator<ForecastQuality> quality = AlertIntake.events(
                AlertIntake.source(env, in.quality(), Topics.FORECAST_QUALITY, AlertIntake.quality(city)),
                Topics.FORECAST_QUALITY);

        Inputs inputs = new Inputs(
                LastWatermark.after(linkStates, "alert-end-of-link-states"),
                LastWatermark.after(readings, "alert-end-of-readings"),
                LastWatermark.after(roadEvents, "alert-end-of-road-events"),
                LastWatermark.after(passages, "alert-end-of-passages"),
                LastWatermark.after(forecasts, "alert-end-of-forecasts"),
                LastWatermark.after(quality, "alert-end-of-quality"));
        Told told = connect(inputs, city);
        told.alerts().sinkTo(out.alerts()).uid("alert-sink-alert").name("alert");
        told.receipts().sinkTo(out.receipts()).uid("alert-sink-intake-receipt").name("intake.receipt");
        told.refusals()
                .union(
                        linkStates.getSideOutput(AlertIntake.UNREADABLE),
                        roadEvents.getSideOutput(AlertIntake.UNREADABLE),
                        passages.getSideOutput(AlertIntake.UNREADABLE))
                .sinkTo(out.refusals())
                .uid("alert-sink-dead-letter")
                .name("dead.letter");
    }

    /** The job between its inputs and what it tells. */
    static Told connect(Inputs in, CityContext city) {
        SingleOutputStreamOperator<Alert> congestion = congestion(in, city);
        DataStream<Alert> queues = congestion
                .getSideOutput(CongestionFunction.NEWS)
                .keyBy(news -> 0, Types.INT)
                .process(new QueueFunction(city), SerializerType.ofEvents(Topics.ALERT))
                .setParallelism(1)
                .setMaxParallelism(1)
                .uid("alert-queues")
                .name("queues");
        DataStream<Alert> detectors = detectors(in, city);

        SingleOutputStreamOperator<HaulPassage> passages = in.passages()
                .union(in.linkStates()
                        .flatMap(CityTime.<LinkState, Inbound<HaulPassage>>only())
                        .returns(SerializerType.ofInbound(Topics.HAUL_PASSAGE))
                        .uid("alert-city-time-passages")
                        .name("city time"))
                .keyBy(inbound -> inbound.event().cameraId(), Types.STRING)
                .process(new PassageIntake(city), SerializerType.ofEvents(Topics.HAUL_PASSAGE))
                .uid("alert-passage-intake")
                .name("passage intake");
        return new Told(
                congestion.union(queues, detectors, predicted(in, congestion, city), drift(in, city)),
                passages.getSideOutput(PassageIntake.RECEIPTS),
                passages.getSideOutput(PassageIntake.REFUSED));
    }

    private static DataStream<Alert> predicted(
            Inputs in, SingleOutputStreamOperator<Alert> congestion, CityContext city) {
        return in.forecasts()
                .filter(forecast -> forecast.target() == ForecastTarget.LINK
                        && forecast.quantity() == ForecastQuantity.SPEED
                        && forecast.targetId().matches("\\d{1,18}"))
                .uid("alert-forecasts-of-link-speed")
                .name("of link speed")
                .keyBy(forecast -> Long.valueOf(forecast.targetId()), Types.LONG)
                .connect(congestion
                        .getSideOutput(CongestionFunction.NEWS)
                        .keyBy(news -> news.change().linkId(), Types.LONG))
                .process(new PredictedFunction(city), SerializerType.ofEvents(Topics.ALERT))
                .uid("alert-predicted-congestion")
                .name("predicted congestion");
    }

    private static DataStream<Alert> drift(Inputs in, CityContext city) {
        return in.quality()
                .keyBy(quality -> quality.part() + " " + quality.quantity(), Types.STRING)
                .process(new DriftFunction(city), SerializerType.ofEvents(Topics.ALERT))
                .uid("alert-forecast-drift")
                .name("forecast drift");
    }

    private static SingleOutputStreamOperator<Alert> congestion(Inputs in, CityContext city) {
        return in.linkStates()
                .keyBy(LinkState::linkId, Types.LONG)
                .connect(in.roadEvents()
                        .filter(event -> event.linkId() != 0)
                        .uid("alert-road-events-on-links")
                        .name("on a link")
                        .keyBy(RoadEvent::linkId, Types.LONG))
                .process(new CongestionFunction(city), SerializerType.ofEvents(Topics.ALERT))
                .uid("alert-congestion")
                .name("congestion");
    }

    private static SingleOutputStreamOperator<Alert> detectors(Inputs in, CityContext city) {
        DataStream<DetectorSignal> roll = in.linkStates()
                .flatMap(new CityTime.FirstOfMinute())
                .returns(Types.LONG)
                .uid("alert-city-minutes")
                .name("city minutes")
                .process(new DetectorRoll(city), StateForm.SIGNAL.typeInfo())
                .setParallelism(1)
                .setMaxParallelism(1)
                .uid("alert-detector-roll")
                .name("detector roll");
        return in.readings()
                .map(DetectorSignal::of)
                .returns(StateForm.SIGNAL.typeInfo())
                .uid("alert-detector-signals")
                .name("detector signals")
                .union(roll)
                .keyBy(DetectorSignal::detectorId, Types.STRING)
                .process(new DetectorFunction(city), SerializerType.ofEvents(Topics.ALERT))
                .uid("alert-detectors")
                .name("detectors");
    }
}
