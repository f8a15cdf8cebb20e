package city.mio.models.haul.plan;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) over changes of one trip and swaps of two, by way of plans that
 * overfill resources at a penalty. Each resource has its own, which grows while it is overfilled and wears off while it is
 * not (strategic oscillation, Glover 1989; weights of constraints, Morris 1993), so that the search walks along the edge of what is
 * allowed. Only plans that overfill nothing are kept.
 */
final class AnnealSearch {

    private static final double EPSILON = 1e-7;

    /** Penalties and slopes of fairness are looked at anew after so many steps. */
    private static final int REVIEW = 2_000;

    /** Over the whole search a penalty grows by the exponential of this where it is always overfilled, or wears off where never. */
    private static final double GROWS = 100;

    private static final double WEARS = 2;

    /** Penalties stay within these multiples of the first. */
    private static final double LEAST = 0.05;

    private static final double MOST = 1000;

    private static final double SHARE_OF_SWAPS = 0.6;

    private final PlanModel model;
    private final SplittableRandom random;
    private final int[] active;
    private final int[][] optionAt;
    private final int[] window;
    private final int[] earliest;

    private final int[] option;
    private final int[] used;
    private final int[] place;
    private final int[][] members;
    private final int[] count;
    private final double[] weight;
    private final double[] unit;
    private final long[] burden;
    private long total;
    private long change;
    private long overfilled;
    private final double[] slope;

    /** @param kindPrice of each kind: a trip that takes its cheapest option where nothing is scarce is left alone */
    AnnealSearch(PlanModel model, double[] kindPrice, long seed) {
        this.model = model;
        this.random = new SplittableRandom(seed);
        option = new int[model.trips];
        used = new int[model.resources];
        place = new int[model.trips];
        members = new int[model.kinds][0];
        count = new int[model.kinds];
        weight = new double[model.resources];
        unit = new double[model.resources];
        Arrays.fill(unit, 1);
        for (int at = 0; at < model.footResource.length; at++) {
            unit[model.footResource[at]] = Math.max(unit[model.footResource[at]], model.footAmount[at] / 1.5);
        }
        burden = new long[model.contractors];
        slope = new double[model.contractors];
        optionAt = new int[model.trips][];
        window = new int[model.trips];
        earliest = new int[model.trips];
        int[] found = new int[model.trips];
        int many = 0;
        for (int trip = 0; trip < model.trips; trip++) {
            PlanTrip t = model.day.trips().get(trip);
            int length = Math.max(0, Math.min(t.latestSlot(), model.slots - 1) - t.earliestSlot() + 1);
            window[trip] = length;
            earliest[trip] = t.earliestSlot();
            optionAt[trip] = new int[length * model.day.routes().size()];
            Arrays.fill(optionAt[trip], -1);
            for (int o = model.optionStart[trip]; o < model.optionStart[trip + 1]; o++) {
                int cell = model.optionCell[o];
                if (cell != model.refused) {
                    optionAt[trip][cell / model.slots * length + cell % model.slots - t.earliestSlot()] = o;
                }
            }
            int first = model.optionStart[trip];
            boolean scarce = kindPrice[model.optionCell[first] * model.classes + model.tripClass[trip]] > 0;
            if (scarce && model.optionStart[trip + 1] - first > 1 && model.waitsFrom[trip] < 0) {
                found[many++] = trip;
            }
        }
        active = Arrays.copyOf(found, many);
    }

    /**
     * Searches from a plan and leaves the best that it finds in it.
     *
     * @param steps how many changes are tried
     * @param hot temperature at the begin, in the unit of costs
     * @param cold temperature at the end
     * @param penalty of one vehicle too many, at the begin
     */
    void run(PlanState state, int steps, double hot, double cold, double penalty) {
        if (active.length == 0 || steps == 0) {
            return;
        }
        start(state);
        int[] best = option.clone();
        double least = objective();
        for (int r = 0; r < weight.length; r++) {
            weight[r] = penalty / unit[r];
        }
        double reviews = Math.max(1.0, steps / (double) REVIEW);
        double grown = Math.exp(Math.min(0.5, GROWS / reviews));
        double worn = Math.exp(-WEARS / reviews);
        double cooling = Math.log(cold / hot) / Math.max(1, steps);
        double temperature = hot;
        for (int step = 0; step < steps; step++) {
            if (step % REVIEW == 0) {
                temperature = hot * Math.exp(cooling * step);
                slopes();
                review(penalty, grown, worn);
            }
            int trip = active[random.nextInt(active.length)];
            boolean moved = random.nextDouble() < SHARE_OF_SWAPS ? swap(trip, temperature) : relocate(trip, temperature);
            if (moved && overfilled == 0) {
                double now = objective();
                if (now < least - EPSILON) {
                    least = now;
                    System.arraycopy(option, 0, best, 0, best.length);
                }
            }
        }
        state.become(best);
    }

    private void start(PlanState state) {
        System.arraycopy(state.option, 0, option, 0, option.length);
        System.arraycopy(state.used, 0, used, 0, used.length);
        Arrays.fill(count, 0);
        Arrays.fill(burden, 0);
        total = 0;
        change = 0;
        overfilled = 0;
        for (int trip = 0; trip < option.length; trip++) {
            total += model.optionCost[option[trip]];
            change += model.optionChange == null ? 0 : model.optionChange[option[trip]];
            burden[model.tripContractor[trip]] += model.optionCost[option[trip]];
        }
        for (int trip : active) {
            join(trip, kind(trip, option[trip]));
        }
    }

    private int kind(int trip, int o) {
        return model.optionCell[o] * model.classes + model.tripClass[trip];
    }

    private void join(int trip, int kind) {
        if (members[kind].length == count[kind]) {
            members[kind] = Arrays.copyOf(members[kind], Math.max(8, 2 * count[kind]));
        }
        place[trip] = count[kind];
        members[kind][count[kind]++] = trip;
    }

    private void leave(int trip, int kind) {
        int last = members[kind][--count[kind]];
        members[kind][place[trip]] = last;
        place[last] = place[trip];
    }

    private double objective() {
        double over = 0;
        if (model.fairWeight > 0) {
            for (int c = 0; c < burden.length; c++) {
                over += Math.max(0, burden[c] - (1 + model.fairSlack) * model.share[c] * total);
            }
        }
        return total + change + model.fairWeight * over;
    }

    private void slopes() {
        double shared = 0;
        for (int c = 0; c < burden.length; c++) {
            boolean over = burden[c] > (1 + model.fairSlack) * model.share[c] * total;
            slope[c] = 1 + (over ? model.fairWeight : 0);
            shared += over ? model.fairWeight * (1 + model.fairSlack) * model.share[c] : 0;
        }
        for (int c = 0; c < burden.length; c++) {
            slope[c] -= shared;
        }
    }

    private void review(double penalty, double grown, double worn) {
        for (int r = 0; r < weight.length; r++) {
            double next = weight[r] * (used[r] > model.capacity[r] ? grown : worn);
            weight[r] = Math.max(LEAST * penalty / unit[r], Math.min(MOST * penalty / unit[r], next));
        }
    }

    private boolean relocate(int trip, double temperature) {
        int current = option[trip];
        int chosen = draw(trip);
        if (chosen == current) {
            return false;
        }
        double gain = worth(trip, current, chosen);
        // Nothing overfilled, so nothing is won by leaving: what is too dear by itself is too dear.
        if (overfilled == 0 && gain > 15 * temperature) {
            return false;
        }
        int from = kind(trip, current);
        int to = kind(trip, chosen);
        double delta = gain + shift(from, -1) + shift(to, 1);
        if (refuses(delta, temperature)) {
            shift(to, -1);
            shift(from, 1);
            return false;
        }
        set(trip, current, chosen);
        return true;
    }

    /** A trip takes a place in another's cell, which takes its place or any other. */
    private boolean swap(int trip, double temperature) {
        int current = option[trip];
        int chosen = draw(trip);
        int cell = model.optionCell[chosen];
        if (chosen == current || cell == model.refused) {
            return false;
        }
        int type = random.nextInt(3) > 0 ? model.tripClass[trip] : random.nextInt(model.classes);
        int theirs = cell * model.classes + type;
        if (count[theirs] == 0) {
            return false;
        }
        int other = members[theirs][random.nextInt(count[theirs])];
        int was = option[other];
        int next = random.nextInt(3) > 0 ? optionIn(other, model.optionCell[current]) : draw(other);
        if (next < 0 || next == was) {
            return false;
        }
        double gain = worth(trip, current, chosen) + worth(other, was, next);
        if (overfilled == 0 && gain > 15 * temperature) {
            return false;
        }
        int from = kind(trip, current);
        int to = kind(trip, chosen);
        int on = kind(other, next);
        double delta = gain + shift(from, -1) + shift(theirs, -1) + shift(to, 1) + shift(on, 1);
        if (refuses(delta, temperature)) {
            shift(on, -1);
            shift(to, -1);
            shift(theirs, 1);
            shift(from, 1);
            return false;
        }
        set(trip, current, chosen);
        set(other, was, next);
        return true;
    }

    /** One of a trip's options, cheap ones more often. */
    private int draw(int trip) {
        int first = model.optionStart[trip];
        double u = random.nextDouble();
        return first + (int) (u * u * (model.optionStart[trip + 1] - first));
    }

    private int optionIn(int trip, int cell) {
        if (cell == model.refused) {
            return -1;
        }
        int ahead = cell % model.slots - earliest[trip];
        return ahead < 0 || ahead >= window[trip] ? -1 : optionAt[trip][cell / model.slots * window[trip] + ahead];
    }

    private boolean refuses(double delta, double temperature) {
        return delta > 0 && delta > -temperature * Math.log(1 - random.nextDouble());
    }

    /** Puts one of a kind in or takes one out, and says by how much the penalties grow. */
    private double shift(int kind, int sign) {
        double more = 0;
        for (int at = model.footStart[kind]; at < model.footStart[kind + 1]; at++) {
            int resource = model.footResource[at];
            int before = Math.max(0, used[resource] - model.capacity[resource]);
            used[resource] += sign * model.footAmount[at];
            int after = Math.max(0, used[resource] - model.capacity[resource]);
            if (after != before) {
                overfilled += after - before;
                more += weight[resource] * (after - before);
            }
        }
        return more;
    }

    private void set(int trip, int current, int chosen) {
        leave(trip, kind(trip, current));
        option[trip] = chosen;
        join(trip, kind(trip, chosen));
        int more = model.optionCost[chosen] - model.optionCost[current];
        total += more;
        burden[model.tripContractor[trip]] += more;
        change += model.optionChange == null ? 0 : model.optionChange[chosen] - model.optionChange[current];
    }

    private double worth(int trip, int current, int chosen) {
        double cost = slope[model.tripContractor[trip]] * (model.optionCost[chosen] - model.optionCost[current]);
        return model.optionChange == null ? cost : cost + model.optionChange[chosen] - model.optionChange[current];
    }
}
