package city.mio.models.haul.plan;

import java.util.Arrays;

/** Which option each trip has, and what that takes of the resources. Trips may be out; a plan has none out. */
final class PlanState {

    static final int OUT = -1;

    final PlanModel model;
    /** Option of each trip, {@link #OUT} while it is out. */
    final int[] option;
    final int[] used;

    /** Trips of each kind as chains. */
    final int[] first;
    final int[] next;
    final int[] previous;

    private final long[] burden;
    private long total;
    private long change;

    PlanState(PlanModel model) {
        this.model = model;
        option = new int[model.trips];
        Arrays.fill(option, OUT);
        used = new int[model.resources];
        first = new int[model.kinds];
        Arrays.fill(first, -1);
        next = new int[model.trips];
        previous = new int[model.trips];
        burden = new long[model.contractors];
    }

    /** Moves, unfairness, delay of others and changes of an earlier plan. */
    double objective() {
        return total + change + unfairness();
    }

    long moveCost() {
        return total;
    }

    long delayCost() {
        long sum = 0;
        for (int chosen : option) {
            sum += model.optionDelay[chosen];
        }
        return sum;
    }

    double unfairness() {
        if (model.fairWeight == 0) {
            return 0;
        }
        double over = 0;
        for (int c = 0; c < burden.length; c++) {
            over += Math.max(0, burden[c] - (1 + model.fairSlack) * model.share[c] * total);
        }
        return model.fairWeight * over;
    }

    /** By how much the objective grows for each unit that each contractor bears more. */
    void slopes(double[] slopes) {
        double shared = 0;
        for (int c = 0; c < burden.length; c++) {
            boolean over = burden[c] > (1 + model.fairSlack) * model.share[c] * total;
            slopes[c] = 1 + (over ? model.fairWeight : 0);
            shared += over ? model.fairWeight * (1 + model.fairSlack) * model.share[c] : 0;
        }
        for (int c = 0; c < burden.length; c++) {
            slopes[c] -= shared;
        }
    }

    int cellOf(int trip) {
        return model.optionCell[option[trip]];
    }

    int kindOf(int trip) {
        return cellOf(trip) * model.classes + model.tripClass[trip];
    }

    void put(int trip, int chosen) {
        option[trip] = chosen;
        int cell = model.optionCell[chosen];
        int kind = cell * model.classes + model.tripClass[trip];
        for (int at = model.footStart[kind]; at < model.footStart[kind + 1]; at++) {
            used[model.footResource[at]] += model.footAmount[at];
        }
        wait(trip, cell, 1);
        next[trip] = first[kind];
        previous[trip] = -1;
        if (first[kind] >= 0) {
            previous[first[kind]] = trip;
        }
        first[kind] = trip;
        account(trip, chosen, 1);
    }

    void take(int trip) {
        int chosen = option[trip];
        int cell = model.optionCell[chosen];
        int kind = cell * model.classes + model.tripClass[trip];
        for (int at = model.footStart[kind]; at < model.footStart[kind + 1]; at++) {
            used[model.footResource[at]] -= model.footAmount[at];
        }
        wait(trip, cell, -1);
        if (previous[trip] >= 0) {
            next[previous[trip]] = next[trip];
        } else {
            first[kind] = next[trip];
        }
        if (next[trip] >= 0) {
            previous[next[trip]] = previous[trip];
        }
        option[trip] = OUT;
        account(trip, chosen, -1);
    }

    /** Takes the options of another plan. */
    void become(int[] options) {
        for (int trip = 0; trip < options.length; trip++) {
            if (option[trip] != options[trip] && option[trip] != OUT) {
                take(trip);
            }
        }
        for (int trip = 0; trip < options.length; trip++) {
            if (option[trip] != options[trip]) {
                put(trip, options[trip]);
            }
        }
    }

    private void account(int trip, int chosen, int sign) {
        int cost = sign * model.optionCost[chosen];
        burden[model.tripContractor[trip]] += cost;
        total += cost;
        change += model.optionChange == null ? 0 : sign * model.optionChange[chosen];
    }

    private void wait(int trip, int cell, int sign) {
        int area = model.waitingArea(trip, cell);
        if (area >= 0) {
            for (int slot = model.waitsFrom[trip]; slot < cell % model.slots; slot++) {
                used[model.holdingResource[area] + slot] += sign;
            }
        }
    }

    /** Whether an option's resources have room for a trip that is out. */
    boolean fits(int trip, int chosen) {
        int cell = model.optionCell[chosen];
        return kindFits(cell * model.classes + model.tripClass[trip]) && waitFits(trip, cell);
    }

    boolean kindFits(int kind) {
        for (int at = model.footStart[kind]; at < model.footStart[kind + 1]; at++) {
            if (used[model.footResource[at]] + model.footAmount[at] > model.capacity[model.footResource[at]]) {
                return false;
            }
        }
        return true;
    }

    private boolean waitFits(int trip, int cell) {
        int area = model.waitingArea(trip, cell);
        if (area >= 0) {
            for (int slot = model.waitsFrom[trip]; slot < cell % model.slots; slot++) {
                int resource = model.holdingResource[area] + slot;
                if (used[resource] + 1 > model.capacity[resource]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The resource that an option lacks most, for a trip that is out; -1 if it fits. */
    int lacking(int trip, int cell) {
        int kind = cell * model.classes + model.tripClass[trip];
        int worst = -1;
        double most = 0;
        for (int at = model.footStart[kind]; at < model.footStart[kind + 1]; at++) {
            int resource = model.footResource[at];
            double over = (used[resource] + model.footAmount[at] - model.capacity[resource]) / (double) model.footAmount[at];
            if (over > most) {
                most = over;
                worst = resource;
            }
        }
        int area = worst < 0 ? model.waitingArea(trip, cell) : -1;
        if (area >= 0) {
            for (int slot = model.waitsFrom[trip]; slot < cell % model.slots; slot++) {
                int resource = model.holdingResource[area] + slot;
                if (used[resource] + 1 > model.capacity[resource]) {
                    return resource;
                }
            }
        }
        return worst;
    }
}
