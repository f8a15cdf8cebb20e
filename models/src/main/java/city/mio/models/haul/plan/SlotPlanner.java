package city.mio.models.haul.plan;

import city.mio.models.haul.plan.SlotPlan.Placed;
import city.mio.models.haul.plan.SlotPlan.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Finds a day's slot plan. No cap, link or holding area is ever overfilled; a trip that finds no room is refused and told
 * as such. Same day, same effort, same plan. Thread-safe, without state.
 */
public final class SlotPlanner {

    private static final int MOST_OUT = 12;

    /** In the unit of costs; a step of one slot costs some of them. */
    private static final double WARMTH = 0.5;

    /** Temperatures of annealing, and its penalty for a vehicle too many, as multiples of what a usual move costs. */
    private static final double HOT = 0.3;

    private static final double COLD = 0.02;

    /** Temperature at the begin where annealing does not start from a good plan. */
    private static final double HOTTER = 2;

    /** So many trips are annealed anew from prices, in all: small days more often, days of more trips than this not at all. */
    private static final int ANNEALED_TRIPS = 1_500;

    private static final int MOST_ANNEALED = 3;
    private static final double PENALTY = 4;

    /** Kicks begin so often anew from the best, each time as warm as at first. */
    private static final int KICK_ROUNDS = 4;

    /** By how much prices differ from start to start, a share. */
    private static final double SPREAD = 0.15;

    private SlotPlanner() {}

    /** A plan for a day that has none. */
    public static SlotPlan plan(PlanDay day, PlanEffort effort) {
        PlanModel model = new PlanModel(day, null, 0);
        PlanState state = new PlanState(model);
        double[] costs = Arrays.stream(model.optionCost).asDoubleStream().toArray();
        RuinSearch.fill(model, state, costs);
        RuinSearch.relocate(model, state);
        ExchangeSearch exchanges = new ExchangeSearch(model, state);
        exchanges.improve(effort.exchangeRounds() / 4);
        double bound = Double.NEGATIVE_INFINITY;
        if (effort.priceSteps() > 0) {
            PriceSearch prices = new PriceSearch(model);
            prices.climb(effort.priceSteps(), state.objective());
            bound = Math.max(0, prices.bestBound);
            SplittableRandom random = new SplittableRandom(effort.seed());
            for (int start = 0; start < effort.starts(); start++) {
                // The first from the prices as they are, the others from prices near them.
                PlanState other = new PlanState(model);
                RuinSearch.fill(model, other, prices.pricedOptions(start == 0 ? 0 : SPREAD, random));
                improve(model, other, effort, effort.seed() + start);
                state = other.objective() < state.objective() ? other : state;
            }
            improve(model, state, effort, effort.seed());
            double scale = stepCost(model);
            int annealed = Math.min(MOST_ANNEALED, ANNEALED_TRIPS / Math.max(1, model.trips));
            for (int start = 0; start < annealed && effort.annealSteps() > 0; start++) {
                // What annealing ends with is seldom cheaper than what exchanges made, until exchanges are made from there.
                PlanState other = new PlanState(model);
                RuinSearch.fill(model, other, prices.pricedOptions(SPREAD, random));
                new AnnealSearch(model, prices.pricesOfKinds(), effort.seed() + start)
                        .run(other, effort.annealSteps(), HOTTER * scale, COLD * scale, PENALTY * scale);
                improve(model, other, effort, effort.seed() + start);
                state = other.objective() < state.objective() ? other : state;
            }
            new AnnealSearch(model, prices.pricesOfKinds(), effort.seed())
                    .run(state, effort.annealSteps(), HOT * scale, COLD * scale, PENALTY * scale);
            // An exchange takes the longer the more trips there are.
            int kicks = (int) (effort.kicks() * Math.min(1, 500.0 / Math.max(1, model.trips)));
            for (int round = 0; round < KICK_ROUNDS; round++) {
                new KickSearch(model, state, scale, effort.seed() + round).run(kicks / KICK_ROUNDS);
            }
            RuinSearch.relocate(model, state);
        } else {
            improve(model, state, effort, effort.seed());
        }
        return told(model, state, bound);
    }

    /**
     * A plan after something changed: trips more or fewer, other windows, less room. Trips stay where the earlier plan had
     * them unless they no longer fit there or moving them saves more than {@code changeCost}.
     *
     * @param earlier plan of the day as it was; trips are found by their ids
     * @param changeCost of telling a trip another slot or route than it was told, in the unit of the trips' costs
     */
    public static SlotPlan replan(PlanDay day, SlotPlan earlier, int changeCost, PlanEffort effort) {
        Map<String, Placed> before = new HashMap<>();
        earlier.trips().forEach(placed -> before.put(placed.tripId(), placed));
        int[] cells = new int[day.trips().size()];
        for (int trip = 0; trip < cells.length; trip++) {
            Placed placed = before.get(day.trips().get(trip).id());
            cells[trip] = placed == null || placed.route() < 0 || placed.route() >= day.routes().size()
                    ? -1
                    : placed.route() * day.slots() + placed.slot();
        }
        PlanModel model = new PlanModel(day, cells, changeCost);
        PlanState state = new PlanState(model);
        keep(model, state, cells);
        double[] costs = new double[model.optionCost.length];
        Arrays.setAll(costs, model::costOf);
        RuinSearch.fill(model, state, costs);
        improve(model, state, effort, effort.seed());
        return told(model, state, Double.NEGATIVE_INFINITY);
    }

    /** What the next best option costs a trip more than its best, in the mean. */
    private static double stepCost(PlanModel model) {
        double sum = 0;
        int count = 0;
        for (int trip = 0; trip < model.trips; trip++) {
            int first = model.optionStart[trip];
            if (model.optionStart[trip + 1] - first > 2) {
                sum += model.costOf(first + 1) - model.costOf(first);
                count++;
            }
        }
        return count == 0 || sum == 0 ? 1 : sum / count;
    }

    /** Puts trips where they were, those first for which anything else is dearest. */
    private static void keep(PlanModel model, PlanState state, int[] cells) {
        Integer[] order = new Integer[model.trips];
        int[] kept = new int[model.trips];
        int[] loss = new int[model.trips];
        for (int trip = 0; trip < model.trips; trip++) {
            order[trip] = trip;
            kept[trip] = cells[trip] < 0 ? -1 : model.findOption(trip, cells[trip]);
            if (kept[trip] >= 0) {
                int other = Integer.MAX_VALUE;
                for (int option = model.optionStart[trip]; option < model.optionStart[trip + 1]; option++) {
                    other = option == kept[trip] ? other : Math.min(other, model.costOf(option));
                }
                loss[trip] = other - model.costOf(kept[trip]);
            }
        }
        Arrays.sort(order, (a, b) -> loss[a] != loss[b] ? Integer.compare(loss[b], loss[a]) : Integer.compare(a, b));
        for (int trip : order) {
            if (kept[trip] >= 0 && state.fits(trip, kept[trip])) {
                state.put(trip, kept[trip]);
            }
        }
    }

    private static void improve(PlanModel model, PlanState state, PlanEffort effort, long seed) {
        RuinSearch.relocate(model, state);
        ExchangeSearch exchanges = new ExchangeSearch(model, state);
        exchanges.improve(effort.exchangeRounds());
        RuinSearch ruins = new RuinSearch(model, state, seed, MOST_OUT);
        for (double warmth : new double[] {WARMTH, WARMTH / 4}) {
            ruins.run(effort.ruins() / 2, warmth);
            exchanges.improve(effort.exchangeRounds());
        }
        RuinSearch.relocate(model, state);
    }

    private static SlotPlan told(PlanModel model, PlanState state, double bound) {
        List<Placed> placed = new ArrayList<>(model.trips);
        for (int trip = 0; trip < model.trips; trip++) {
            int option = state.option[trip];
            int cell = model.optionCell[option];
            boolean refused = cell == model.refused;
            placed.add(new Placed(
                    model.day.trips().get(trip).id(),
                    refused ? -1 : cell / model.slots,
                    refused ? -1 : cell % model.slots,
                    model.optionCost[option],
                    reason(model, state, trip)));
        }
        return new SlotPlan(placed, state.moveCost(), state.unfairness(), state.delayCost(), bound);
    }

    private static Reason reason(PlanModel model, PlanState state, int trip) {
        PlanTrip t = model.day.trips().get(trip);
        int chosen = state.option[trip];
        int wish = t.wishedSlot() >= model.slots ? -1 : t.wishedRoute() * model.slots + t.wishedSlot();
        if (model.optionCell[chosen] == wish) {
            return Reason.AS_WISHED;
        }
        if (wish < 0 || t.costOf(t.wishedRoute(), t.wishedSlot()) < 0) {
            return new Reason(Reason.Kind.NOT_POSSIBLE, 0, t.wishedSlot());
        }
        if (model.findOption(trip, wish) < 0) {
            return closed(model, wish * model.classes + model.tripClass[trip], t.wishedSlot());
        }
        state.take(trip);
        int lacking = state.lacking(trip, wish);
        state.put(trip, chosen);
        if (lacking < 0 && model.optionDelay[model.findOption(trip, wish)] > model.optionDelay[chosen]) {
            return new Reason(Reason.Kind.OTHERS_DELAYED, 0, t.wishedSlot());
        }
        if (lacking < 0) {
            return new Reason(Reason.Kind.KEPT, 0, t.wishedSlot());
        }
        Reason.Kind kind = switch (model.resourceKind[lacking]) {
            case CAP -> Reason.Kind.CAP_FULL;
            case CLASS_CAP -> Reason.Kind.CLASS_CAP_FULL;
            case LINK -> Reason.Kind.LINK_FULL;
            case HOLDING -> Reason.Kind.HOLDING_FULL;
        };
        return new Reason(kind, model.resourceLink[lacking], model.resourceSlot[lacking]);
    }

    /** Why nobody of a kind finds room however few others there are. */
    private static Reason closed(PlanModel model, int kind, int slot) {
        for (int at = model.footStart[kind]; at < model.footStart[kind + 1]; at++) {
            int resource = model.footResource[at];
            if (model.footAmount[at] > model.capacity[resource]) {
                return model.resourceKind[resource] == PlanModel.ResourceKind.LINK
                        ? new Reason(
                                Reason.Kind.LINK_OVERLOADED, model.resourceLink[resource], model.resourceSlot[resource])
                        : new Reason(Reason.Kind.CLOSED, 0, slot);
            }
        }
        // Taking it costs as much as being refused.
        return new Reason(Reason.Kind.NOT_POSSIBLE, 0, slot);
    }
}
