package city.mio.events;

import java.util.Arrays;

/**
 * What was refused, why, and where it came from.
 *
 * @param source topic (Kafka or MQTT) or door at which it arrived
 * @param reason why it was refused
 * @param detail one line naming the field or fault
 * @param deviceId who sent it; empty if that cannot be told
 * @param raw the bytes as they came; a copy is kept and handed out
 * @param partition in the source topic; -1 where it never had one
 * @param offset in the source topic; -1 where it never had one
 * @param receivedAt wall clock at which the broker or the door had it, UTC epoch milliseconds
 */
public record DeadLetter(
        String source, RefusalReason reason, String detail, String deviceId, byte[] raw, int partition, long offset,
        long receivedAt) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public DeadLetter {
        Checks.text("source", source);
        Checks.present("reason", reason);
        Checks.present("detail", detail);
        Checks.present("deviceId", deviceId);
        Checks.present("raw", raw);
        raw = raw.clone();
    }

    @Override
    public byte[] raw() {
        return raw.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeadLetter that
                && source.equals(that.source)
                && reason == that.reason
                && detail.equals(that.detail)
                && deviceId.equals(that.deviceId)
                && Arrays.equals(raw, that.raw)
                && partition == that.partition
                && offset == that.offset
                && receivedAt == that.receivedAt;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(raw) + Long.hashCode(offset);
    }

    @Override
    public String toString() {
        return "DeadLetter[" + source + " " + partition + "/" + offset + " " + reason + ": " + detail + "]";
    }
}
