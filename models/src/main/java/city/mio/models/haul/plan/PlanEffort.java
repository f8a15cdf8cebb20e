package city.mio.models.haul.plan;

/**
 * How hard a plan is sought, in steps and not in seconds. Immutable.
 *
 * @param priceSteps of the Lagrangean prices; 0 for none, and no lower bound then
 * @param starts from prices and prices near them; 0 where there are no prices
 * @param exchangeRounds in which cyclic exchanges are looked for, at most
 * @param ruins trips taken out and put back, so many times
 * @param annealSteps changes tried by way of plans that overfill something; where there are prices
 * @param kicks after which exchanges are looked for anew, for a day of 500 trips; fewer for more trips; where there are prices
 * @param seed of what is taken out
 */
public record PlanEffort(
        int priceSteps, int starts, int exchangeRounds, int ruins, int annealSteps, int kicks, long seed) {

    /** For a day's plan: some seconds for 3,500 trips. */
    public static final PlanEffort DAY = new PlanEffort(3000, 12, 400, 20_000, 8_000_000, 4_000, 1);

    /** For one change in a day that is planned: some tenths of a second. */
    public static final PlanEffort CHANGE = new PlanEffort(0, 0, 40, 500, 0, 0, 1);

    /** An effort whose annealing and kicks are in proportion to its ruins, as those of {@link #DAY}. */
    public PlanEffort(int priceSteps, int starts, int exchangeRounds, int ruins, long seed) {
        this(priceSteps, starts, exchangeRounds, ruins, 400 * Math.min(ruins, 20_000),
                Math.min(ruins, 20_000) / 5, seed);
    }

    /** @throws IllegalArgumentException naming the field that is out of range */
    public PlanEffort {
        if (priceSteps < 0 || starts < 0 || exchangeRounds < 0 || ruins < 0 || annealSteps < 0 || kicks < 0) {
            throw new IllegalArgumentException(
                    "priceSteps, starts, exchangeRounds, ruins, annealSteps or kicks is negative: " + priceSteps + ", "
                            + starts + ", " + exchangeRounds + ", " + ruins + ", " + annealSteps + ", " + kicks);
        }
    }
}
