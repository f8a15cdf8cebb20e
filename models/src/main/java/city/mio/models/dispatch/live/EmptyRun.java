package city.mio.models.dispatch.live;

import java.util.Arrays;

/**
 * How long a vehicle that has put down its last rider will drive empty to the next one: the expected way to the nearest of
 * the riders who come lately, from where they are expected. It counts as a cost of where a plan ends, so that of two trips that
 * take as long the one that ends among riders is the cheaper one, and of two vehicles the one goes that is less needed where it is.
 *
 * <p>Riders come as a Poisson process at each place: the way is the integral over the drive of the chance that nobody
 * asks within it. A value of places as in approximate dynamic programming for taxis (Godfrey and Powell 2002), of one
 * step and nothing learnt but where riders ask.
 *
 * <p>What is expected is in the {@link DispatchState}; this remembers what it has worked out from that. One thread.
 */
final class EmptyRun {

    /** So much of the requests one vehicle may count on: with half and three times as much hardly less was served. */
    private static final double OWN_SECONDS = 90;

    /** Farther than so many times the longest wait nothing is looked for. */
    private static final int FARTHEST = 3;

    private final DriveTimes times;
    private final boolean wanted;
    private final int farthestMillis;
    private final double[] known;
    private DispatchState.Expected expected;
    private long[] keys = {};

    /**
     * Empty runs of a service.
     *
     * @param wanted whether they count; if not they are all 0
     */
    EmptyRun(DriveTimes times, int places, long maxWaitMillis, boolean wanted) {
        this.times = times;
        this.wanted = wanted;
        farthestMillis = (int) Math.min(DriveTimes.NEVER - 1, FARTHEST * maxWaitMillis);
        known = new double[places];
    }

    /** Of a service in which they do not count. */
    static EmptyRun none() {
        return new EmptyRun(null, 0, 0, false);
    }

    boolean isWanted() {
        return wanted;
    }

    /** From now on what is expected in a state counts. */
    void follow(DispatchState state) {
        if (expected != state.expected) {
            expected = state.expected;
            forget();
        }
    }

    /** Driving times are others. */
    void forget() {
        Arrays.fill(known, -1);
    }

    /** Milliseconds from a place. */
    double millis(int place) {
        if (!isOn()) {
            return 0;
        }
        if (known[place] < 0) {
            known[place] = workOut(place, null);
        }
        return known[place];
    }

    /** Milliseconds from where a vehicle is. */
    double millisFromHere(Duty d) {
        return d.atPlace >= 0 ? millis(d.atPlace) : isOn() ? workOut(-1, d.at) : 0;
    }

    private boolean isOn() {
        return wanted && expected != null;
    }

    private double workOut(int place, Whereabouts at) {
        int n = expected.places().length;
        keys = keys.length < n ? new long[n] : keys;
        int near = 0;
        for (int i = 0; i < n; i++) {
            int to = expected.places()[i];
            int drive = at == null
                    ? times.millis(place, to, expected.atMillis())
                    : times.millis(at, to, expected.atMillis());
            if (drive < farthestMillis) {
                keys[near++] = (long) drive << 32 | i;
            }
        }
        Arrays.sort(keys, 0, near);
        double nobodyYet = 1;
        double run = 0;
        long reached = 0;
        for (int k = 0; k < near; k++) {
            long drive = keys[k] >> 32;
            run += nobodyYet * (drive - reached);
            reached = drive;
            nobodyYet *= Math.exp(-OWN_SECONDS * expected.perSecond()[(int) keys[k]]);
        }
        return run + nobodyYet * (farthestMillis - reached);
    }
}
