package city.mio.geo.places;

import java.util.Arrays;

/**
 * Gates that a movement crossed, in the order in which it did. Each thread brings its own and uses it again; filled
 * by {@link ZoneIndex#gatesCrossed}.
 */
public final class GateCrossings {

    private int size;
    private int[] gates = new int[4];
    private boolean[] forwards = new boolean[4];
    private double[] shares = new double[4];

    /** Number of crossings. */
    public int size() {
        return size;
    }

    /** The place index of the {@code i}th gate crossed. */
    public int gate(int i) {
        return gates[check(i)];
    }

    /** Whether it was crossed from its left to its right. */
    public boolean forwards(int i) {
        return forwards[check(i)];
    }

    /** How much of the movement lay before it, 0 to 1. */
    public double share(int i) {
        return shares[check(i)];
    }

    private int check(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException("crossing " + i + " of " + size);
        }
        return i;
    }

    void clear() {
        size = 0;
    }

    void add(int gate, boolean forward, double share) {
        if (size == gates.length) {
            gates = Arrays.copyOf(gates, 2 * size);
            forwards = Arrays.copyOf(forwards, 2 * size);
            shares = Arrays.copyOf(shares, 2 * size);
        }
        int at = size++;
        for (; at > 0 && (shares[at - 1] > share || (shares[at - 1] == share && gates[at - 1] > gate)); at--) {
            gates[at] = gates[at - 1];
            forwards[at] = forwards[at - 1];
            shares[at] = shares[at - 1];
        }
        gates[at] = gate;
        forwards[at] = forward;
        shares[at] = share;
    }
}
