package city.mio.jobs.topics;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Remembers which topic's wire form was written; that form is compatible with itself by the rules of Protobuf. */
abstract class TopicSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {

    private String topicName;

    TopicSerializerSnapshot(String topicName) {
        this.topicName = topicName;
    }

    abstract TypeSerializer<T> serializerOf(String topicName);

    @Override
    public int getCurrentVersion() {
        return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(topicName);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader) throws IOException {
        topicName = in.readUTF();
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return serializerOf(topicName);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        return old.getClass() == getClass() && ((TopicSerializerSnapshot<T>) old).topicName.equals(topicName)
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
