package city.mio.models.haul.control;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a camera can say of those who pass it, route by route. A camera sees one link; roads that cross that link share no
 * link with it, and who drives on them is not seen. Immutable.
 *
 * @param cameraId the camera
 * @param atGate whether it stands at a site's gate, past the routes
 * @param standings how it stands to each route
 */
public record CameraSight(String cameraId, boolean atGate, Map<String, Standing> standings) {

    /** How a camera stands to a route. */
    public enum Kind {
        /** On one of its links. */
        ON,
        /** On other routes' links only, and a vehicle may well pass it on its way to the route's begin. */
        BEFORE,
        /** As before, but no camera of the route would tell whether that was so. */
        UNTOLD,
        /** On other routes' links only, and too far from the way to the route's begin. */
        BESIDE
    }

    /**
     * How a camera stands to a route.
     *
     * @param millis ON: to the end of the route; BEFORE: within which a vehicle on its way there has been seen on the route
     * @param backMillis from the end of the route to this camera; {@link Long#MAX_VALUE} where no way leads
     */
    public record Standing(Kind kind, long millis, long backMillis) {

        static final Standing UNKNOWN = new Standing(Kind.BESIDE, 0, Long.MAX_VALUE);
    }

    /** @throws IllegalArgumentException naming the field that is missing */
    public CameraSight {
        if (cameraId == null || standings == null) {
            throw new IllegalArgumentException("cameraId or standings is missing");
        }
        standings = Map.copyOf(standings);
    }

    /** A camera on these routes, of which nothing else is known; at a gate if there are none. */
    public static CameraSight on(String cameraId, Set<String> routes) {
        return new CameraSight(
                cameraId, routes.isEmpty(),
                routes.stream().collect(Collectors.toMap(route -> route, route -> new Standing(Kind.ON, 0, 0))));
    }

    /** Routes on which it stands, in the order of their ids. */
    public Set<String> routes() {
        Set<String> on = new TreeSet<>();
        new TreeMap<>(standings).forEach((route, standing) -> {
            if (standing.kind() == Kind.ON) {
                on.add(route);
            }
        });
        return on;
    }

    boolean isOn(String route) {
        return of(route).kind() == Kind.ON;
    }

    Standing of(String route) {
        return standings.getOrDefault(route, Standing.UNKNOWN);
    }

    /** Whether it says anything of runs: one on a road that is no route, such as the way out, does not. */
    boolean tellsOfRuns() {
        return atGate || standings.values().stream().anyMatch(standing -> standing.kind() == Kind.ON);
    }
}
