package city.mio.jobs.traffic;

import city.mio.events.DeadLetter;
import city.mio.events.DetectorReading;
import city.mio.events.IntakeReceipt;
import city.mio.events.LinkState;
import city.mio.events.LinkTraversal;
import city.mio.events.ProbePosition;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.EventTime;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.LastWatermark;
import city.mio.jobs.topics.SerializerType;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * The traffic job: validate, remove duplicates, match to the road, traverse, fuse, and publish each link's state each
 * minute. Sources and sinks are handed in, so that it runs on Kafka as on lists.
 *
 * <pre>{@code
 * TrafficJob.build(env, TrafficSources.kafka(bootstrap, "traffic"), TrafficSinks.kafka(bootstrap, "traffic"), settings);
 * env.execute("Mio traffic");
 * }</pre>
 */
public final class TrafficJob {

    static final OutputTag<IntakeReceipt> RECEIPTS =
            new OutputTag<>("receipts", SerializerType.ofEvents(Topics.INTAKE_RECEIPT));

    static final OutputTag<DeadLetter> REFUSALS =
            new OutputTag<>("refusals", SerializerType.ofEvents(Topics.DEAD_LETTER));

    private TrafficJob() {}

    /** Adds the job to the environment; the caller has configured it and executes it. */
    public static void build(
            StreamExecutionEnvironment env, TrafficSources in, TrafficSinks out, TrafficSettings settings) {
        SingleOutputStreamOperator<Inbound<ProbePosition>> fixes = intake(
                env, in.probes(), Topics.PROBE_POSITION, IntakeCheck.probes(settings), settings);
        SingleOutputStreamOperator<Inbound<DetectorReading>> readings = intake(
                env, in.readings(), Topics.DETECTOR_READING, IntakeCheck.readings(settings), settings);

        SingleOutputStreamOperator<LinkTraversal> traversals = LastWatermark.after(fixes, "end-of-probes")
                .keyBy(
                        inbound -> inbound.event().vehicleId(), Types.STRING)
                .process(new FollowVehicles(settings), SerializerType.ofEvents(Topics.LINK_TRAVERSAL))
                .name("follow vehicles")
                .uid("follow-vehicles");

        SingleOutputStreamOperator<DetectorEvidence> evidence = LastWatermark.after(readings, "end-of-readings")
                .keyBy(
                        inbound -> inbound.event().detectorId(), Types.STRING)
                .process(
                        new CheckDetectors(settings),
                        SerializerType.of(DetectorEvidence.class, new DetectorEvidence.Serializer()))
                .name("check detectors")
                .uid("check-detectors");

        SingleOutputStreamOperator<LinkState> states = traversals
                .keyBy(LinkTraversal::linkId, Types.LONG)
                .connect(evidence.keyBy(DetectorEvidence::linkId, Types.LONG))
                .process(new EstimateLinks(settings), SerializerType.ofEvents(Topics.LINK_STATE))
                .name("estimate links")
                .uid("estimate-links");

        traversals.sinkTo(out.traversals()).name("link.traversal").uid("sink-link-traversal");
        states.sinkTo(out.states()).name("link.state").uid("sink-link-state");
        traversals
                .getSideOutput(RECEIPTS)
                .union(evidence.getSideOutput(RECEIPTS))
                .sinkTo(out.receipts())
                .name("intake.receipt")
                .uid("sink-intake-receipt");
        fixes.getSideOutput(REFUSALS)
                .union(
                        readings.getSideOutput(REFUSALS),
                        traversals.getSideOutput(REFUSALS),
                        evidence.getSideOutput(REFUSALS))
                .sinkTo(out.refusals())
                .name("dead.letter")
                .uid("sink-dead-letter");
    }

    private static <T> SingleOutputStreamOperator<Inbound<T>> intake(
            StreamExecutionEnvironment env,
            Source<Inbound<T>, ?, ?> source,
            Topic<T> topic,
            IntakeCheck<T> check,
            TrafficSettings settings) {
        return env.fromSource(
                        source,
                        EventTime.strategy(
                                check::timeOf,
                                Duration.ofMillis(settings.disorderMillis()),
                                Duration.ofMillis(settings.mostJumpMillis()),
                                Duration.ofMillis(settings.idlenessMillis())),
                        topic.name(),
                        SerializerType.ofInbound(topic))
                .uid("source-" + topic.name())
                .process(new Validate<>(check), SerializerType.ofInbound(topic))
                .name("validate " + topic.name())
                .uid("validate-" + topic.name());
    }
}
