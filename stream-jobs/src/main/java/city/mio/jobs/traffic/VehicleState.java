package city.mio.jobs.traffic;

import city.mio.events.VehicleKind;
import city.mio.geo.matching.MatcherState;
import city.mio.geo.matching.MatcherStateCodec;
import city.mio.jobs.topics.StateSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** All that is remembered of one vehicle. Mutable, not thread-safe; {@link VehicleTracker} works on it. */
final class VehicleState {

    /** A fix that waits for one that should come before it. */
    record HeldFix(
            long time,
            long sequence,
            double lon,
            double lat,
            float speedMps,
            float headingDegrees,
            float accuracyMetres) {}

    static final long NO_TIMER = Long.MAX_VALUE;

    VehicleKind kind = VehicleKind.CAR;
    IdentityWindow seen = new IdentityWindow();
    ReceiptBook receipts = new ReceiptBook();
    MatcherState matcher;

    /** By time. */
    List<HeldFix> held = new ArrayList<>(2);

    /** The sequence that comes next if nothing is missing; 0 while none is known. */
    long nextSequence;

    /** Time of the last fix that was matched; the matcher itself forgets it when a trip is over. */
    long fedTime = Long.MIN_VALUE;

    long newestTime = Long.MIN_VALUE;
    long newestIngestedAt;
    long traversals;

    /** When the earliest timer that was asked for goes off. */
    long timerAt = NO_TIMER;

    VehicleState(MatcherState matcher) {
        this.matcher = matcher;
    }

    VehicleState copy() {
        VehicleState copy = new VehicleState(matcher.copy());
        copy.kind = kind;
        copy.seen = seen.copy();
        copy.receipts = receipts.copy();
        copy.held = new ArrayList<>(held);
        copy.nextSequence = nextSequence;
        copy.fedTime = fedTime;
        copy.newestTime = newestTime;
        copy.newestIngestedAt = newestIngestedAt;
        copy.traversals = traversals;
        copy.timerAt = timerAt;
        return copy;
    }

    /** The stored form. */
    static final class Serializer extends StateSerializer<VehicleState> {

        private static final long serialVersionUID = 1L;
        private static final int FORM = 1;

        @Override
        public VehicleState createInstance() {
            return null;
        }

        @Override
        public VehicleState copy(VehicleState from) {
            return from.copy();
        }

        @Override
        public void serialize(VehicleState state, DataOutputView out) throws IOException {
            out.writeByte(FORM);
            out.writeByte(state.kind.code());
            state.seen.write(out);
            state.receipts.write(out);
            MatcherStateCodec.write(state.matcher, out);
            out.writeInt(state.held.size());
            for (HeldFix fix : state.held) {
                out.writeLong(fix.time);
                out.writeLong(fix.sequence);
                out.writeDouble(fix.lon);
                out.writeDouble(fix.lat);
                out.writeFloat(fix.speedMps);
                out.writeFloat(fix.headingDegrees);
                out.writeFloat(fix.accuracyMetres);
            }
            out.writeLong(state.nextSequence);
            out.writeLong(state.fedTime);
            out.writeLong(state.newestTime);
            out.writeLong(state.newestIngestedAt);
            out.writeLong(state.traversals);
            out.writeLong(state.timerAt);
        }

        @Override
        public VehicleState deserialize(DataInputView in) throws IOException {
            requireVersion("vehicle state", FORM, in.readByte());
            VehicleKind kind = VehicleKind.ofCode(in.readByte());
            IdentityWindow seen = IdentityWindow.read(in);
            ReceiptBook receipts = ReceiptBook.read(in);
            VehicleState state = new VehicleState(MatcherStateCodec.read(in));
            state.kind = kind;
            state.seen = seen;
            state.receipts = receipts;
            int held = in.readInt();
            for (int i = 0; i < held; i++) {
                state.held.add(new HeldFix(
                        in.readLong(),
                        in.readLong(),
                        in.readDouble(),
                        in.readDouble(),
                        in.readFloat(),
                        in.readFloat(),
                        in.readFloat()));
            }
            state.nextSequence = in.readLong();
            state.fedTime = in.readLong();
            state.newestTime = in.readLong();
            state.newestIngestedAt = in.readLong();
            state.traversals = in.readLong();
            state.timerAt = in.readLong();
            return state;
        }

        @Override
        public TypeSerializerSnapshot<VehicleState> snapshotConfiguration() {
            return new Snapshot();
        }

        /** For Flink. */
        public static final class Snapshot extends StateSerializer.Snapshot<VehicleState> {
            public Snapshot() {
                super((java.util.function.Supplier<TypeSerializer<VehicleState>>) Serializer::new);
            }
        }
    }
}
