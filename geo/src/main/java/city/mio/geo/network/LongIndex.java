package city.mio.geo.network;

import java.util.Arrays;

/** Where each of many distinct longs stands: open addressing in primitive arrays. Immutable once made. */
public final class LongIndex {

    private final long[] keys;
    private final int[] slots;
    private final int firstRepeated;

    /** @param keys not copied */
    public LongIndex(long[] keys) {
        this.keys = keys;
        slots = new int[Integer.highestOneBit(Math.max(8, 2 * keys.length - 1)) << 1];
        Arrays.fill(slots, -1);
        int repeated = -1;
        for (int i = 0; i < keys.length; i++) {
            int slot = slotOf(keys[i]);
            if (slots[slot] >= 0) {
                repeated = repeated < 0 ? i : repeated;
            } else {
                slots[slot] = i;
            }
        }
        firstRepeated = repeated;
    }

    private int slotOf(long key) {
        int mask = slots.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (slots[slot] >= 0 && keys[slots[slot]] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The place of the key; -1 if it is not there. */
    public int find(long key) {
        return slots[slotOf(key)];
    }

    /** The place of the first key that stood before already; -1 if all are distinct. */
    public int firstRepeated() {
        return firstRepeated;
    }
}
