package city.mio.models.dispatch.service;

import java.io.Serializable;

/**
 * What every rider is promised. Immutable.
 *
 * <p>The ride, from the bus's halt at the pick-up to its halt at the drop-off, takes at most the shorter of direct ride ×
 * {@code detourFactor} and direct ride + {@code detourSeconds}; the direct ride is the drive and the halt at the pick-up.
 */
public final class Promises implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int maxWaitSeconds;
    private final double detourFactor;
    private final int detourSeconds;
    private final int maxWalkMetres;
    private final double walkMetresPerSecond;
    private final int maxSlipSeconds;
    private final int earlySeconds;
    private final int offerHoldSeconds;
    private final int maxDaysAhead;

    private Promises(Builder builder) {
        maxWaitSeconds = (int) Require.range("maxWaitSeconds", builder.maxWaitSeconds, 0, 86_400);
        detourFactor = Require.range("detourFactor", builder.detourFactor, 1, 100);
        detourSeconds = (int) Require.range("detourSeconds", builder.detourSeconds, 0, 86_400);
        maxWalkMetres = (int) Require.range("maxWalkMetres", builder.maxWalkMetres, 0, 20_000);
        walkMetresPerSecond = Require.range("walkMetresPerSecond", builder.walkMetresPerSecond, 0.1, 5);
        maxSlipSeconds = (int) Require.range("maxSlipSeconds", builder.maxSlipSeconds, 0, 86_400);
        earlySeconds = (int) Require.range("earlySeconds", builder.earlySeconds, 0, 86_400);
        offerHoldSeconds = (int) Require.range("offerHoldSeconds", builder.offerHoldSeconds, 1, 86_400);
        maxDaysAhead = (int) Require.range("maxDaysAhead", builder.maxDaysAhead, 0, 366);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** From the time asked for (or now) to the pick-up; for arrive-by, how much earlier than needed riders are fetched. */
    public int maxWaitSeconds() {
        return maxWaitSeconds;
    }

    public double detourFactor() {
        return detourFactor;
    }

    public int detourSeconds() {
        return detourSeconds;
    }

    /** To or from another stop than the one asked for, on foot. */
    public int maxWalkMetres() {
        return maxWalkMetres;
    }

    public double walkMetresPerSecond() {
        return walkMetresPerSecond;
    }

    /** How much later than told the pick-up may be, within the longest wait. */
    public int maxSlipSeconds() {
        return maxSlipSeconds;
    }

    /** How much earlier than told the pick-up of a trip booked ahead may be. */
    public int earlySeconds() {
        return earlySeconds;
    }

    /** How long an offer waits for its answer. */
    public int offerHoldSeconds() {
        return offerHoldSeconds;
    }

    public int maxDaysAhead() {
        return maxDaysAhead;
    }

    /** The longest ride for a direct ride, both in milliseconds with the halt at the pick-up. */
    public long maxRideMillis(long directMillis) {
        return (long) Math.min(directMillis * detourFactor, directMillis + detourSeconds * 1000.0);
    }

    /** Collects promises; what is not given: 15 min wait, factor 2, 15 min, 500 m at 1.2 m/s, 5 min slip, 2 min early. */
    public static final class Builder {
        private int maxWaitSeconds = 900;
        private double detourFactor = 2;
        private int detourSeconds = 900;
        private int maxWalkMetres = 500;
        private double walkMetresPerSecond = 1.2;
        private int maxSlipSeconds = 300;
        private int earlySeconds = 120;
        private int offerHoldSeconds = 60;
        private int maxDaysAhead = 14;

        private Builder() {}

        public Builder maxWaitSeconds(int seconds) {
            maxWaitSeconds = seconds;
            return this;
        }

        public Builder detour(double factor, int seconds) {
            detourFactor = factor;
            detourSeconds = seconds;
            return this;
        }

        public Builder walk(int maxMetres, double metresPerSecond) {
            maxWalkMetres = maxMetres;
            walkMetresPerSecond = metresPerSecond;
            return this;
        }

        public Builder slip(int maxLateSeconds, int maxEarlySeconds) {
            maxSlipSeconds = maxLateSeconds;
            earlySeconds = maxEarlySeconds;
            return this;
        }

        public Builder offerHoldSeconds(int seconds) {
            offerHoldSeconds = seconds;
            return this;
        }

        public Builder maxDaysAhead(int days) {
            maxDaysAhead = days;
            return this;
        }

        public Promises build() {
            return new Promises(this);
        }
    }
}
