package city.mio.events;

import java.util.List;

/**
 * What the office for construction traffic orders for slots of a route. Orders are kept for good: they are the audit trail.
 *
 * @param orderId unique
 * @param kind what is ordered
 * @param routeId the route; empty for all routes
 * @param from slots that begin at or after, UTC epoch milliseconds
 * @param until and before, UTC epoch milliseconds
 * @param cap vehicles that may pass from now on; 0 where the kind needs none
 * @param capBefore that might pass before, as the one who ordered saw it; -1 if it differs over the slots
 * @param recommendedCap that was recommended then; -1 if none
 * @param by who ordered it
 * @param time when, UTC epoch milliseconds
 * @param remark why; may be empty
 * @param vehicleClasses whose cap it is, each; empty for all classes together
 * @param dayType of which kind the days of the slots are, with the kind DAY
 * @param linkIds of the route in driving order, with the kind ROUTE; empty for what the city's settings say
 */
public record HaulOrder(
        String orderId,
        HaulOrderKind kind,
        String routeId,
        long from,
        long until,
        int cap,
        int capBefore,
        int recommendedCap,
        String by,
        long time,
        String remark,
        List<HaulVehicleClass> vehicleClasses,
        HaulDayType dayType,
        List<Long> linkIds) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public HaulOrder {
        Checks.text("orderId", orderId);
        Checks.present("kind", kind);
        Checks.present("routeId", routeId);
        Checks.time("from", from);
        Checks.time("until", until);
        Checks.order("until", from, until);
        Checks.range("cap", cap, 0, 100000);
        Checks.range("capBefore", capBefore, -1, 100000);
        Checks.range("recommendedCap", recommendedCap, -1, 1000000);
        Checks.text("by", by);
        Checks.time("time", time);
        Checks.present("remark", remark);
        Checks.present("vehicleClasses", vehicleClasses);
        Checks.present("dayType", dayType);
        Checks.present("linkIds", linkIds);
        vehicleClasses = List.copyOf(vehicleClasses);
        linkIds = List.copyOf(linkIds);
        if (kind == HaulOrderKind.ROUTE) {
            Checks.text("routeId", routeId);
        }
    }

    /** An order for slots of a route, of all classes together. */
    public HaulOrder(
            String orderId,
            HaulOrderKind kind,
            String routeId,
            long from,
            long until,
            int cap,
            int capBefore,
            int recommendedCap,
            String by,
            long time,
            String remark) {
        this(
                orderId, kind, routeId, from, until, cap, capBefore, recommendedCap, by, time, remark, List.of(), HaulDayType.AS_SET,
                List.of());
    }

    /** A builder with every optional field absent. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this record. */
    public Builder toBuilder() {
        return new Builder()
                .orderId(orderId)
                .kind(kind)
                .routeId(routeId)
                .from(from)
                .until(until)
                .cap(cap)
                .capBefore(capBefore)
                .recommendedCap(recommendedCap)
                .by(by)
                .time(time)
                .remark(remark)
                .vehicleClasses(vehicleClasses)
                .dayType(dayType)
                .linkIds(linkIds);
    }

    /** Collects the fields of a {@link HaulOrder}; not thread-safe. */
    public static final class Builder {
        private String orderId;
        private HaulOrderKind kind;
        private String routeId = "";
        private long from;
        private long until;
        private int cap;
        private int capBefore = -1;
        private int recommendedCap = -1;
        private String by;
        private long time;
        private String remark = "";
        private List<HaulVehicleClass> vehicleClasses = List.of();
        private HaulDayType dayType = HaulDayType.AS_SET;
        private List<Long> linkIds = List.of();

        private Builder() {}

        public Builder orderId(String orderId) {
            this.orderId = orderId;
            return this;
        }

        public Builder kind(HaulOrderKind kind) {
            this.kind = kind;
            return this;
        }

        public Builder routeId(String routeId) {
            this.routeId = routeId;
            return this;
        }

        public Builder from(long from) {
            this.from = from;
            return this;
        }

        public Builder until(long until) {
            this.until = until;
            return this;
        }

        public Builder cap(int cap) {
            this.cap = cap;
            return this;
        }

        public Builder capBefore(int capBefore) {
            this.capBefore = capBefore;
            return this;
        }

        public Builder recommendedCap(int recommendedCap) {
            this.recommendedCap = recommendedCap;
            return this;
        }

        public Builder by(String by) {
            this.by = by;
            return this;
        }

        public Builder time(long time) {
            this.time = time;
            return this;
        }

        public Builder remark(String remark) {
            this.remark = remark;
            return this;
        }

        public Builder vehicleClasses(List<HaulVehicleClass> vehicleClasses) {
            this.vehicleClasses = vehicleClasses;
            return this;
        }

        public Builder dayType(HaulDayType dayType) {
            this.dayType = dayType;
            return this;
        }

        public Builder linkIds(List<Long> linkIds) {
            this.linkIds = linkIds;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public HaulOrder build() {
            return new HaulOrder(
                    orderId, kind, routeId, from, until, cap, capBefore, recommendedCap, by, time, remark, vehicleClasses, dayType,
                    linkIds);
        }
    }
}
