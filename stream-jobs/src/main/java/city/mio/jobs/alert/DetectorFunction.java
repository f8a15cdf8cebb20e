package city.mio.jobs.alert;

import city.mio.events.Alert;
import city.mio.events.DetectorReading;
import city.mio.geo.places.DetectorSite;
import city.mio.models.incident.DetectorChange;
import city.mio.models.incident.DetectorHealth;
import city.mio.models.incident.DetectorSample;
import city.mio.models.incident.DetectorState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Watches one detector. Readings wait for the watermark and are judged in the order of their times, so that readings out
 * of order and a watermark that comes in leaps change nothing. Keyed by detector; readings of detectors that the city
 * does not know are counted and left out.
 */
final class DetectorFunction extends KeyedProcessFunction<String, DetectorSignal, Alert> {

    private static final long serialVersionUID = 1;

    private final CityContext city;

    private transient DetectorHealth health;
    private transient Alerts alerts;
    private transient ValueState<DetectorState> detector;
    private transient ListState<DetectorSignal> waiting;
    private transient OneTimer timer;
    private transient Counter unknownDetectors;

    DetectorFunction(CityContext city) {
        this.city = city;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        health = new DetectorHealth(city.settings().thresholds().detector());
        alerts = city.alerts();
        detector = getRuntimeContext().getState(new ValueStateDescriptor<>("detector", StateForm.DETECTOR.typeInfo()));
        waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", StateForm.SIGNAL.typeInfo()));
        timer = new OneTimer(getRuntimeContext());
        unknownDetectors = getRuntimeContext().getMetricGroup().counter("unknownDetectors");
    }

    @Override
    public void processElement(DetectorSignal signal, Context ctx, Collector<Alert> out) throws Exception {
        Optional<DetectorSite> site = city.names().findDetector(signal.detectorId());
        if (site.isEmpty()) {
            unknownDetectors.inc();
            return;
        }
        if (signal.reading() != null) {
            waiting.add(signal);
            timer.require(ctx.timerService(), signal.reading().intervalEnd());
            return;
        }
        DetectorState state = detector.value() == null ? new DetectorState() : detector.value();
        health.watch(state, signal.watchedFrom());
        detector.update(state);
        timer.require(ctx.timerService(), health.deadline(state));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        if (!timer.fired(timestamp)) {
            return;
        }
        Optional<DetectorSite> site = city.names().findDetector(ctx.getCurrentKey());
        if (site.isEmpty()) {
            unknownDetectors.inc();
            detector.clear();
            waiting.clear();
            return;
        }
        DetectorState state = detector.value() == null ? new DetectorState() : detector.value();
        List<DetectorReading> due = new ArrayList<>();
        List<DetectorSignal> later = new ArrayList<>();
        for (DetectorSignal signal : waiting.get()) {
            if (signal.reading().intervalEnd() <= timestamp) {
                due.add(signal.reading());
            } else {
                later.add(signal);
            }
        }
        due.sort(Comparator.comparingLong(DetectorReading::intervalEnd).thenComparingLong(DetectorReading::sequence));
        int lanes = city.names().lanes(site.get().linkId());
        for (DetectorReading reading : due) {
            tell(site.get(), health.observe(state, sample(reading, lanes)), out);
        }
        waiting.update(later);
        if (later.isEmpty() && ctx.timerService().currentWatermark() == Long.MAX_VALUE) {
            // The input has ended, the city has not fallen silent.
            detector.update(state);
            return;
        }
        tell(site.get(), health.tick(state, timestamp), out);
        if (health.isDisposable(state)) {
            detector.clear();
        } else {
            detector.update(state);
        }
        long next = health.deadline(state);
        for (DetectorSignal signal : later) {
            next = Math.min(next, signal.reading().intervalEnd());
        }
        timer.require(ctx.timerService(), next);
    }

    private static DetectorSample sample(DetectorReading reading, int lanes) {
        return new DetectorSample(
                reading.intervalStart(),
                reading.intervalEnd(),
                reading.count(),
                reading.occupancy(),
                reading.meanSpeedMps(),
                lanes);
    }

    private void tell(DetectorSite site, List<DetectorChange> changes, Collector<Alert> out) {
        for (DetectorChange change : changes) {
            out.collect(alerts.detector(site, change));
        }
    }
}
