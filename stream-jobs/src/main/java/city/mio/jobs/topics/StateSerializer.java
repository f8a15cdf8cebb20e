package city.mio.jobs.topics;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The serializer of a mutable keyed state that writes itself, versioned by its first byte. A subclass has a public
 * constructor without arguments and no settings.
 *
 * <p>What subclasses repeat are four lines that name their state and a snapshot. One generic class for all would not do: Flink
 * restores by the name of the snapshot's class and its constructor without arguments, so it would have to find its state by
 * reflection, and what was stored could not be read any more.
 *
 * @param <T> the state
 */
public abstract class StateSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public boolean equals(Object other) {
        return other != null && getClass() == other.getClass();
    }

    @Override
    public int hashCode() {
        return getClass().hashCode();
    }

    /** Fails on a form that this version does not know, by name. */
    protected static void requireVersion(String what, int expected, int found) throws IOException {
        if (found != expected) {
            throw new IOException(what + ": stored in form " + found + ", this version reads form " + expected);
        }
    }

    /** The snapshot of such a serializer: its class is all there is to know. */
    public abstract static class Snapshot<T> extends SimpleTypeSerializerSnapshot<T> {
        protected Snapshot(java.util.function.Supplier<? extends TypeSerializer<T>> serializer) {
            super(serializer);
        }
    }
}
