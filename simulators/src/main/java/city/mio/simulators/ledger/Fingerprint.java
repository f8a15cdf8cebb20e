package city.mio.simulators.ledger;

import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import java.nio.charset.StandardCharsets;

/**
 * 64-bit names by which a malformed record is recognised when it comes back as a dead letter: by its bytes, by the
 * device and identity it claims (where a bridge changes the bytes), or by the place it was sent to (where the bytes
 * are masked).
 */
public final class Fingerprint {

    private Fingerprint() {}

    /** Of the bytes as they were sent. */
    public static long ofBytes(byte[] raw) {
        long hash = 0xcbf29ce484222325L ^ raw.length;
        for (byte b : raw) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return IntakeReceipt.digestOf(hash);
    }

    /** Of what a record says of itself. */
    public static long ofIdentity(IntakeSource source, String deviceId, long identity) {
        return ofText("identity " + source.code() + ' ' + identity + ' ' + deviceId);
    }

    /** Of the topic it was sent to. */
    public static long ofPlace(String topic) {
        return ofText("place " + topic);
    }

    private static long ofText(String text) {
        return ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
