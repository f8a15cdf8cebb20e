package city.mio.cli.record;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was said of times to come that steps are forecast with: rain, and declared construction vehicles. Of what is said
 * again the last word counts. In memory: some hundred bytes an event. One thread.
 */
final class KnownAhead {

    /** By event id. */
    private final Map<String, RoadEvent> rain = new HashMap<>();
    /** By declaration, those that were not cancelled. */
    private final Map<String, Trip> trips = new HashMap<>();

    private record Trip(String route, long start, long end) {}

    /** Takes what is rain; says whether it was. */
    boolean add(RoadEvent event) {
        if (event.kind() != RoadEventKind.RAIN) {
            return false;
        }
        rain.put(event.eventId(), event);
        return true;
    }

    void add(HaulDeclaration declaration) {
        if (declaration.status() == DeclarationStatus.CANCELLED) {
            trips.remove(declaration.declarationId());
        } else {
            trips.put(
                    declaration.declarationId(),
                    new Trip(declaration.routeId(), declaration.slotStart(), declaration.slotEnd()));
        }
    }

    /** Mean rain of each step in mm/h, of showers at once the stronger; null if there was none at all. */
    float[] rain(long startMillis, long stepMillis, int steps) {
        float[] mean = new float[steps];
        boolean any = false;
        for (RoadEvent shower : rain.values()) {
            for (int step = first(shower.start(), startMillis, stepMillis); step < steps; step++) {
                long begin = startMillis + step * stepMillis;
                long shared = Math.min(shower.end(), begin + stepMillis) - Math.max(shower.start(), begin);
                if (shared <= 0) {
                    break;
                }
                any = true;
                mean[step] = Math.max(mean[step], (float) (shower.magnitude() * shared / stepMillis));
            }
        }
        return any ? mean : null;
    }

    /** By route, the vehicles declared for the slot that each step begins in. */
    Map<String, float[]> vehicles(long startMillis, long stepMillis, int steps) {
        Map<String, float[]> byRoute = new TreeMap<>();
        for (Trip trip : trips.values()) {
            for (int step = first(trip.start, startMillis, stepMillis); step < steps; step++) {
                long begin = startMillis + step * stepMillis;
                if (begin >= trip.end) {
                    break;
                }
                if (begin + stepMillis > trip.start) {
                    byRoute.computeIfAbsent(trip.route, route -> new float[steps])[step]++;
                }
            }
        }
        return byRoute;
    }

    private static int first(long time, long startMillis, long stepMillis) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, Math.floorDiv(time - startMillis, stepMillis)));
    }
}
