package city.mio.models.haul.plan;

import city.mio.models.haul.office.VehicleClass;
import java.util.Arrays;

/**
 * A trip that wants a slot. Costs are whole numbers of any one unit, say 100 yen. Immutable.
 *
 * @param id unique in the day
 * @param contractor who declared it
 * @param type size class
 * @param wishedRoute index of the route it was declared for
 * @param wishedSlot slot it was declared for
 * @param earliestSlot first slot that it can take
 * @param latestSlot last slot that it can take
 * @param costEarlier of each slot before the wished one
 * @param costLater of each slot after it
 * @param routeCosts of each route, by its index: 0 for the wished one, negative for a route it cannot take
 * @param refusalCost of getting no slot at all
 * @param underWay whether it has left already, so that later slots are spent in the route's holding area
 */
public record PlanTrip(
        String id,
        String contractor,
        VehicleClass type,
        int wishedRoute,
        int wishedSlot,
        int earliestSlot,
        int latestSlot,
        int costEarlier,
        int costLater,
        int[] routeCosts,
        int refusalCost,
        boolean underWay) {

    private static final int MOST_COST = 10_000_000;

    /** @throws IllegalArgumentException naming the trip and the field that is missing or out of range */
    public PlanTrip {
        holds(id != null && !id.isBlank(), "", "id is missing");
        holds(contractor != null && !contractor.isBlank(), id, "contractor is missing");
        holds(type != null, id, "type is missing");
        holds(routeCosts != null, id, "routeCosts is missing");
        routeCosts = routeCosts.clone();
        holds(wishedRoute >= 0 && wishedRoute < routeCosts.length, id, "wishedRoute is no route: " + wishedRoute);
        holds(earliestSlot >= 0, id, "earliestSlot is negative: " + earliestSlot);
        holds(latestSlot >= earliestSlot, id, "latestSlot is before earliestSlot: " + latestSlot);
        holds(wishedSlot >= 0, id, "wishedSlot is negative: " + wishedSlot);
        holds(costEarlier >= 0 && costEarlier <= MOST_COST, id, "costEarlier is out of range: " + costEarlier);
        holds(costLater >= 0 && costLater <= MOST_COST, id, "costLater is out of range: " + costLater);
        holds(refusalCost > 0 && refusalCost <= MOST_COST, id, "refusalCost is out of range: " + refusalCost);
        for (int cost : routeCosts) {
            holds(cost <= MOST_COST, id, "routeCosts: out of range: " + cost);
        }
    }

    private static void holds(boolean condition, String id, String fault) {
        if (!condition) {
            throw new IllegalArgumentException("trip " + id + ": " + fault);
        }
    }

    @Override
    public int[] routeCosts() {
        return routeCosts.clone();
    }

    /** What a route and slot costs; negative if it cannot take them. */
    public int costOf(int route, int slot) {
        if (slot < earliestSlot || slot > latestSlot || routeCosts[route] < 0) {
            return -1;
        }
        return routeCosts[route]
                + (slot < wishedSlot ? (wishedSlot - slot) * costEarlier : (slot - wishedSlot) * costLater);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlanTrip t
                && id.equals(t.id)
                && contractor.equals(t.contractor)
                && type == t.type
                && wishedRoute == t.wishedRoute
                && wishedSlot == t.wishedSlot
                && earliestSlot == t.earliestSlot
                && latestSlot == t.latestSlot
                && costEarlier == t.costEarlier
                && costLater == t.costLater
                && Arrays.equals(routeCosts, t.routeCosts)
                && refusalCost == t.refusalCost
                && underWay == t.underWay;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** A builder with a window of the wished slot alone. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this trip. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.id = id;
        builder.contractor = contractor;
        builder.type = type;
        builder.wishedRoute = wishedRoute;
        builder.wishedSlot = wishedSlot;
        builder.earliestSlot = earliestSlot;
        builder.latestSlot = latestSlot;
        builder.costEarlier = costEarlier;
        builder.costLater = costLater;
        builder.routeCosts = routeCosts;
        builder.refusalCost = refusalCost;
        builder.underWay = underWay;
        return builder;
    }

    /** Collects the fields of a {@link PlanTrip}; not thread-safe. */
    public static final class Builder {
        private String id;
        private String contractor;
        private VehicleClass type = VehicleClass.HEAVY;
        private int wishedRoute;
        private int wishedSlot;
        private int earliestSlot;
        private int latestSlot;
        private int costEarlier = 1;
        private int costLater = 1;
        private int[] routeCosts;
        private int refusalCost = 1000;
        private boolean underWay;

        private Builder() {}

        public Builder id(String id) {
            this.id = id;
            return this;
        }

        public Builder contractor(String contractor) {
            this.contractor = contractor;
            return this;
        }

        public Builder type(VehicleClass type) {
            this.type = type;
            return this;
        }

        /** The route and slot it was declared for; the window becomes that slot alone. */
        public Builder wish(int route, int slot) {
            this.wishedRoute = route;
            this.wishedSlot = slot;
            return window(slot, slot);
        }

        /** First and last slot that it can take. */
        public Builder window(int earliest, int latest) {
            this.earliestSlot = earliest;
            this.latestSlot = latest;
            return this;
        }

        /** Costs of each slot earlier and later. */
        public Builder costs(int earlier, int later) {
            this.costEarlier = earlier;
            this.costLater = later;
            return this;
        }

        /** Cost of each route by its index; negative for one it cannot take. */
        public Builder routeCosts(int... costs) {
            this.routeCosts = costs.clone();
            return this;
        }

        public Builder refusalCost(int cost) {
            this.refusalCost = cost;
            return this;
        }

        public Builder underWay(boolean underWay) {
            this.underWay = underWay;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing or out of range */
        public PlanTrip build() {
            return new PlanTrip(
                    id, contractor, type, wishedRoute, wishedSlot, earliestSlot, latestSlot, costEarlier, costLater,
                    routeCosts, refusalCost, underWay);
        }
    }
}
