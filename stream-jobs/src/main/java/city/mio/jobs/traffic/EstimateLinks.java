package city.mio.jobs.traffic;

import city.mio.events.LinkState;
import city.mio.events.LinkTraversal;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.SharedNetworks;
import city.mio.geo.places.DetectorSite;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Binds {@link LinkMinutes} to keyed state and event-time timers: one link a key.
 *
 * <p>When the job is drained, event time ends. Inputs that are idle then do not hold its end back, and one that is may
 * have its last still to bring (the end of time is what ends the trips of its vehicles): so nothing is too late for the
 * end of time, what comes after it is published at once, and nothing is forgotten any more. What was forgotten before
 * stays so: a vehicle that stood on a link for longer than corrections come would else begin its first minutes anew.
 */
final class EstimateLinks extends KeyedCoProcessFunction<Long, LinkTraversal, DetectorEvidence, LinkState> {

    private static final long serialVersionUID = 1L;

    private final TrafficSettings settings;

    private transient RoadNetwork network;
    private transient ValueState<LinkMinutes> states;
    /** No minute that begins later has been forgotten by this task. */
    private transient long forgottenBefore;
    private transient Counter tooLate;
    private transient Counter revisions;
    private transient Counter linksGone;

    EstimateLinks(TrafficSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext openContext) throws Exception {
        network = SharedNetworks.get(Path.of(settings.networkFile()));
        for (DetectorSite site : settings.detectors()) {
            if (network.findLink(site.linkId()).isEmpty()) {
                throw new IllegalArgumentException("detector " + site.id() + " stands on link " + site.linkId()
                        + ", which is not in " + settings.networkFile());
            }
        }
        forgottenBefore = Long.MIN_VALUE;
        states = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("minutes", new LinkMinutes.Serializer()));
        tooLate = getRuntimeContext().getMetricGroup().counter("evidenceTooLate");
        revisions = getRuntimeContext().getMetricGroup().counter("revisions");
        linksGone = getRuntimeContext().getMetricGroup().counter("linksGone");
    }

    private long oldest(TimerService timers) {
        long watermark = timers.currentWatermark();
        if (isEnd(timers)) {
            return forgottenBefore;
        }
        return watermark == Long.MIN_VALUE ? Long.MIN_VALUE : watermark - settings.latenessMillis();
    }

    private static boolean isEnd(TimerService timers) {
        return timers.currentWatermark() == Long.MAX_VALUE;
    }

    @Override
    public void processElement1(LinkTraversal traversal, Context context, Collector<LinkState> out) throws Exception {
        LinkMinutes state = states.value();
        if (state == null) {
            state = new LinkMinutes();
        }
        float length = network.lengthMetres(network.getLink(traversal.linkId()));
        if (!state.add(traversal, length, oldest(context.timerService()))) {
            tooLate.inc();
        }
        keep(state, context, out);
    }

    @Override
    public void processElement2(DetectorEvidence evidence, Context context, Collector<LinkState> out)
            throws Exception {
        if (evidence.minute() < oldest(context.timerService())) {
            tooLate.inc();
            return;
        }
        LinkMinutes state = states.value();
        if (state == null) {
            state = new LinkMinutes();
        }
        state.add(evidence);
        keep(state, context, out);
    }

    private void keep(LinkMinutes state, Context context, Collector<LinkState> out) throws Exception {
        if (state.isEmpty()) {
            states.clear();
            return;
        }
        TimerService timers = context.timerService();
        if (isEnd(timers)) {
            if (publish(state, context.getCurrentKey(), Long.MAX_VALUE, out)) {
                states.update(state);
            }
            return;
        }
        long publication = state.nextPublication(timers.currentWatermark());
        // Once a minute at the most: Flink keeps one timer for a key and a time, however often it is asked for.
        timers.registerEventTimeTimer(
                publication != Long.MAX_VALUE ? publication : state.oldestMinute() + settings.latenessMillis() + 1);
        states.update(state);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<LinkState> out) throws Exception {
        LinkMinutes state = states.value();
        if (state == null) {
            return;
        }
        boolean end = isEnd(context.timerService());
        if (!publish(state, context.getCurrentKey(), end ? Long.MAX_VALUE : time, out)) {
            return;
        }
        if (end) {
            states.update(state);
            return;
        }
        forgottenBefore = Math.max(forgottenBefore, time - settings.latenessMillis());
        state.forget(time - settings.latenessMillis());
        if (state.isEmpty()) {
            states.clear();
            return;
        }
        long publication = state.nextPublication(time);
        context.timerService()
                .registerEventTimeTimer(
                        publication != Long.MAX_VALUE
                                ? publication
                                : state.oldestMinute() + settings.latenessMillis() + 1);
        states.update(state);
    }

    /** Publishes what is due; drops the state and says false if its link is no longer there. */
    private boolean publish(LinkMinutes state, long linkId, long watermark, Collector<LinkState> out)
            throws Exception {
        OptionalInt found = network.findLink(linkId);
        if (found.isEmpty()) {
            // Restored from before a re-import that has dropped the link.
            linksGone.inc();
            states.clear();
            return false;
        }
        int link = found.getAsInt();
        state.publish(linkId, network.lengthMetres(link), network.freeFlowSpeedMps(link), watermark, published -> {
            if (published.revision() > 0) {
                revisions.inc();
            }
            out.collect(published);
        });
        return true;
    }
}
