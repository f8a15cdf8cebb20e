package city.mio.jobs.alert;

import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * The one event-time timer of a key that something is to happen by. It is moved only forward in haste: a later deadline
 * waits until the timer fires and is set again then, so that a key that hears news each minute does not churn timers.
 */
final class OneTimer {

    private final ValueState<Long> at;

    OneTimer(RuntimeContext context) {
        at = context.getState(new ValueStateDescriptor<>("timer", Types.LONG));
    }

    /** Sees to it that the timer fires at the deadline or before; {@link Long#MAX_VALUE} asks for nothing. */
    void require(TimerService timers, long deadline) throws IOException {
        if (deadline == Long.MAX_VALUE) {
            return;
        }
        Long set = at.value();
        if (set == null || deadline < set) {
            if (set != null) {
                timers.deleteEventTimeTimer(set);
            }
            timers.registerEventTimeTimer(deadline);
            at.update(deadline);
        }
    }

    /** Whether it is this timer that fired; if so, it is no longer set. */
    boolean fired(long timestamp) throws IOException {
        Long set = at.value();
        if (set == null || set != timestamp) {
            return false;
        }
        at.clear();
        return true;
    }
}
