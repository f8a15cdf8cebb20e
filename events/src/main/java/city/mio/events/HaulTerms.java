package city.mio.events;

/**
 * What else a contractor says of a trip: which slots it can take, and what moving it costs the works. Costs are whole
 * numbers of one unit for all, 100 yen in the cities that ship. Immutable.
 *
 * @param windowStart begin of the first slot that it can take, UTC epoch milliseconds; 0 for the declared slot alone
 * @param windowEnd end of the last slot that it can take, UTC epoch milliseconds; 0 for the declared slot alone
 * @param costEarlier of each slot before the declared one
 * @param costLater of each slot after it
 * @param costOtherRoute of another route to the same site; negative if it cannot take any
 * @param costRefused of getting no slot at all; 0 for what is usual
 */
public record HaulTerms(
        long windowStart,
        long windowEnd,
        int costEarlier,
        int costLater,
        int costOtherRoute,
        int costRefused) {

    /** The declared slot and route alone. */
    public static final HaulTerms NONE = new HaulTerms(0, 0, 1, 1, -1, 0);

    private static final int MOST_COST = 1_000_000;

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public HaulTerms {
        Checks.notNegative("windowStart", windowStart);
        Checks.notNegative("windowEnd", windowEnd);
        Checks.range("costEarlier", costEarlier, 0, MOST_COST);
        Checks.range("costLater", costLater, 0, MOST_COST);
        Checks.range("costOtherRoute", costOtherRoute, -1, MOST_COST);
        Checks.range("costRefused", costRefused, 0, MOST_COST);
        if (windowStart == 0 != (windowEnd == 0)) {
            throw new IllegalArgumentException("windowEnd: a window has both ends or none");
        }
        if (windowStart > 0) {
            Checks.time("windowStart", windowStart);
            Checks.time("windowEnd", windowEnd);
            Checks.order("windowEnd", windowStart, windowEnd);
        }
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .windowStart(windowStart)
                .windowEnd(windowEnd)
                .costEarlier(costEarlier)
                .costLater(costLater)
                .costOtherRoute(costOtherRoute)
                .costRefused(costRefused);
    }

    /** Collects the fields of a {@link HaulTerms}; not thread-safe. */
    public static final class Builder {
        private long windowStart;
        private long windowEnd;
        private int costEarlier = 1;
        private int costLater = 1;
        private int costOtherRoute = -1;
        private int costRefused;

        private Builder() {}

        public Builder windowStart(long windowStart) {
            this.windowStart = windowStart;
            return this;
        }

        public Builder windowEnd(long windowEnd) {
            this.windowEnd = windowEnd;
            return this;
        }

        public Builder costEarlier(int costEarlier) {
            this.costEarlier = costEarlier;
            return this;
        }

        public Builder costLater(int costLater) {
            this.costLater = costLater;
            return this;
        }

        public Builder costOtherRoute(int costOtherRoute) {
            this.costOtherRoute = costOtherRoute;
            return this;
        }

        public Builder costRefused(int costRefused) {
            this.costRefused = costRefused;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public HaulTerms build() {
            return new HaulTerms(
                    windowStart, windowEnd, costEarlier, costLater, costOtherRoute, costRefused);
        }
    }
}
