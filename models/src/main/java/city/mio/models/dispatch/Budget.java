package city.mio.models.dispatch;

/** How much of what a search may use is used: the caller's clock, or a number of iterations. */
@FunctionalInterface
public interface Budget {

    /** The share used after so many iterations, from 0; the search ends at 1. */
    double spent(long iterations);

    /** Ends after a number of iterations: the same seed then gives the same plan on every machine. */
    static Budget iterations(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("iterations is not positive: " + most);
        }
        return done -> (double) done / most;
    }
}
