package city.mio.jobs.alert;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPassage;
import city.mio.events.IntakeReceipt;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The alert job, without its ends: sources and sinks are passed in.
 *
 * <pre>
 *   link.state ───┬─ by link ──► congestion ──────────────────────► alert
 *   road.event ───┘                  └─ changes, one key ─► queues ─► alert
 *   detector.reading ─ by detector ─► detectors ───────────────────► alert
 *   haul.passage ─ by camera ─► intake ─┬─► intake.receipt, dead.letter
 *                                       └ by plate ─► plates ──────► alert
 *   haul.declaration ─ by declaration ──┴──────┴ by route ─► slots ► alert
 * </pre>
 *
 * <p>The event time of the link states reaches every branch, so that silence is noticed where nothing moves any more.
 */
public final class AlertJob {

    private AlertJob() {}

    /** What the job tells, before it is written. */
    public record Streams(
            DataStream<Alert> alerts, DataStream<DeadLetter> deadLetters, DataStream<IntakeReceipt> receipts) {}

    /** Builds the job between the sources and the sinks. */
    public static void build(
            StreamExecutionEnvironment env, AlertSources in, AlertSinks out, AlertSettings settings) {
        Streams told = connect(env, in, settings);
        told.alerts().sinkTo(out.alerts()).uid("alert-sink").name("alert");
        told.deadLetters().sinkTo(out.deadLetters()).uid("alert-dead-letter-sink").name("dead.letter");
        told.receipts().sinkTo(out.receipts()).uid("alert-receipt-sink").name("intake.receipt");
    }

    /** Builds the job behind the sources and hands out what it tells. */
    public static Streams connect(StreamExecutionEnvironment env, AlertSources in, AlertSettings settings) {
        env.configure(new org.apache.flink.configuration.Configuration().set(PipelineOptions.GENERIC_TYPES, false));
        CityContext city = new CityContext(settings);

        SingleOutputStreamOperator<Alert> congestion = congestion(in, city);
        DataStream<Alert> queues = congestion
                .getSideOutput(CongestionFunction.NEWS)
                .keyBy(news -> 0, Types.INT)
                .process(new QueueFunction(city), StateForm.ALERT.typeInfo())
                .setParallelism(1)
                .setMaxParallelism(1)
                .uid("alert-queues")
                .name("queues");
        DataStream<Alert> detectors = detectors(in, city);

        SingleOutputStreamOperator<HaulPassage> passages = in.passages()
                .keyBy(HaulPassage::cameraId)
                .process(new PassageIntake(city), StateForm.PASSAGE.typeInfo())
                .uid("alert-passage-intake")
                .name("passage intake");
        DataStream<HaulDeclaration> declarations = in.declarations()
                .union(in.linkStates()
                        .flatMap(CityTime.<LinkState, HaulDeclaration>only())
                        .returns(StateForm.DECLARATION.typeInfo())
                        .uid("alert-city-time-declarations")
                        .name("city time"))
                .keyBy(HaulDeclaration::declarationId)
                .process(new DeclarationFunction(city), StateForm.DECLARATION.typeInfo())
                .uid("alert-declarations")
                .name("declarations");
        SingleOutputStreamOperator<Alert> plates = passages.keyBy(HaulPassage::plateHash)
                .connect(declarations
                        .filter(declaration -> !declaration.plateHash().isEmpty())
                        .uid("alert-declarations-with-plate")
                        .name("with plate")
                        .keyBy(HaulDeclaration::plateHash))
                .process(new PlateFunction(city), StateForm.ALERT.typeInfo())
                .uid("alert-plates")
                .name("plates");
        DataStream<Alert> slots = plates.getSideOutput(PlateFunction.PASSES)
                .keyBy(RoutePass::routeId)
                .connect(declarations.keyBy(HaulDeclaration::routeId))
                .process(new SlotFunction(city), StateForm.ALERT.typeInfo())
                .uid("alert-slots")
                .name("slots");

        return new Streams(
                congestion.union(queues, detectors, plates, slots),
                passages.getSideOutput(PassageIntake.REFUSED),
                passages.getSideOutput(PassageIntake.RECEIPTS));
    }

    private static SingleOutputStreamOperator<Alert> congestion(AlertSources in, CityContext city) {
        return in.linkStates()
                .keyBy(LinkState::linkId)
                .connect(in.roadEvents()
                        .filter(event -> event.linkId() != 0)
                        .uid("alert-road-events-on-links")
                        .name("on a link")
                        .keyBy(RoadEvent::linkId))
                .process(new CongestionFunction(city), StateForm.ALERT.typeInfo())
                .uid("alert-congestion")
                .name("congestion");
    }

    private static DataStream<Alert> detectors(AlertSources in, CityContext city) {
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
                .keyBy(DetectorSignal::detectorId)
                .process(new DetectorFunction(city), StateForm.ALERT.typeInfo())
                .uid("alert-detectors")
                .name("detectors");
    }
}
