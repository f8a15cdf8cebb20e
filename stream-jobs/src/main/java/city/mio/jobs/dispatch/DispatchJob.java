package city.mio.jobs.dispatch;

import city.mio.events.DeadLetter;
import city.mio.events.TripOffer;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.SerializerType;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The dispatch job. Sources and sinks are handed in, so that it runs on Kafka as on lists.
 *
 * <pre>
 *   trip.request ─► readable? ─┬─ by operator and zone ─► dispatcher ─┬─► trip.offer
 *   bus.status ───► readable? ─┘                            ▲         ├─► dispatch.plan
 *   link.state ─┐                                           │         ├─► alert
 *   forecast ───┼────── to every task: travel times, clock ─┘         └─► dead.letter
 *   road.event ─┘
 * </pre>
 *
 * There are no watermarks: a rider's question is answered as it comes, and the time of a service is the newest that was
 * told to it (decision 0013).
 */
public final class DispatchJob {

    /** Readers see what the job has written when a checkpoint commits it: answers within a second need two a second. */
    private static final Duration LONGEST_INTERVAL = Duration.ofMillis(500);

    private DispatchJob() {}

    /**
     * What the job asks of its environment.
     *
     * @param checkpointInterval of the other jobs; this one has at most half a second
     */
    public static void configure(StreamExecutionEnvironment env, Duration checkpointInterval) {
        JobEnvironment.configure(
                env, checkpointInterval.compareTo(LONGEST_INTERVAL) < 0 ? checkpointInterval : LONGEST_INTERVAL);
    }

    /** Adds the job to the environment; the caller has configured it and executes it. */
    public static void build(
            StreamExecutionEnvironment env, DispatchSources in, DispatchSinks out, DispatchJobSettings settings) {
        SerializerType<ServiceInput> inputs = SerializerType.of(ServiceInput.class, new ServiceInput.Serializer());
        SingleOutputStreamOperator<ServiceInput> requests = env.fromSource(
                        in.requests(),
                        WatermarkStrategy.noWatermarks(),
                        Topics.TRIP_REQUEST.name(),
                        SerializerType.ofInbound(Topics.TRIP_REQUEST))
                .uid("dispatch-source-trip.request")
                .process(new DispatchIntake.OfRequests(settings), inputs)
                .uid("dispatch-requests")
                .name("requests");
        SingleOutputStreamOperator<ServiceInput> statuses = env.fromSource(
                        in.statuses(),
                        WatermarkStrategy.noWatermarks(),
                        Topics.BUS_STATUS.name(),
                        SerializerType.ofInbound(Topics.BUS_STATUS))
                .uid("dispatch-source-bus.status")
                .process(new DispatchIntake.OfStatuses(settings), inputs)
                .uid("dispatch-statuses")
                .name("statuses");
        SerializerType<RoadWord> words = SerializerType.of(RoadWord.class, new RoadWord.Serializer());
        DataStream<RoadWord> states = env.fromSource(
                        in.linkStates(),
                        WatermarkStrategy.noWatermarks(),
                        Topics.LINK_STATE.name(),
                        SerializerType.ofInbound(Topics.LINK_STATE))
                .uid("dispatch-source-link.state")
                .map(state -> new RoadWord(state, null, null), words)
                .uid("dispatch-states");
        DataStream<RoadWord> forecasts = env.fromSource(
                        in.forecasts(),
                        WatermarkStrategy.noWatermarks(),
                        Topics.FORECAST.name(),
                        SerializerType.ofInbound(Topics.FORECAST))
                .uid("dispatch-source-forecast")
                .map(forecast -> new RoadWord(null, forecast, null), words)
                .uid("dispatch-forecasts");
        DataStream<RoadWord> events = env.fromSource(
                        in.roadEvents(),
                        WatermarkStrategy.noWatermarks(),
                        Topics.ROAD_EVENT.name(),
                        SerializerType.ofInbound(Topics.ROAD_EVENT))
                .uid("dispatch-source-road.event")
                .map(event -> new RoadWord(null, null, event), words)
                .uid("dispatch-events");
        BroadcastStream<RoadWord> roads = states.union(forecasts, events)
                .broadcast(DispatchFunction.LINKS, DispatchFunction.FORECASTS, DispatchFunction.CLOSURES);
        SingleOutputStreamOperator<TripOffer> offers = requests.union(statuses)
                .keyBy(ServiceInput::serviceKey, Types.STRING)
                .connect(roads)
                .process(new DispatchFunction(settings), SerializerType.ofEvents(Topics.TRIP_OFFER))
                .uid("dispatch-services")
                .name("dispatcher");
        DataStream<DeadLetter> letters = requests.getSideOutput(DispatchIntake.LETTERS)
                .union(
                        statuses.getSideOutput(DispatchIntake.LETTERS),
                        offers.getSideOutput(DispatchIntake.LETTERS));
        offers.sinkTo(out.offers()).uid("dispatch-sink-trip.offer").name("trip.offer");
        offers.getSideOutput(DispatchFunction.PLANS)
                .sinkTo(out.plans())
                .uid("dispatch-sink-dispatch.plan")
                .name("dispatch.plan");
        offers.getSideOutput(DispatchFunction.ALERTS)
                .sinkTo(out.alerts())
                .uid("dispatch-sink-alert")
                .name("alert");
        letters.sinkTo(out.letters()).uid("dispatch-sink-dead.letter").name("dead.letter");
    }
}
