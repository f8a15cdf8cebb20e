package city.mio.models.haul.plan;

import java.util.SplittableRandom;

/**
 * Takes some trips out and puts them back in another order, whatever that costs at first, looks for exchanges from there,
 * and goes on from what comes of it where that is cheaper, or not much dearer (iterated local search; Lourenço, Martin and
 * Stützle 2003). Finds what neither exchanges nor ruins find alone.
 */
final class KickSearch {

    private static final double EPSILON = 1e-9;
    private static final int MOST_OUT = 12;
    private static final int MOST_RUINS = 5;
    private static final int EXCHANGE_ROUNDS = 20;

    /** As multiples of what a usual move costs: how much dearer the next plan may be at the begin, and a kick may be. */
    private static final double WARMTH = 0.3;

    private static final double FORCE = 8;

    private final PlanModel model;
    private final PlanState state;
    private final double scale;
    private final RuinSearch ruins;
    private final ExchangeSearch exchanges;
    private final SplittableRandom random;

    /** @param scale what a usual move costs */
    KickSearch(PlanModel model, PlanState state, double scale, long seed) {
        this.model = model;
        this.state = state;
        this.scale = scale;
        ruins = new RuinSearch(model, state, seed, MOST_OUT);
        exchanges = new ExchangeSearch(model, state);
        random = new SplittableRandom(seed);
    }

    /** Leaves the cheapest plan that so many kicks lead to in the state. */
    void run(int kicks) {
        if (model.trips == 0) {
            return;
        }
        int[] best = state.option.clone();
        int[] current = best.clone();
        double least = state.objective();
        double now = least;
        for (int kick = 0; kick < kicks; kick++) {
            double warmth = WARMTH * scale * (1 - kick / (double) kicks);
            if (!ruins.kick(1 + random.nextInt(MOST_RUINS), FORCE * scale)) {
                break;
            }
            exchanges.improve(EXCHANGE_ROUNDS);
            double after = state.objective();
            if (after <= now - warmth * Math.log(1 - random.nextDouble())) {
                now = after;
                System.arraycopy(state.option, 0, current, 0, current.length);
                if (after < least - EPSILON) {
                    least = after;
                    System.arraycopy(state.option, 0, best, 0, best.length);
                }
            } else {
                state.become(current);
            }
        }
        state.become(best);
    }
}
