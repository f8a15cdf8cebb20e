package city.mio.events;

/**
 * A camera saw a plate.
 *
 * @param cameraId the camera
 * @param sequence counts up per camera from 1
 * @param time UTC epoch milliseconds
 * @param plateHash keyed hash of the plate as it was read
 * @param vehicleClass as the camera judged it
 * @param confidence of the reading, 0 to 1
 */
public record HaulPassage(
        String cameraId,
        long sequence,
        long time,
        String plateHash,
        HaulVehicleClass vehicleClass,
        float confidence) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public HaulPassage {
        Checks.text("cameraId", cameraId);
        Checks.notNegative("sequence", sequence);
        Checks.time("time", time);
        Checks.text("plateHash", plateHash);
        Checks.present("vehicleClass", vehicleClass);
        Checks.range("confidence", confidence, 0, 1);
    }

    /** What tells two passages at this camera apart: the sequence, or the time where there is none. */
    public long identity() {
        return sequence != 0 ? sequence : time;
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .cameraId(cameraId)
                .sequence(sequence)
                .time(time)
                .plateHash(plateHash)
                .vehicleClass(vehicleClass)
                .confidence(confidence);
    }

    /** Collects the fields of a {@link HaulPassage}; not thread-safe. */
    public static final class Builder {
        private String cameraId;
        private long sequence;
        private long time;
        private String plateHash;
        private HaulVehicleClass vehicleClass = HaulVehicleClass.HEAVY;
        private float confidence = 1f;

        private Builder() {}

        public Builder cameraId(String cameraId) {
            this.cameraId = cameraId;
            return this;
        }

        public Builder sequence(long sequence) {
            this.sequence = sequence;
            return this;
        }

        public Builder time(long time) {
            this.time = time;
            return this;
        }

        public Builder plateHash(String plateHash) {
            this.plateHash = plateHash;
            return this;
        }

        public Builder vehicleClass(HaulVehicleClass vehicleClass) {
            this.vehicleClass = vehicleClass;
            return this;
        }

        public Builder confidence(float confidence) {
            this.confidence = confidence;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public HaulPassage build() {
            return new HaulPassage(
                    cameraId, sequence, time, plateHash, vehicleClass, confidence);
        }
    }
}
