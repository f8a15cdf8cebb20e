package city.mio.cli.engine;

import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the construction office made of the declared trips: the newest word on each counts. Thread-safe. */
final class HaulScore {

    private final Map<String, HaulTrip> trips = new TreeMap<>();
    private final Map<String, HaulSlot> slots = new TreeMap<>();

    synchronized void accept(HaulTrip trip) {
        trips.put(trip.tripId(), trip);
    }

    synchronized void accept(HaulSlot slot) {
        slots.put(slot.slotId(), slot);
    }

    synchronized Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("trips", trips.size());
        Map<String, Integer> states = new TreeMap<>();
        trips.values().forEach(trip -> states.merge(trip.state().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        figures.put("states", states);
        figures.put("moved", trips.values().stream().filter(HaulTrip::moved).count());
        figures.put("slots", slots.size());
        figures.put("seen", slots.values().stream().mapToInt(HaulSlot::seen).sum());
        figures.put("undeclared", slots.values().stream().mapToInt(HaulSlot::undeclared).sum());
        figures.put("slotsOverCap", slots.values().stream().filter(slot -> slot.seen() > slot.cap()).count());
        figures.put("slotsWithHeadRoom", slots.values().stream().filter(slot -> slot.headRoom() >= 0).count());
        return figures;
    }
}
