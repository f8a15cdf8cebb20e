package city.mio.jobs.traffic;

import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What became of one device's records, by minute of event time, until it is written out as receipts. Holds only the
 * minutes that have something to say. Mutable, not thread-safe.
 */
final class ReceiptBook {

    private static final long MINUTE = 60_000;

    private long[] minutes = new long[2];
    private long[] digests = new long[2];

    /** accepted, duplicates, matched, unmatched of each minute in turn. */
    private int[] counts = new int[8];

    private int size;

    /** The place of a time's minute; may put larger arrays in place, so take it before naming one. */
    private int at(long time) {
        long minute = Math.floorDiv(time, MINUTE) * MINUTE;
        for (int i = size - 1; i >= 0; i--) {
            if (minutes[i] == minute) {
                return i;
            }
        }
        if (size == minutes.length) {
            minutes = Arrays.copyOf(minutes, 2 * size);
            digests = Arrays.copyOf(digests, 2 * size);
            counts = Arrays.copyOf(counts, 8 * size);
        }
        minutes[size] = minute;
        digests[size] = 0;
        Arrays.fill(counts, 4 * size, 4 * size + 4, 0);
        return size++;
    }

    void accepted(long time, long identity) {
        int i = at(time);
        counts[4 * i]++;
        digests[i] += IntakeReceipt.digestOf(identity);
    }

    void duplicate(long time) {
        int i = at(time);
        counts[4 * i + 1]++;
    }

    void matched(long time) {
        int i = at(time);
        counts[4 * i + 2]++;
    }

    void unmatched(long time) {
        int i = at(time);
        counts[4 * i + 3]++;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Writes out, and forgets, all minutes that end before the time. */
    void writeOut(IntakeSource source, String deviceId, long before, Consumer<IntakeReceipt> out) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (minutes[i] + MINUTE <= before) {
                out.accept(new IntakeReceipt(
                        source,
                        deviceId,
                        minutes[i],
                        counts[4 * i],
                        digests[i],
                        counts[4 * i + 1],
                        counts[4 * i + 2],
                        counts[4 * i + 3]));
            } else {
                minutes[kept] = minutes[i];
                digests[kept] = digests[i];
                System.arraycopy(counts, 4 * i, counts, 4 * kept, 4);
                kept++;
            }
        }
        size = kept;
    }

    ReceiptBook copy() {
        ReceiptBook copy = new ReceiptBook();
        copy.minutes = minutes.clone();
        copy.digests = digests.clone();
        copy.counts = counts.clone();
        copy.size = size;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(minutes[i]);
            out.writeLong(digests[i]);
            for (int k = 0; k < 4; k++) {
                out.writeInt(counts[4 * i + k]);
            }
        }
    }

    static ReceiptBook read(DataInput in) throws IOException {
        ReceiptBook book = new ReceiptBook();
        book.size = in.readInt();
        book.minutes = new long[Math.max(2, book.size)];
        book.digests = new long[book.minutes.length];
        book.counts = new int[4 * book.minutes.length];
        for (int i = 0; i < book.size; i++) {
            book.minutes[i] = in.readLong();
            book.digests[i] = in.readLong();
            for (int k = 0; k < 4; k++) {
                book.counts[4 * i + k] = in.readInt();
            }
        }
        return book;
    }
}
