package city.mio.jobs.alert;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint holds about the form of a state: its name. Public, with a public constructor, as Flink makes it by
 * reflection.
 *
 * @param <T> what has the form
 */
public final class StateFormSnapshot<T> implements TypeSerializerSnapshot<T> {

    private StateForm<T> form;

    /** For Flink, which then calls {@link #readSnapshot}. */
    public StateFormSnapshot() {}

    StateFormSnapshot(StateForm<T> form) {
        this.form = form;
    }

    @Override
    public int getCurrentVersion() {
        return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(form.name());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader) throws IOException {
        if (readVersion != 1) {
            throw new IOException("alert job: state form of unknown version " + readVersion);
        }
        form = (StateForm<T>) StateForm.ofName(in.readUTF());
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new StateFormSerializer<>(form);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        return old instanceof StateFormSnapshot<T> that && form.equals(that.form)
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
