package city.mio.jobs.topics;

import city.mio.events.DeadLetter;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topic;
import city.mio.events.wire.WireException;
import java.util.Arrays;

/**
 * One record as it came from a topic: the bytes, where they stood, and what they say. Decoded once, when it is made;
 * bytes that cannot be decoded are no error here but a record with a fault, which the job refuses in its own words.
 * Travels between operators as its bytes. Immutable; the bytes are not copied and not to be changed.
 *
 * @param <T> what it says
 */
public final class Inbound<T> {

    private final Topic<T> topic;
    private final int partition;
    private final long offset;
    private final long ingestedAt;
    private final byte[] raw;
    private final T event;
    private final WireException fault;

    private Inbound(
            Topic<T> topic, int partition, long offset, long ingestedAt, byte[] raw, T event, WireException fault) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.ingestedAt = ingestedAt;
        this.raw = raw;
        this.event = event;
        this.fault = fault;
    }

    /**
     * A record as the broker had it.
     *
     * @param ingestedAt the broker's timestamp, wall clock, UTC epoch milliseconds
     * @param raw null counts as empty
     */
    public static <T> Inbound<T> of(Topic<T> topic, int partition, long offset, long ingestedAt, byte[] raw) {
        byte[] bytes = raw == null ? new byte[0] : raw;
        try {
            return new Inbound<>(topic, partition, offset, ingestedAt, bytes, topic.codec().decode(bytes), null);
        } catch (WireException e) {
            return new Inbound<>(topic, partition, offset, ingestedAt, bytes, null, e);
        }
    }

    /** An event that never was on a broker, for sources that make their own. */
    public static <T> Inbound<T> of(Topic<T> topic, T event, long ingestedAt) {
        return new Inbound<>(topic, -1, -1, ingestedAt, topic.codec().encode(event), event, null);
    }

    /** Whether the bytes say something; {@link #event} throws if not. */
    public boolean isReadable() {
        return event != null;
    }

    /**
     * What the record says.
     *
     * @throws IllegalStateException if it cannot be read
     */
    public T event() {
        if (event == null) {
            throw new IllegalStateException("record " + this + " cannot be read: " + fault.getMessage());
        }
        return event;
    }

    /** The refusal of a record that cannot be read. */
    public DeadLetter refuseUnreadable() {
        return refuse(fault.reason(), fault.getMessage(), "");
    }

    /**
     * The refusal of this record.
     *
     * @param detail one line naming the field or fault
     * @param deviceId who sent it; empty if that cannot be told
     */
    public DeadLetter refuse(RefusalReason reason, String detail, String deviceId) {
        return new DeadLetter(topic.name(), reason, detail, deviceId, raw, partition, offset, ingestedAt);
    }

    public Topic<T> topic() {
        return topic;
    }

    /** Partition in the topic; -1 if it never was on a broker. */
    public int partition() {
        return partition;
    }

    /** Offset in the partition; -1 if it never was on a broker. */
    public long offset() {
        return offset;
    }

    /** Wall clock at which the broker had it, UTC epoch milliseconds. */
    public long ingestedAt() {
        return ingestedAt;
    }

    byte[] raw() {
        return raw;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Inbound<?> that
                && topic.name().equals(that.topic.name())
                && partition == that.partition
                && offset == that.offset
                && ingestedAt == that.ingestedAt
                && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw) * 31 + Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
