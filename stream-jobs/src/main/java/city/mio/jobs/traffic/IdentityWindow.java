package city.mio.jobs.traffic;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Tells records of one device that were seen before from new ones, in bounded memory: a bitmap over the last
 * {@value #SEQUENCES} sequence numbers, or the last {@value #TIMES} times of a device that does not count. What is
 * older than the window cannot be told and is said to be so. Mutable, not thread-safe.
 */
final class IdentityWindow {

    /** Whether a record was seen before. */
    enum Seen {
        NEW,
        BEFORE,
        TOO_OLD_TO_TELL
    }

    static final int SEQUENCES = 256;
    static final int TIMES = 64;

    private static final int WORDS = SEQUENCES / 64;

    private long highest;
    private long newestTime = Long.MIN_VALUE;
    private final long[] bits = new long[WORDS];
    private long[] times = new long[0];
    private int timeCount;

    /**
     * Looks a record up and remembers it.
     *
     * @param sequence 0 if the device does not count
     */
    Seen see(long sequence, long time) {
        Seen seen;
        if (sequence == 0) {
            seen = seeTime(time);
        } else {
            seen = seeSequence(sequence);
            if (seen != Seen.NEW && time > newestTime) {
                // A repeated record is never newer than all others: the device has begun to count anew.
                Arrays.fill(bits, 0);
                highest = 0;
                seen = seeSequence(sequence);
            }
        }
        newestTime = Math.max(newestTime, time);
        return seen;
    }

    private Seen seeSequence(long sequence) {
        if (sequence > highest) {
            long ahead = sequence - highest;
            if (ahead >= SEQUENCES) {
                Arrays.fill(bits, 0);
            } else {
                for (long s = highest + 1; s <= sequence; s++) {
                    clear(s);
                }
            }
            highest = sequence;
            set(sequence);
            return Seen.NEW;
        }
        if (sequence <= highest - SEQUENCES) {
            return Seen.TOO_OLD_TO_TELL;
        }
        if (isSet(sequence)) {
            return Seen.BEFORE;
        }
        set(sequence);
        return Seen.NEW;
    }

    private void set(long sequence) {
        bits[(int) (sequence >>> 6) & WORDS - 1] |= 1L << sequence;
    }

    private void clear(long sequence) {
        bits[(int) (sequence >>> 6) & WORDS - 1] &= ~(1L << sequence);
    }

    private boolean isSet(long sequence) {
        return (bits[(int) (sequence >>> 6) & WORDS - 1] & 1L << sequence) != 0;
    }

    private Seen seeTime(long time) {
        int at = Arrays.binarySearch(times, 0, timeCount, time);
        if (at >= 0) {
            return Seen.BEFORE;
        }
        int insert = -at - 1;
        if (timeCount == TIMES) {
            if (insert == 0) {
                return Seen.TOO_OLD_TO_TELL;
            }
            System.arraycopy(times, 1, times, 0, insert - 1);
            times[insert - 1] = time;
            return Seen.NEW;
        }
        if (timeCount == times.length) {
            times = Arrays.copyOf(times, Math.min(TIMES, Math.max(8, 2 * timeCount)));
        }
        System.arraycopy(times, insert, times, insert + 1, timeCount - insert);
        times[insert] = time;
        timeCount++;
        return Seen.NEW;
    }

    IdentityWindow copy() {
        IdentityWindow copy = new IdentityWindow();
        copy.highest = highest;
        copy.newestTime = newestTime;
        System.arraycopy(bits, 0, copy.bits, 0, WORDS);
        copy.times = times.clone();
        copy.timeCount = timeCount;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(highest);
        out.writeLong(newestTime);
        for (long word : bits) {
            out.writeLong(word);
        }
        out.writeByte(timeCount);
        for (int i = 0; i < timeCount; i++) {
            out.writeLong(times[i]);
        }
    }

    static IdentityWindow read(DataInput in) throws IOException {
        IdentityWindow window = new IdentityWindow();
        window.highest = in.readLong();
        window.newestTime = in.readLong();
        for (int i = 0; i < WORDS; i++) {
            window.bits[i] = in.readLong();
        }
        window.timeCount = in.readUnsignedByte();
        window.times = new long[window.timeCount];
        for (int i = 0; i < window.timeCount; i++) {
            window.times[i] = in.readLong();
        }
        return window;
    }
}
