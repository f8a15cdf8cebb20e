package city.mio.simulators.haul;

import city.mio.simulators.haul.HaulYard.State;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of a day. Immutable.
 *
 * @param trips how many are in each state; together all that were declared
 * @param delaySeconds of the trucks that are through their gate, from setting out to the gate's end, over the time of free flow; a sum
 * @param heldSeconds part of it that was waited in holding areas
 * @param otherVehicleSeconds that all other traffic spent in the city
 * @param spillMinutes in which a queue stood back
 * @param spillLinkMinutes the same, once for each link
 * @param placeMinutes in which trucks stood on the road before a full gate or holding area
 */
public record HaulFigures(
        Map<State, Integer> trips,
        double delaySeconds,
        double heldSeconds,
        double otherVehicleSeconds,
        int spillMinutes,
        int spillLinkMinutes,
        int placeMinutes) {

    static HaulFigures of(HaulYard yard) {
        Map<State, Integer> counts = new EnumMap<>(State.class);
        for (State state : State.values()) {
            counts.put(state, 0);
        }
        double delay = 0;
        double held = 0;
        for (int trip = 0; trip < yard.trips().size(); trip++) {
            counts.merge(yard.state(trip), 1, Integer::sum);
            if (yard.state(trip) == State.DELIVERED) {
                delay += yard.delaySeconds(trip);
                held += yard.heldSeconds(trip);
            }
        }
        return new HaulFigures(
                counts,
                delay,
                held,
                yard.otherVehicleSeconds(),
                yard.watch().spillMinutes(),
                yard.watch().spillLinkMinutes(),
                yard.watch().placeMinutes());
    }

    /** Trucks through their gate. */
    public int delivered() {
        return trips.get(State.DELIVERED);
    }

    /** Trips that got no slot. */
    public int notReleased() {
        return trips.get(State.NOT_RELEASED);
    }

    /** Trips that set out and are not through their gate yet. */
    public int onTheWay() {
        return trips.get(State.TO_AREA) + trips.get(State.HELD) + trips.get(State.TO_GATE) + trips.get(State.AT_GATE);
    }

    /** Mean delay of a truck that is through its gate, minutes. */
    public double meanDelayMinutes() {
        return delivered() == 0 ? 0 : delaySeconds / delivered() / 60;
    }
}
