package city.mio.simulators.ledger;

import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import city.mio.events.RefusalReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The book of what was sent. Good records are counted per device and minute of event time, with the digest of their
 * identities, as the engine's receipts count them; malformed ones are kept by fingerprint until they come back as
 * dead letters. Enter a record before it is sent. Thread-safe.
 */
public final class Ledger {

    /** A minute, milliseconds. */
    static final long MINUTE = 60_000;

    /** A device of a stream. */
    record Device(IntakeSource source, String id) {}

    /** What was sent of one device and minute; guarded by the device's map. */
    static final class Sent {
        int unique;
        long digest;
        int again;
    }

    /** A malformed record on its way. */
    record Malformed(IntakeSource source, RefusalReason reason) {}

    private final Map<Device, Map<Long, Sent>> sent = new ConcurrentHashMap<>();
    private final Map<Long, List<Malformed>> malformed = new HashMap<>();
    private final Map<IntakeSource, LongAdder> malformedBySource = new EnumMap<>(IntakeSource.class);
    private final Map<RefusalReason, LongAdder> malformedByReason = new EnumMap<>(RefusalReason.class);
    private final boolean open;
    private long malformedOutstanding;

    public Ledger() {
        this(true);
    }

    private Ledger(boolean open) {
        this.open = open;
        for (IntakeSource source : IntakeSource.values()) {
            malformedBySource.put(source, new LongAdder());
        }
        for (RefusalReason reason : RefusalReason.values()) {
            malformedByReason.put(reason, new LongAdder());
        }
    }

    /** A ledger that nothing is entered in, for weeks of records that nobody will settle. */
    public static Ledger closed() {
        return new Ledger(false);
    }

    /**
     * A good record is about to be sent for the first time.
     *
     * @param time of the event, UTC epoch milliseconds; of an interval its start
     * @param identity what tells it from the device's other records
     */
    public void sent(IntakeSource source, String deviceId, long time, long identity) {
        enter(source, deviceId, time, IntakeReceipt.digestOf(identity), 1, 0);
    }

    /** A further copy of a record that {@link #sent} has entered is about to be sent. */
    public void sentAgain(IntakeSource source, String deviceId, long time) {
        enter(source, deviceId, time, 0, 0, 1);
    }

    private void enter(IntakeSource source, String deviceId, long time, long digest, int unique, int again) {
        if (!open) {
            return;
        }
        Map<Long, Sent> minutes = sent.computeIfAbsent(new Device(source, deviceId), key -> new HashMap<>());
        synchronized (minutes) {
            Sent cell = minutes.computeIfAbsent(Math.floorDiv(time, MINUTE) * MINUTE, key -> new Sent());
            cell.unique += unique;
            cell.digest += digest;
            cell.again += again;
        }
    }

    /**
     * A record that must be refused is about to be sent.
     *
     * @param expected why it should be refused
     * @param fingerprint by which its dead letter is recognised, see {@link Fingerprint}
     */
    public void sentMalformed(IntakeSource source, RefusalReason expected, long fingerprint) {
        if (!open) {
            return;
        }
        malformedBySource.get(source).increment();
        malformedByReason.get(expected).increment();
        synchronized (malformed) {
            malformed.computeIfAbsent(fingerprint, key -> new ArrayList<>(1)).add(new Malformed(source, expected));
            malformedOutstanding++;
        }
    }

    /**
     * Strikes off a malformed record that came back.
     *
     * @return what was sent under that fingerprint, preferring the reason it came back with; null if nothing was
     */
    Malformed strike(long fingerprint, RefusalReason reason) {
        synchronized (malformed) {
            List<Malformed> open = malformed.get(fingerprint);
            if (open == null) {
                return null;
            }
            int at = open.size() - 1;
            for (int i = 0; i < open.size(); i++) {
                if (open.get(i).reason == reason) {
                    at = i;
                }
            }
            Malformed struck = open.remove(at);
            if (open.isEmpty()) {
                malformed.remove(fingerprint);
            }
            malformedOutstanding--;
            return struck;
        }
    }

    /** Malformed records sent so far, by the reason for which they should be refused. */
    public Map<RefusalReason, Long> malformedByReason() {
        Map<RefusalReason, Long> counts = new EnumMap<>(RefusalReason.class);
        malformedByReason.forEach((reason, count) -> {
            if (count.sum() > 0) {
                counts.put(reason, count.sum());
            }
        });
        return counts;
    }

    long malformedOf(IntakeSource source) {
        return malformedBySource.get(source).sum();
    }

    /** Malformed records that have not come back. */
    long malformedOutstanding() {
        synchronized (malformed) {
            return malformedOutstanding;
        }
    }

    /** Devices and their minutes; each device's map must be synchronized on. */
    Map<Device, Map<Long, Sent>> cells() {
        return sent;
    }
}
