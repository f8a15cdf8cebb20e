package city.mio.models.haul.plan;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Takes trips out that compete for the same room and puts them back in another order (Schrimpf et al. 2000). What
 * single exchanges cannot do, such as one trailer for three light vans, is found here.
 */
final class RuinSearch {

    private static final double EPSILON = 1e-9;

    private final PlanModel model;
    private final PlanState state;
    private final SplittableRandom random;
    private final int[] out;
    private final int[] was;
    private final double[] key;

    RuinSearch(PlanModel model, PlanState state, long seed, int mostOut) {
        this.model = model;
        this.state = state;
        this.random = new SplittableRandom(seed);
        out = new int[mostOut];
        was = new int[mostOut];
        key = new double[mostOut];
    }

    /**
     * Ruins and recreates so many times, as in simulated annealing: dearer plans are taken on the way, less and less of
     * them, and the cheapest is kept.
     *
     * @param warmth how much dearer a plan may be at the begin, in the order of magnitude
     */
    void run(int times, double warmth) {
        if (model.trips == 0) {
            return;
        }
        int[] best = state.option.clone();
        double least = state.objective();
        double current = least;
        int[] moved = new int[model.trips];
        int count = 0;
        for (int step = 0; step < times; step++) {
            if (step % 50 == 0) {
                count = 0;
                for (int trip = 0; trip < model.trips; trip++) {
                    if (model.costOf(state.option[trip]) > model.costOf(model.optionStart[trip])) {
                        moved[count++] = trip;
                    }
                }
                if (count == 0) {
                    break;
                }
            }
            double temperature = warmth * Math.pow(0.01, step / (double) times);
            current = ruin(moved[random.nextInt(count)], current, -temperature * Math.log(1 - random.nextDouble()));
            if (current < least - EPSILON) {
                least = current;
                System.arraycopy(state.option, 0, best, 0, best.length);
            }
        }
        state.become(best);
    }

    /**
     * Ruins and recreates so many times about one trip that has been moved, whatever comes of it up to so much dearer.
     *
     * @return false if hardly any trip has been moved, so that there is nothing to look for
     */
    boolean kick(int times, double bearable) {
        int centre = -1;
        for (int tries = 0; tries < 1000 && centre < 0; tries++) {
            int trip = random.nextInt(model.trips);
            centre = model.costOf(state.option[trip]) > model.costOf(model.optionStart[trip]) ? trip : -1;
        }
        for (int time = 0; time < times && centre >= 0; time++) {
            ruin(centre, state.objective(), bearable);
        }
        return centre >= 0;
    }

    private double ruin(int centre, double before, double bearable) {
        int wanted = 2 + random.nextInt(out.length - 1);
        int count = 0;
        count = add(centre, count);
        // Competitors: trips in cells that the centre would rather have, and in the cell it has.
        int reach = state.option[centre] == -1 ? 0 : random.nextInt(3) + 1;
        for (int attempt = 0; attempt < 4 * wanted && count < wanted; attempt++) {
            int options = model.optionStart[centre + 1] - model.optionStart[centre];
            int pick = model.optionStart[centre] + random.nextInt(Math.max(1, Math.min(options, options * reach / 3)));
            int cell = model.optionCell[pick];
            if (cell == model.refused) {
                continue;
            }
            int kind = cell * model.classes + random.nextInt(model.classes);
            int trip = state.first[kind];
            for (int skip = random.nextInt(12); skip > 0 && trip >= 0 && state.next[trip] >= 0; skip--) {
                trip = state.next[trip];
            }
            if (trip >= 0) {
                count = add(trip, count);
            }
        }
        order(count);
        for (int i = 0; i < count; i++) {
            place(out[i]);
        }
        double after = state.objective();
        if (after <= before + bearable) {
            return after;
        }
        for (int i = 0; i < count; i++) {
            state.take(out[i]);
        }
        for (int i = 0; i < count; i++) {
            state.put(out[i], was[i]);
        }
        return before;
    }

    private int add(int trip, int count) {
        if (state.option[trip] == PlanState.OUT) {
            return count;
        }
        out[count] = trip;
        was[count] = state.option[trip];
        state.take(trip);
        return count + 1;
    }

    /** By what each costs per step away from its wish, largest first, with chance. */
    private void order(int count) {
        int rule = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int trip = out[i];
            double value = rule == 0 ? 1 : dearness(trip);
            if (rule == 2) {
                value *= 1.0 / (1 + amountOf(trip));
            }
            key[i] = -value * (0.3 + random.nextDouble());
        }
        for (int i = 1; i < count; i++) {
            double k = key[i];
            int trip = out[i];
            int old = was[i];
            int j = i - 1;
            while (j >= 0 && key[j] > k) {
                key[j + 1] = key[j];
                out[j + 1] = out[j];
                was[j + 1] = was[j];
                j--;
            }
            key[j + 1] = k;
            out[j + 1] = trip;
            was[j + 1] = old;
        }
    }

    private double dearness(int trip) {
        int start = model.optionStart[trip];
        int second = Math.min(start + 2, model.optionStart[trip + 1] - 1);
        return 1 + model.costOf(second) - model.costOf(start);
    }

    private double amountOf(int trip) {
        return model.day.passengerCars().get(model.tripClass[trip]);
    }

    private void place(int trip) {
        int fallback = model.optionStart[trip + 1] - 1;
        for (int option = model.optionStart[trip]; option < model.optionStart[trip + 1]; option++) {
            if (random.nextInt(50) != 0 && state.fits(trip, option)) {
                state.put(trip, option);
                return;
            }
            if (model.optionCell[option] == model.refused) {
                fallback = option;
            }
        }
        state.put(trip, fallback);
    }

    /** Moves each trip to its cheapest option that has room, until none gets cheaper. */
    static void relocate(PlanModel model, PlanState state) {
        boolean any = true;
        while (any) {
            any = false;
            for (int trip = 0; trip < model.trips; trip++) {
                int current = state.option[trip];
                double before = state.objective();
                state.take(trip);
                int chosen = current;
                for (int option = model.optionStart[trip]; option < current; option++) {
                    if (model.costOf(option) < model.costOf(current) && state.fits(trip, option)) {
                        chosen = option;
                        break;
                    }
                }
                state.put(trip, chosen);
                if (chosen != current) {
                    if (state.objective() < before - EPSILON) {
                        any = true;
                    } else {
                        state.take(trip);
                        state.put(trip, current);
                    }
                }
            }
        }
    }

    /** Puts every trip that is out where it is cheapest by the prices, those that have most to lose first. */
    static void fill(PlanModel model, PlanState state, double[] priced) {
        int waiting = 0;
        for (int trip = 0; trip < model.trips; trip++) {
            waiting += state.option[trip] == PlanState.OUT ? 1 : 0;
        }
        double[] regret = new double[model.trips];
        Integer[] trips = new Integer[waiting];
        int at = 0;
        for (int trip = 0; trip < model.trips; trip++) {
            if (state.option[trip] == PlanState.OUT) {
                trips[at++] = trip;
                regret[trip] = regret(model, trip, priced);
            }
        }
        Arrays.sort(trips, (a, b) -> {
            int byRegret = Double.compare(regret[b], regret[a]);
            return byRegret != 0 ? byRegret : Integer.compare(a, b);
        });
        for (int trip : trips) {
            int best = -1;
            for (int option = model.optionStart[trip]; option < model.optionStart[trip + 1]; option++) {
                if ((best < 0 || priced[option] < priced[best]) && state.fits(trip, option)) {
                    best = option;
                }
            }
            state.put(trip, best);
        }
    }

    private static double regret(PlanModel model, int trip, double[] priced) {
        double least = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        for (int option = model.optionStart[trip]; option < model.optionStart[trip + 1]; option++) {
            if (priced[option] < least) {
                second = least;
                least = priced[option];
            } else {
                second = Math.min(second, priced[option]);
            }
        }
        return second == Double.POSITIVE_INFINITY ? 0 : second - least;
    }
}
