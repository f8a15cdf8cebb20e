package city.mio.events;

/**
 * One link in one minute.
 *
 * @param linkId the link
 * @param minute begin of the minute, UTC epoch milliseconds
 * @param speedMps space-mean speed
 * @param travelTimeSeconds over the whole link
 * @param freeFlowSpeedMps speed with the road empty
 * @param samples traversals behind the speed
 * @param confidence 0 to 1
 * @param source what the speed was made from
 * @param revision 0 for the first word on this minute; later words correct it
 * @param flowVph vehicles per hour over all lanes; NaN where nothing counted them
 * @param occupancy 0 to 1; NaN where nothing measured it
 * @param ingestedAt wall clock at which the broker had the newest input, UTC epoch milliseconds
 */
public record LinkState(
        long linkId,
        long minute,
        float speedMps,
        float travelTimeSeconds,
        float freeFlowSpeedMps,
        int samples,
        float confidence,
        SpeedSource source,
        int revision,
        float flowVph,
        float occupancy,
        long ingestedAt) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public LinkState {
        Checks.time("minute", minute);
        Checks.range("speedMps", speedMps, 0, 140);
        Checks.range("travelTimeSeconds", travelTimeSeconds, 0, 1e9);
        Checks.range("freeFlowSpeedMps", freeFlowSpeedMps, 0, 140);
        Checks.notNegative("samples", samples);
        Checks.range("confidence", confidence, 0, 1);
        Checks.present("source", source);
        Checks.notNegative("revision", revision);
        Checks.absentOrRange("flowVph", flowVph, 0, 1e6);
        Checks.absentOrRange("occupancy", occupancy, 0, 1);
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .linkId(linkId)
                .minute(minute)
                .speedMps(speedMps)
                .travelTimeSeconds(travelTimeSeconds)
                .freeFlowSpeedMps(freeFlowSpeedMps)
                .samples(samples)
                .confidence(confidence)
                .source(source)
                .revision(revision)
                .flowVph(flowVph)
                .occupancy(occupancy)
                .ingestedAt(ingestedAt);
    }

    /** Collects the fields of a {@link LinkState}; not thread-safe. */
    public static final class Builder {
        private long linkId;
        private long minute;
        private float speedMps;
        private float travelTimeSeconds;
        private float freeFlowSpeedMps;
        private int samples;
        private float confidence;
        private SpeedSource source = SpeedSource.PROBE;
        private int revision;
        private float flowVph = Float.NaN;
        private float occupancy = Float.NaN;
        private long ingestedAt;

        private Builder() {}

        public Builder linkId(long linkId) {
            this.linkId = linkId;
            return this;
        }

        public Builder minute(long minute) {
            this.minute = minute;
            return this;
        }

        public Builder speedMps(float speedMps) {
            this.speedMps = speedMps;
            return this;
        }

        public Builder travelTimeSeconds(float travelTimeSeconds) {
            this.travelTimeSeconds = travelTimeSeconds;
            return this;
        }

        public Builder freeFlowSpeedMps(float freeFlowSpeedMps) {
            this.freeFlowSpeedMps = freeFlowSpeedMps;
            return this;
        }

        public Builder samples(int samples) {
            this.samples = samples;
            return this;
        }

        public Builder confidence(float confidence) {
            this.confidence = confidence;
            return this;
        }

        public Builder source(SpeedSource source) {
            this.source = source;
            return this;
        }

        public Builder revision(int revision) {
            this.revision = revision;
            return this;
        }

        public Builder flowVph(float flowVph) {
            this.flowVph = flowVph;
            return this;
        }

        public Builder occupancy(float occupancy) {
            this.occupancy = occupancy;
            return this;
        }

        public Builder ingestedAt(long ingestedAt) {
            this.ingestedAt = ingestedAt;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public LinkState build() {
            return new LinkState(
                    linkId, minute, speedMps, travelTimeSeconds, freeFlowSpeedMps, samples, confidence, source, revision, flowVph, occupancy, ingestedAt);
        }
    }
}
