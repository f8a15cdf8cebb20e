package city.mio.jobs.alert;

import city.mio.events.Alert;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.SerializerType;
import city.mio.models.incident.CongestionChange;
import city.mio.models.incident.CongestionMonitor;
import city.mio.models.incident.CongestionState;
import city.mio.models.incident.LinkCongestion;
import city.mio.models.incident.LinkMinute;
import city.mio.models.incident.Step;
import city.mio.models.incident.UsualSpeed;
import city.mio.models.incident.UsualState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Watches one link: its states against free flow and against its usual, with the road events known there as evidence.
 * Tells alerts, and to the side the news for the queues. Keyed by link.
 */
final class CongestionFunction extends KeyedCoProcessFunction<Long, LinkState, RoadEvent, Alert> {

    static final OutputTag<CongestionNews> NEWS = new OutputTag<>("congestion-news", StateForm.NEWS.typeInfo());

    private static final long serialVersionUID = 1;
    private static final long DAY = 86_400_000;

    private final CityContext city;

    private transient CongestionMonitor monitor;
    private transient UsualSpeed usualSpeed;
    private transient Alerts alerts;
    private transient ValueState<CongestionState> congestion;
    private transient ValueState<UsualState> usual;
    private transient MapState<String, RoadEvent> events;
    private transient OneTimer timer;
    private transient Counter unknownLinks;

    CongestionFunction(CityContext city) {
        this.city = city;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        AlertThresholds thresholds = city.settings().thresholds();
        monitor = new CongestionMonitor(thresholds.congestion());
        usualSpeed = new UsualSpeed(thresholds.usual(), city.settings().places().timezone());
        alerts = city.alerts();
        congestion = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("congestion", StateForm.CONGESTION.typeInfo()));
        usual = getRuntimeContext().getState(new ValueStateDescriptor<>("usual", StateForm.USUAL.typeInfo()));
        events = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("roadEvents", Types.STRING, SerializerType.ofEvents(Topics.ROAD_EVENT)));
        timer = new OneTimer(getRuntimeContext());
        unknownLinks = getRuntimeContext().getMetricGroup().counter("unknownLinks");
    }

    @Override
    public void processElement1(LinkState link, Context ctx, Collector<Alert> out) throws Exception {
        if (!city.names().hasLink(link.linkId())) {
            unknownLinks.inc();
            return;
        }
        CongestionState state = congestion.value() == null ? new CongestionState() : congestion.value();
        UsualState known = usual.value() == null ? new UsualState() : usual.value();
        float freeFlow = link.freeFlowSpeedMps() > 0
                ? link.freeFlowSpeedMps()
                : city.network().freeFlowSpeedMps(city.network().getLink(link.linkId()));
        double usually = usualSpeed.usualMps(known, link.minute());
        LinkMinute minute = new LinkMinute(
                link.minute(), link.revision(), link.speedMps(), freeFlow, (float) usually, link.confidence());
        if (minute.minute() >= monitor.deadline(state)) {
            // The watermark may lag behind the records: the time-out comes when it is due all the same.
            Optional<CongestionChange> over = monitor.tick(state, monitor.deadline(state));
            if (over.isPresent()) {
                tell(link.linkId(), over.get(), ctx, out);
            }
        }
        Optional<CongestionChange> change = monitor.observe(state, minute);
        if (change.isPresent()) {
            tell(link.linkId(), change.get(), ctx, out);
        }
        if (link.revision() == 0 && link.confidence() >= city.settings().thresholds().congestion().minConfidence()) {
            usualSpeed.learn(known, link.minute(), link.speedMps());
            usual.update(known);
        }
        congestion.update(state);
        timer.require(ctx.timerService(), monitor.deadline(state));
    }

    @Override
    public void processElement2(RoadEvent event, Context ctx, Collector<Alert> out) throws Exception {
        if (event.end() <= ctx.timerService().currentWatermark()) {
            events.remove(event.eventId());
            return;
        }
        events.put(event.eventId(), event);
        timer.require(ctx.timerService(), event.end());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        // At the end of the input nothing more is known, which is no news of the link.
        if (!timer.fired(timestamp) || ctx.timerService().currentWatermark() == Long.MAX_VALUE) {
            return;
        }
        long next = Long.MAX_VALUE;
        CongestionState state = congestion.value();
        if (state != null) {
            Optional<CongestionChange> change = monitor.tick(state, timestamp);
            if (change.isPresent()) {
                tell(ctx.getCurrentKey(), change.get(), ctx, out);
            }
            if (monitor.isDisposable(state, timestamp)) {
                congestion.clear();
            } else {
                congestion.update(state);
                next = monitor.deadline(state);
            }
        }
        UsualState known = usual.value();
        if (known != null) {
            long forgottenAt = known.newestMinute() + city.settings().usualKeepDays() * DAY;
            if (forgottenAt <= timestamp) {
                usual.clear();
            } else {
                next = Math.min(next, forgottenAt);
            }
        }
        List<RoadEvent> over = new ArrayList<>();
        for (RoadEvent event : events.values()) {
            if (event.end() <= timestamp) {
                over.add(event);
            } else {
                next = Math.min(next, event.end());
            }
        }
        for (RoadEvent event : over) {
            events.remove(event.eventId());
        }
        timer.require(ctx.timerService(), next);
    }

    private void tell(long linkId, CongestionChange change, Context ctx, Collector<Alert> out)
            throws Exception {
        Optional<RoadEvent> cause = findCause(change);
        String causeId = cause.map(RoadEvent::eventId).orElse("");
        out.collect(alerts.congestion(linkId, change, causeId, cause.map(RoadEvent::kind)));
        if (change.step() != Step.UPDATED) {
            ctx.output(
                    NEWS,
                    new CongestionNews(
                            new LinkCongestion(linkId, change.step() == Step.OPENED, change.since(), change.time()),
                            causeId,
                            cause.map(RoadEvent::kind).map(RoadEventKind::name).orElse("")));
        }
    }

    /** The gravest road event that overlaps the episode; the earliest of several alike. */
    private Optional<RoadEvent> findCause(CongestionChange change) throws Exception {
        List<RoadEvent> there = new ArrayList<>();
        for (RoadEvent event : events.values()) {
            if (event.start() <= change.time() && event.end() > change.since()) {
                there.add(event);
            }
        }
        return there.stream()
                .min(Comparator.<RoadEvent>comparingInt(e -> e.kind().code())
                        .thenComparingLong(RoadEvent::start)
                        .thenComparing(RoadEvent::eventId));
    }
}
