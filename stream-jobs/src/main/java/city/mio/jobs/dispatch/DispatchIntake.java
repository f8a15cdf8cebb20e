package city.mio.jobs.dispatch;

import city.mio.events.BusStatus;
import city.mio.events.DeadLetter;
import city.mio.events.RefusalReason;
import city.mio.events.TripRequest;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.SerializerType;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Lets through what can be read and has a time that can be; the rest goes to the side. */
final class DispatchIntake {

    static final OutputTag<DeadLetter> LETTERS =
            new OutputTag<>("dispatch-letters", SerializerType.ofEvents(Topics.DEAD_LETTER));

    private DispatchIntake() {}

    /** What riders say. */
    static final class OfRequests extends ProcessFunction<Inbound<TripRequest>, ServiceInput> {

        private static final long serialVersionUID = 1L;

        private final DispatchJobSettings settings;

        OfRequests(DispatchJobSettings settings) {
            this.settings = settings;
        }

        @Override
        public void processElement(Inbound<TripRequest> inbound, Context ctx, Collector<ServiceInput> out) {
            if (!inbound.isReadable()) {
                ctx.output(LETTERS, inbound.refuseUnreadable());
            } else if (!settings.isTimeInRange(inbound.event().time())) {
                ctx.output(LETTERS, wrongTime(inbound, inbound.event().time(), inbound.event().requestId()));
            } else {
                out.collect(new ServiceInput(inbound, null));
            }
        }
    }

    /** What buses say. */
    static final class OfStatuses extends ProcessFunction<Inbound<BusStatus>, ServiceInput> {

        private static final long serialVersionUID = 1L;

        private final DispatchJobSettings settings;

        OfStatuses(DispatchJobSettings settings) {
            this.settings = settings;
        }

        @Override
        public void processElement(Inbound<BusStatus> inbound, Context ctx, Collector<ServiceInput> out) {
            if (!inbound.isReadable()) {
                ctx.output(LETTERS, inbound.refuseUnreadable());
            } else if (!settings.isTimeInRange(inbound.event().time())) {
                ctx.output(LETTERS, wrongTime(inbound, inbound.event().time(), inbound.event().vehicleId()));
            } else {
                out.collect(new ServiceInput(null, inbound));
            }
        }
    }

    private static DeadLetter wrongTime(Inbound<?> inbound, long time, String deviceId) {
        return inbound.refuse(RefusalReason.TIME_OUT_OF_RANGE, "time is out of range: " + time, deviceId);
    }
}
