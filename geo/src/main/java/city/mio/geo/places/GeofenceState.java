package city.mio.geo.places;

import java.util.Arrays;

/**
 * What a {@link GeofenceMonitor} remembers of one vehicle: its last fix, the places it is in or may just be entering
 * or leaving, and the gates it may just be crossing; about 100 bytes away from all places, 300 in one or two. Belongs
 * to one {@link ZoneIndex}; {@link GeofenceStateCodec} takes it to another. Not thread-safe.
 */
public final class GeofenceState {

    static final byte ENTERING = 0;
    static final byte INSIDE = 1;
    static final byte LEAVING = 2;

    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};
    private static final byte[] NO_BYTES = {};
    private static final boolean[] NO_BOOLEANS = {};

    long lastTime = Long.MIN_VALUE;
    double lastLon = Double.NaN;
    double lastLat = Double.NaN;
    long lateFixes;

    /** Stays, by ascending place. */
    int stays;

    int[] stayPlace = NO_INTS;
    byte[] stayPhase = NO_BYTES;
    long[] stayEntered = NO_LONGS;
    long[] stayLastInside = NO_LONGS;

    /** While entering the first fix inside, while leaving the first fix outside. */
    long[] staySince = NO_LONGS;

    int[] stayFixes = NO_INTS;
    boolean[] stayDwelt = NO_BOOLEANS;

    /** Crossings not yet confirmed, at most one a gate. */
    int crossings;

    int[] crossingGate = NO_INTS;
    boolean[] crossingForwards = NO_BOOLEANS;
    long[] crossingTime = NO_LONGS;

    /** Time of the last fix taken; {@link Long#MIN_VALUE} before the first. */
    public long lastTime() {
        return lastTime;
    }

    /** Fixes that came at or before the time of one already taken, and were left out. */
    public long lateFixes() {
        return lateFixes;
    }

    /** Number of places the vehicle is in. */
    public int insideCount() {
        int count = 0;
        for (int i = 0; i < stays; i++) {
            count += stayPhase[i] == ENTERING ? 0 : 1;
        }
        return count;
    }

    /** Whether the vehicle has entered the place and not left it. */
    public boolean isInside(int place) {
        int stay = Arrays.binarySearch(stayPlace, 0, stays, place);
        return stay >= 0 && stayPhase[stay] != ENTERING;
    }

    /** When the vehicle may next be said to dwell without a further fix; {@link Long#MAX_VALUE} if never. */
    public long nextDwellTime(GeofenceSettings settings) {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < stays && settings.dwellMillis() > 0; i++) {
            if (stayPhase[i] == INSIDE && !stayDwelt[i]) {
                next = Math.min(next, stayEntered[i] + settings.dwellMillis());
            }
        }
        return next;
    }

    int findStay(int place) {
        return Arrays.binarySearch(stayPlace, 0, stays, place);
    }

    /** The place must have no stay yet. */
    int addStay(int place) {
        int at = ~findStay(place);
        if (stays == stayPlace.length) {
            int capacity = Math.max(2, 2 * stays);
            stayPlace = Arrays.copyOf(stayPlace, capacity);
            stayPhase = Arrays.copyOf(stayPhase, capacity);
            stayEntered = Arrays.copyOf(stayEntered, capacity);
            stayLastInside = Arrays.copyOf(stayLastInside, capacity);
            staySince = Arrays.copyOf(staySince, capacity);
            stayFixes = Arrays.copyOf(stayFixes, capacity);
            stayDwelt = Arrays.copyOf(stayDwelt, capacity);
        }
        moveStays(at, at + 1, stays - at);
        stays++;
        stayPlace[at] = place;
        return at;
    }

    void removeStay(int stay) {
        moveStays(stay + 1, stay, stays - stay - 1);
        stays--;
    }

    private void moveStays(int from, int to, int count) {
        System.arraycopy(stayPlace, from, stayPlace, to, count);
        System.arraycopy(stayPhase, from, stayPhase, to, count);
        System.arraycopy(stayEntered, from, stayEntered, to, count);
        System.arraycopy(stayLastInside, from, stayLastInside, to, count);
        System.arraycopy(staySince, from, staySince, to, count);
        System.arraycopy(stayFixes, from, stayFixes, to, count);
        System.arraycopy(stayDwelt, from, stayDwelt, to, count);
    }

    int findCrossing(int gate) {
        for (int i = 0; i < crossings; i++) {
            if (crossingGate[i] == gate) {
                return i;
            }
        }
        return -1;
    }

    void addCrossing(int gate, boolean forwards, long time) {
        if (crossings == crossingGate.length) {
            int capacity = Math.max(2, 2 * crossings);
            crossingGate = Arrays.copyOf(crossingGate, capacity);
            crossingForwards = Arrays.copyOf(crossingForwards, capacity);
            crossingTime = Arrays.copyOf(crossingTime, capacity);
        }
        crossingGate[crossings] = gate;
        crossingForwards[crossings] = forwards;
        crossingTime[crossings] = time;
        crossings++;
    }

    void removeCrossing(int crossing) {
        int count = crossings - crossing - 1;
        System.arraycopy(crossingGate, crossing + 1, crossingGate, crossing, count);
        System.arraycopy(crossingForwards, crossing + 1, crossingForwards, crossing, count);
        System.arraycopy(crossingTime, crossing + 1, crossingTime, crossing, count);
        crossings--;
    }
}
