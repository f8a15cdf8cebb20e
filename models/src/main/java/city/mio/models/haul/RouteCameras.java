package city.mio.models.haul;

import city.mio.geo.places.CameraSite;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.HaulRoute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says which haul route a camera's reading counts for. Each route is counted at one camera, so that a truck is counted
 * once though it passes several: the last camera in driving order that stands on this route alone. Where a route shares
 * all its cameras with others, it is counted at the last of them, and the vehicle's declaration must say which of the
 * routes it is on. Immutable and thread-safe.
 */
public final class RouteCameras {

    private final Map<String, List<String>> countedAt;
    private final Map<String, String> cameraOf;

    /** Reads routes and cameras off the city's places. */
    public RouteCameras(CityPlaces places) {
        Map<Long, Integer> routesOfLink = new HashMap<>();
        for (HaulRoute route : places.haulRoutes()) {
            route.linkIds().stream().distinct().forEach(link -> routesOfLink.merge(link, 1, Integer::sum));
        }
        Map<String, List<String>> counted = new HashMap<>();
        Map<String, String> cameras = new HashMap<>();
        for (HaulRoute route : places.haulRoutes()) {
            CameraSite best = null;
            for (long link : route.linkIds()) {
                for (CameraSite camera : places.cameras()) {
                    if (camera.linkId() == link
                            && (best == null
                                    || routesOfLink.get(link) == 1
                                    || routesOfLink.get(best.linkId()) > 1)
                            && !isEarlierOnSameLink(camera, best)) {
                        best = camera;
                    }
                }
            }
            if (best != null) {
                counted.computeIfAbsent(best.id(), id -> new ArrayList<>()).add(route.id());
                cameras.put(route.id(), best.id());
            }
        }
        countedAt = Collections.unmodifiableMap(counted);
        cameraOf = Collections.unmodifiableMap(cameras);
    }

    private static boolean isEarlierOnSameLink(CameraSite camera, CameraSite best) {
        return best != null && best.linkId() == camera.linkId() && camera.offsetShare() < best.offsetShare();
    }

    /** The camera at which a route is counted; empty if none stands on it. */
    public Optional<String> findCamera(String routeId) {
        return Optional.ofNullable(cameraOf.get(routeId));
    }

    /**
     * The route that a reading counts for; empty if none is counted at that camera, or if several are and the
     * declaration does not tell which.
     *
     * @param declaredRouteId route that the vehicle is declared on at that time; empty if it is on none
     */
    public Optional<String> findRoute(String cameraId, Optional<String> declaredRouteId) {
        List<String> routes = countedAt.getOrDefault(cameraId, List.of());
        if (routes.size() == 1) {
            return Optional.of(routes.get(0));
        }
        return declaredRouteId.filter(routes::contains);
    }
}
