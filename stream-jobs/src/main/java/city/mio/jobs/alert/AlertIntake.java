package city.mio.jobs.alert;

import city.mio.events.DeadLetter;
import city.mio.events.DetectorReading;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.HaulPassage;
import city.mio.events.LinkState;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.BacklogFirst;
import city.mio.jobs.topics.EventTime;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.SerializerType;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;

/** How the alert job's inputs come in: their event time, and what becomes of records that cannot be read. */
final class AlertIntake {

    static final OutputTag<DeadLetter> UNREADABLE =
            new OutputTag<>("unreadable", SerializerType.ofEvents(Topics.DEAD_LETTER));

    private static final long MINUTE = 60_000;

    private AlertIntake() {}

    /** A minute's state is known at its end; corrections of earlier minutes come later and hold nobody back. */
    static WatermarkStrategy<Inbound<LinkState>> linkStates(CityContext city) {
        return times(city, state -> state.minute() + MINUTE);
    }

    /** A reading is known at its interval's end. */
    static WatermarkStrategy<Inbound<DetectorReading>> readings(CityContext city) {
        return times(
                city,
                reading -> city.isDetector(reading.detectorId()) && city.settings().isTimeInRange(reading.intervalEnd())
                        ? reading.intervalEnd()
                        : EventTime.NO_TIME);
    }

    /** All forecasts of one time come together; what comes next is of five minutes later. */
    static WatermarkStrategy<Inbound<Forecast>> forecasts(CityContext city) {
        return times(city, forecast -> forecast.time() + 5 * MINUTE);
    }

    static WatermarkStrategy<Inbound<ForecastQuality>> quality(CityContext city) {
        return times(city, ForecastQuality::time);
    }

    static WatermarkStrategy<Inbound<HaulPassage>> passages(CityContext city) {
        return times(
                city,
                passage -> city.isCamera(passage.cameraId()) && city.settings().isTimeInRange(passage.time())
                        ? passage.time()
                        : EventTime.NO_TIME);
    }

    private static <T> WatermarkStrategy<Inbound<T>> times(CityContext city, SerializableFunction<T, Long> timeOf) {
        AlertSettings settings = city.settings();
        return EventTime.strategy(
                timeOf,
                Duration.ofSeconds(settings.outOfOrdernessSeconds()),
                Duration.ofMinutes(settings.mostJumpMinutes()),
                Duration.ofSeconds(settings.idleSeconds()));
    }

    /**
     * For declarations and road events, which speak of the future: they have no event time of their own. They hold the
     * others back while a backlog of them is read, so that what is known is known first, at most for {@code idleSeconds}
     * on end and never again after.
     */
    static <T> WatermarkStrategy<T> known(CityContext city) {
        Duration hold = Duration.ofSeconds(city.settings().idleSeconds());
        return WatermarkStrategy.forGenerator(context -> new BacklogFirst<>(hold));
    }

    /** A source's records, readable or not. */
    static <T> DataStream<Inbound<T>> source(
            StreamExecutionEnvironment env,
            Source<Inbound<T>, ?, ?> source,
            Topic<T> topic,
            WatermarkStrategy<Inbound<T>> times) {
        return env.fromSource(source, times, topic.name(), SerializerType.ofInbound(topic))
                .uid("alert-source-" + topic.name());
    }

    /** What the records say; those that cannot be read go to the side. */
    static <T> SingleOutputStreamOperator<T> events(DataStream<Inbound<T>> inbound, Topic<T> topic) {
        return inbound.process(new Read<>(), SerializerType.ofEvents(topic))
                .name("read " + topic.name())
                .uid("alert-read-" + topic.name());
    }

    /** The records that can be read, with what is known of their way; the others go to the side. */
    static <T> SingleOutputStreamOperator<Inbound<T>> readable(DataStream<Inbound<T>> inbound, Topic<T> topic) {
        return inbound.process(new Check<>(), SerializerType.ofInbound(topic))
                .name("check " + topic.name())
                .uid("alert-check-" + topic.name());
    }

    private abstract static class Gate<T, R> extends ProcessFunction<Inbound<T>, R> {

        private static final long serialVersionUID = 1;

        private transient Counter unreadable;

        @Override
        public void open(OpenContext context) {
            unreadable = getRuntimeContext().getMetricGroup().counter("unreadable");
        }

        @Override
        public void processElement(Inbound<T> inbound, Context ctx, Collector<R> out) {
            if (inbound.isReadable()) {
                out.collect(pass(inbound));
            } else {
                unreadable.inc();
                ctx.output(UNREADABLE, inbound.refuseUnreadable());
            }
        }

        abstract R pass(Inbound<T> inbound);
    }

    private static final class Read<T> extends Gate<T, T> {

        private static final long serialVersionUID = 1;

        @Override
        T pass(Inbound<T> inbound) {
            return inbound.event();
        }
    }

    private static final class Check<T> extends Gate<T, Inbound<T>> {

        private static final long serialVersionUID = 1;

        @Override
        Inbound<T> pass(Inbound<T> inbound) {
            return inbound;
        }
    }
}
