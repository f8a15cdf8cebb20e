package city.mio.events;

/**
 * A declared construction trip as the office sees it: what was declared, what was planned, what became of it. Each record
 * is the whole of what is known; the newest holds.
 *
 * @param tripId the declaration's id
 * @param contractor who declared it
 * @param siteId the site it serves
 * @param vehicleClass size class
 * @param plateHash keyed hash of the plate; empty while no plate is named
 * @param status how firm the declaration is
 * @param declaredRouteId the route it was declared for
 * @param declaredSlotStart begin of the slot it was declared for, UTC epoch milliseconds
 * @param routeId the route it is to take; empty if it has no slot
 * @param slotStart begin of the slot it is to take, UTC epoch milliseconds; 0 if it has none
 * @param slotEnd end of that slot, UTC epoch milliseconds; 0 if it has none
 * @param moveReason why it did not get what was declared
 * @param moveLinkId the link on which that was so; 0 where it is no matter of a link
 * @param moveCost of the move, in the unit of {@link HaulTerms}; 0 if it was not moved
 * @param state what has become of it
 * @param seenAt when a camera first saw it, UTC epoch milliseconds; 0 if none has
 * @param cameraId the camera that saw it last; empty if none has
 * @param minutesOff its slot when it was seen: negative before its begin, positive after its end
 * @param place where it is, if it shares its positions
 * @param placeId the holding area, gate or route where it is; empty where there is none
 * @param callAt when it should leave the holding area, UTC epoch milliseconds; 0 if it is not called
 * @param time of this word, event time, UTC epoch milliseconds
 */
public record HaulTrip(
        String tripId,
        String contractor,
        String siteId,
        HaulVehicleClass vehicleClass,
        String plateHash,
        DeclarationStatus status,
        String declaredRouteId,
        long declaredSlotStart,
        String routeId,
        long slotStart,
        long slotEnd,
        HaulMoveReason moveReason,
        long moveLinkId,
        int moveCost,
        HaulTripState state,
        long seenAt,
        String cameraId,
        int minutesOff,
        HaulPlace place,
        String placeId,
        long callAt,
        long time) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public HaulTrip {
        Checks.text("tripId", tripId);
        Checks.text("contractor", contractor);
        Checks.text("siteId", siteId);
        Checks.present("vehicleClass", vehicleClass);
        Checks.present("plateHash", plateHash);
        Checks.present("status", status);
        Checks.text("declaredRouteId", declaredRouteId);
        Checks.time("declaredSlotStart", declaredSlotStart);
        Checks.present("routeId", routeId);
        Checks.notNegative("slotStart", slotStart);
        Checks.notNegative("slotEnd", slotEnd);
        Checks.present("moveReason", moveReason);
        Checks.notNegative("moveCost", moveCost);
        Checks.present("state", state);
        Checks.notNegative("seenAt", seenAt);
        Checks.present("cameraId", cameraId);
        Checks.present("place", place);
        Checks.present("placeId", placeId);
        Checks.notNegative("callAt", callAt);
        Checks.time("time", time);
        if (routeId.isEmpty() != (slotStart == 0) || routeId.isEmpty() != (slotEnd == 0)) {
            throw new IllegalArgumentException("slotStart: a trip has a route, a begin and an end of its slot, or none of them");
        }
        if (slotStart > 0) {
            Checks.order("slotEnd", slotStart, slotEnd);
        }
    }

    /** Whether it is to take another slot or route than it was declared for, or none. */
    public boolean moved() {
        return state == HaulTripState.REFUSED
                || !routeId.isEmpty() && (!routeId.equals(declaredRouteId) || slotStart != declaredSlotStart);
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .tripId(tripId)
                .contractor(contractor)
                .siteId(siteId)
                .vehicleClass(vehicleClass)
                .plateHash(plateHash)
                .status(status)
                .declaredRouteId(declaredRouteId)
                .declaredSlotStart(declaredSlotStart)
                .routeId(routeId)
                .slotStart(slotStart)
                .slotEnd(slotEnd)
                .moveReason(moveReason)
                .moveLinkId(moveLinkId)
                .moveCost(moveCost)
                .state(state)
                .seenAt(seenAt)
                .cameraId(cameraId)
                .minutesOff(minutesOff)
                .place(place)
                .placeId(placeId)
                .callAt(callAt)
                .time(time);
    }

    /** Collects the fields of a {@link HaulTrip}; not thread-safe. */
    public static final class Builder {
        private String tripId;
        private String contractor;
        private String siteId;
        private HaulVehicleClass vehicleClass = HaulVehicleClass.HEAVY;
        private String plateHash = "";
        private DeclarationStatus status = DeclarationStatus.FIRM;
        private String declaredRouteId;
        private long declaredSlotStart;
        private String routeId = "";
        private long slotStart;
        private long slotEnd;
        private HaulMoveReason moveReason = HaulMoveReason.NOT_PLANNED;
        private long moveLinkId;
        private int moveCost;
        private HaulTripState state = HaulTripState.DECLARED;
        private long seenAt;
        private String cameraId = "";
        private int minutesOff;
        private HaulPlace place = HaulPlace.UNKNOWN;
        private String placeId = "";
        private long callAt;
        private long time;

        private Builder() {}

        public Builder tripId(String tripId) {
            this.tripId = tripId;
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

        public Builder vehicleClass(HaulVehicleClass vehicleClass) {
            this.vehicleClass = vehicleClass;
            return this;
        }

        public Builder plateHash(String plateHash) {
            this.plateHash = plateHash;
            return this;
        }

        public Builder status(DeclarationStatus status) {
            this.status = status;
            return this;
        }

        public Builder declaredRouteId(String declaredRouteId) {
            this.declaredRouteId = declaredRouteId;
            return this;
        }

        public Builder declaredSlotStart(long declaredSlotStart) {
            this.declaredSlotStart = declaredSlotStart;
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

        public Builder moveReason(HaulMoveReason moveReason) {
            this.moveReason = moveReason;
            return this;
        }

        public Builder moveLinkId(long moveLinkId) {
            this.moveLinkId = moveLinkId;
            return this;
        }

        public Builder moveCost(int moveCost) {
            this.moveCost = moveCost;
            return this;
        }

        public Builder state(HaulTripState state) {
            this.state = state;
            return this;
        }

        public Builder seenAt(long seenAt) {
            this.seenAt = seenAt;
            return this;
        }

        public Builder cameraId(String cameraId) {
            this.cameraId = cameraId;
            return this;
        }

        public Builder minutesOff(int minutesOff) {
            this.minutesOff = minutesOff;
            return this;
        }

        public Builder place(HaulPlace place) {
            this.place = place;
            return this;
        }

        public Builder placeId(String placeId) {
            this.placeId = placeId;
            return this;
        }

        public Builder callAt(long callAt) {
            this.callAt = callAt;
            return this;
        }

        public Builder time(long time) {
            this.time = time;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public HaulTrip build() {
            return new HaulTrip(
                    tripId, contractor, siteId, vehicleClass, plateHash, status, declaredRouteId, declaredSlotStart,
                    routeId, slotStart, slotEnd, moveReason, moveLinkId, moveCost, state, seenAt, cameraId,
                    minutesOff, place, placeId, callAt, time);
        }
    }
}
