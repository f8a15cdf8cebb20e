package city.mio.jobs.forecast;

import city.mio.jobs.topics.WireSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A value of one target on its way to the part that it is forecast in. Immutable.
 *
 * @param key of the part and its phase, see {@link PartKey}
 * @param targetId as in the history that models are learnt from
 * @param start begin of the time that it is about, UTC epoch milliseconds
 * @param channel number of the value in the part
 * @param value in the channel's unit
 * @param weight of it among others of the same step, positive
 */
record TargetValue(String key, String targetId, long start, int channel, float value, float weight) {

    static final class Serializer extends WireSerializer<TargetValue> {

        private static final long serialVersionUID = 1L;

        @Override
        public void serialize(TargetValue value, DataOutputView out) throws IOException {
            out.writeUTF(value.key);
            out.writeUTF(value.targetId);
            out.writeLong(value.start);
            out.writeByte(value.channel);
            out.writeFloat(value.value);
            out.writeFloat(value.weight);
        }

        @Override
        public TargetValue deserialize(DataInputView in) throws IOException {
            return new TargetValue(
                    in.readUTF(), in.readUTF(), in.readLong(), in.readByte(), in.readFloat(), in.readFloat());
        }

        @Override
        protected Object identity() {
            return "TargetValue";
        }

        @Override
        public TypeSerializerSnapshot<TargetValue> snapshotConfiguration() {
            return new Snapshot();
        }

        /** For Flink. */
        public static final class Snapshot extends WireSerializer.Snapshot<TargetValue> {
            public Snapshot() {
                super((java.util.function.Supplier<TypeSerializer<TargetValue>>) Serializer::new);
            }
        }
    }
}
