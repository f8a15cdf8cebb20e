package city.mio.jobs.traffic;

import city.mio.events.DeadLetter;
import city.mio.events.IntakeReceipt;
import city.mio.events.LinkTraversal;
import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import city.mio.geo.matching.BreakReason;
import city.mio.geo.matching.MatcherSettings;
import city.mio.geo.matching.OnlineMatcher;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.SharedNetworks;
import city.mio.jobs.topics.Inbound;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Binds {@link VehicleTracker} to keyed state and event-time timers: one vehicle a key. */
final class FollowVehicles extends KeyedProcessFunction<String, Inbound<ProbePosition>, LinkTraversal> {

    private static final long serialVersionUID = 1L;

    /**
     * Hypotheses are given up earlier than by default: on the recorded tracks of the matcher's own tests this halves
     * the work for fixes 15 s and more apart, for 0.1 % more of the route mismatched when they are closer than that.
     */
    static final MatcherSettings MATCHING =
            MatcherSettings.builder().beam(15).build();

    private final TrafficSettings settings;

    private transient ValueState<VehicleState> states;
    private transient VehicleTracker tracker;
    private transient Route route;
    private transient Counter duplicates;
    private transient Counter tooLate;
    private transient Counter breaks;

    FollowVehicles(TrafficSettings settings) {
        this.settings = settings;
    }

    /** Sends what the tracker says to the collector and context of the call that is under way. */
    private final class Route implements VehicleTracker.Output {
        private Collector<LinkTraversal> traversals;
        private Context context;

        @Override
        public void traversal(LinkTraversal traversal) {
            traversals.collect(traversal);
        }

        @Override
        public void receipt(IntakeReceipt receipt) {
            context.output(TrafficJob.RECEIPTS, receipt);
        }

        @Override
        public void broken(BreakReason reason) {
            breaks.inc();
        }
    }

    @Override
    public void open(OpenContext openContext) throws Exception {
        Path file = Path.of(settings.networkFile());
        RoadNetwork network = SharedNetworks.get(file);
        OnlineMatcher matcher =
                new OnlineMatcher(network, SharedNetworks.getIndex(file), MATCHING);
        route = new Route();
        tracker = new VehicleTracker(network, matcher, settings, route);
        states = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("vehicle", new VehicleState.Serializer()));
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        duplicates = metrics.counter("duplicates");
        tooLate = metrics.counter("tooLate");
        breaks = metrics.counter("pathBreaks");
    }

    @Override
    public void processElement(Inbound<ProbePosition> inbound, Context context, Collector<LinkTraversal> out)
            throws Exception {
        VehicleState state = states.value();
        boolean fresh = state == null;
        if (fresh) {
            state = tracker.newState();
        }
        route.traversals = out;
        route.context = context;
        long watermark = context.timerService().currentWatermark();
        ProbePosition fix = inbound.event();
        switch (tracker.accept(state, fix, inbound.ingestedAt(), watermark)) {
            case TOO_LATE -> {
                tooLate.inc();
                context.output(
                        TrafficJob.REFUSALS,
                        inbound.refuse(
                                RefusalReason.TOO_LATE,
                                "time is older than what can still be corrected",
                                fix.vehicleId()));
                if (fresh) {
                    return;
                }
            }
            case DUPLICATE -> duplicates.inc();
            default -> {}
        }
        keep(state, context, watermark);
    }

    private void keep(VehicleState state, Context context, long watermark) throws Exception {
        long next = tracker.nextTime(state, watermark);
        if (next < state.timerAt) {
            state.timerAt = next;
            context.timerService().registerEventTimeTimer(next);
        }
        states.update(state);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LinkTraversal> out) throws Exception {
        VehicleState state = states.value();
        if (state == null || time != state.timerAt) {
            // A timer that an earlier one has made needless.
            return;
        }
        route.traversals = out;
        route.context = context;
        state.timerAt = VehicleState.NO_TIMER;
        if (tracker.onTime(state, context.getCurrentKey(), time)) {
            states.clear();
        } else {
            keep(state, context, time);
        }
    }
}
