package city.mio.events;

/**
 * What is expected in one slot, in hundredths of the unit.
 *
 * @param p10 a tenth of the outcomes lie below
 * @param p50 half of the outcomes lie below
 * @param p90 a tenth of the outcomes lie above
 */
public record SlotQuantiles(float p10, float p50, float p90) {

    /** Nothing is expected to pass: the road is closed. All three are NaN. */
    public static final SlotQuantiles CLOSED = new SlotQuantiles(Float.NaN, Float.NaN, Float.NaN);

    static final double LARGEST = 1e6;

    /** @throws IllegalArgumentException naming the field that is out of range or out of order */
    public SlotQuantiles {
        if (!(Float.isNaN(p10) && Float.isNaN(p50) && Float.isNaN(p90))) {
            Checks.range("p10", p10, 0, LARGEST);
            Checks.range("p50", p50, p10, LARGEST);
            Checks.range("p90", p90, p50, LARGEST);
            p10 = hundredths(p10) / 100f;
            p50 = hundredths(p50) / 100f;
            p90 = hundredths(p90) / 100f;
        }
    }

    /** A number in hundredths, as it travels. */
    public static int hundredths(float value) {
        return (int) Math.round(value * 100.0);
    }

    /** Whether nothing is expected to pass. */
    public boolean isClosed() {
        return Float.isNaN(p50);
    }
}
