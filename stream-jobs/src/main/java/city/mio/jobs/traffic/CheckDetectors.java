package city.mio.jobs.traffic;

import city.mio.events.DetectorReading;
import city.mio.events.IntakeSource;
import city.mio.events.RefusalReason;
import city.mio.geo.places.DetectorSite;
import city.mio.jobs.topics.Inbound;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Tells repeated readings from new ones, keeps account of each, and turns them into evidence for their link. */
final class CheckDetectors extends KeyedProcessFunction<String, Inbound<DetectorReading>, DetectorEvidence> {

    private static final long serialVersionUID = 1L;

    private final TrafficSettings settings;

    private transient Map<String, Long> linkOfDetector;
    private transient ValueState<DetectorState> states;
    private transient Counter duplicates;
    private transient Counter tooLate;

    CheckDetectors(TrafficSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext openContext) {
        linkOfDetector = new HashMap<>();
        for (DetectorSite site : settings.detectors()) {
            linkOfDetector.put(site.id(), site.linkId());
        }
        states = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("detector", new DetectorState.Serializer()));
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
        tooLate = getRuntimeContext().getMetricGroup().counter("tooLate");
    }

    @Override
    public void processElement(Inbound<DetectorReading> inbound, Context context, Collector<DetectorEvidence> out)
            throws Exception {
        DetectorReading reading = inbound.event();
        long watermark = context.timerService().currentWatermark();
        DetectorState state = states.value();
        if (watermark != Long.MIN_VALUE && reading.intervalStart() < watermark - settings.latenessMillis()) {
            refuse(inbound, reading, context);
            return;
        }
        if (state == null) {
            state = new DetectorState();
        }
        switch (state.seen.see(reading.sequence(), reading.intervalStart())) {
            case NEW -> {
                state.receipts.accepted(reading.intervalStart(), reading.identity());
                state.receipts.matched(reading.intervalStart());
                boolean newer = reading.intervalStart() > state.newestTime;
                boolean trusted = !newer
                        || state.believe(reading.count(), reading.occupancy(), reading.meanSpeedMps());
                DetectorEvidence.spread(
                        reading, linkOfDetector.get(reading.detectorId()), trusted, inbound.ingestedAt(), out::collect);
                if (newer) {
                    state.newestTime = reading.intervalStart();
                    state.receipts.writeOut(
                            IntakeSource.DETECTORS,
                            reading.detectorId(),
                            reading.intervalStart(),
                            receipt -> context.output(TrafficJob.RECEIPTS, receipt));
                }
            }
            case BEFORE -> {
                duplicates.inc();
                state.receipts.duplicate(reading.intervalStart());
            }
            case TOO_OLD_TO_TELL -> refuse(inbound, reading, context);
        }
        setTimer(state, context, state.newestTime + settings.vehicleTimeoutMillis());
        states.update(state);
    }

    private void refuse(Inbound<DetectorReading> inbound, DetectorReading reading, Context context) {
        tooLate.inc();
        context.output(
                TrafficJob.REFUSALS,
                inbound.refuse(
                        RefusalReason.TOO_LATE,
                        "interval is older than what can still be corrected",
                        reading.detectorId()));
    }

    private static void setTimer(DetectorState state, Context context, long time) {
        if (time < state.timerAt) {
            state.timerAt = time;
            context.timerService().registerEventTimeTimer(time);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<DetectorEvidence> out) throws Exception {
        DetectorState state = states.value();
        if (state == null || time != state.timerAt) {
            return;
        }
        state.timerAt = Long.MAX_VALUE;
        if (state.newestTime + settings.vehicleTimeoutMillis() <= time) {
            state.receipts.writeOut(
                    IntakeSource.DETECTORS,
                    context.getCurrentKey(),
                    Long.MAX_VALUE,
                    receipt -> context.output(TrafficJob.RECEIPTS, receipt));
        }
        long forget =
                state.newestTime + Math.max(settings.latenessMillis(), settings.vehicleTimeoutMillis()) + 1;
        if (forget <= time) {
            states.clear();
            return;
        }
        setTimer(
                state,
                context,
                state.newestTime + settings.vehicleTimeoutMillis() > time
                        ? state.newestTime + settings.vehicleTimeoutMillis()
                        : forget);
        states.update(state);
    }
}
