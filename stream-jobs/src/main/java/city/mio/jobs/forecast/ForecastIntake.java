package city.mio.jobs.forecast;

import city.mio.events.DetectorReading;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import city.mio.jobs.topics.EventTime;
import city.mio.jobs.topics.Inbound;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;

/** How the job's inputs come in: their event time, and the values of targets that they hold. */
final class ForecastIntake {

    private static final long MINUTE = 60_000;

    private ForecastIntake() {}

    /** A minute's state is known at its end; corrections of earlier minutes come later and hold nobody back. */
    static WatermarkStrategy<Inbound<LinkState>> linkStates(CityTargets city) {
        return times(city, state -> state.minute() + MINUTE);
    }

    /** A reading is known at its interval's end. */
    static WatermarkStrategy<Inbound<DetectorReading>> readings(CityTargets city) {
        return times(
                city,
                reading -> city.isDetector(reading.detectorId()) && city.settings().isTimeInRange(reading.intervalEnd())
                        ? reading.intervalEnd()
                        : EventTime.NO_TIME);
    }

    private static <T> WatermarkStrategy<Inbound<T>> times(CityTargets city, SerializableFunction<T, Long> timeOf) {
        ForecastSettings settings = city.settings();
        return EventTime.strategy(
                timeOf,
                Duration.ofSeconds(settings.outOfOrdernessSeconds()),
                Duration.ofMinutes(settings.mostJumpMinutes()),
                Duration.ofSeconds(settings.idleSeconds()));
    }

    /** Values of each phase; what cannot be read or is of no target is counted, the traffic job refuses it. */
    private abstract static class Values<T> extends ProcessFunction<Inbound<T>, TargetValue> {

        private static final long serialVersionUID = 1;

        final CityTargets city;
        private transient Counter unreadable;
        private transient Counter passedOver;

        Values(CityTargets city) {
            this.city = city;
        }

        @Override
        public void open(OpenContext context) {
            unreadable = getRuntimeContext().getMetricGroup().counter("unreadable");
            passedOver = getRuntimeContext().getMetricGroup().counter("passedOver");
        }

        @Override
        public void processElement(Inbound<T> inbound, Context ctx, Collector<TargetValue> out) {
            if (!inbound.isReadable()) {
                unreadable.inc();
            } else if (!take(inbound.event(), out)) {
                passedOver.inc();
            }
        }

        /** Whether there was anything in it. */
        abstract boolean take(T event, Collector<TargetValue> out);

        void tell(
                String part, String target, long start, int channel, float value, float weight, Collector<TargetValue> out) {
            int phases = city.settings().phases(part);
            for (int phase = 0; phase < phases; phase++) {
                out.collect(new TargetValue(new PartKey(part, phase).text(), target, start, channel, value, weight));
            }
        }
    }

    /** Road events that can be read; the others are counted. */
    static final class OfRoad extends ProcessFunction<Inbound<RoadEvent>, RoadEvent> {

        private static final long serialVersionUID = 1;

        private transient Counter unreadable;

        @Override
        public void open(OpenContext context) {
            unreadable = getRuntimeContext().getMetricGroup().counter("unreadable");
        }

        @Override
        public void processElement(Inbound<RoadEvent> inbound, Context ctx, Collector<RoadEvent> out) {
            if (inbound.isReadable()) {
                out.collect(inbound.event());
            } else {
                unreadable.inc();
            }
        }
    }

    /** Speeds of links, weighted by the vehicles behind them. */
    static final class OfLinks extends Values<LinkState> {

        private static final long serialVersionUID = 1;

        OfLinks(CityTargets city) {
            super(city);
        }

        @Override
        boolean take(LinkState state, Collector<TargetValue> out) {
            String part = PartKey.ofLink(state.linkId(), city.settings().linkShards());
            tell(part, Long.toString(state.linkId()), state.minute(), CityTargets.SPEED, state.speedMps(),
                    Math.max(1, state.samples()), out);
            return true;
        }
    }

    /** Counts of detectors, and speeds weighted by them. */
    static final class OfDetectors extends Values<DetectorReading> {

        private static final long serialVersionUID = 1;

        OfDetectors(CityTargets city) {
            super(city);
        }

        @Override
        boolean take(DetectorReading reading, Collector<TargetValue> out) {
            if (!city.isDetector(reading.detectorId()) || !city.settings().isTimeInRange(reading.intervalEnd())) {
                return false;
            }
            float covered = reading.intervalEnd() - reading.intervalStart();
            tell(PartKey.DETECTORS, reading.detectorId(), reading.intervalStart(), CityTargets.FLOW, reading.count(),
                    covered, out);
            if (reading.count() > 0 && !Float.isNaN(reading.meanSpeedMps())) {
                tell(PartKey.DETECTORS, reading.detectorId(), reading.intervalStart(), CityTargets.SPEED,
                        reading.meanSpeedMps(), reading.count(), out);
            }
            return true;
        }
    }
}
