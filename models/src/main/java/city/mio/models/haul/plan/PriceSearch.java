package city.mio.models.haul.plan;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Prices of resources and weights of contractors by Lagrangean relaxation. With prices given, every trip takes its
 * cheapest option on its own; what that costs less what the resources are worth bounds every plan from below. Prices
 * climb along subgradients that keep a share of the last direction (Camerini, Fratta and Maffioli 1975), with Polyak's
 * step towards the cost of a known plan.
 */
final class PriceSearch {

    private static final double EPSILON = 1e-9;

    private final PlanModel model;
    private final double[] price;
    private final double[] excess;
    private final double[] kindPrice;
    private final double[] factor;

    /** What a typical vehicle takes of each resource: prices of all resources climb in one measure. */
    private final double[] unit;

    double bestBound = Double.NEGATIVE_INFINITY;
    final double[] bestPrice;
    final double[] bestFactor;
    private final double[] bestExcess;

    PriceSearch(PlanModel model) {
        this.model = model;
        price = new double[model.resources];
        unit = new double[model.resources];
        Arrays.fill(unit, 1);
        for (int at = 0; at < model.footResource.length; at++) {
            unit[model.footResource[at]] = Math.max(unit[model.footResource[at]], model.footAmount[at] / 1.5);
        }
        excess = new double[model.contractors];
        kindPrice = new double[model.kinds];
        factor = new double[model.contractors];
        bestPrice = new double[model.resources];
        bestFactor = new double[model.contractors];
        bestExcess = new double[model.contractors];
        Arrays.fill(bestFactor, 1);
    }

    /** Climbs for so many steps towards the cost of a plan that is known. */
    void climb(int steps, double known) {
        double[] direction = new double[model.resources];
        double[] fairDirection = new double[model.contractors];
        int[] used = new int[model.resources];
        double[] burden = new double[model.contractors];
        double agility = 1;
        int sinceBetter = 0;
        for (int step = 0; step < steps; step++) {
            double bound = relaxed(used, burden);
            if (bound > bestBound + EPSILON * Math.abs(bestBound == Double.NEGATIVE_INFINITY ? 1 : bestBound)) {
                bestBound = bound;
                System.arraycopy(price, 0, bestPrice, 0, price.length);
                System.arraycopy(factor, 0, bestFactor, 0, factor.length);
                System.arraycopy(excess, 0, bestExcess, 0, excess.length);
                sinceBetter = 0;
            } else if (++sinceBetter >= 20) {
                agility *= 0.8;
                sinceBetter = 0;
                // On with smaller steps from where it was best.
                System.arraycopy(bestPrice, 0, price, 0, price.length);
                System.arraycopy(bestExcess, 0, excess, 0, excess.length);
                if (agility < 1e-5) {
                    return;
                }
            }
            double total = Arrays.stream(burden).sum();
            double dot = 0;
            double norm = 0;
            double last = 0;
            for (int r = 0; r < price.length; r++) {
                double gradient = gradient(used, r);
                dot += gradient * direction[r];
                norm += gradient * gradient;
                last += direction[r] * direction[r];
            }
            // Resources are counted in vehicles or tenths of cars, burdens in money: fairness climbs by its own step.
            double keep = dot < 0 && last > 0 ? Math.min(1, -1.5 * dot / last) : 0.3;
            double length = 0;
            for (int r = 0; r < price.length; r++) {
                direction[r] = gradient(used, r) + keep * direction[r];
                length += direction[r] * direction[r];
            }
            double gap = Math.max(known - bound, 1e-3 * Math.max(1, Math.abs(known)));
            if (length > 0 && norm > 0) {
                double stride = agility * gap / length;
                for (int r = 0; r < price.length; r++) {
                    price[r] = Math.max(0, price[r] + stride * direction[r] / unit[r]);
                }
            }
            if (model.fairWeight > 0) {
                double fairLength = 0;
                for (int c = 0; c < excess.length; c++) {
                    double gradient = burden[c] - (1 + model.fairSlack) * model.share[c] * total;
                    fairDirection[c] = gradient + 0.3 * fairDirection[c];
                    fairLength += fairDirection[c] * fairDirection[c];
                }
                double stride = fairLength == 0 ? 0 : 0.1 * agility * gap / fairLength;
                for (int c = 0; c < excess.length; c++) {
                    excess[c] = Math.max(0, Math.min(model.fairWeight, excess[c] + stride * fairDirection[c]));
                }
            }
        }
    }

    private double gradient(int[] used, int r) {
        double over = (used[r] - model.capacity[r]) / unit[r];
        // What costs nothing and is not full is no direction.
        return over < 0 && price[r] == 0 ? 0 : over;
    }

    private double relaxed(int[] used, double[] burden) {
        Arrays.fill(used, 0);
        Arrays.fill(burden, 0);
        double shared = 0;
        for (int c = 0; c < excess.length; c++) {
            shared += excess[c] * (1 + model.fairSlack) * model.share[c];
        }
        for (int c = 0; c < excess.length; c++) {
            factor[c] = 1 + excess[c] - shared;
        }
        pricesOfKinds(price, kindPrice);
        double bound = 0;
        for (int r = 0; r < price.length; r++) {
            bound -= price[r] * model.capacity[r];
        }
        for (int trip = 0; trip < model.trips; trip++) {
            int best = cheapest(trip, factor[model.tripContractor[trip]], kindPrice, price);
            int cell = model.optionCell[best];
            int kind = cell * model.classes + model.tripClass[trip];
            bound += factor[model.tripContractor[trip]] * model.optionCost[best]
                    + (model.optionChange == null ? 0 : model.optionChange[best]) + kindPrice[kind]
                    + waiting(trip, cell, price);
            burden[model.tripContractor[trip]] += model.optionCost[best];
            for (int at = model.footStart[kind]; at < model.footStart[kind + 1]; at++) {
                used[model.footResource[at]] += model.footAmount[at];
            }
            int area = model.waitingArea(trip, cell);
            if (area >= 0) {
                for (int slot = model.waitsFrom[trip]; slot < cell % model.slots; slot++) {
                    used[model.holdingResource[area] + slot]++;
                }
            }
        }
        return bound;
    }

    private int cheapest(int trip, double weight, double[] ofKinds, double[] prices) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        int type = model.tripClass[trip];
        for (int option = model.optionStart[trip]; option < model.optionStart[trip + 1]; option++) {
            double own = weight * model.optionCost[option]
                    + (model.optionChange == null ? 0 : model.optionChange[option]);
            if (own >= least) {
                // Prices are not negative: nothing dearer by itself can be cheaper.
                if (model.optionChange == null) {
                    break;
                }
                continue;
            }
            int cell = model.optionCell[option];
            double cost = own + ofKinds[cell * model.classes + type] + waiting(trip, cell, prices);
            if (cost < least) {
                least = cost;
                best = option;
            }
        }
        return best;
    }

    private double waiting(int trip, int cell, double[] prices) {
        int area = model.waitingArea(trip, cell);
        double sum = 0;
        if (area >= 0) {
            for (int slot = model.waitsFrom[trip]; slot < cell % model.slots; slot++) {
                sum += prices[model.holdingResource[area] + slot];
            }
        }
        return sum;
    }

    /** What the best prices make each kind cost. */
    double[] pricesOfKinds() {
        double[] ofKinds = new double[model.kinds];
        pricesOfKinds(bestPrice, ofKinds);
        return ofKinds;
    }

    private void pricesOfKinds(double[] prices, double[] ofKinds) {
        for (int kind = 0; kind < model.kinds; kind++) {
            double sum = 0;
            for (int at = model.footStart[kind]; at < model.footStart[kind + 1]; at++) {
                sum += prices[model.footResource[at]] * model.footAmount[at];
            }
            ofKinds[kind] = sum;
        }
    }

    /**
     * What each option costs a trip at the best prices, by option.
     *
     * @param spread prices are made up to so much dearer or cheaper by chance, a share
     */
    double[] pricedOptions(double spread, SplittableRandom random) {
        double[] near = new double[bestPrice.length];
        for (int r = 0; r < near.length; r++) {
            near[r] = bestPrice[r] * (1 + spread * (2 * random.nextDouble() - 1));
        }
        pricesOfKinds(near, kindPrice);
        double[] priced = new double[model.optionCell.length];
        for (int trip = 0; trip < model.trips; trip++) {
            double weight = bestFactor[model.tripContractor[trip]];
            for (int option = model.optionStart[trip]; option < model.optionStart[trip + 1]; option++) {
                int cell = model.optionCell[option];
                priced[option] = weight * model.optionCost[option]
                        + (model.optionChange == null ? 0 : model.optionChange[option])
                        + kindPrice[cell * model.classes + model.tripClass[trip]] + waiting(trip, cell, near);
            }
        }
        return priced;
    }
}
