package city.mio.jobs.haul;

import city.mio.events.DeadLetter;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import city.mio.events.HaulPassage;
import city.mio.events.LinkState;
import city.mio.events.ProbePosition;
import city.mio.events.SlotForecast;
import city.mio.events.VehicleKind;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.BacklogFirst;
import city.mio.jobs.topics.EventTime;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.LastWatermark;
import city.mio.jobs.topics.SerializerType;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.metrics.Counter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableFunction;

/** How the haul job's inputs come in: their event time, and which of them concern the office. */
final class HaulIntake {

    private static final long MINUTE = 60_000;
    private static final long NOT_OURS = -1;
    private static final Duration LONGEST_BACKLOG = Duration.ofSeconds(10);

    /** Declarations and orders that nobody can read; this job reads them first. */
    static final OutputTag<DeadLetter> UNREADABLE =
            new OutputTag<>("haul-unreadable", SerializerType.ofEvents(Topics.DEAD_LETTER));

    private HaulIntake() {}

    private static <T> WatermarkStrategy<T> known() {
        return WatermarkStrategy.forGenerator(context -> new BacklogFirst<>(LONGEST_BACKLOG));
    }

    /**
     * Declarations are of the time at which the office had them; they say nothing of how late it is. Where nobody says when
     * that was, they are heard as if a day before their slot, or at once.
     */
    static SingleOutputStreamOperator<HaulNews> declarations(
            StreamExecutionEnvironment env, Source<Inbound<HaulDeclaration>, ?, ?> source, Topic<HaulDeclaration> topic) {
        return read(env, source, topic, known(), HaulIntake::timeOf, true);
    }

    static long timeOf(HaulDeclaration d) {
        return d.declaredAt() > 0 ? d.declaredAt() : Math.max(1, d.slotStart() - 1440 * MINUTE);
    }

    static SingleOutputStreamOperator<HaulNews> orders(
            StreamExecutionEnvironment env, Source<Inbound<HaulOrder>, ?, ?> source, Topic<HaulOrder> topic) {
        return read(env, source, topic, known(), HaulOrder::time, true);
    }

    static DataStream<HaulNews> passages(
            StreamExecutionEnvironment env, Source<Inbound<HaulPassage>, ?, ?> source, Topic<HaulPassage> topic, HaulCity city) {
        return of(
                env, source, topic,
                times(city, passage -> city.isCamera(passage.cameraId()) && city.settings().isTimeInRange(passage.time())
                        ? passage.time()
                        : EventTime.NO_TIME),
                passage -> city.isCamera(passage.cameraId()) && city.settings().isTimeInRange(passage.time())
                        ? passage.time()
                        : NOT_OURS);
    }

    /** Positions of construction vehicles; the clocks of single vehicles move nobody's time. */
    static DataStream<HaulNews> positions(
            StreamExecutionEnvironment env, Source<Inbound<ProbePosition>, ?, ?> source, Topic<ProbePosition> topic, HaulCity city) {
        return of(
                env, source, topic,
                known(),
                fix -> fix.kind() == VehicleKind.HAUL_TRUCK && city.settings().isTimeInRange(fix.time()) ? fix.time() : NOT_OURS);
    }

    /**
     * A minute's state is known at its end; corrections come later and hold nobody back, and are not counted again. Of all links that
     * are counted on: a route that is ordered may take any.
     */
    static DataStream<HaulNews> linkStates(
            StreamExecutionEnvironment env, Source<Inbound<LinkState>, ?, ?> source, Topic<LinkState> topic, HaulCity city) {
        return of(
                env, source, topic,
                times(city, state -> state.minute() + MINUTE),
                state -> !Float.isNaN(state.flowVph()) && state.revision() == 0
                        ? state.minute() + MINUTE - 1
                        : NOT_OURS);
    }

    static DataStream<HaulNews> forecasts(
            StreamExecutionEnvironment env, Source<Inbound<Forecast>, ?, ?> source, Topic<Forecast> topic, HaulCity city) {
        return of(
                env, source, topic,
                known(),
                forecast -> forecast.target() == ForecastTarget.DETECTOR
                                && forecast.quantity() == ForecastQuantity.FLOW
                        ? forecast.time()
                        : NOT_OURS);
    }

    static DataStream<HaulNews> slotForecasts(
            StreamExecutionEnvironment env, Source<Inbound<SlotForecast>, ?, ?> source, Topic<SlotForecast> topic, HaulCity city) {
        return of(
                env, source, topic,
                known(),
                forecast -> city.findLinkOf(forecast.target(), forecast.targetId()).isPresent() ? forecast.time() : NOT_OURS);
    }

    private static <T> WatermarkStrategy<Inbound<T>> times(HaulCity city, SerializableFunction<T, Long> timeOf) {
        HaulSettings settings = city.settings();
        return EventTime.strategy(
                timeOf,
                Duration.ofSeconds(settings.outOfOrdernessSeconds()),
                Duration.ofMinutes(settings.mostJumpMinutes()),
                Duration.ofSeconds(settings.idleSeconds()));
    }

    private static <T> DataStream<HaulNews> of(
            StreamExecutionEnvironment env,
            Source<Inbound<T>, ?, ?> source,
            Topic<T> topic,
            WatermarkStrategy<Inbound<T>> times,
            SerializableFunction<T, Long> timeOf) {
        return LastWatermark.after(read(env, source, topic, times, timeOf, false), "haul-end-" + topic.name());
    }

    private static <T> SingleOutputStreamOperator<HaulNews> read(
            StreamExecutionEnvironment env,
            Source<Inbound<T>, ?, ?> source,
            Topic<T> topic,
            WatermarkStrategy<Inbound<T>> times,
            SerializableFunction<T, Long> timeOf,
            boolean first) {
        return env.fromSource(source, times, topic.name(), SerializerType.ofInbound(topic))
                .uid("haul-source-" + topic.name())
                .process(new ToNews<>(timeOf, first), SerializerType.of(HaulNews.class, new HaulNews.Serializer()))
                .name("news of " + topic.name())
                .uid("haul-news-" + topic.name());
    }

    /** Records that cannot be read are refused where this job reads them first; others are only counted here. */
    private static final class ToNews<T> extends ProcessFunction<Inbound<T>, HaulNews> {

        private static final long serialVersionUID = 1;

        private final SerializableFunction<T, Long> timeOf;
        private final boolean first;
        private transient Counter unreadable;

        ToNews(SerializableFunction<T, Long> timeOf, boolean first) {
            this.timeOf = timeOf;
            this.first = first;
        }

        @Override
        public void open(OpenContext context) {
            unreadable = getRuntimeContext().getMetricGroup().counter("unreadable");
        }

        @Override
        public void processElement(Inbound<T> inbound, Context ctx, Collector<HaulNews> out) {
            if (!inbound.isReadable()) {
                unreadable.inc();
                if (first) {
                    ctx.output(UNREADABLE, inbound.refuseUnreadable());
                }
                return;
            }
            long time = timeOf.apply(inbound.event());
            if (time != NOT_OURS) {
                out.collect(HaulNews.of(inbound, time));
            }
        }
    }
}
