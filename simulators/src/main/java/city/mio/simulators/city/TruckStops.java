package city.mio.simulators.city;

import city.mio.events.HaulPlace;
import city.mio.events.HaulTrip;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where construction trucks wait off the road: in holding areas until the office calls them, or until they have waited
 * so long that they go by themselves; before gates until these let them in. Figures may be asked for by any thread, all else
 * is of one.
 */
final class TruckStops {

    /** A driver whom nobody calls goes on so long after the slot has begun, after coming, and after the time that was called. */
    static final long PATIENCE_MILLIS = 20 * 60_000;

    private static final class Waiting {
        final long since;
        long slotStart;
        final Runnable goOn;
        long callAt;

        Waiting(long since, long slotStart, Runnable goOn) {
            this.since = since;
            this.slotStart = slotStart;
            this.goOn = goOn;
        }
    }

    private static final class Area {
        final HoldingPlace place;
        final Map<String, Waiting> waiting = new LinkedHashMap<>();
        int came;
        int called;
        int uncalled;
        int most;
        double waitedSeconds;

        Area(HoldingPlace place) {
            this.place = place;
        }
    }

    private static final class Gate {
        final GatePlace place;
        final ArrayDeque<Runnable> queue = new ArrayDeque<>();
        double freeAt;
        int served;
        int most;
        int roadSeconds;
        int onRoad;
        long onRoadAt = Long.MIN_VALUE;

        Gate(GatePlace place) {
            this.place = place;
        }
    }

    private final Map<String, Area> areas = new TreeMap<>();
    private final Map<String, Gate> gates = new TreeMap<>();
    private long now;

    /**
     * A holding area at the end of a truck's way.
     *
     * @param slotStart of its trip, UTC epoch milliseconds
     * @param goOn what it does when it leaves
     */
    synchronized Destination area(HoldingPlace place, String tripId, long slotStart, Runnable goOn) {
        Area area = areas.computeIfAbsent(place.id(), id -> new Area(place));
        return new Destination() {
            @Override
            public boolean hasRoom() {
                return area.waiting.size() < place.capacity();
            }

            @Override
            public void arrived(Vehicle truck, long time) {
                synchronized (TruckStops.this) {
                    area.waiting.put(tripId, new Waiting(time, slotStart, goOn));
                    area.came++;
                    area.most = Math.max(area.most, area.waiting.size());
                }
            }

            @Override
            public boolean isStop() {
                return true;
            }
        };
    }

    /**
     * A gate at the end of a truck's way.
     *
     * @param through what happens when it is let in
     */
    synchronized Destination gate(GatePlace place, Runnable through) {
        Gate gate = gates.computeIfAbsent(place.id(), id -> new Gate(place));
        return new Destination() {
            @Override
            public boolean hasRoom() {
                if (gate.queue.size() < place.queueLimit()) {
                    return true;
                }
                synchronized (TruckStops.this) {
                    gate.onRoad = gate.onRoadAt == now ? gate.onRoad + 1 : 1;
                    gate.roadSeconds += gate.onRoadAt == now ? 0 : 1;
                    gate.onRoadAt = now;
                    gate.most = Math.max(gate.most, gate.queue.size() + gate.onRoad);
                }
                return false;
            }

            @Override
            public void arrived(Vehicle truck, long time) {
                synchronized (TruckStops.this) {
                    gate.queue.add(through);
                    gate.most = Math.max(gate.most, gate.queue.size());
                    // Nobody was let in while nobody was there.
                    gate.freeAt = gate.queue.size() == 1 ? Math.max(gate.freeAt, time + serviceMillis(gate)) : gate.freeAt;
                }
            }
        };
    }

    private static double serviceMillis(Gate gate) {
        return 3_600_000 / gate.place.vehiclesPerHour();
    }

    /** What the office says of a trip: when it should leave its holding area, and of another slot that it was given. */
    synchronized void hear(HaulTrip trip) {
        for (Area area : areas.values()) {
            Waiting waiting = area.waiting.get(trip.tripId());
            if (waiting != null) {
                waiting.slotStart = Math.max(waiting.slotStart, trip.slotStart());
                if (trip.place() == HaulPlace.HOLDING && trip.callAt() > 0) {
                    waiting.callAt = trip.callAt();
                }
            }
        }
    }

    /** Lets a second pass. */
    void step(long time) {
        List<Runnable> next = new ArrayList<>();
        synchronized (this) {
            now = time;
            for (Area area : areas.values()) {
                leave(area, next);
            }
            for (Gate gate : gates.values()) {
                while (!gate.queue.isEmpty() && gate.freeAt <= time) {
                    next.add(gate.queue.poll());
                    gate.served++;
                    gate.freeAt += serviceMillis(gate);
                }
            }
        }
        next.forEach(Runnable::run);
    }

    private void leave(Area area, List<Runnable> next) {
        for (Iterator<Waiting> it = area.waiting.values().iterator(); it.hasNext(); ) {
            Waiting one = it.next();
            boolean called = one.callAt > 0 && one.callAt <= now;
            if (called || now >= Math.max(Math.max(one.since, one.slotStart), one.callAt) + PATIENCE_MILLIS) {
                it.remove();
                area.called += called ? 1 : 0;
                area.uncalled += called ? 0 : 1;
                area.waitedSeconds += (now - one.since) / 1000.0;
                next.add(one.goOn);
            }
        }
    }

    /** What was waited so far. */
    synchronized WaitingFigures figures() {
        return new WaitingFigures(
                areas.values().stream()
                        .map(area -> new WaitingFigures.Area(
                                area.place.id(), area.place.capacity(), area.came, area.called, area.uncalled,
                                area.waiting.size(), area.most, area.waitedSeconds))
                        .toList(),
                gates.values().stream()
                        .map(gate -> new WaitingFigures.Gate(
                                gate.place.id(), gate.place.queueLimit(), gate.served, gate.most, gate.roadSeconds))
                        .toList());
    }
}
