package city.mio.jobs.alert;

import city.mio.geo.places.DetectorSite;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Calls the roll once: with the first minute that the city lives, every detector of the city is expected to send. Also
 * carries the city's event time to the detectors' watch, which would otherwise stand still if all of them fell silent.
 * Runs as one task.
 */
final class DetectorRoll extends ProcessFunction<Long, DetectorSignal> implements CheckpointedFunction {

    private static final long serialVersionUID = 1;

    private final CityContext city;

    private transient ListState<Boolean> calledState;
    private transient boolean called;

    DetectorRoll(CityContext city) {
        this.city = city;
    }

    @Override
    public void processElement(Long minute, Context ctx, Collector<DetectorSignal> out) {
        if (called) {
            return;
        }
        called = true;
        if (city.settings().watchNeverHeard()) {
            for (DetectorSite site : city.settings().places().detectors()) {
                out.collect(DetectorSignal.expected(site.id(), minute));
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        calledState.clear();
        calledState.add(called);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        calledState =
                context.getOperatorStateStore().getListState(new ListStateDescriptor<>("called", Types.BOOLEAN));
        for (Boolean before : calledState.get()) {
            called |= before;
        }
    }
}
