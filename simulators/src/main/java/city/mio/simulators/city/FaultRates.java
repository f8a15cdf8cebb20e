package city.mio.simulators.city;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * How often devices misbehave; shares of records unless said otherwise. Immutable.
 *
 * @param duplicate records that are delivered twice
 * @param outOfOrder probe positions that are overtaken by later ones (2 to 15 s late)
 * @param late probe positions that come 30 s to 8 min late
 * @param tooLate probe positions that come 20 to 30 min late
 * @param jump probe positions that are 100 m or more off
 * @param malformed extra records that no engine should accept
 * @param parked probe vehicles that go on sending after they parked
 * @param stuckDetectors share of the detectors that repeat one value for a while, at any time
 * @param silentDetectors share of the detectors that say nothing for a while, at any time
 * @param misread plates that a camera reads wrongly
 * @param doubleRead passages that a camera reports twice
 */
@JsonDeserialize(builder = FaultRates.Builder.class)
public record FaultRates(
        double duplicate,
        double outOfOrder,
        double late,
        double tooLate,
        double jump,
        double malformed,
        double parked,
        double stuckDetectors,
        double silentDetectors,
        double misread,
        double doubleRead) {

    /** @throws IllegalArgumentException naming the rate that is no share */
    public FaultRates {
        share("duplicate", duplicate);
        share("outOfOrder", outOfOrder);
        share("late", late);
        share("tooLate", tooLate);
        share("jump", jump);
        share("malformed", malformed);
        share("parked", parked);
        share("stuckDetectors", stuckDetectors);
        share("silentDetectors", silentDetectors);
        share("misread", misread);
        share("doubleRead", doubleRead);
        if (outOfOrder + late + tooLate > 1) {
            throw new IllegalArgumentException("outOfOrder, late and tooLate together are over 1");
        }
    }

    static void share(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(field + " is no share from 0 to 1: " + value);
        }
    }

    /** Devices without fault; GPS noise stays. */
    public static FaultRates none() {
        return new FaultRates(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** A builder with the usual rates. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the rates; not thread-safe. */
    @JsonPOJOBuilder(withPrefix = "")
    public static final class Builder {
        private double duplicate = 0.01;
        private double outOfOrder = 0.03;
        private double late = 0.003;
        private double tooLate = 0.0001;
        private double jump = 0.002;
        private double malformed = 0.002;
        private double parked = 0.1;
        private double stuckDetectors = 0.03;
        private double silentDetectors = 0.03;
        private double misread = 0.01;
        private double doubleRead = 0.01;

        private Builder() {}

        public Builder duplicate(double share) {
            this.duplicate = share;
            return this;
        }

        public Builder outOfOrder(double share) {
            this.outOfOrder = share;
            return this;
        }

        public Builder late(double share) {
            this.late = share;
            return this;
        }

        public Builder tooLate(double share) {
            this.tooLate = share;
            return this;
        }

        public Builder jump(double share) {
            this.jump = share;
            return this;
        }

        public Builder malformed(double share) {
            this.malformed = share;
            return this;
        }

        public Builder parked(double share) {
            this.parked = share;
            return this;
        }

        public Builder stuckDetectors(double share) {
            this.stuckDetectors = share;
            return this;
        }

        public Builder silentDetectors(double share) {
            this.silentDetectors = share;
            return this;
        }

        public Builder misread(double share) {
            this.misread = share;
            return this;
        }

        public Builder doubleRead(double share) {
            this.doubleRead = share;
            return this;
        }

        /** @throws IllegalArgumentException naming the rate that is no share */
        public FaultRates build() {
            return new FaultRates(
                    duplicate,
                    outOfOrder,
                    late,
                    tooLate,
                    jump,
                    malformed,
                    parked,
                    stuckDetectors,
                    silentDetectors,
                    misread,
                    doubleRead);
        }
    }
}
