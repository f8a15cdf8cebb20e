package city.mio.geo.places;

/**
 * When a vehicle counts as having entered, left or dwelt. Immutable.
 *
 * <p>Hysteresis is by distance and by evidence. A vehicle is in once it is at least {@code enterDepthMetres} inside
 * the border, and out once it is more than {@code leaveDistanceMetres} outside; in the band between nothing changes.
 * Either must hold for a number of fixes in a row and for a time. GPS noise that stays below the two distances
 * together can therefore never make a vehicle leave and enter again.
 *
 * @param enterDepthMetres how far inside; 0 is right for places not much wider than the noise
 * @param leaveDistanceMetres how far outside
 * @param enterFixes fixes in a row that must be in
 * @param leaveFixes fixes in a row that must be out
 * @param enterMillis how long it must be in
 * @param leaveMillis how long it must be out
 * @param dwellMillis after how long a stay is told as one; 0 for never
 * @param gateMetres how far from a gate a vehicle must be before its crossing counts
 * @param gapMillis fixes farther apart than this are no movement: no gate is crossed between them, and what had
 *     begun to count begins again
 */
public record GeofenceSettings(
        double enterDepthMetres,
        double leaveDistanceMetres,
        int enterFixes,
        int leaveFixes,
        long enterMillis,
        long leaveMillis,
        long dwellMillis,
        double gateMetres,
        long gapMillis) {

    /** @throws IllegalArgumentException naming the field */
    public GeofenceSettings {
        Require.range("GeofenceSettings", "enterDepthMetres", enterDepthMetres, 0, 10_000);
        Require.range("GeofenceSettings", "leaveDistanceMetres", leaveDistanceMetres, 0, 10_000);
        Require.range("GeofenceSettings", "enterFixes", enterFixes, 1, 1_000);
        Require.range("GeofenceSettings", "leaveFixes", leaveFixes, 1, 1_000);
        Require.range("GeofenceSettings", "enterMillis", enterMillis, 0, 86_400_000L);
        Require.range("GeofenceSettings", "leaveMillis", leaveMillis, 0, 86_400_000L);
        Require.range("GeofenceSettings", "dwellMillis", dwellMillis, 0, 30 * 86_400_000L);
        Require.range("GeofenceSettings", "gateMetres", gateMetres, 0, 10_000);
        Require.range("GeofenceSettings", "gapMillis", gapMillis, 1, 86_400_000L);
    }

    /**
     * For probe cars in a city: two fixes in a row, 30 m (twice what GPS errs by between tall buildings, van Diggelen
     * and Enge 2015), a stay after 3 minutes, no movement guessed over more than 5.
     */
    public static GeofenceSettings defaults() {
        return builder().build();
    }

    /** Starts from {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds settings. Not thread-safe. */
    public static final class Builder {
        private double enterDepthMetres;
        private double leaveDistanceMetres = 30;
        private int enterFixes = 2;
        private int leaveFixes = 2;
        private long enterMillis;
        private long leaveMillis;
        private long dwellMillis = 180_000;
        private double gateMetres = 15;
        private long gapMillis = 300_000;

        private Builder() {}

        public Builder enterDepthMetres(double metres) {
            enterDepthMetres = metres;
            return this;
        }

        public Builder leaveDistanceMetres(double metres) {
            leaveDistanceMetres = metres;
            return this;
        }

        public Builder enterFixes(int fixes) {
            enterFixes = fixes;
            return this;
        }

        public Builder leaveFixes(int fixes) {
            leaveFixes = fixes;
            return this;
        }

        public Builder enterMillis(long millis) {
            enterMillis = millis;
            return this;
        }

        public Builder leaveMillis(long millis) {
            leaveMillis = millis;
            return this;
        }

        public Builder dwellMillis(long millis) {
            dwellMillis = millis;
            return this;
        }

        public Builder gateMetres(double metres) {
            gateMetres = metres;
            return this;
        }

        public Builder gapMillis(long millis) {
            gapMillis = millis;
            return this;
        }

        /** @throws IllegalArgumentException naming the field */
        public GeofenceSettings build() {
            return new GeofenceSettings(
                    enterDepthMetres, leaveDistanceMetres, enterFixes, leaveFixes, enterMillis, leaveMillis,
                    dwellMillis, gateMetres, gapMillis);
        }
    }
}
