package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Require;
import java.io.Serializable;

/** How the dispatcher works. Immutable. */
public final class DispatchSettings implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How vehicles are chosen. */
    public enum Policy {
        /** The nearest vehicle that has nothing to do; nobody shares. What a radio dispatcher does. */
        NEAREST_VEHICLE,
        /** The cheapest place over all vehicles; what is planned stays as it is. */
        INSERTION,
        /** The same, and what is planned may change within its promises: to improve, and to make room. */
        INSERTION_AND_IMPROVEMENT
    }

    private final Policy policy;
    private final long seed;
    private final int roomIterations;
    private final double waitWeight;
    private final double meanRemoved;
    private final double maxSpeedMetresPerSecond;
    private final int forgetSeconds;
    private final boolean refusesCostly;
    private final double reserveQuantile;

    private DispatchSettings(Builder builder) {
        Require.holds(builder.policy != null, "policy is missing");
        policy = builder.policy;
        seed = builder.seed;
        roomIterations = (int) Require.range("roomIterations", builder.roomIterations, 0, 1_000_000);
        waitWeight = Require.range("waitWeight", builder.waitWeight, 0, 100);
        meanRemoved = Require.range("meanRemoved", builder.meanRemoved, 1, 100);
        maxSpeedMetresPerSecond = Require.range("maxSpeedMetresPerSecond", builder.maxSpeedMetresPerSecond, 1, 200);
        forgetSeconds = (int) Require.range("forgetSeconds", builder.forgetSeconds, 0, 30 * 86_400);
        refusesCostly = builder.refusesCostly;
        reserveQuantile = Require.range("reserveQuantile", builder.reserveQuantile, 0, 0.99);
    }

    public static Builder builder() {
        return new Builder();
    }

    public static DispatchSettings defaults() {
        return builder().build();
    }

    public Policy policy() {
        return policy;
    }

    public long seed() {
        return seed;
    }

    /** Iterations spent on making room for a request that fits nowhere, before it is refused. */
    public int roomIterations() {
        return roomIterations;
    }

    /** What a second of a rider's time before and during the trip weighs against a second of a vehicle's. */
    public double waitWeight() {
        return waitWeight;
    }

    /** Riders taken out in an iteration, on average. */
    public double meanRemoved() {
        return meanRemoved;
    }

    /** Faster than this between two positions, a vehicle has jumped. */
    public double maxSpeedMetresPerSecond() {
        return maxSpeedMetresPerSecond;
    }

    /** How long a closed request is remembered, for being asked again. */
    public int forgetSeconds() {
        return forgetSeconds;
    }

    /**
     * Whether a trip is refused that fits but takes far more of the fleet's time than others would, while vehicles are
     * scarce ({@link GoingPrice}). More riders are served, long trips and those far from others more seldom: a decision for
     * whoever answers for the service.
     */
    public boolean refusesCostly() {
        return refusesCostly;
    }

    /**
     * For which share of the recent legs, slow ones among them, the promises of a new trip must hold (their quantile of
     * driven over expected time, learnt as buses drive); 0 trusts driving times as they are.
     */
    public double reserveQuantile() {
        return reserveQuantile;
    }

    /** Collects settings. */
    public static final class Builder {
        private Policy policy = Policy.INSERTION_AND_IMPROVEMENT;
        private long seed = 1;
        private int roomIterations = 200;
        private double waitWeight = 0.02;
        private double meanRemoved = 5;
        private double maxSpeedMetresPerSecond = 50;
        private int forgetSeconds = 3600;
        private boolean refusesCostly;
        private double reserveQuantile = 0.9;

        private Builder() {}

        public Builder policy(Policy policy) {
            this.policy = policy;
            return this;
        }

        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        public Builder roomIterations(int roomIterations) {
            this.roomIterations = roomIterations;
            return this;
        }

        public Builder waitWeight(double waitWeight) {
            this.waitWeight = waitWeight;
            return this;
        }

        public Builder meanRemoved(double meanRemoved) {
            this.meanRemoved = meanRemoved;
            return this;
        }

        public Builder maxSpeedMetresPerSecond(double metresPerSecond) {
            maxSpeedMetresPerSecond = metresPerSecond;
            return this;
        }

        public Builder forgetSeconds(int seconds) {
            forgetSeconds = seconds;
            return this;
        }

        public Builder refuseCostly(boolean refuse) {
            refusesCostly = refuse;
            return this;
        }

        public Builder reserveQuantile(double quantile) {
            reserveQuantile = quantile;
            return this;
        }

        public DispatchSettings build() {
            return new DispatchSettings(this);
        }
    }
}
