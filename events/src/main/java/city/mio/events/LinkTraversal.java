package city.mio.events;

/**
 * One vehicle's passage over one link.
 *
 * @param vehicleId who drove
 * @param kind what the vehicle is
 * @param sequence counts up per vehicle: the order in which the links were driven
 * @param linkId the link
 * @param enterTime UTC epoch milliseconds, interpolated at the begin of the covered stretch
 * @param exitTime UTC epoch milliseconds, interpolated at the end of the covered stretch
 * @param startShare where the covered stretch begins, 0 at the start of the link, 1 at its end
 * @param coveredShare share of the link really covered, 0 to 1
 * @param positions fixes that were matched to this link in this passage
 * @param ingestedAt wall clock at which the broker had the fix that released this traversal, UTC epoch milliseconds
 */
public record LinkTraversal(
        String vehicleId,
        VehicleKind kind,
        long sequence,
        long linkId,
        long enterTime,
        long exitTime,
        float startShare,
        float coveredShare,
        int positions,
        long ingestedAt) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public LinkTraversal {
        Checks.text("vehicleId", vehicleId);
        Checks.present("kind", kind);
        Checks.notNegative("sequence", sequence);
        Checks.time("enterTime", enterTime);
        Checks.notBefore("exitTime", enterTime, exitTime);
        Checks.range("startShare", startShare, 0, 1);
        Checks.range("coveredShare", coveredShare, 0, 1);
        Checks.notNegative("positions", positions);
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .vehicleId(vehicleId)
                .kind(kind)
                .sequence(sequence)
                .linkId(linkId)
                .enterTime(enterTime)
                .exitTime(exitTime)
                .startShare(startShare)
                .coveredShare(coveredShare)
                .positions(positions)
                .ingestedAt(ingestedAt);
    }

    /** Collects the fields of a {@link LinkTraversal}; not thread-safe. */
    public static final class Builder {
        private String vehicleId;
        private VehicleKind kind = VehicleKind.CAR;
        private long sequence;
        private long linkId;
        private long enterTime;
        private long exitTime;
        private float startShare;
        private float coveredShare;
        private int positions;
        private long ingestedAt;

        private Builder() {}

        public Builder vehicleId(String vehicleId) {
            this.vehicleId = vehicleId;
            return this;
        }

        public Builder kind(VehicleKind kind) {
            this.kind = kind;
            return this;
        }

        public Builder sequence(long sequence) {
            this.sequence = sequence;
            return this;
        }

        public Builder linkId(long linkId) {
            this.linkId = linkId;
            return this;
        }

        public Builder enterTime(long enterTime) {
            this.enterTime = enterTime;
            return this;
        }

        public Builder exitTime(long exitTime) {
            this.exitTime = exitTime;
            return this;
        }

        public Builder startShare(float startShare) {
            this.startShare = startShare;
            return this;
        }

        public Builder coveredShare(float coveredShare) {
            this.coveredShare = coveredShare;
            return this;
        }

        public Builder positions(int positions) {
            this.positions = positions;
            return this;
        }

        public Builder ingestedAt(long ingestedAt) {
            this.ingestedAt = ingestedAt;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public LinkTraversal build() {
            return new LinkTraversal(
                    vehicleId, kind, sequence, linkId, enterTime, exitTime, startShare, coveredShare, positions, ingestedAt);
        }
    }
}
