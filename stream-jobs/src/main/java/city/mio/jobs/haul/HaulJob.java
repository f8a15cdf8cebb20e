package city.mio.jobs.haul;

import city.mio.events.HaulTrip;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.LastWatermark;
import city.mio.jobs.topics.SerializerType;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The haul job. Sources and sinks are handed in, so that it runs on Kafka as on lists.
 *
 * <pre>
 *   haul.order ─────────┐                          ┌─► haul.trip
 *   haul.declaration ───┤                          ├─► haul.slot
 *   link.state ─────────┼─► news ─ one key ─► office ┼─► alert
 *   forecast ───────────┤                          └─► dead.letter
 *   forecast.slot ──────┤
 *   probe.position ─────┤
 *   haul.passage ───────┘
 * </pre>
 *
 * <p>The event time is that of the link states and of the cameras; declarations, orders, positions and forecasts come along.
 */
public final class HaulJob {

    private HaulJob() {}

    /** Adds the job to the environment; the caller has configured it and executes it. */
    public static void build(StreamExecutionEnvironment env, HaulSources in, HaulSinks out, HaulSettings settings) {
        HaulCity city = new HaulCity(settings);
        String key = settings.places().id();
        SingleOutputStreamOperator<HaulNews> declarations =
                HaulIntake.declarations(env, in.declarations(), Topics.HAUL_DECLARATION);
        SingleOutputStreamOperator<HaulNews> orders = HaulIntake.orders(env, in.orders(), Topics.HAUL_ORDER);
        DataStream<HaulNews> news = LastWatermark.after(declarations, "haul-end-" + Topics.HAUL_DECLARATION.name())
                .union(
                        LastWatermark.after(orders, "haul-end-" + Topics.HAUL_ORDER.name()),
                        HaulIntake.passages(env, in.passages(), Topics.HAUL_PASSAGE, city),
                        HaulIntake.positions(env, in.positions(), Topics.PROBE_POSITION, city),
                        HaulIntake.linkStates(env, in.linkStates(), Topics.LINK_STATE, city),
                        HaulIntake.forecasts(env, in.forecasts(), Topics.FORECAST, city),
                        HaulIntake.slotForecasts(env, in.slotForecasts(), Topics.FORECAST_SLOT, city));
        SingleOutputStreamOperator<HaulTrip> trips = news.keyBy(any -> key, Types.STRING)
                .process(new OfficeFunction(city), SerializerType.ofEvents(Topics.HAUL_TRIP))
                .setParallelism(1)
                .setMaxParallelism(1)
                .uid("haul-office")
                .name("office");
        trips.sinkTo(out.trips()).uid("haul-sink-haul.trip").name("haul.trip");
        trips.getSideOutput(OfficeFunction.SLOTS).sinkTo(out.slots()).uid("haul-sink-haul.slot").name("haul.slot");
        trips.getSideOutput(OfficeFunction.ALERTS).sinkTo(out.alerts()).uid("haul-sink-alert").name("alert");
        trips.getSideOutput(OfficeFunction.REFUSED)
                .union(declarations.getSideOutput(HaulIntake.UNREADABLE), orders.getSideOutput(HaulIntake.UNREADABLE))
                .sinkTo(out.refusals())
                .uid("haul-sink-dead.letter")
                .name("dead.letter");
    }
}
