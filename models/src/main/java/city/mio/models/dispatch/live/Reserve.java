package city.mio.models.dispatch.live;

import java.util.Arrays;

/**
 * Keeps a reserve for driving that takes longer than expected. Each leg that a bus drives from halt to halt is held against
 * what was expected; a quantile of the last of them says how much slower driving must be allowed to be. While plans
 * are made for a new rider, or are improved, every window still to be kept counts only up to where driving so much slower
 * would reach its end; what is promised is the whole window. What is planned already stays possible.
 *
 * <p>What is learnt is in the {@link DispatchState}; scratch memory: one thread.
 */
final class Reserve {

    /** How many legs are remembered: with tens of buses about a quarter of an hour. */
    static final int LEGS = 256;

    /** Fewer say nothing about how driving times spread. */
    private static final int ENOUGH_LEGS = 20;

    /** Shorter legs tell more of halting than of driving. */
    private static final int SHORTEST_LEG_MILLIS = 45_000;

    /** What a leg may have taken at most, in times of what was expected: longer, and something else has happened. */
    private static final float MOST_ERROR = 3;

    /** Less is noise of clocks. */
    private static final double LEAST_SLOWNESS = 1.02;

    /** A greater reserve would refuse nearly everybody: then it is the driving times that need mending. */
    private static final double MOST_SLOWNESS = 1.5;

    private final double quantile;
    private Visit[] narrowed = new Visit[64];
    private long[] latest = new long[64];
    private int count;
    private Rider asking;
    private long maxRideMillis;

    Reserve(DispatchSettings settings) {
        quantile = settings.reserveQuantile();
    }

    /** Watches the duties: who drives to another stop now than before begins a leg. */
    void watch(Turn turn) {
        for (Duty d : turn.state.duties) {
            Visit next = d.count > 0 && d.servingPlace < 0 && !d.broken ? d.visits[0] : null;
            int place = next == null || next.isBreak() ? -1 : next.place;
            // Who need not set out yet has not begun to drive.
            boolean waits = place >= 0 && d.start[0] - d.drive[0] > d.readyMillis;
            if (place == d.legPlace && !waits) {
                continue;
            }
            d.legPlace = place;
            d.legStartMillis = d.readyMillis;
            d.legExpectedMillis = place < 0 ? 0 : d.drive[0];
        }
    }

    /** A duty halts where its leg led. */
    void reached(Turn turn, Duty d, int place, long atMillis) {
        if (d.legPlace == place && d.legExpectedMillis >= SHORTEST_LEG_MILLIS && atMillis > d.legStartMillis) {
            float ratio = (float) (atMillis - d.legStartMillis) / d.legExpectedMillis;
            // Who had time did not hurry: that is no error of the times.
            boolean hadToWait = d.count > 0 && d.visits[0].earliest >= atMillis;
            if (!hadToWait) {
                DispatchState state = turn.state;
                state.legErrors[(int) (state.legs++ % LEGS)] = Math.min(MOST_ERROR, ratio);
            }
        }
        d.legPlace = -1;
    }

    /** How many times as long as expected driving must be allowed to take, 1 to 1.5. */
    double slowness(DispatchState state) {
        int known = (int) Math.min(LEGS, state.legs);
        if (quantile == 0 || known < ENOUGH_LEGS) {
            return 1;
        }
        float[] sorted = Arrays.copyOf(state.legErrors, known);
        Arrays.sort(sorted);
        double learnt = sorted[(int) Math.min(known - 1, Math.floor(quantile * known))];
        return learnt < LEAST_SLOWNESS ? 1 : Math.min(MOST_SLOWNESS, learnt);
    }

    /**
     * Narrows the windows of all that is planned and of a rider who asks; {@link #release} must follow.
     *
     * @param rider who asks, null if nobody does
     * @param directMillis the shortest ride of that rider
     */
    void narrow(Turn turn, Rider rider, long directMillis) {
        count = 0;
        asking = rider;
        double slowness = slowness(turn.state);
        if (slowness <= 1) {
            asking = null;
            return;
        }
        for (Duty d : turn.state.duties) {
            for (int k = 0; k < d.count; k++) {
                if (!d.visits[k].isBreak()) {
                    narrow(d.visits[k], d.start[k], turn.now, slowness);
                }
            }
        }
        if (rider != null) {
            maxRideMillis = rider.maxRideMillis;
            rider.maxRideMillis =
                    Math.min(maxRideMillis, Math.max(directMillis, (long) (maxRideMillis / slowness)));
            narrow(rider.pickup, rider.pickup.earliest, turn.now, slowness);
            narrow(rider.dropOff, rider.dropOff.earliest + directMillis, turn.now, slowness);
        }
    }

    private void narrow(Visit visit, long startMillis, long now, double slowness) {
        // Whoever is booked ahead waits for a bus that sets out then, not for one that has been late since now.
        long from = Math.max(now, visit.earliest);
        long reached = from + (long) ((visit.latest - from) / slowness);
        long lowered = Math.max(startMillis, reached);
        if (lowered >= visit.latest) {
            return;
        }
        if (count == narrowed.length) {
            narrowed = Arrays.copyOf(narrowed, 2 * count);
            latest = Arrays.copyOf(latest, 2 * count);
        }
        narrowed[count] = visit;
        latest[count++] = visit.latest;
        visit.latest = lowered;
    }

    /** Gives the windows back. */
    void release() {
        for (int i = 0; i < count; i++) {
            narrowed[i].latest = latest[i];
            narrowed[i] = null;
        }
        count = 0;
        if (asking != null) {
            asking.maxRideMillis = maxRideMillis;
            asking = null;
        }
    }
}
