package city.mio.geo.routing;

import java.util.Arrays;

/** A binary heap of states by distance; a state may be in it more than once. Thread-confined. */
final class StateHeap {

    /** Distance above, state below: both are not negative. */
    private long[] entries = new long[256];

    private int size;

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void push(int distance, int state) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        long entry = (long) distance << 32 | state;
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

    /** Takes the nearest out and returns its state; the heap must not be empty. */
    int pop() {
        int state = (int) entries[0];
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
        return state;
    }
}
