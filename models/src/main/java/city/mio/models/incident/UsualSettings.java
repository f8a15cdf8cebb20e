package city.mio.models.incident;

import java.time.LocalDate;
import java.util.Set;

/**
 * How the usual speed is learnt. Immutable.
 *
 * @param alpha weight of the newest day once enough days are known. 0.15: about the last six days of its kind, so that
 *     road works that stay become usual within two weeks
 * @param huberK residuals beyond so many mean absolute deviations are cut. 2.5: Huber's estimator keeps 95 % efficiency
 *     near 1.5 standard deviations, which is about 1.9 mean absolute ones; a little more, as the deviation is itself learnt
 * @param shrinkage days' worth of trust in the wider average (the link's half-hour over all kinds of day, and the link's
 *     overall) against the half-hour's own. 2: from the third day on the half-hour speaks mostly for itself
 * @param minDays days of a half-hour that must be known before a usual speed is given; another kind of day counts half
 * @param minMinutes observed minutes that make a half-hour of one day count
 * @param holidays days on which traffic is as on Sundays
 */
public record UsualSettings(
        double alpha, double huberK, double shrinkage, double minDays, int minMinutes, Set<LocalDate> holidays) {

    /** What is used where a city says nothing. */
    public static final UsualSettings DEFAULT = new UsualSettings(0.15, 2.5, 2, 3, 5, Set.of());

    /** @throws IllegalArgumentException naming the field that is out of range */
    public UsualSettings {
        Require.range("alpha", alpha, 0.001, 1);
        Require.range("huberK", huberK, 0.5, 100);
        Require.range("shrinkage", shrinkage, 0, 1000);
        Require.range("minDays", minDays, 0.5, 100);
        Require.range("minMinutes", minMinutes, 1, 30);
        holidays = holidays == null ? Set.of() : Set.copyOf(holidays);
    }
}
