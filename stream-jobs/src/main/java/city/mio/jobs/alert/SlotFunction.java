package city.mio.jobs.alert;

import city.mio.events.Alert;
import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.geo.places.HaulRoute;
import city.mio.models.haul.RouteCameras;
import city.mio.models.haul.SlotChange;
import city.mio.models.haul.SlotUse;
import city.mio.models.haul.SlotUse.Counted;
import city.mio.models.haul.SlotUseState;
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
 * Counts the vehicles of one haul route slot by slot. Passages wait for the watermark and are counted in the order of
 * their times, so that it is the same vehicle that goes over the cap whatever the order of arrival. Keyed by route.
 */
final class SlotFunction extends KeyedCoProcessFunction<String, RoutePass, HaulDeclaration, Alert> {

    private static final long serialVersionUID = 1;

    private final CityContext city;

    private transient SlotUse use;
    private transient RouteCameras cameras;
    private transient Alerts alerts;
    private transient ValueState<SlotUseState> slots;
    private transient ListState<RoutePass> waiting;
    private transient OneTimer timer;
    private transient Counter tooLate;
    private transient Counter unknownRoutes;

    SlotFunction(CityContext city) {
        this.city = city;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        AlertSettings settings = city.settings();
        use = new SlotUse(settings.slotClock(), settings.thresholds().slot());
        cameras = new RouteCameras(settings.places());
        alerts = city.alerts();
        slots = getRuntimeContext().getState(new ValueStateDescriptor<>("slots", StateForm.SLOTS.typeInfo()));
        waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", StateForm.PASS.typeInfo()));
        timer = new OneTimer(getRuntimeContext());
        tooLate = getRuntimeContext().getMetricGroup().counter("passagesAfterTheirSlot");
        unknownRoutes = getRuntimeContext().getMetricGroup().counter("declarationsOfUnknownRoutes");
    }

    @Override
    public void processElement1(RoutePass pass, Context ctx, Collector<Alert> out) throws Exception {
        waiting.add(pass);
        timer.require(ctx.timerService(), pass.dueAt());
    }

    @Override
    public void processElement2(HaulDeclaration declared, Context ctx, Collector<Alert> out) throws Exception {
        if (city.names().findRoute(declared.routeId()).isEmpty()) {
            unknownRoutes.inc();
            return;
        }
        if (declared.slotEnd() <= ctx.timerService().currentWatermark()) {
            return;
        }
        SlotUseState state = slots.value() == null ? new SlotUseState() : slots.value();
        use.declare(
                state,
                declared.declarationId(),
                declared.slotStart(),
                declared.status() != DeclarationStatus.FIRM);
        keep(state, Long.MAX_VALUE, ctx);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        if (!timer.fired(timestamp)) {
            return;
        }
        Optional<HaulRoute> found = city.names().findRoute(ctx.getCurrentKey());
        if (found.isEmpty()) {
            slots.clear();
            waiting.clear();
            unknownRoutes.inc();
            return;
        }
        HaulRoute route = found.get();
        SlotUseState state = slots.value() == null ? new SlotUseState() : slots.value();
        List<RoutePass> due = new ArrayList<>();
        List<RoutePass> later = new ArrayList<>();
        for (RoutePass pass : waiting.get()) {
            (pass.dueAt() <= timestamp ? due : later).add(pass);
        }
        due.sort(Comparator.comparingLong(RoutePass::time).thenComparing(RoutePass::plateHash));
        for (RoutePass pass : due) {
            SlotUse.Outcome outcome = use.pass(state, pass.time(), pass.plateHash(), route.capPerSlot());
            if (outcome.counted() == Counted.TOO_LATE) {
                tooLate.inc();
            }
            outcome.change().ifPresent(change -> tell(route, change, out));
        }
        waiting.update(later);
        use.tick(state, timestamp, route.capPerSlot()).forEach(change -> tell(route, change, out));
        keep(state, later.stream().mapToLong(RoutePass::dueAt).min().orElse(Long.MAX_VALUE), ctx);
    }

    private void tell(HaulRoute route, SlotChange change, Collector<Alert> out) {
        try {
            PlaceNames names = city.names();
            Place place = cameras.findCamera(route.id())
                    .flatMap(names::findCamera)
                    .map(names::camera)
                    .orElseGet(() -> names.link(route.linkIds().get(0)));
            out.collect(alerts.slot(route, change, place));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void keep(SlotUseState state, long nextWaiting, Context ctx) throws Exception {
        if (state.isEmpty()) {
            slots.clear();
        } else {
            slots.update(state);
        }
        timer.require(ctx.timerService(), Math.min(nextWaiting, use.deadline(state)));
    }
}
