package city.mio.jobs.topics;

import city.mio.events.wire.Topic;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * A type that is known by its serializer, so that Flink never has to guess (and never falls back to Kryo).
 *
 * @param <T> the type
 */
public final class SerializerType<T> extends TypeInformation<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> typeClass;
    private final TypeSerializer<T> serializer;

    private SerializerType(Class<T> typeClass, TypeSerializer<T> serializer) {
        this.typeClass = typeClass;
        this.serializer = serializer;
    }

    /** The type of a class that travels by this serializer. */
    public static <T> SerializerType<T> of(Class<T> typeClass, TypeSerializer<T> serializer) {
        return new SerializerType<>(typeClass, serializer);
    }

    /** The type of a topic's events. */
    public static <T> SerializerType<T> ofEvents(Topic<T> topic) {
        return new SerializerType<>(topic.type(), new EventSerializer<>(topic));
    }

    /** The type of a topic's records as they come. */
    @SuppressWarnings("unchecked")
    public static <T> SerializerType<Inbound<T>> ofInbound(Topic<T> topic) {
        return new SerializerType<>((Class<Inbound<T>>) (Class<?>) Inbound.class, new InboundSerializer<>(topic));
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return typeClass;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer.duplicate();
    }

    @Override
    public String toString() {
        return "SerializerType<" + typeClass.getSimpleName() + ">";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SerializerType<?> that
                && typeClass == that.typeClass
                && serializer.equals(that.serializer);
    }

    @Override
    public int hashCode() {
        return Objects.hash(typeClass, serializer);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof SerializerType;
    }
}
