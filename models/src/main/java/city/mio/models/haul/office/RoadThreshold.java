package city.mio.models.haul.office;

/**
 * A number that the office has set, and why. Immutable.
 *
 * @param value in the unit that its key names
 * @param reason where it comes from
 */
public record RoadThreshold(double value, String reason) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public RoadThreshold {
        Check.holds(Double.isFinite(value), "value is not a number");
        Check.holds(reason != null && !reason.isBlank(), "reason is missing: every threshold says why");
    }
}
