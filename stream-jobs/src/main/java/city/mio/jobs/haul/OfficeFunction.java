package city.mio.jobs.haul;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.SerializerType;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The office in keyed state, one key for the city: a plan is of the whole day, and all contractors share its roads. News
 * wait for the watermark and are heard minute by minute in the order of their times. What comes later than the minute that
 * it is of is heard in the next.
 */
final class OfficeFunction extends KeyedProcessFunction<String, HaulNews, HaulTrip> {

    static final OutputTag<HaulSlot> SLOTS = new OutputTag<>("haul-slots", SerializerType.ofEvents(Topics.HAUL_SLOT));
    static final OutputTag<Alert> ALERTS = new OutputTag<>("haul-alerts", SerializerType.ofEvents(Topics.ALERT));
    static final OutputTag<DeadLetter> REFUSED =
            new OutputTag<>("haul-refused", SerializerType.ofEvents(Topics.DEAD_LETTER));

    private static final long serialVersionUID = 1;
    private static final long MINUTE = 60_000;

    private final HaulCity city;

    private transient AmendedOffice office;
    private transient ValueState<OfficeState> kept;
    private transient ListState<HaulNews> waiting;
    private transient ValueState<Long> timer;
    private transient Counter refused;

    OfficeFunction(HaulCity city) {
        this.city = city;
    }

    @Override
    public void open(OpenContext context) {
        office = new AmendedOffice(city);
        kept = getRuntimeContext()
                .getState(new ValueStateDescriptor<>(
                        "office", SerializerType.of(OfficeState.class, new OfficeStateSerializer())));
        waiting = getRuntimeContext()
                .getListState(new ListStateDescriptor<>(
                        "waiting", SerializerType.of(HaulNews.class, new HaulNews.Serializer())));
        timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
        refused = getRuntimeContext().getMetricGroup().counter("refusedByTheOffice");
    }

    @Override
    public void processElement(HaulNews news, Context ctx, Collector<HaulTrip> out) throws Exception {
        waiting.add(news);
        long watermark = ctx.timerService().currentWatermark();
        long heard = Math.max(news.time(), watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE ? 0 : watermark + 1);
        require(ctx, heard - Math.floorMod(heard, MINUTE) + MINUTE);
    }

    /** There is one timer, the earliest of those that were asked for; what else is due asks again when it has fired. */
    private void require(Context ctx, long at) throws Exception {
        Long set = timer.value();
        if (set == null || at < set) {
            if (set != null) {
                ctx.timerService().deleteEventTimeTimer(set);
            }
            ctx.timerService().registerEventTimeTimer(at);
            timer.update(at);
        }
    }

    @Override
    public void onTimer(long now, OnTimerContext ctx, Collector<HaulTrip> out) throws Exception {
        timer.clear();
        List<HaulNews> due = new ArrayList<>();
        List<HaulNews> later = new ArrayList<>();
        long first = Long.MAX_VALUE;
        for (HaulNews news : waiting.get()) {
            if (news.time() < now) {
                due.add(news);
            } else {
                later.add(news);
                first = Math.min(first, news.time());
            }
        }
        boolean ended = ctx.timerService().currentWatermark() == Long.MAX_VALUE;
        if (ended && due.isEmpty() && later.isEmpty()) {
            // The input has ended: that nobody comes any more says nothing then.
            return;
        }
        due.sort(HaulNews.ORDER);
        OfficeState state = kept.value() == null ? new OfficeState() : kept.value();
        office.step(state, due, now, voice(ctx, out));
        waiting.update(later);
        if (state.isEmpty() && state.seen.isEmpty() && state.readings.isEmpty() && state.strangers.isEmpty()) {
            kept.clear();
        } else {
            kept.update(state);
        }
        long next = office.nextStep(state, now);
        if (!later.isEmpty()) {
            next = Math.min(next, first - Math.floorMod(first, MINUTE) + MINUTE);
        }
        if (next != Long.MAX_VALUE && !(ended && later.isEmpty())) {
            require(ctx, next);
        }
    }

    private Voice voice(OnTimerContext ctx, Collector<HaulTrip> out) {
        return new Voice() {
            @Override
            public void trip(HaulTrip trip) {
                out.collect(trip);
            }

            @Override
            public void slot(HaulSlot slot) {
                ctx.output(SLOTS, slot);
            }

            @Override
            public void alert(Alert alert) {
                ctx.output(ALERTS, alert);
            }

            @Override
            public void refuse(DeadLetter letter) {
                refused.inc();
                ctx.output(REFUSED, letter);
            }
        };
    }
}
