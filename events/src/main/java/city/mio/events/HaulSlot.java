package city.mio.events;

import java.util.List;

/**
 * One slot of one route: how many may pass, how many want to, how many have, how many the road can take, and what the office
 * has decided. Each record is the whole of what is known; the newest holds.
 *
 * @param routeId the approved route
 * @param slotStart UTC epoch milliseconds, inclusive
 * @param slotEnd UTC epoch milliseconds, exclusive
 * @param time of this word, event time, UTC epoch milliseconds
 * @param cap vehicles that may pass, as it holds now
 * @param ruleCap vehicles that may pass by the city's settings, whatever the office has ordered
 * @param declared vehicles declared for it
 * @param planned vehicles that the plan has put in it
 * @param seen vehicles that have passed in it, declared or not
 * @param undeclared of these, those that nobody declared for about that time
 * @param predicted vehicles expected to have passed at its end; -1 before it is near
 * @param classes by vehicle class, those with a cap of their own or with vehicles
 * @param headRoom vehicles that the road can take with the office's confidence; -1 where nothing is forecast
 * @param recommendedCap for the office to accept or not; -1 where nothing is forecast
 * @param reason for the recommended cap
 * @param linkId the link that binds first; 0 where nothing is forecast
 * @param decision what the office has said of the cap
 * @param decidedBy who; empty if nobody
 * @param decidedAt when, UTC epoch milliseconds; 0 if nobody has
 * @param remark of who decided; may be empty
 */
public record HaulSlot(
        String routeId,
        long slotStart,
        long slotEnd,
        long time,
        int cap,
        int ruleCap,
        int declared,
        int planned,
        int seen,
        int undeclared,
        int predicted,
        List<HaulClassUse> classes,
        int headRoom,
        int recommendedCap,
        HaulHeadRoomReason reason,
        long linkId,
        HaulDecision decision,
        String decidedBy,
        long decidedAt,
        String remark) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public HaulSlot {
        Checks.text("routeId", routeId);
        Checks.time("slotStart", slotStart);
        Checks.time("slotEnd", slotEnd);
        Checks.order("slotEnd", slotStart, slotEnd);
        Checks.time("time", time);
        Checks.notNegative("cap", cap);
        Checks.notNegative("ruleCap", ruleCap);
        Checks.notNegative("declared", declared);
        Checks.notNegative("planned", planned);
        Checks.notNegative("seen", seen);
        Checks.notNegative("undeclared", undeclared);
        Checks.range("predicted", predicted, -1, 1000000);
        Checks.range("headRoom", headRoom, -1, 1000000);
        Checks.range("recommendedCap", recommendedCap, -1, 1000000);
        Checks.present("reason", reason);
        Checks.present("decision", decision);
        Checks.present("decidedBy", decidedBy);
        Checks.notNegative("decidedAt", decidedAt);
        Checks.present("remark", remark);
        Checks.present("classes", classes);
        classes = List.copyOf(classes);
    }

    /** What a slot goes by: its route and begin. */
    public String slotId() {
        return routeId + "@" + slotStart;
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .routeId(routeId)
                .slotStart(slotStart)
                .slotEnd(slotEnd)
                .time(time)
                .cap(cap)
                .ruleCap(ruleCap)
                .declared(declared)
                .planned(planned)
                .seen(seen)
                .undeclared(undeclared)
                .predicted(predicted)
                .classes(classes)
                .headRoom(headRoom)
                .recommendedCap(recommendedCap)
                .reason(reason)
                .linkId(linkId)
                .decision(decision)
                .decidedBy(decidedBy)
                .decidedAt(decidedAt)
                .remark(remark);
    }

    /** Collects the fields of a {@link HaulSlot}; not thread-safe. */
    public static final class Builder {
        private String routeId;
        private long slotStart;
        private long slotEnd;
        private long time;
        private int cap;
        private int ruleCap;
        private int declared;
        private int planned;
        private int seen;
        private int undeclared;
        private int predicted = -1;
        private List<HaulClassUse> classes = List.of();
        private int headRoom = -1;
        private int recommendedCap = -1;
        private HaulHeadRoomReason reason = HaulHeadRoomReason.UNKNOWN;
        private long linkId;
        private HaulDecision decision = HaulDecision.NONE;
        private String decidedBy = "";
        private long decidedAt;
        private String remark = "";

        private Builder() {}

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

        public Builder time(long time) {
            this.time = time;
            return this;
        }

        public Builder cap(int cap) {
            this.cap = cap;
            return this;
        }

        public Builder ruleCap(int ruleCap) {
            this.ruleCap = ruleCap;
            return this;
        }

        public Builder declared(int declared) {
            this.declared = declared;
            return this;
        }

        public Builder planned(int planned) {
            this.planned = planned;
            return this;
        }

        public Builder seen(int seen) {
            this.seen = seen;
            return this;
        }

        public Builder undeclared(int undeclared) {
            this.undeclared = undeclared;
            return this;
        }

        public Builder predicted(int predicted) {
            this.predicted = predicted;
            return this;
        }

        public Builder classes(List<HaulClassUse> classes) {
            this.classes = classes;
            return this;
        }

        public Builder headRoom(int headRoom) {
            this.headRoom = headRoom;
            return this;
        }

        public Builder recommendedCap(int recommendedCap) {
            this.recommendedCap = recommendedCap;
            return this;
        }

        public Builder reason(HaulHeadRoomReason reason) {
            this.reason = reason;
            return this;
        }

        public Builder linkId(long linkId) {
            this.linkId = linkId;
            return this;
        }

        public Builder decision(HaulDecision decision) {
            this.decision = decision;
            return this;
        }

        public Builder decidedBy(String decidedBy) {
            this.decidedBy = decidedBy;
            return this;
        }

        public Builder decidedAt(long decidedAt) {
            this.decidedAt = decidedAt;
            return this;
        }

        public Builder remark(String remark) {
            this.remark = remark;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public HaulSlot build() {
            return new HaulSlot(
                    routeId, slotStart, slotEnd, time, cap, ruleCap, declared, planned, seen, undeclared, predicted,
                    classes, headRoom, recommendedCap, reason, linkId, decision, decidedBy, decidedAt, remark);
        }
    }
}
