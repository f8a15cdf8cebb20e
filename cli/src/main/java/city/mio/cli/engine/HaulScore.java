package city.mio.cli.engine;

import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.simulators.city.WaitingFigures;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the construction office made of the declared trips: the newest word on each counts. Thread-safe. */
final class HaulScore {

    private final TruckRoutes driven;
    private final Map<String, HaulTrip> trips = new TreeMap<>();
    private final Set<String> called = new TreeSet<>();
    private final Map<String, HaulSlot> slots = new TreeMap<>();

    /** @param driven what the trucks really drove */
    HaulScore(TruckRoutes driven) {
        this.driven = driven;
    }

    synchronized void accept(HaulTrip trip) {
        trips.put(trip.tripId(), trip);
        if (trip.callAt() > 0) {
            called.add(trip.tripId());
        }
    }

    synchronized void accept(HaulSlot slot) {
        slots.put(slot.slotId(), slot);
    }

    /** @param waited what the trucks of the city truly waited */
    synchronized Map<String, Object> figures(WaitingFigures waited) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("trips", trips.size());
        Map<String, Integer> states = new TreeMap<>();
        trips.values().forEach(trip -> states.merge(trip.state().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        figures.put("states", states);
        figures.put("moved", trips.values().stream().filter(HaulTrip::moved).count());
        figures.put("wrongRoute", driven.figures(trips.values()));
        figures.put("slots", slots.size());
        figures.put("seen", slots.values().stream().mapToInt(HaulSlot::seen).sum());
        figures.put("undeclared", slots.values().stream().mapToInt(HaulSlot::undeclared).sum());
        figures.put("slotsOverCap", slots.values().stream().filter(slot -> slot.seen() > slot.cap()).count());
        figures.put("slotsWithHeadRoom", slots.values().stream().filter(slot -> slot.headRoom() >= 0).count());
        figures.put("called", called.size());
        figures.put("calledForward", waited.called());
        figures.put("meanWaitMinutes", tenths(waited.meanWaitSeconds() / 60));
        figures.put("holdingAreas", waited.areas().stream().map(HaulScore::area).toList());
        figures.put("gates", waited.gates().stream().map(HaulScore::gate).toList());
        return figures;
    }

    private static Map<String, Object> area(WaitingFigures.Area area) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("id", area.id());
        figures.put("capacity", area.capacity());
        figures.put("came", area.came());
        figures.put("calledForward", area.called());
        figures.put("leftUncalled", area.uncalled());
        figures.put("waiting", area.waiting());
        figures.put("mostWaiting", area.mostWaiting());
        return figures;
    }

    private static Map<String, Object> gate(WaitingFigures.Gate gate) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("id", gate.id());
        figures.put("letIn", gate.served());
        figures.put("mostQueued", gate.mostQueued());
        figures.put("queueLimit", gate.queueLimit());
        figures.put("secondsOnRoad", gate.roadSeconds());
        return figures;
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
