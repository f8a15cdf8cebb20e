package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Require;

/**
 * Driving times by time of departure: a table for now and one for each of some later moments, equally far apart, from
 * whoever forecasts them. A departure between two moments takes what lies between, one before the first or after the last
 * takes that one.
 *
 * <p>Who leaves later never arrives earlier: where a later table is faster by more than the time between the two, the
 * earlier value is lowered to what waiting for the later moment would take (the non-passing property of time-dependent
 * networks, Kaufman and Smith 1993; piecewise linear as in Ichoua, Gendreau and Potvin 2003). Immutable, thread-safe.
 */
public final class SlicedDriveTimes implements DriveTimes {

    private final int places;
    private final long firstMillis;
    private final long sliceMillis;
    private final int[][] slices;

    /**
     * Tables, each from each place to each, row after row.
     *
     * @param places number of them
     * @param firstMillis departure for which the first table holds, UTC epoch milliseconds: now
     * @param sliceMillis from the departure of one table to that of the next
     * @param slices milliseconds, {@link DriveTimes#NEVER} where no way leads; not copied, and changed so that nobody
     *     who leaves later arrives earlier
     * @throws IllegalArgumentException naming the field
     */
    public SlicedDriveTimes(int places, long firstMillis, long sliceMillis, int[][] slices) {
        Require.range("sliceMillis", sliceMillis, 1, 86_400_000);
        Require.holds(slices.length > 0, "slices is empty");
        for (int[] slice : slices) {
            Require.holds(
                    slice.length == places * places, "slices: there are " + slice.length + " times for " + places + " places");
            for (int each : slice) {
                Require.range("slices", each, 0, NEVER);
            }
        }
        this.places = places;
        this.firstMillis = firstMillis;
        this.sliceMillis = sliceMillis;
        this.slices = slices;
        for (int s = slices.length - 2; s >= 0; s--) {
            for (int i = 0; i < slices[s].length; i++) {
                if (slices[s][i] < NEVER && slices[s + 1][i] < NEVER) {
                    slices[s][i] = (int) Math.min(slices[s][i], slices[s + 1][i] + sliceMillis);
                }
            }
        }
    }

    @Override
    public int millis(int fromPlace, int toPlace, long departMillis) {
        int pair = fromPlace * places + toPlace;
        long after = departMillis - firstMillis;
        int last = slices.length - 1;
        if (after <= 0) {
            return slices[0][pair];
        }
        if (after >= last * sliceMillis) {
            return slices[last][pair];
        }
        int s = (int) (after / sliceMillis);
        return between(slices[s][pair], slices[s + 1][pair], after - s * sliceMillis);
    }

    private int between(int before, int behind, long millis) {
        if (before >= NEVER || behind >= NEVER) {
            return before;
        }
        // Rounded down everywhere, also where it falls: rounding must not let anybody overtake.
        return before + (int) Math.floorDiv((behind - before) * millis, sliceMillis);
    }

    /** @throws IllegalArgumentException if the vehicle is on a link: tables know no links */
    @Override
    public int millis(Whereabouts from, int toPlace, long departMillis) {
        if (from instanceof Whereabouts.AtPlace at) {
            return millis(at.place(), toPlace, departMillis);
        }
        throw new IllegalArgumentException("tables of places know no links: " + from);
    }

    @Override
    public boolean varies() {
        return slices.length > 1;
    }

    @Override
    public long latestDepart(int fromPlace, int toPlace, long arriveMillis) {
        int pair = fromPlace * places + toPlace;
        int last = slices.length - 1;
        long depart = arriveMillis - slices[last][pair];
        if (depart >= firstMillis + last * sliceMillis) {
            return depart;
        }
        for (int s = last - 1; s >= 0; s--) {
            long spare = arriveMillis - firstMillis - s * sliceMillis - slices[s][pair];
            if (spare >= 0) {
                return firstMillis + s * sliceMillis + latestWithin(slices[s][pair], slices[s + 1][pair], spare);
            }
        }
        return arriveMillis - slices[0][pair];
    }

    /** The last millisecond of a slice at which a departure, later than its first, is late by no more than the spare. */
    private long latestWithin(int before, int behind, long spare) {
        boolean level = before >= NEVER || behind >= NEVER;
        long grows = level ? sliceMillis : sliceMillis + behind - before;
        long after = grows <= 0 ? sliceMillis - 1 : Math.min(sliceMillis - 1, spare * sliceMillis / grows);
        // By rounding it may be one off on either side, or more where the times fall as fast as time goes on.
        long low = after;
        while (low > 0 && low + between(before, behind, low) - before > spare) {
            low--;
        }
        while (low < sliceMillis - 1 && low + 1 + between(before, behind, low + 1) - before <= spare) {
            low++;
        }
        return low;
    }
}
