package city.mio.events;

/**
 * What became of the records of one device in one minute of event time. Several receipts for the same device and minute add up: late records bring a further one.
 *
 * @param source which stream
 * @param deviceId vehicle, detector or camera
 * @param minute begin of the minute of event time, UTC epoch milliseconds
 * @param accepted records that were valid and new
 * @param digest wrapping sum of {@link #digestOf} over the accepted records
 * @param duplicates records that had been seen before
 * @param matched accepted records that were placed on a link
 * @param unmatched accepted records that are off the road, parked or outliers
 */
public record IntakeReceipt(
        IntakeSource source,
        String deviceId,
        long minute,
        int accepted,
        long digest,
        int duplicates,
        int matched,
        int unmatched) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public IntakeReceipt {
        Checks.present("source", source);
        Checks.text("deviceId", deviceId);
        Checks.time("minute", minute);
        Checks.notNegative("accepted", accepted);
        Checks.notNegative("duplicates", duplicates);
        Checks.notNegative("matched", matched);
        Checks.notNegative("unmatched", unmatched);
    }

    /**
     * What one record adds to {@link #digest}: the finaliser of SplitMix64 (Steele, Lea, Flood 2014) of its
     * identity, so that two sides which counted the same number of records can tell whether they were the same
     * ones.
     */
    public static long digestOf(long identity) {
        long z = identity + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .source(source)
                .deviceId(deviceId)
                .minute(minute)
                .accepted(accepted)
                .digest(digest)
                .duplicates(duplicates)
                .matched(matched)
                .unmatched(unmatched);
    }

    /** Collects the fields of a {@link IntakeReceipt}; not thread-safe. */
    public static final class Builder {
        private IntakeSource source;
        private String deviceId;
        private long minute;
        private int accepted;
        private long digest;
        private int duplicates;
        private int matched;
        private int unmatched;

        private Builder() {}

        public Builder source(IntakeSource source) {
            this.source = source;
            return this;
        }

        public Builder deviceId(String deviceId) {
            this.deviceId = deviceId;
            return this;
        }

        public Builder minute(long minute) {
            this.minute = minute;
            return this;
        }

        public Builder accepted(int accepted) {
            this.accepted = accepted;
            return this;
        }

        public Builder digest(long digest) {
            this.digest = digest;
            return this;
        }

        public Builder duplicates(int duplicates) {
            this.duplicates = duplicates;
            return this;
        }

        public Builder matched(int matched) {
            this.matched = matched;
            return this;
        }

        public Builder unmatched(int unmatched) {
            this.unmatched = unmatched;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public IntakeReceipt build() {
            return new IntakeReceipt(
                    source, deviceId, minute, accepted, digest, duplicates, matched, unmatched);
        }
    }
}
