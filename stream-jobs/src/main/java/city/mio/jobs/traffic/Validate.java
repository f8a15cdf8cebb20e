package city.mio.jobs.traffic;

import city.mio.events.DeadLetter;
import city.mio.jobs.topics.Inbound;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets valid records through and sends the others to the refusals, with the reason. */
final class Validate<T> extends ProcessFunction<Inbound<T>, Inbound<T>> {

    private static final long serialVersionUID = 1L;

    private final IntakeCheck<T> check;
    private transient Counter refused;

    Validate(IntakeCheck<T> check) {
        this.check = check;
    }

    @Override
    public void open(OpenContext openContext) {
        refused = getRuntimeContext().getMetricGroup().counter("refused");
    }

    @Override
    public void processElement(Inbound<T> inbound, Context context, Collector<Inbound<T>> out) {
        Optional<DeadLetter> refusal = inbound.isReadable()
                ? check.refuse(inbound, context.timerService().currentWatermark())
                : Optional.of(inbound.refuseUnreadable());
        if (refusal.isPresent()) {
            refused.inc();
            context.output(TrafficJob.REFUSALS, refusal.get());
        } else {
            out.collect(inbound);
        }
    }
}
