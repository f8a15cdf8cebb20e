package city.mio.jobs.alert;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serialises by a {@link StateForm}; stateless. */
final class StateFormSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1;

    private final StateForm<T> form;

    StateFormSerializer(StateForm<T> form) {
        this.form = form;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return form.copy(from);
    }

    @Override
    public T copy(T from, T reuse) {
        return form.copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        form.write(value, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return form.read(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return form.read(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        form.write(form.read(source), target);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateFormSerializer<?> that && form.equals(that.form);
    }

    @Override
    public int hashCode() {
        return form.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new StateFormSnapshot<>(form);
    }
}
