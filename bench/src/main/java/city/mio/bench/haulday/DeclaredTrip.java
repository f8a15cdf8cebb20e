package city.mio.bench.haulday;

import city.mio.models.haul.office.VehicleClass;
import city.mio.simulators.haul.HaulTrip;

/**
 * A trip as its contractor declared it. Immutable.
 *
 * @param drive what its truck will do
 * @param contractor who declared it
 * @param wish the route and slot that it was declared for, and the slots that would do
 * @param costs of other slots and routes
 * @param inSlot when in its slot the truck should be on its route, a share of the slot
 */
record DeclaredTrip(HaulTrip drive, String contractor, Wish wish, Costs costs, double inSlot) {

    /** Route by index; slots of the day. */
    record Wish(int route, int slot, int earliest, int latest) {}

    /** Of a slot earlier or later, and of each route; negative for one that it cannot take. */
    record Costs(int earlier, int later, int[] routes) {

        /** What a route and slot costs; negative if it cannot take them. */
        int of(Wish wish, int route, int slot) {
            if (slot < wish.earliest || slot > wish.latest || routes[route] < 0) {
                return -1;
            }
            return routes[route] + (slot < wish.slot ? (wish.slot - slot) * earlier : (slot - wish.slot) * later);
        }
    }

    VehicleClass type() {
        return VehicleClass.valueOf(drive.size().name());
    }

    int costOf(int route, int slot) {
        return costs.of(wish, route, slot);
    }
}
