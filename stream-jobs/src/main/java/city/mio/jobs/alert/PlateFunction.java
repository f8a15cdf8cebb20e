package city.mio.jobs.alert;

import city.mio.events.Alert;
import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPassage;
import city.mio.models.haul.JudgedSighting;
import city.mio.models.haul.PlateDeclaration;
import city.mio.models.haul.PlateRegister;
import city.mio.models.haul.PlateState;
import city.mio.models.haul.RouteCameras;
import city.mio.models.haul.Sighting;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Holds the readings of one plate against its declarations. Tells alerts, and to the side which route each vehicle is to
 * be counted on. Keyed by plate hash.
 */
final class PlateFunction extends KeyedCoProcessFunction<String, HaulPassage, HaulDeclaration, Alert> {

    static final OutputTag<RoutePass> PASSES = new OutputTag<>("route-passes", StateForm.PASS.typeInfo());

    private static final long serialVersionUID = 1;

    private final CityContext city;

    private transient PlateRegister register;
    private transient RouteCameras routes;
    private transient Alerts alerts;
    private transient ValueState<PlateState> plate;
    private transient OneTimer timer;
    private transient Counter notCounted;

    PlateFunction(CityContext city) {
        this.city = city;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        register = new PlateRegister(city.settings().thresholds().plate());
        routes = new RouteCameras(city.settings().places());
        alerts = city.alerts();
        plate = getRuntimeContext().getState(new ValueStateDescriptor<>("plate", StateForm.PLATE.typeInfo()));
        timer = new OneTimer(getRuntimeContext());
        notCounted = getRuntimeContext().getMetricGroup().counter("passagesOfNoRoute");
    }

    @Override
    public void processElement1(HaulPassage passage, Context ctx, Collector<Alert> out) throws Exception {
        PlateState state = plate.value() == null ? new PlateState() : plate.value();
        boolean construction =
                city.settings().constructionClasses().contains(passage.vehicleClass().name());
        register.see(state, new Sighting(passage.time(), passage.cameraId(), passage.confidence(), construction));
        keep(state, ctx);
    }

    @Override
    public void processElement2(HaulDeclaration declared, Context ctx, Collector<Alert> out) throws Exception {
        PlateState state = plate.value() == null ? new PlateState() : plate.value();
        PlateDeclaration declaration = new PlateDeclaration(
                declared.declarationId(),
                declared.routeId(),
                declared.slotStart(),
                declared.slotEnd(),
                declared.status() == DeclarationStatus.FIRM);
        long now = Math.max(0, ctx.timerService().currentWatermark());
        register.declare(state, declaration, now)
                .ifPresent(change -> out.collect(alerts.plate(ctx.getCurrentKey(), change)));
        keep(state, ctx);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        PlateState state = plate.value();
        if (!timer.fired(timestamp) || state == null) {
            return;
        }
        if (!register.hasPending(state) && ctx.timerService().currentWatermark() == Long.MAX_VALUE) {
            // The input has ended: that a plate is not seen any more says nothing then.
            return;
        }
        PlateRegister.Outcome outcome = register.tick(state, timestamp);
        outcome.changes().forEach(change -> out.collect(alerts.plate(ctx.getCurrentKey(), change)));
        for (JudgedSighting judged : outcome.judged()) {
            Sighting sighting = judged.sighting();
            Optional<String> route = routes.findRoute(sighting.cameraId(), judged.declaredRouteId());
            // Whoever is declared counts whatever the camera takes it for; others only if they look the part.
            if (route.isPresent() && (judged.registered() || sighting.construction())) {
                ctx.output(PASSES, new RoutePass(route.get(), sighting.time(), timestamp, ctx.getCurrentKey()));
            } else {
                notCounted.inc();
            }
        }
        keep(state, ctx);
    }

    private void keep(PlateState state, Context ctx) throws Exception {
        if (state.isEmpty()) {
            plate.clear();
            return;
        }
        plate.update(state);
        timer.require(ctx.timerService(), register.deadline(state));
    }
}
