package city.mio.models.haul.office;

/**
 * Whether a plan counts on it that some trucks do not come: a slot is given to more trips than its cap, so that with a
 * confidence no more than the cap come. Immutable.
 *
 * @param confidence with which no more come than the cap lets through, 0.5 to 0.9999
 * @param mostExtra trips beyond the cap at most, as a share of it, 0 to 1; 0 for none
 * @param reason where the figures come from
 */
public record NoShowRule(double confidence, double mostExtra, String reason) {

    /** Caps as they are. */
    public static final NoShowRule NONE = new NoShowRule(0.9, 0, "Nobody is counted on to stay away.");

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public NoShowRule {
        Check.range("noShows.confidence", confidence, 0.5, 0.9999);
        Check.range("noShows.mostExtra", mostExtra, 0, 1);
        Check.holds(reason != null && !reason.isBlank(), "noShows.reason is missing: every threshold says why");
    }
}
