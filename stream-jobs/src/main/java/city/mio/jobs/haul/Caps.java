package city.mio.jobs.haul;

import city.mio.events.HaulDecision;
import city.mio.events.HaulOrder;
import city.mio.models.haul.office.ApprovedRoute;
import city.mio.models.haul.office.CapRule;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.VehicleClass;
import java.util.List;
import java.util.Optional;

/**
 * How many vehicles a slot of a route may hold: what the city's settings say, or the newest order that speaks of it. A class
 * never has more than the whole. Stateless.
 *
 * @param office what the city's settings say
 * @param orders in the order in which they were given
 */
record Caps(HaulOffice office, List<HaulOrder> orders) {

    /** What holds of a slot. */
    record Holding(int cap, int ruleCap, HaulDecision decision, Optional<HaulOrder> order, Optional<CapRule> rule) {

        int capOf(VehicleClass type) {
            return rule.isEmpty() ? cap : Math.min(cap, rule.get().byClass().getOrDefault(type, cap));
        }
    }

    Holding of(ApprovedRoute route, long slotStart) {
        Optional<CapRule> rule = office.findCap(route, slotStart);
        int ruleCap = rule.map(CapRule::vehicles).orElse(0);
        HaulOrder newest = null;
        for (HaulOrder order : orders) {
            boolean speaks = (order.routeId().isEmpty() || order.routeId().equals(route.id()))
                    && slotStart >= order.from()
                    && slotStart < order.until();
            newest = switch (order.kind()) {
                case CAP, CLOSURE, HEAD_ROOM_ACCEPTED, HEAD_ROOM_OVERRIDDEN -> speaks ? order : newest;
                case WITHDRAWAL -> speaks ? null : newest;
                case REPLAN -> newest;
            };
        }
        if (newest == null) {
            return new Holding(ruleCap, ruleCap, HaulDecision.NONE, Optional.empty(), rule);
        }
        return switch (newest.kind()) {
            case CLOSURE -> new Holding(0, ruleCap, HaulDecision.CLOSED, Optional.of(newest), rule);
            case HEAD_ROOM_ACCEPTED ->
                new Holding(newest.cap(), ruleCap, HaulDecision.ACCEPTED, Optional.of(newest), rule);
            case HEAD_ROOM_OVERRIDDEN ->
                new Holding(newest.cap(), ruleCap, HaulDecision.OVERRIDDEN, Optional.of(newest), rule);
            default -> new Holding(newest.cap(), ruleCap, HaulDecision.ORDERED, Optional.of(newest), rule);
        };
    }
}
