package city.mio.jobs.forecast;

import city.mio.jobs.topics.StateSerializer;
import city.mio.models.forecast.live.MinuteValues;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Keeps {@link MinuteValues} in their own form. */
public final class MinuteValuesSerializer extends StateSerializer<MinuteValues> {

    private static final long serialVersionUID = 1L;

    @Override
    public MinuteValues createInstance() {
        return new MinuteValues();
    }

    @Override
    public MinuteValues copy(MinuteValues from) {
        return from.copy();
    }

    @Override
    public void serialize(MinuteValues values, DataOutputView target) throws IOException {
        values.write(target);
    }

    @Override
    public MinuteValues deserialize(DataInputView source) throws IOException {
        return MinuteValues.read(source);
    }

    @Override
    public TypeSerializerSnapshot<MinuteValues> snapshotConfiguration() {
        return new Snapshot();
    }

    /** For Flink. */
    public static final class Snapshot extends StateSerializer.Snapshot<MinuteValues> {
        public Snapshot() {
            super(MinuteValuesSerializer::new);
        }
    }
}
