package city.mio.events;

/**
 * One interval of one sensor.
 *
 * @param detectorId the sensor
 * @param sequence counts up per detector from 1; 0 where the device has none, then (detector, intervalStart) is the identity
 * @param intervalStart UTC epoch milliseconds, inclusive
 * @param intervalEnd UTC epoch milliseconds, exclusive
 * @param count vehicles over all lanes in the interval
 * @param occupancy share of the interval in which the loop was covered, 0 to 1
 * @param meanSpeedMps arithmetic mean of spot speeds; NaN if nothing passed or the device has none
 * @param cars of the count
 * @param trucks of the count
 * @param buses of the count
 * @param motorcycles of the count
 */
public record DetectorReading(
        String detectorId,
        long sequence,
        long intervalStart,
        long intervalEnd,
        int count,
        float occupancy,
        float meanSpeedMps,
        int cars,
        int trucks,
        int buses,
        int motorcycles) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public DetectorReading {
        Checks.text("detectorId", detectorId);
        Checks.notNegative("sequence", sequence);
        Checks.time("intervalStart", intervalStart);
        Checks.time("intervalEnd", intervalEnd);
        Checks.order("intervalEnd", intervalStart, intervalEnd);
        Checks.range("count", count, 0, 100_000);
        Checks.range("occupancy", occupancy, 0, 1);
        Checks.absentOrRange("meanSpeedMps", meanSpeedMps, 0, 140);
        Checks.notNegative("cars", cars);
        Checks.notNegative("trucks", trucks);
        Checks.notNegative("buses", buses);
        Checks.notNegative("motorcycles", motorcycles);
    }

    /** What tells two readings of this detector apart: the sequence, or the interval where there is none. */
    public long identity() {
        return sequence != 0 ? sequence : intervalStart;
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .detectorId(detectorId)
                .sequence(sequence)
                .intervalStart(intervalStart)
                .intervalEnd(intervalEnd)
                .count(count)
                .occupancy(occupancy)
                .meanSpeedMps(meanSpeedMps)
                .cars(cars)
                .trucks(trucks)
                .buses(buses)
                .motorcycles(motorcycles);
    }

    /** Collects the fields of a {@link DetectorReading}; not thread-safe. */
    public static final class Builder {
        private String detectorId;
        private long sequence;
        private long intervalStart;
        private long intervalEnd;
        private int count;
        private float occupancy;
        private float meanSpeedMps = Float.NaN;
        private int cars;
        private int trucks;
        private int buses;
        private int motorcycles;

        private Builder() {}

        public Builder detectorId(String detectorId) {
            this.detectorId = detectorId;
            return this;
        }

        public Builder sequence(long sequence) {
            this.sequence = sequence;
            return this;
        }

        public Builder intervalStart(long intervalStart) {
            this.intervalStart = intervalStart;
            return this;
        }

        public Builder intervalEnd(long intervalEnd) {
            this.intervalEnd = intervalEnd;
            return this;
        }

        public Builder count(int count) {
            this.count = count;
            return this;
        }

        public Builder occupancy(float occupancy) {
            this.occupancy = occupancy;
            return this;
        }

        public Builder meanSpeedMps(float meanSpeedMps) {
            this.meanSpeedMps = meanSpeedMps;
            return this;
        }

        public Builder cars(int cars) {
            this.cars = cars;
            return this;
        }

        public Builder trucks(int trucks) {
            this.trucks = trucks;
            return this;
        }

        public Builder buses(int buses) {
            this.buses = buses;
            return this;
        }

        public Builder motorcycles(int motorcycles) {
            this.motorcycles = motorcycles;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public DetectorReading build() {
            return new DetectorReading(
                    detectorId, sequence, intervalStart, intervalEnd, count, occupancy, meanSpeedMps, cars, trucks, buses, motorcycles);
        }
    }
}
