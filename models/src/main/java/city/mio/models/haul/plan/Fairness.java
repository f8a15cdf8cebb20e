package city.mio.models.haul.plan;

/**
 * How moves are shared among contractors. What a contractor's moves cost beyond {@code 1 + slack} times its share (by
 * trips) of what all moves cost is counted once more with {@code weight}. Immutable.
 *
 * @param weight 0 for none, to 0.8. Below 1 / (1 + slack) it never pays to make somebody's plan worse for fairness alone
 * @param slack share over the fair one that is still fair
 */
public record Fairness(double weight, double slack) {

    /** What is used where an office says nothing. */
    public static final Fairness DEFAULT = new Fairness(0.5, 0.1);

    /** Moves are counted alike, whoever bears them. */
    public static final Fairness NONE = new Fairness(0, 0);

    /** @throws IllegalArgumentException naming the field that is out of range */
    public Fairness {
        if (!(weight >= 0 && weight <= 0.8)) {
            throw new IllegalArgumentException("weight is outside 0 to 0.8: " + weight);
        }
        if (!(slack >= 0 && slack * weight < 1 - weight + 1e-12)) {
            throw new IllegalArgumentException("slack is outside 0 to 1 / weight - 1: " + slack);
        }
    }
}
