package city.mio.events.wire;

import city.mio.events.RefusalReason;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.util.function.Function;

/**
 * Turns events of one type into bytes and back. Unknown fields are passed over, so an older reader understands a
 * newer writer. Stateless and thread-safe.
 *
 * @param <T> the record
 */
public final class Codec<T> {

    /** How a record is made of a message. */
    @FunctionalInterface
    interface Reader<M, T> {
        T read(M message);
    }

    private final Function<T, ? extends MessageLite> writer;
    private final ByteReader<T> reader;

    @FunctionalInterface
    private interface ByteReader<T> {
        T read(byte[] bytes) throws InvalidProtocolBufferException;
    }

    private Codec(Function<T, ? extends MessageLite> writer, ByteReader<T> reader) {
        this.writer = writer;
        this.reader = reader;
    }

    static <M extends MessageLite, T> Codec<T> of(Parser<M> parser, Function<T, M> writer, Reader<M, T> reader) {
        return new Codec<>(writer, bytes -> reader.read(parser.parseFrom(bytes)));
    }

    /** The bytes of a record. */
    public byte[] encode(T event) {
        return writer.apply(event).toByteArray();
    }

    /**
     * The record in the bytes.
     *
     * @throws WireException if the bytes are not of this form, or a field is missing or out of range
     */
    public T decode(byte[] bytes) throws WireException {
        if (bytes == null) {
            throw new WireException(RefusalReason.UNDECODABLE, "empty record", null);
        }
        try {
            return reader.read(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new WireException(RefusalReason.UNDECODABLE, "not a Protobuf message of this topic", e);
        } catch (IllegalArgumentException e) {
            throw new WireException(RefusalReason.INVALID_FIELD, e.getMessage(), e);
        }
    }
}
