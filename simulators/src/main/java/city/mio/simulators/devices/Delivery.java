package city.mio.simulators.devices;

import city.mio.events.IntakeSource;
import city.mio.simulators.ledger.Ledger;
import java.util.PriorityQueue;

/**
 * Records on their way from the devices: each is handed over when its time has come, in order of delivery, and
 * entered in the ledger just before. Not thread-safe.
 */
final class Delivery {

    private record Parcel(long at, long number, Runnable send) {}

    private final Ledger ledger;
    private final PriorityQueue<Parcel> parcels =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.number, b.number));
    private long number;

    Delivery(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A good record, and a second copy of it if {@code copyAt} is not negative. */
    void good(IntakeSource source, String deviceId, long time, long identity, long at, long copyAt, Runnable send) {
        post(at, () -> {
            ledger.sent(source, deviceId, time, identity);
            send.run();
        });
        if (copyAt >= 0) {
            post(Math.max(copyAt, at), () -> {
                ledger.sentAgain(source, deviceId, time);
                send.run();
            });
        }
    }

    void post(long at, Runnable send) {
        parcels.add(new Parcel(at, number++, send));
    }

    /** Hands over what is due by now. */
    void deliver(long now) {
        while (!parcels.isEmpty() && parcels.peek().at <= now) {
            parcels.poll().send.run();
        }
    }

    /** Hands over everything, however late it would have been. */
    void deliverAll() {
        deliver(Long.MAX_VALUE);
    }

    int waiting() {
        return parcels.size();
    }
}
