package city.mio.jobs.alert;

import city.mio.events.Alert;
import city.mio.events.RoadEventKind;
import city.mio.models.incident.LinkCongestion;
import city.mio.models.incident.QueueChange;
import city.mio.models.incident.QueueSpillback;
import city.mio.models.incident.QueueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Watches the queues of the whole city, on what changes alone: one key, as a queue may cross any border that a key could
 * draw. Changes wait for the watermark, so that queues come out the same whatever the order of arrival.
 */
final class QueueFunction extends KeyedProcessFunction<Integer, CongestionNews, Alert> {

    private static final long serialVersionUID = 1;

    private final CityContext city;

    private transient QueueSpillback spillback;
    private transient Alerts alerts;
    private transient ValueState<QueueState> queues;
    private transient ValueState<Long> clock;
    private transient ListState<CongestionNews> waiting;
    private transient MapState<Long, String> causes;
    private transient OneTimer timer;

    QueueFunction(CityContext city) {
        this.city = city;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        spillback = new QueueSpillback(city.network(), city.settings().thresholds().queue());
        alerts = city.alerts();
        queues = getRuntimeContext().getState(new ValueStateDescriptor<>("queues", StateForm.QUEUES.typeInfo()));
        clock = getRuntimeContext().getState(new ValueStateDescriptor<>("clock", Types.LONG));
        waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", StateForm.NEWS.typeInfo()));
        causes = getRuntimeContext().getMapState(new MapStateDescriptor<>("causes", Types.LONG, Types.STRING));
        timer = new OneTimer(getRuntimeContext());
    }

    @Override
    public void processElement(CongestionNews news, Context ctx, Collector<Alert> out) throws Exception {
        waiting.add(news);
        timer.require(ctx.timerService(), news.change().time());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        if (!timer.fired(timestamp)) {
            return;
        }
        // News that came after its time is taken in late: time never runs back for the queues.
        long now = clock.value() == null ? timestamp : Math.max(timestamp, clock.value());
        List<LinkCongestion> due = new ArrayList<>();
        List<CongestionNews> later = new ArrayList<>();
        for (CongestionNews news : waiting.get()) {
            if (news.change().time() > now) {
                later.add(news);
                continue;
            }
            due.add(news.change());
            if (news.change().congested() && !news.causeId().isEmpty()) {
                causes.put(news.change().linkId(), news.causeKind() + " " + news.causeId());
            } else {
                causes.remove(news.change().linkId());
            }
        }
        QueueState state = queues.value() == null ? new QueueState() : queues.value();
        for (QueueChange change : spillback.advance(state, now, due)) {
            Optional<String> cause = Optional.ofNullable(causes.get(change.headLinkId()));
            out.collect(alerts.queue(
                    change,
                    cause.map(c -> c.substring(c.indexOf(' ') + 1)).orElse(""),
                    cause.map(c -> RoadEventKind.valueOf(c.substring(0, c.indexOf(' '))))));
        }
        waiting.update(later);
        if (state.congestedLinks() == 0 && state.openQueues() == 0) {
            queues.clear();
            clock.clear();
        } else {
            queues.update(state);
            clock.update(now);
        }
        long next = spillback.deadline(state);
        for (CongestionNews news : later) {
            next = Math.min(next, news.change().time());
        }
        timer.require(ctx.timerService(), next);
    }
}
