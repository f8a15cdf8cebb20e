package city.mio.jobs.haul;

import city.mio.jobs.topics.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The office's state in its binary form. */
public final class OfficeStateSerializer extends StateSerializer<OfficeState> {

    private static final long serialVersionUID = 1;

    @Override
    public OfficeState createInstance() {
        return new OfficeState();
    }

    @Override
    public OfficeState copy(OfficeState from) {
        return from.copy();
    }

    @Override
    public void serialize(OfficeState state, DataOutputView out) throws IOException {
        state.write(out);
    }

    @Override
    public OfficeState deserialize(DataInputView in) throws IOException {
        return OfficeState.read(in);
    }

    @Override
    public TypeSerializerSnapshot<OfficeState> snapshotConfiguration() {
        return new Snapshot();
    }

    /** For Flink. */
    public static final class Snapshot extends StateSerializer.Snapshot<OfficeState> {
        public Snapshot() {
            super(OfficeStateSerializer::new);
        }
    }
}
