package city.mio.jobs.alert;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.SerializerType;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the newest word of each declaration, and takes the earlier one back where a correction moves it to another
 * plate, route or slot: those are looked after elsewhere, and would not hear of it. Keyed by declaration.
 */
final class DeclarationFunction extends KeyedProcessFunction<String, HaulDeclaration, HaulDeclaration> {

    private static final long serialVersionUID = 1;

    private final CityContext city;

    private transient ValueState<HaulDeclaration> newest;
    private transient OneTimer timer;

    DeclarationFunction(CityContext city) {
        this.city = city;
    }

    @Override
    public void open(OpenContext context) {
        newest = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("newest", SerializerType.ofEvents(Topics.HAUL_DECLARATION)));
        timer = new OneTimer(getRuntimeContext());
    }

    @Override
    public void processElement(HaulDeclaration declaration, Context ctx, Collector<HaulDeclaration> out)
            throws Exception {
        HaulDeclaration before = newest.value();
        if (before != null) {
            boolean moved = !before.plateHash().equals(declaration.plateHash())
                    || !before.routeId().equals(declaration.routeId())
                    || before.slotStart() != declaration.slotStart();
            if (moved && before.status() == DeclarationStatus.FIRM) {
                out.collect(before.toBuilder().status(DeclarationStatus.CANCELLED).build());
            }
        }
        newest.update(declaration);
        timer.require(ctx.timerService(), keptUntil(declaration));
        out.collect(declaration);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<HaulDeclaration> out) throws Exception {
        HaulDeclaration declaration = newest.value();
        if (!timer.fired(timestamp) || declaration == null) {
            return;
        }
        long until = keptUntil(declaration);
        if (until <= timestamp) {
            newest.clear();
        } else {
            timer.require(ctx.timerService(), until);
        }
    }

    /** As long as a reading can still be held against it. */
    private long keptUntil(HaulDeclaration declaration) {
        long after = city.settings().thresholds().plate().validAfterMinutes()
                + (long) city.settings().thresholds().plate().absentMinutes()
                + city.settings().latenessMinutes();
        return declaration.slotEnd() + after * 60_000;
    }
}
