package city.mio.geo.matching;

/**
 * What the matcher assumes about fixes and drivers. Costs are negative log-likelihoods (nats), as in Newson and
 * Krumm (2009). Immutable. The defaults serve dense (1 Hz) and sparse (60 s) tracks alike.
 *
 * @param sigmaMetres standard deviation of a fix across the road, where the fix says nothing of its accuracy;
 *     includes the map's own error and half a carriageway
 * @param searchRadiusMetres links farther than this from a fix are no candidates for it
 * @param maxCandidates most links considered for a fix
 * @param betaMetres metres of route that cost one nat between dense fixes: how much longer a way must be to be e
 *     times less likely; twice as many after half a minute of silence
 * @param correlationSeconds time in which the correlation of the errors of two fixes falls to 1/e; 0 if they are
 *     independent
 * @param minStepMetres a fix closer than this to the one last used tells nothing new and shares its fate
 * @param uTurnMetres detour that drivers take rather than turn back on the road
 * @param turnMetres detour that drivers take rather than turn through a right angle; in proportion for other turns
 * @param forkMetres detour that drivers take rather than leave the straightest way on
 * @param headingSigmaDegrees standard deviation of a given heading against the road's direction
 * @param outlierCost nats that a fix must cost more than its neighbours do before it is left out
 * @param breakCost nats of detour after which no connection is more likely than this one
 * @param beam hypotheses that are this many nats less likely than the best are dropped
 * @param maxSpeedMps routes that would have to be driven faster are impossible
 * @param maxLagFixes most fixes that may wait for a decision; the best hypothesis then decides
 * @param maxLagSeconds longest that a fix may wait while others come; the best hypothesis then decides
 * @param maxGapSeconds after a longer silence a new path begins
 * @param offRoadSeconds after this long without a road the path is broken
 * @param parkedAfterSeconds standing longer than this is parking
 */
public record MatcherSettings(
        double sigmaMetres,
        double searchRadiusMetres,
        int maxCandidates,
        double betaMetres,
        double correlationSeconds,
        double minStepMetres,
        double uTurnMetres,
        double turnMetres,
        double forkMetres,
        double headingSigmaDegrees,
        double outlierCost,
        double breakCost,
        double beam,
        double maxSpeedMps,
        int maxLagFixes,
        int maxLagSeconds,
        int maxGapSeconds,
        int offRoadSeconds,
        int parkedAfterSeconds) {

    /** @throws IllegalArgumentException naming the field that is out of its range */
    public MatcherSettings {
        range("sigmaMetres", sigmaMetres, 0.5, 200);
        range("searchRadiusMetres", searchRadiusMetres, 5, 1000);
        range("maxCandidates", maxCandidates, 2, 64);
        range("betaMetres", betaMetres, 0.1, 1000);
        range("correlationSeconds", correlationSeconds, 0, 600);
        range("minStepMetres", minStepMetres, 0, 200);
        range("uTurnMetres", uTurnMetres, 0, 10_000);
        range("turnMetres", turnMetres, 0, 10_000);
        range("forkMetres", forkMetres, 0, 10_000);
        range("headingSigmaDegrees", headingSigmaDegrees, 1, 180);
        range("outlierCost", outlierCost, 0.1, 1000);
        range("breakCost", breakCost, 0.1, 10_000);
        range("beam", beam, 1, 1000);
        range("maxSpeedMps", maxSpeedMps, 5, 200);
        range("maxLagFixes", maxLagFixes, 1, 1000);
        range("maxLagSeconds", maxLagSeconds, 1, 3600);
        range("maxGapSeconds", maxGapSeconds, 1, 3600);
        range("offRoadSeconds", offRoadSeconds, 1, 3600);
        range("parkedAfterSeconds", parkedAfterSeconds, 10, 86_400);
    }

    private static void range(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(field + " " + value + " is not within " + least + " to " + most);
        }
    }

    public static MatcherSettings defaults() {
        return builder().build();
    }

    /**
     * For what was recorded: nobody waits for a decision, so it may wait for a quarter of an hour of further fixes,
     * and unlikely hypotheses are kept for longer. That decides rightly between two carriageways in a jam.
     */
    public static MatcherSettings forRecordings() {
        return builder().beam(35).maxLagFixes(1000).maxLagSeconds(900).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** These settings, to be changed. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.sigmaMetres = sigmaMetres;
        b.searchRadiusMetres = searchRadiusMetres;
        b.maxCandidates = maxCandidates;
        b.betaMetres = betaMetres;
        b.correlationSeconds = correlationSeconds;
        b.minStepMetres = minStepMetres;
        b.uTurnMetres = uTurnMetres;
        b.turnMetres = turnMetres;
        b.forkMetres = forkMetres;
        b.headingSigmaDegrees = headingSigmaDegrees;
        b.outlierCost = outlierCost;
        b.breakCost = breakCost;
        b.beam = beam;
        b.maxSpeedMps = maxSpeedMps;
        b.maxLagFixes = maxLagFixes;
        b.maxLagSeconds = maxLagSeconds;
        b.maxGapSeconds = maxGapSeconds;
        b.offRoadSeconds = offRoadSeconds;
        b.parkedAfterSeconds = parkedAfterSeconds;
        return b;
    }

    /** Collects settings; what is not set keeps its default. Not thread-safe. */
    public static final class Builder {
        private double sigmaMetres = 9.5;
        private double searchRadiusMetres = 60;
        private int maxCandidates = 16;
        private double betaMetres = 20;
        private double correlationSeconds = 10;
        private double minStepMetres = 12;
        private double uTurnMetres = 60;
        private double turnMetres = 30;
        private double forkMetres = 20;
        private double headingSigmaDegrees = 30;
        private double outlierCost = 10;
        private double breakCost = 60;
        private double beam = 25;
        private double maxSpeedMps = 60;
        private int maxLagFixes = 180;
        private int maxLagSeconds = 180;
        private int maxGapSeconds = 600;
        private int offRoadSeconds = 60;
        private int parkedAfterSeconds = 300;

        private Builder() {}

        public Builder sigmaMetres(double sigmaMetres) {
            this.sigmaMetres = sigmaMetres;
            return this;
        }

        public Builder searchRadiusMetres(double searchRadiusMetres) {
            this.searchRadiusMetres = searchRadiusMetres;
            return this;
        }

        public Builder maxCandidates(int maxCandidates) {
            this.maxCandidates = maxCandidates;
            return this;
        }

        public Builder betaMetres(double betaMetres) {
            this.betaMetres = betaMetres;
            return this;
        }

        public Builder correlationSeconds(double correlationSeconds) {
            this.correlationSeconds = correlationSeconds;
            return this;
        }

        public Builder minStepMetres(double minStepMetres) {
            this.minStepMetres = minStepMetres;
            return this;
        }

        public Builder turnMetres(double turnMetres) {
            this.turnMetres = turnMetres;
            return this;
        }

        public Builder forkMetres(double forkMetres) {
            this.forkMetres = forkMetres;
            return this;
        }

        public Builder uTurnMetres(double uTurnMetres) {
            this.uTurnMetres = uTurnMetres;
            return this;
        }

        public Builder headingSigmaDegrees(double headingSigmaDegrees) {
            this.headingSigmaDegrees = headingSigmaDegrees;
            return this;
        }

        public Builder outlierCost(double outlierCost) {
            this.outlierCost = outlierCost;
            return this;
        }

        public Builder breakCost(double breakCost) {
            this.breakCost = breakCost;
            return this;
        }

        public Builder beam(double beam) {
            this.beam = beam;
            return this;
        }

        public Builder maxSpeedMps(double maxSpeedMps) {
            this.maxSpeedMps = maxSpeedMps;
            return this;
        }

        public Builder maxLagFixes(int maxLagFixes) {
            this.maxLagFixes = maxLagFixes;
            return this;
        }

        public Builder maxLagSeconds(int maxLagSeconds) {
            this.maxLagSeconds = maxLagSeconds;
            return this;
        }

        public Builder maxGapSeconds(int maxGapSeconds) {
            this.maxGapSeconds = maxGapSeconds;
            return this;
        }

        public Builder offRoadSeconds(int offRoadSeconds) {
            this.offRoadSeconds = offRoadSeconds;
            return this;
        }

        public Builder parkedAfterSeconds(int parkedAfterSeconds) {
            this.parkedAfterSeconds = parkedAfterSeconds;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is out of its range */
        public MatcherSettings build() {
            return new MatcherSettings(
                    sigmaMetres,
                    searchRadiusMetres,
                    maxCandidates,
                    betaMetres,
                    correlationSeconds,
                    minStepMetres,
                    uTurnMetres,
                    turnMetres,
                    forkMetres,
                    headingSigmaDegrees,
                    outlierCost,
                    breakCost,
                    beam,
                    maxSpeedMps,
                    maxLagFixes,
                    maxLagSeconds,
                    maxGapSeconds,
                    offRoadSeconds,
                    parkedAfterSeconds);
        }
    }
}
