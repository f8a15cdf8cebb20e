package city.mio.jobs.forecast;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DemandEvent;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.Zone;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which targets the city's events, and what drives on its haul routes, reach. The same in training and in use. Immutable.
 */
public final class SlotReach {

    /** A crowd is felt by a third of itself so far from its zone; learnt effects do the rest. */
    private static final double REACH_METRES = 1_500;

    private static final double FARTHEST_METRES = 5_000;
    private static final int NO_LINK = -1;

    private final List<DemandEvent> events;
    private final List<HaulRoute> routes;
    private final RoadNetwork network;
    private final ZoneId zone;
    private final int[] links;
    private final float[][] nearness;
    private final boolean[][] onRoute;
    private final Map<Integer, int[]> targetsOfLink = new HashMap<>();

    /**
     * @param targets ids of links or detectors; those that the city does not have are reached by nothing
     * @param detectors what the targets are
     */
    public SlotReach(RoadNetwork network, CityPlaces places, List<String> targets, boolean detectors) {
        this.network = network;
        this.events = places.events();
        this.routes = places.haulRoutes();
        this.zone = places.timezone();
        links = detectors ? ofDetectors(network, places, targets) : ofLinks(network, targets);
        for (int target = 0; target < links.length; target++) {
            if (links[target] != NO_LINK) {
                int added = target;
                targetsOfLink.merge(links[target], new int[] {target}, (old, one) -> {
                    int[] more = Arrays.copyOf(old, old.length + 1);
                    more[old.length] = added;
                    return more;
                });
            }
        }
        nearness = new float[events.size()][links.length];
        for (int event = 0; event < events.size(); event++) {
            String zoneId = events.get(event).zoneId();
            Zone at = places.zones().stream().filter(each -> each.id().equals(zoneId)).findFirst().orElse(null);
            for (int target = 0; at != null && target < links.length; target++) {
                nearness[event][target] = near(links[target], at.lon(), at.lat());
            }
        }
        onRoute = new boolean[routes.size()][links.length];
        for (int route = 0; route < routes.size(); route++) {
            for (long linkId : routes.get(route).linkIds()) {
                OptionalInt link = network.findLink(linkId);
                for (int target : link.isPresent() ? listTargets(link.getAsInt()) : new int[0]) {
                    onRoute[route][target] = true;
                }
            }
        }
    }

    private static int[] ofLinks(RoadNetwork network, List<String> targets) {
        int[] links = new int[targets.size()];
        for (int i = 0; i < links.length; i++) {
            links[i] = targets.get(i).matches("-?\\d{1,19}")
                    ? network.findLink(Long.parseLong(targets.get(i))).orElse(NO_LINK)
                    : NO_LINK;
        }
        return links;
    }

    private static int[] ofDetectors(RoadNetwork network, CityPlaces places, List<String> targets) {
        Map<String, Long> sites = new HashMap<>();
        for (DetectorSite site : places.detectors()) {
            sites.put(site.id(), site.linkId());
        }
        int[] links = new int[targets.size()];
        for (int i = 0; i < links.length; i++) {
            Long linkId = sites.get(targets.get(i));
            links[i] = linkId == null ? NO_LINK : network.findLink(linkId).orElse(NO_LINK);
        }
        return links;
    }

    private float near(int link, double lon, double lat) {
        if (link == NO_LINK) {
            return 0;
        }
        int from = network.fromNode(link);
        int to = network.toNode(link);
        double metres = LocalProjection.distanceMetres(
                (network.nodeLon(from) + network.nodeLon(to)) / 2, (network.nodeLat(from) + network.nodeLat(to)) / 2, lon, lat);
        return metres > FARTHEST_METRES ? 0 : (float) Math.exp(-metres / REACH_METRES);
    }

    /** Whether the city has any of the targets. */
    public boolean isAnyKnown() {
        return Arrays.stream(links).anyMatch(link -> link != NO_LINK);
    }

    /** Targets on a link, by the network's index. */
    int[] listTargets(int link) {
        return targetsOfLink.getOrDefault(link, new int[0]);
    }

    /** The link of a target by the network's index; negative if the city does not have it. */
    int link(int target) {
        return links[target];
    }

    /** What an event at a place brings past a target, as a share of its trips. */
    float nearness(int target, int placeLink) {
        int from = network.fromNode(placeLink);
        int to = network.toNode(placeLink);
        return near(links[target], (network.nodeLon(from) + network.nodeLon(to)) / 2,
                (network.nodeLat(from) + network.nodeLat(to)) / 2);
    }

    /** Trips of the city's calendar past a target in a time, each by how near the target is to its zone. */
    public double crowdTrips(int target, long from, long to) {
        double trips = 0;
        for (int event = 0; event < events.size(); event++) {
            if (nearness[event][target] > 0) {
                trips += nearness[event][target] * trips(events.get(event), from, to);
            }
        }
        return trips;
    }

    /** Trips to and from an event in a time. */
    private double trips(DemandEvent event, long from, long to) {
        LocalDate date = Instant.ofEpochMilli(from).atZone(zone).toLocalDate();
        if (!event.takesPlaceOn(date)) {
            return 0;
        }
        long midnight = date.atStartOfDay(zone).toInstant().toEpochMilli();
        return trips(event.trips(), midnight + 1000L * event.start().toSecondOfDay(),
                midnight + 1000L * event.end().toSecondOfDay(), from, to);
    }

    /** Trips to and from something that draws so many each way and lasts from begin to end, in a time. */
    static double trips(double each, long begin, long end, long from, long to) {
        long coming = 1000L * DemandEvent.COMING_SECONDS;
        long leaving = 1000L * DemandEvent.LEAVING_SECONDS;
        return each * (overlap(begin - coming, begin, from, to) / (double) coming
                + overlap(end, end + leaving, from, to) / (double) leaving);
    }

    private static long overlap(long begin, long end, long from, long to) {
        return Math.max(0, Math.min(end, to) - Math.max(begin, from));
    }

    /** The number of a haul route; negative if the city has none of this id. */
    public int route(String id) {
        for (int route = 0; route < routes.size(); route++) {
            if (routes.get(route).id().equals(id)) {
                return route;
            }
        }
        return -1;
    }

    /** Whether a haul route leads past a target. */
    public boolean isOnRoute(int route, int target) {
        return onRoute[route][target];
    }

    int routes() {
        return routes.size();
    }
}
