package city.mio.geo.matching;

import java.util.Arrays;

/** A binary heap of links by a cost that is not negative; a link may be in it more than once. Thread-confined. */
final class LinkHeap {

    /** Cost bits above, link below: floats of 0 and more sort like their bits. */
    private long[] entries = new long[256];

    private int size;

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void push(float cost, int link) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        long entry = (long) Float.floatToRawIntBits(cost) << 32 | link;
        int at = size++;
        while (at > 0) {
            int above = (at - 1) >>> 1;
            if (entries[above] <= entry) {
                break;
            }
            entries[at] = entries[above];
            at = above;
        }
        entries[at] = entry;
    }

    /** Cost of the least entry; the heap must not be empty. */
    float leastCost() {
        return Float.intBitsToFloat((int) (entries[0] >>> 32));
    }

    /** Takes the least entry out and returns its link. */
    int pop() {
        int link = (int) entries[0];
        long last = entries[--size];
        int at = 0;
        for (int below = 1; below < size; below = 2 * at + 1) {
            if (below + 1 < size && entries[below + 1] < entries[below]) {
                below++;
            }
            if (entries[below] >= last) {
                break;
            }
            entries[at] = entries[below];
            at = below;
        }
        entries[at] = last;
        return link;
    }
}
