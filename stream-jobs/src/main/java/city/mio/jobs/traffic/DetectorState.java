package city.mio.jobs.traffic;

import city.mio.jobs.topics.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** All that is remembered of one detector. Mutable, not thread-safe. */
final class DetectorState {

    /** A reading that repeats itself this often, vehicles and speed and all, is not traffic. */
    private static final int STUCK_AFTER = 5;

    IdentityWindow seen = new IdentityWindow();
    ReceiptBook receipts = new ReceiptBook();
    long newestTime = Long.MIN_VALUE;
    long timerAt = Long.MAX_VALUE;

    private int lastCount = -1;
    private float lastOccupancy;
    private float lastSpeed;
    private int repeats;

    /** Takes note of a reading; whether it can be believed. */
    boolean believe(int count, float occupancy, float speedMps) {
        boolean same = count == lastCount
                && Float.compare(occupancy, lastOccupancy) == 0
                && Float.compare(speedMps, lastSpeed) == 0;
        repeats = same ? Math.min(repeats + 1, STUCK_AFTER) : 0;
        lastCount = count;
        lastOccupancy = occupancy;
        lastSpeed = speedMps;
        boolean empty = count == 0 && occupancy == 0;
        return empty || repeats < STUCK_AFTER;
    }

    DetectorState copy() {
        DetectorState copy = new DetectorState();
        copy.seen = seen.copy();
        copy.receipts = receipts.copy();
        copy.newestTime = newestTime;
        copy.timerAt = timerAt;
        copy.lastCount = lastCount;
        copy.lastOccupancy = lastOccupancy;
        copy.lastSpeed = lastSpeed;
        copy.repeats = repeats;
        return copy;
    }

    static final class Serializer extends StateSerializer<DetectorState> {

        private static final long serialVersionUID = 1L;
        private static final int FORM = 1;

        @Override
        public DetectorState createInstance() {
            return new DetectorState();
        }

        @Override
        public DetectorState copy(DetectorState from) {
            return from.copy();
        }

        @Override
        public void serialize(DetectorState state, DataOutputView out) throws IOException {
            out.writeByte(FORM);
            state.seen.write(out);
            state.receipts.write(out);
            out.writeLong(state.newestTime);
            out.writeLong(state.timerAt);
            out.writeInt(state.lastCount);
            out.writeFloat(state.lastOccupancy);
            out.writeFloat(state.lastSpeed);
            out.writeInt(state.repeats);
        }

        @Override
        public DetectorState deserialize(DataInputView in) throws IOException {
            requireVersion("detector state", FORM, in.readByte());
            DetectorState state = new DetectorState();
            state.seen = IdentityWindow.read(in);
            state.receipts = ReceiptBook.read(in);
            state.newestTime = in.readLong();
            state.timerAt = in.readLong();
            state.lastCount = in.readInt();
            state.lastOccupancy = in.readFloat();
            state.lastSpeed = in.readFloat();
            state.repeats = in.readInt();
            return state;
        }

        @Override
        public TypeSerializerSnapshot<DetectorState> snapshotConfiguration() {
            return new Snapshot();
        }

        /** For Flink. */
        public static final class Snapshot extends StateSerializer.Snapshot<DetectorState> {
            public Snapshot() {
                super((java.util.function.Supplier<TypeSerializer<DetectorState>>) Serializer::new);
            }
        }
    }
}
