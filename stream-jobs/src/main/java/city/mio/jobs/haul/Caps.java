package city.mio.jobs.haul;

import city.mio.events.HaulDecision;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.CapRule;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.VehicleClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many vehicles a slot of a route may hold: what the city's settings say, or the newest order that speaks of it. A class
 * never has more than the whole. Stateless.
 *
 * @param office what the city's settings say
 * @param orders in the order in which they were given
 */
record Caps(HaulOffice office, List<HaulOrder> orders) {

    /** What holds of a slot; {@code classCaps} of single classes, by orders. */
    record Holding(
            int cap,
            int ruleCap,
            HaulDecision decision,
            Optional<HaulOrder> order,
            Optional<CapRule> rule,
            Map<VehicleClass, Integer> classCaps) {

        int capOf(VehicleClass type) {
            Integer ordered = classCaps.get(type);
            int own = ordered != null
                    ? ordered
                    : rule.isEmpty() ? cap : rule.get().byClass().getOrDefault(type, cap);
            return Math.min(cap, own);
        }
    }

    Holding of(ApprovedRoute route, long slotStart) {
        Optional<CapRule> rule = office.findCap(route, slotStart);
        int ruleCap = rule.map(CapRule::vehicles).orElse(0);
        HaulOrder newest = null;
        Map<VehicleClass, Integer> classCaps = new EnumMap<>(VehicleClass.class);
        for (HaulOrder order : orders) {
            if (!order.routeId().isEmpty() && !order.routeId().equals(route.id())
                    || slotStart < order.from()
                    || slotStart >= order.until()) {
                continue;
            }
            switch (order.kind()) {
                case CAP, CLOSURE, HEAD_ROOM_ACCEPTED, HEAD_ROOM_OVERRIDDEN -> {
                    if (order.kind() == HaulOrderKind.CAP && !order.vehicleClasses().isEmpty()) {
                        order.vehicleClasses().forEach(type -> classCaps.put(HaulCity.type(type), order.cap()));
                    } else {
                        newest = order;
                    }
                }
                case WITHDRAWAL -> {
                    newest = null;
                    classCaps.clear();
                }
                case REPLAN, DAY, ROUTE -> {
                    // Nothing of caps.
                }
            }
        }
        if (newest == null) {
            return new Holding(ruleCap, ruleCap, HaulDecision.NONE, Optional.empty(), rule, classCaps);
        }
        HaulDecision decision = switch (newest.kind()) {
            case CLOSURE -> HaulDecision.CLOSED;
            case HEAD_ROOM_ACCEPTED -> HaulDecision.ACCEPTED;
            case HEAD_ROOM_OVERRIDDEN -> HaulDecision.OVERRIDDEN;
            default -> HaulDecision.ORDERED;
        };
        int cap = newest.kind() == HaulOrderKind.CLOSURE ? 0 : newest.cap();
        return new Holding(cap, ruleCap, decision, Optional.of(newest), rule, classCaps);
    }
}
