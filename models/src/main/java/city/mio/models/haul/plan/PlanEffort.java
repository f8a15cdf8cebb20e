package city.mio.models.haul.plan;

/**
 * How hard a plan is sought, in steps and not in seconds. Immutable.
 *
 * @param priceSteps of the Lagrangean prices; 0 for none, and no lower bound then
 * @param starts from prices and prices near them; 0 where there are no prices
 * @param exchangeRounds in which cyclic exchanges are looked for, at most
 * @param ruins trips taken out and put back, so many times
 * @param seed of what is taken out
 */
public record PlanEffort(int priceSteps, int starts, int exchangeRounds, int ruins, long seed) {

    /** For a day's plan: some seconds for 3,500 trips. */
    public static final PlanEffort DAY = new PlanEffort(1500, 8, 400, 50_000, 1);

    /** For one change in a day that is planned: some tenths of a second. */
    public static final PlanEffort CHANGE = new PlanEffort(0, 0, 40, 500, 1);

    /** @throws IllegalArgumentException naming the field that is out of range */
    public PlanEffort {
        if (priceSteps < 0 || starts < 0 || exchangeRounds < 0 || ruins < 0) {
            throw new IllegalArgumentException(
                    "priceSteps, starts, exchangeRounds or ruins is negative: " + priceSteps + ", " + starts + ", "
                            + exchangeRounds + ", " + ruins);
        }
    }
}
