package city.mio.jobs.alert;

import city.mio.events.wire.Codec;
import city.mio.events.wire.WireException;
import city.mio.jobs.topics.SerializerType;
import city.mio.models.incident.CongestionState;
import city.mio.models.incident.DetectorState;
import city.mio.models.incident.PredictedState;
import city.mio.models.incident.QueueState;
import city.mio.models.incident.UsualState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The binary form of something that the alert job keeps or passes on between its operators. Each form has a name, which
 * is what savepoints hold; the forms' own version bytes let a later version read what an earlier one kept.
 *
 * @param <T> what has the form
 */
public final class StateForm<T> implements Serializable {

    /** Writes a value. */
    @FunctionalInterface
    interface Writer<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    /** Reads a value. */
    @FunctionalInterface
    interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    private static final long serialVersionUID = 1;
    private static final Map<String, StateForm<?>> FORMS = new HashMap<>();

    static final StateForm<CongestionState> CONGESTION = new StateForm<>(
            "congestion", CongestionState.class, CongestionState::write, CongestionState::read, CongestionState::copy);
    static final StateForm<UsualState> USUAL =
            new StateForm<>("usual", UsualState.class, UsualState::write, UsualState::read, UsualState::copy);
    static final StateForm<DetectorState> DETECTOR = new StateForm<>(
            "detector", DetectorState.class, DetectorState::write, DetectorState::read, DetectorState::copy);
    static final StateForm<QueueState> QUEUES =
            new StateForm<>("queues", QueueState.class, QueueState::write, QueueState::read, QueueState::copy);
    static final StateForm<CongestionNews> NEWS = new StateForm<>(
            "news", CongestionNews.class, CongestionNews::write, CongestionNews::read, UnaryOperator.identity());
    static final StateForm<DetectorSignal> SIGNAL = new StateForm<>(
            "signal", DetectorSignal.class, DetectorSignal::write, DetectorSignal::read, UnaryOperator.identity());
    static final StateForm<MinuteTally> TALLY = new StateForm<>(
            "tally", MinuteTally.class, MinuteTally::write, MinuteTally::read, UnaryOperator.identity());
    static final StateForm<PredictedState> PREDICTED = new StateForm<>(
            "predicted", PredictedState.class, PredictedState::write, PredictedState::read, PredictedState::copy);
    private final String name;
    private final transient Class<T> type;
    private final transient Writer<T> writer;
    private final transient Reader<T> reader;
    private final transient UnaryOperator<T> copier;

    private StateForm(String name, Class<T> type, Writer<T> writer, Reader<T> reader, UnaryOperator<T> copier) {
        this.name = name;
        this.type = type;
        this.writer = writer;
        this.reader = reader;
        this.copier = copier;
        FORMS.put(name, this);
    }

    /** @throws IllegalArgumentException if there is no such form */
    static StateForm<?> ofName(String name) {
        StateForm<?> form = FORMS.get(name);
        if (form == null) {
            throw new IllegalArgumentException("alert job: no state form " + name);
        }
        return form;
    }

    String name() {
        return name;
    }

    Class<T> type() {
        return type;
    }

    void write(T value, DataOutput out) throws IOException {
        writer.write(value, out);
    }

    T read(DataInput in) throws IOException {
        return reader.read(in);
    }

    /** The value itself where it is immutable. */
    T copy(T value) {
        return copier.apply(value);
    }

    SerializerType<T> typeInfo() {
        return SerializerType.of(type, new StateFormSerializer<>(this));
    }

    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static <E> E decode(Codec<E> codec, DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        try {
            return codec.decode(bytes);
        } catch (WireException e) {
            throw new IOException(e);
        }
    }

    private Object readResolve() {
        return ofName(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateForm<?> that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
