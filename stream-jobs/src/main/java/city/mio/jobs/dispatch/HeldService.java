package city.mio.jobs.dispatch;

import city.mio.jobs.topics.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is remembered of a service, as Flink keeps it: the memory itself while the task works with it, bytes in what was
 * restored and in what a snapshot has taken. It is put into bytes when a snapshot asks, not after every event.
 *
 * <p>The task asks for the state before it changes anything. While a snapshot is being written Flink answers with a copy
 * ({@link Serializer#copy}); the copy gets the memory that goes on changing, and the one that the snapshot has is frozen
 * into bytes. Safe for the task's thread and the one that writes snapshots.
 */
final class HeldService {

    private ServiceMemory memory;
    private byte[] bytes;

    /** Goes on with a memory. */
    HeldService(ServiceMemory memory) {
        this.memory = memory;
    }

    private HeldService(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Its bytes, as they are now. */
    synchronized byte[] write() throws IOException {
        return memory == null ? bytes : memory.write();
    }

    private synchronized HeldService freeze() throws IOException {
        if (memory == null) {
            return this;
        }
        HeldService alive = new HeldService(memory);
        bytes = memory.write();
        memory = null;
        return alive;
    }

    /** Length and bytes. */
    static final class Serializer extends StateSerializer<HeldService> {

        private static final long serialVersionUID = 1L;

        public Serializer() {}

        @Override
        public HeldService createInstance() {
            return new HeldService(new byte[0]);
        }

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public HeldService copy(HeldService from) {
            try {
                return from.freeze();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException("a service's memory cannot be written", e);
            }
        }

        @Override
        public void serialize(HeldService held, DataOutputView target) throws IOException {
            byte[] bytes = held.write();
            target.writeInt(bytes.length);
            target.write(bytes);
        }

        @Override
        public HeldService deserialize(DataInputView source) throws IOException {
            byte[] bytes = new byte[source.readInt()];
            source.readFully(bytes);
            return new HeldService(bytes);
        }

        @Override
        public TypeSerializer<HeldService> duplicate() {
            return this;
        }

        @Override
        public TypeSerializerSnapshot<HeldService> snapshotConfiguration() {
            return new HeldSnapshot();
        }

        /** Its class is all there is to know. */
        public static final class HeldSnapshot extends Snapshot<HeldService> {
            public HeldSnapshot() {
                super(Serializer::new);
            }
        }
    }
}
