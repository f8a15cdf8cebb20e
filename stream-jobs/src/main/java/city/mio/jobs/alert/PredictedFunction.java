package city.mio.jobs.alert;

import city.mio.events.Alert;
import city.mio.events.Forecast;
import city.mio.events.HorizonForecast;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.SerializerType;
import city.mio.models.incident.PredictedChange;
import city.mio.models.incident.PredictedCongestion;
import city.mio.models.incident.PredictedState;
import city.mio.models.incident.SpeedForecast;
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
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Foretells congestion of one link. Forecasts and what became of the link wait for the watermark, so that alerts come out
 * the same whatever the order of arrival. Keyed by link.
 */
final class PredictedFunction extends KeyedCoProcessFunction<Long, Forecast, CongestionNews, Alert> {

    private static final long serialVersionUID = 1;
    private static final long MINUTE = 60_000;

    private final CityContext city;

    private transient PredictedCongestion judge;
    private transient Alerts alerts;
    private transient ValueState<PredictedState> predicted;
    private transient ListState<Forecast> forecasts;
    private transient ListState<CongestionNews> news;
    private transient OneTimer timer;
    private transient Counter unknownLinks;

    PredictedFunction(CityContext city) {
        this.city = city;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        AlertThresholds thresholds = city.settings().thresholds();
        judge = new PredictedCongestion(
                thresholds.predicted(), thresholds.congestion().enterRatio());
        alerts = city.alerts();
        predicted = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("predicted", StateForm.PREDICTED.typeInfo()));
        forecasts = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("forecasts", SerializerType.ofEvents(Topics.FORECAST)));
        news = getRuntimeContext().getListState(new ListStateDescriptor<>("news", StateForm.NEWS.typeInfo()));
        timer = new OneTimer(getRuntimeContext());
        unknownLinks = getRuntimeContext().getMetricGroup().counter("unknownLinks");
    }

    @Override
    public void processElement1(Forecast forecast, Context ctx, Collector<Alert> out) throws Exception {
        if (!city.names().hasLink(ctx.getCurrentKey())) {
            unknownLinks.inc();
            return;
        }
        forecasts.add(forecast);
        timer.require(ctx.timerService(), forecast.time());
    }

    @Override
    public void processElement2(CongestionNews change, Context ctx, Collector<Alert> out) throws Exception {
        news.add(change);
        timer.require(ctx.timerService(), change.change().time());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        if (!timer.fired(timestamp)) {
            return;
        }
        PredictedState state = predicted.value() == null ? new PredictedState() : predicted.value();
        long next = takeNews(state, timestamp, ctx.getCurrentKey(), out);
        next = Math.min(next, takeForecasts(state, timestamp, ctx.getCurrentKey(), out));
        boolean ended = ctx.timerService().currentWatermark() == Long.MAX_VALUE;
        if (!ended) {
            // At the end of the input nothing more is known, which is no news of the link.
            tell(judge.tick(state, timestamp), ctx.getCurrentKey(), out);
        }
        if (judge.isDisposable(state, timestamp) || ended && next == Long.MAX_VALUE && timestamp >= judge.deadline(state)) {
            predicted.clear();
        } else {
            predicted.update(state);
            // A congested link is remembered until it recovers, looked at now and then.
            next = Math.min(next, Math.max(judge.deadline(state), timestamp + 5 * MINUTE));
        }
        if (!ended || next != Long.MAX_VALUE) {
            timer.require(ctx.timerService(), ended ? pending() : next);
        }
    }

    /** The earliest of what still waits. */
    private long pending() throws Exception {
        long earliest = Long.MAX_VALUE;
        for (Forecast forecast : forecasts.get()) {
            earliest = Math.min(earliest, forecast.time());
        }
        for (CongestionNews each : news.get()) {
            earliest = Math.min(earliest, each.change().time());
        }
        return earliest;
    }

    private long takeNews(PredictedState state, long now, long linkId, Collector<Alert> out) throws Exception {
        List<CongestionNews> due = new ArrayList<>();
        List<CongestionNews> later = new ArrayList<>();
        for (CongestionNews each : news.get()) {
            (each.change().time() <= now ? due : later).add(each);
        }
        due.sort(Comparator.comparingLong(each -> each.change().time()));
        for (CongestionNews each : due) {
            tell(judge.congestion(state, each.change().congested(), each.change().time()), linkId, out);
        }
        news.update(later);
        return later.stream().mapToLong(each -> each.change().time()).min().orElse(Long.MAX_VALUE);
    }

    private long takeForecasts(PredictedState state, long now, long linkId, Collector<Alert> out) throws Exception {
        List<Forecast> due = new ArrayList<>();
        List<Forecast> later = new ArrayList<>();
        for (Forecast each : forecasts.get()) {
            (each.time() <= now ? due : later).add(each);
        }
        due.sort(Comparator.comparingLong(Forecast::time));
        float freeFlow = city.network().freeFlowSpeedMps(city.network().getLink(linkId));
        for (Forecast each : due) {
            int count = each.horizons().size();
            SpeedForecast speeds = new SpeedForecast(each.time(), new long[count], new float[count], new float[count]);
            for (int i = 0; i < count; i++) {
                HorizonForecast horizon = each.horizons().get(i);
                speeds.aheadMillis()[i] = horizon.horizonMinutes() * MINUTE;
                speeds.lowMps()[i] = horizon.p10();
                speeds.medianMps()[i] = horizon.p50();
            }
            tell(judge.observe(state, speeds, freeFlow), linkId, out);
        }
        forecasts.update(later);
        return later.stream().mapToLong(Forecast::time).min().orElse(Long.MAX_VALUE);
    }

    private void tell(Optional<PredictedChange> change, long linkId, Collector<Alert> out) {
        change.ifPresent(told -> out.collect(alerts.predicted(linkId, told)));
    }
}
