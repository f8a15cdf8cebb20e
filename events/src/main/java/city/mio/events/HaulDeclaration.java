package city.mio.events;

/**
 * One declared construction trip.
 *
 * @param declarationId stable over corrections
 * @param contractor who declared it
 * @param siteId the site it serves
 * @param routeId the approved route it takes
 * @param slotStart UTC epoch milliseconds, inclusive
 * @param slotEnd UTC epoch milliseconds, exclusive
 * @param plateHash keyed hash of the plate; empty while no plate is named
 * @param vehicleClass size class
 * @param status how firm it is
 * @param vehicleId the vehicle in {@code probe.position} where it shares its positions; empty if it does not
 * @param declaredAt when the office had it, UTC epoch milliseconds; 0 if nobody says, then it counts as in time
 * @param terms which slots it can take, and what moving it costs
 * @param enteredBy who of the office entered what had come to it on paper; empty if the contractor handed it in
 */
public record HaulDeclaration(
        String declarationId,
        String contractor,
        String siteId,
        String routeId,
        long slotStart,
        long slotEnd,
        String plateHash,
        HaulVehicleClass vehicleClass,
        DeclarationStatus status,
        String vehicleId,
        long declaredAt,
        HaulTerms terms,
        String enteredBy) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public HaulDeclaration {
        Checks.text("declarationId", declarationId);
        Checks.text("contractor", contractor);
        Checks.text("siteId", siteId);
        Checks.text("routeId", routeId);
        Checks.time("slotStart", slotStart);
        Checks.time("slotEnd", slotEnd);
        Checks.order("slotEnd", slotStart, slotEnd);
        Checks.present("plateHash", plateHash);
        Checks.present("vehicleClass", vehicleClass);
        Checks.present("status", status);
        Checks.present("vehicleId", vehicleId);
        Checks.notNegative("declaredAt", declaredAt);
        Checks.present("terms", terms);
        Checks.present("enteredBy", enteredBy);
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .declarationId(declarationId)
                .contractor(contractor)
                .siteId(siteId)
                .routeId(routeId)
                .slotStart(slotStart)
                .slotEnd(slotEnd)
                .plateHash(plateHash)
                .vehicleClass(vehicleClass)
                .status(status)
                .vehicleId(vehicleId)
                .declaredAt(declaredAt)
                .terms(terms)
                .enteredBy(enteredBy);
    }

    /** Collects the fields of a {@link HaulDeclaration}; not thread-safe. */
    public static final class Builder {
        private String declarationId;
        private String contractor;
        private String siteId;
        private String routeId;
        private long slotStart;
        private long slotEnd;
        private String plateHash = "";
        private HaulVehicleClass vehicleClass = HaulVehicleClass.HEAVY;
        private DeclarationStatus status = DeclarationStatus.FIRM;
        private String vehicleId = "";
        private long declaredAt;
        private HaulTerms terms = HaulTerms.NONE;
        private String enteredBy = "";

        private Builder() {}

        public Builder declarationId(String declarationId) {
            this.declarationId = declarationId;
            return this;
        }

        public Builder contractor(String contractor) {
            this.contractor = contractor;
            return this;
        }

        public Builder siteId(String siteId) {
            this.siteId = siteId;
            return this;
        }

        public Builder routeId(String routeId) {
            this.routeId = routeId;
            return this;
        }

        public Builder slotStart(long slotStart) {
            this.slotStart = slotStart;
            return this;
        }

        public Builder slotEnd(long slotEnd) {
            this.slotEnd = slotEnd;
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

        public Builder status(DeclarationStatus status) {
            this.status = status;
            return this;
        }

        public Builder vehicleId(String vehicleId) {
            this.vehicleId = vehicleId;
            return this;
        }

        public Builder declaredAt(long declaredAt) {
            this.declaredAt = declaredAt;
            return this;
        }

        public Builder terms(HaulTerms terms) {
            this.terms = terms;
            return this;
        }

        public Builder enteredBy(String enteredBy) {
            this.enteredBy = enteredBy;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public HaulDeclaration build() {
            return new HaulDeclaration(
                    declarationId, contractor, siteId, routeId, slotStart, slotEnd, plateHash, vehicleClass, status,
                    vehicleId, declaredAt, terms, enteredBy);
        }
    }
}
