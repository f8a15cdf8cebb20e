package city.mio.cli.city;

/**
 * A number that a city has chosen, and why. Immutable.
 *
 * @param value in the unit that its key names
 * @param reason where it comes from
 */
public record Threshold(double value, String reason) {

    /** @throws IllegalArgumentException if there is no reason, or the value is no number */
    public Threshold {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value is not a number");
        }
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("reason is missing: every threshold says why");
        }
    }

    /**
     * The value as a whole number.
     *
     * @throws IllegalArgumentException if it is none
     */
    public int whole() {
        if (value != Math.rint(value)) {
            throw new IllegalArgumentException("is no whole number: " + value);
        }
        return (int) value;
    }
}
