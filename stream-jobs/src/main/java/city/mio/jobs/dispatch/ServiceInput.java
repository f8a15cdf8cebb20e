package city.mio.jobs.dispatch;

import city.mio.events.BusStatus;
import city.mio.events.TripRequest;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.InboundSerializer;
import city.mio.jobs.topics.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What one service is told: by a rider or by a bus, the other is null. Readable, and its time is within limits.
 *
 * @param request what a rider says
 * @param status what a bus says
 */
record ServiceInput(Inbound<TripRequest> request, Inbound<BusStatus> status) {

    /** Operator and zone. */
    String serviceKey() {
        return request != null ? request.event().serviceKey() : status.event().serviceKey();
    }

    /** Event time of what is told. */
    long time() {
        return request != null ? request.event().time() : status.event().time();
    }

    /** Which of the two, then the record as it came. */
    static final class Serializer extends StateSerializer<ServiceInput> {

        private static final long serialVersionUID = 1L;
        private static final InboundSerializer<TripRequest> REQUESTS = new InboundSerializer<>(Topics.TRIP_REQUEST);
        private static final InboundSerializer<BusStatus> STATUSES = new InboundSerializer<>(Topics.BUS_STATUS);

        public Serializer() {}

        @Override
        public ServiceInput createInstance() {
            return new ServiceInput(null, null);
        }

        @Override
        public ServiceInput copy(ServiceInput from) {
            return from;
        }

        @Override
        public void serialize(ServiceInput input, DataOutputView target) throws IOException {
            target.writeBoolean(input.request != null);
            if (input.request != null) {
                REQUESTS.serialize(input.request, target);
            } else {
                STATUSES.serialize(input.status, target);
            }
        }

        @Override
        public ServiceInput deserialize(DataInputView source) throws IOException {
            return source.readBoolean()
                    ? new ServiceInput(REQUESTS.deserialize(source), null)
                    : new ServiceInput(null, STATUSES.deserialize(source));
        }

        @Override
        public TypeSerializer<ServiceInput> duplicate() {
            return this;
        }

        @Override
        public TypeSerializerSnapshot<ServiceInput> snapshotConfiguration() {
            return new InputSnapshot();
        }

        /** Its class is all there is to know. */
        public static final class InputSnapshot extends Snapshot<ServiceInput> {
            public InputSnapshot() {
                super(Serializer::new);
            }
        }
    }
}
