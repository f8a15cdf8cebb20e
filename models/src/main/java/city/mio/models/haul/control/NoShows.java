package city.mio.models.haul.control;

/**
 * How often a contractor's declared runs are not run. Immutable.
 *
 * @param runs that were due, weighted by age
 * @param missed of them
 */
public record NoShows(double runs, double missed) {

    /** Of a contractor of whom nothing is known. */
    public static final NoShows NONE = new NoShows(0, 0);

    /** Weight of a day's runs on the next day: a half after about two weeks. */
    private static final double KEEP = 0.95;

    /** What one counts on before anything is known: as much as so many runs. */
    private static final double PRIOR_RUNS = 20;

    /** @throws IllegalArgumentException if there are more missed than due */
    public NoShows {
        if (!(runs >= 0 && missed >= 0 && missed <= runs + 1e-9)) {
            throw new IllegalArgumentException("missed is not between 0 and runs: " + missed + " of " + runs);
        }
    }

    /** With a day's runs. */
    public NoShows withDay(int due, int notCome) {
        return new NoShows(KEEP * runs + due, KEEP * missed + notCome);
    }

    /**
     * The share that will not come, drawn towards what is usual as long as little is known.
     *
     * @param usual share over all contractors
     */
    public double share(double usual) {
        return (missed + PRIOR_RUNS * usual) / (runs + PRIOR_RUNS);
    }
}
