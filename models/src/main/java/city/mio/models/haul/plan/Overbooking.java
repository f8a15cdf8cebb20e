package city.mio.models.haul.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * More trips than a cap lets through are given a slot, as some of them will not come: so many that with a confidence no
 * more than the cap do come. Trucks come or not each for itself, those of a contractor with that contractor's probability;
 * of a slot whose takers differ, the ones who come most surely among those who could take it are counted on. A pure rule:
 * the shares come in as data, say from {@code NoShows.share}. Immutable.
 *
 * @param confidence with which no more come than a cap lets through, 0.5 to 0.9999
 * @param mostExtra trips beyond the cap, as a share of the cap, at most, 0 to 1; 0 for no overbooking
 */
public record Overbooking(double confidence, double mostExtra) {

    /** As many trips as the cap says. */
    public static final Overbooking NONE = new Overbooking(0.9, 0);

    /** Where an office wants it and says no more: over the cap in one slot of ten at most, and by a tenth at most. */
    public static final Overbooking USUAL = new Overbooking(0.9, 0.1);

    /** @throws IllegalArgumentException naming the field that is out of range */
    public Overbooking {
        if (!(confidence >= 0.5 && confidence <= 0.9999)) {
            throw new IllegalArgumentException("confidence is outside 0.5 to 0.9999: " + confidence);
        }
        if (!(mostExtra >= 0 && mostExtra <= 1)) {
            throw new IllegalArgumentException("mostExtra is outside 0 to 1: " + mostExtra);
        }
    }

    /**
     * How many trips may be given a slot of which so many come at most with the confidence asked for: the most {@code n} with
     * {@code P(Binomial(n, 1 - noShowShare) <= cap) >= confidence}.
     *
     * @param cap vehicles that may come
     * @param noShowShare probability that a trip's truck does not come, 0 to 1
     * @return {@code cap} at least
     * @throws IllegalArgumentException if the share is outside 0 to 1, or the cap is negative
     */
    public int slots(int cap, double noShowShare) {
        if (!(noShowShare >= 0 && noShowShare <= 1)) {
            throw new IllegalArgumentException("noShowShare is outside 0 to 1: " + noShowShare);
        }
        if (cap < 0) {
            throw new IllegalArgumentException("cap is negative: " + cap);
        }
        int most = cap + (int) Math.floor(cap * mostExtra + 1e-9);
        // coming[k]: probability that k of the trips so far come; all beyond the cap is over.
        double[] coming = new double[cap + 1];
        coming[0] = 1;
        double over = 0;
        int given = cap;
        for (int trips = 1; trips <= most; trips++) {
            over += coming[cap] * (1 - noShowShare);
            for (int k = cap; k > 0; k--) {
                coming[k] = coming[k] * noShowShare + coming[k - 1] * (1 - noShowShare);
            }
            coming[0] *= noShowShare;
            if (trips > cap && over <= 1 - confidence) {
                given = trips;
            }
        }
        return given;
    }

    /**
     * A day whose caps, and caps of classes, are overbooked. What roads and holding areas take is left alone: they are not
     * overbooked, as nobody can be turned back on a bridge.
     *
     * @param noShowShare of each contractor, 0 to 1
     * @return the same day if nothing is overbooked
     */
    public PlanDay apply(PlanDay day, ToDoubleFunction<String> noShowShare) {
        if (mostExtra == 0 || day.trips().isEmpty()) {
            return day;
        }
        Map<String, Double> shares = new HashMap<>();
        double[][] sum = new double[day.routes().size()][day.slots()];
        int[][] takers = new int[sum.length][day.slots()];
        for (PlanTrip trip : day.trips()) {
            double share = shares.computeIfAbsent(trip.contractor(), noShowShare::applyAsDouble);
            for (int route = 0; route < sum.length; route++) {
                int last = Math.min(trip.latestSlot(), day.slots() - 1);
                for (int slot = trip.earliestSlot(); slot <= last; slot++) {
                    if (trip.costOf(route, slot) >= 0) {
                        sum[route][slot] += share;
                        takers[route][slot]++;
                    }
                }
            }
        }
        Map<Long, Integer> known = new HashMap<>();
        List<PlanRoute> routes = new ArrayList<>();
        for (int route = 0; route < sum.length; route++) {
            PlanRoute r = day.routes().get(route);
            double[] mean = new double[day.slots()];
            for (int slot = 0; slot < mean.length; slot++) {
                mean[slot] = takers[route][slot] == 0 ? 0 : sum[route][slot] / takers[route][slot];
            }
            int[] caps = overbooked(r.caps(), mean, known);
            int[][] classCaps = r.classCaps();
            for (int type = 0; type < classCaps.length; type++) {
                classCaps[type] = overbooked(classCaps[type], mean, known);
            }
            routes.add(new PlanRoute(r.id(), r.links(), r.slotsLater(), caps, classCaps, r.holdingArea(), r.delayCosts()));
        }
        return day.withRoutes(routes);
    }

    private int[] overbooked(int[] caps, double[] shares, Map<Long, Integer> known) {
        int[] more = new int[caps.length];
        for (int slot = 0; slot < caps.length; slot++) {
            int cap = caps[slot];
            double share = shares[slot];
            // Shares count in thousandths, rounded down: most slots ask the same.
            int thousandths = (int) Math.floor(1000 * share + 1e-9);
            more[slot] = known.computeIfAbsent(
                    cap * 1001L + thousandths, key -> slots(cap, thousandths / 1000.0));
        }
        return more;
    }
}
