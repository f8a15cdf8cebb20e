package city.mio.geo.places;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Envelope;

/**
 * Lays a city out on a network that brings no places: zones where its streets lie together, detectors where most
 * shortest ways between zones pass, depots at its edges, construction sites, routes to them that heavy vehicles may
 * drive, cameras on those. A stand-in for demonstrations, not knowledge of the city. The same network and seed give
 * the same places. Stateless and thread-safe.
 */
public final class PlacesByRule {

    /**
     * Osaka city: 2.75 million residents and 2.3 million jobs (censuses of 2020 and 2021) on some 3,900 km of
     * streets; a link network counts both directions.
     */
    private static final double RESIDENTS_PER_LINK_METRE = 0.35;

    private static final double JOBS_PER_LINK_METRE = 0.30;

    private static final int FEWEST_ZONES = 8;
    private static final int MOST_ZONES = 30;
    private static final int NODES_PER_ZONE = 120;
    private static final int MOST_TRIP_ENDS = 60;

    private static final int FEWEST_DETECTORS = 30;
    private static final int MOST_DETECTORS = 150;
    private static final int LINKS_PER_DETECTOR = 60;

    /** Shorter links are parts of crossings. */
    private static final double SHORTEST_WATCHED_METRES = 40;

    private static final double BOUNDS_MARGIN_METRES = 1_000;

    private final RoadNetwork network;
    private final SplittableRandom random;
    private final long seed;

    private PlacesByRule(RoadNetwork network, long seed) {
        this.network = network;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Lays out a city of no name.
     *
     * @throws IllegalArgumentException if the network has no link
     */
    public static CityPlaces place(RoadNetwork network, long seed) {
        return place(network, seed, "imported", new LocalName("取り込んだ都市", "Imported city"));
    }

    /**
     * Lays out a city.
     *
     * @throws IllegalArgumentException if the network has no link
     */
    public static CityPlaces place(RoadNetwork network, long seed, String id, LocalName name) {
        if (network.linkCount() == 0) {
            throw new IllegalArgumentException("network has no link");
        }
        return new PlacesByRule(network, seed).place(id, name);
    }

    private CityPlaces place(String id, LocalName name) {
        List<Zone> zones = zones();
        double[] flow = flow(zones);
        List<DetectorSite> detectors = detectors(flow);
        HaulByRule haul = new HaulByRule(network, zones);
        Envelope extent = network.bounds();
        return new CityPlaces(
                id,
                name,
                timezone(extent),
                bounds(extent),
                zones,
                detectors,
                haul.cameras(),
                30,
                haul.sites(),
                haul.routes(),
                haul.depots(),
                List.of(event(zones)));
    }

    private static Bounds bounds(Envelope extent) {
        LocalProjection p = new LocalProjection(extent.centre().x, extent.centre().y);
        double m = BOUNDS_MARGIN_METRES;
        return new Bounds(
                Math.max(-180, p.lon(p.x(extent.getMinX()) - m)),
                Math.max(-90, p.lat(p.y(extent.getMinY()) - m)),
                Math.min(180, p.lon(p.x(extent.getMaxX()) + m)),
                Math.min(90, p.lat(p.y(extent.getMaxY()) + m)));
    }

    /** Japan's time in Japan; elsewhere that of the sun, to the hour, for lack of a map of time zones. */
    private static ZoneId timezone(Envelope extent) {
        double lon = extent.centre().x;
        double lat = extent.centre().y;
        return lon > 128 && lon < 146 && lat > 30 && lat < 46
                ? ZoneId.of("Asia/Tokyo")
                : ZoneOffset.ofHours((int) Math.round(lon / 15));
    }

    private List<Zone> zones() {
        int[] streetNodes = IntStream.range(0, network.nodeCount())
                .filter(node -> isStreet(node) && network.inDegree(node) > 0 && network.outDegree(node) > 0)
                .toArray();
        int[] nodes = streetNodes.length > 0
                ? streetNodes
                : IntStream.range(0, network.nodeCount()).toArray();
        LocalProjection p = network.projection();
        double[] xs = Arrays.stream(nodes).mapToDouble(node -> p.x(network.nodeLon(node))).toArray();
        double[] ys = Arrays.stream(nodes).mapToDouble(node -> p.y(network.nodeLat(node))).toArray();
        int count = Math.max(FEWEST_ZONES, Math.min(MOST_ZONES, nodes.length / NODES_PER_ZONE));
        NodeClusters clusters = new NodeClusters(xs, ys, Math.min(count, nodes.length), seed);
        List<Zone> zones = new ArrayList<>();
        Map<LocalName, Integer> names = new HashMap<>();
        for (int k = 0; k < clusters.count(); k++) {
            int[] members = Arrays.stream(clusters.members(k)).map(i -> nodes[i]).toArray();
            if (members.length > 0) {
                String id = "Z-%02d".formatted(zones.size() + 1);
                LocalName name = PlaceNames.ofArea(network, members, id);
                int times = names.merge(name, 1, Integer::sum);
                LocalName own = times == 1 ? name : new LocalName(name.ja() + " " + times, name.en() + " " + times);
                zones.add(zone(id, own, members, clusters.centreX(k), clusters.centreY(k)));
            }
        }
        return zones;
    }

    private boolean isStreet(int node) {
        for (int i = 0; i < network.outDegree(node); i++) {
            if (!network.roadClass(network.outLink(node, i)).isExpressway()) {
                return true;
            }
        }
        return false;
    }

    private Zone zone(String id, LocalName name, int[] members, double x, double y) {
        LocalProjection p = network.projection();
        double farthest = 100;
        double quiet = 0;
        double busy = 0;
        for (int node : members) {
            farthest = Math.max(farthest, Math.hypot(p.x(network.nodeLon(node)) - x, p.y(network.nodeLat(node)) - y));
            for (int i = 0; i < network.outDegree(node); i++) {
                int link = network.outLink(node, i);
                boolean main = network.roadClass(link).compareTo(RoadClass.TERTIARY_LINK) <= 0;
                quiet += main ? 0.5 * network.lengthMetres(link) : network.lengthMetres(link);
                busy += main ? network.lengthMetres(link) : 0.5 * network.lengthMetres(link);
            }
        }
        int[] ends = members.clone();
        for (int i = ends.length - 1; i > 0; i--) {
            int k = random.nextInt(i + 1);
            int node = ends[i];
            ends[i] = ends[k];
            ends[k] = node;
        }
        List<Long> nodeIds = Arrays.stream(ends)
                .limit(MOST_TRIP_ENDS)
                .sorted()
                .mapToObj(network::nodeId)
                .toList();
        return new Zone(
                id,
                name,
                p.lon(x),
                p.lat(y),
                farthest,
                Math.round(quiet * RESIDENTS_PER_LINK_METRE),
                Math.round(busy * JOBS_PER_LINK_METRE),
                nodeIds);
    }

    /** How many of the quickest ways between zones pass each link, from a sample of their nodes. */
    private double[] flow(List<Zone> zones) {
        double[] flow = new double[network.linkCount()];
        LinkSearch search = new LinkSearch(network, network::freeFlowSeconds);
        int starts = (int) Math.max(8, Math.min(4L * zones.size(), 4_000_000L / network.linkCount()));
        for (int start = 0; start < starts; start++) {
            Zone from = zones.get(start % zones.size());
            search.from(network.getNode(pick(from)));
            double[] aims = new double[flow.length];
            for (Zone to : zones) {
                for (int i = 0; i < 4; i++) {
                    int link = search.cheapestInto(network.getNode(pick(to)));
                    if (link >= 0) {
                        aims[link] += 1;
                    }
                }
            }
            search.addFlow(aims, flow);
        }
        return flow;
    }

    private long pick(Zone zone) {
        return zone.nodeIds().get(random.nextInt(zone.nodeIds().size()));
    }

    /** On the links with the most ways, but not two on the same stretch, as long as there are others. */
    private List<DetectorSite> detectors(double[] flow) {
        int wanted = Math.max(
                FEWEST_DETECTORS, Math.min(MOST_DETECTORS, network.linkCount() / LINKS_PER_DETECTOR));
        int[] order = IntStream.range(0, network.linkCount())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer link) -> -rank(link, flow[link]))
                        .thenComparingLong(network::linkId))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean[] chosen = new boolean[network.linkCount()];
        List<Integer> links = new ArrayList<>();
        for (double apart = 600; links.size() < wanted && apart > 10; apart /= 2) {
            for (int link : order) {
                if (links.size() < wanted && !chosen[link] && isApart(link, links, apart)) {
                    chosen[link] = true;
                    links.add(link);
                }
            }
        }
        List<DetectorSite> sites = new ArrayList<>();
        for (int link : links) {
            String id = "D-%03d".formatted(sites.size() + 1);
            sites.add(new DetectorSite(
                    id,
                    PlaceNames.ofLink(network, link, id),
                    sites.size() % 5 == 4 ? DetectorKind.CAMERA : DetectorKind.LOOP,
                    network.linkId(link),
                    0.6));
        }
        return sites;
    }

    /** Ways that pass, and among links with few of them the class of the road. */
    private double rank(int link, double flow) {
        double byClass = 1.0 / (1 + network.roadClass(link).ordinal());
        return (flow + byClass) * (network.lengthMetres(link) < SHORTEST_WATCHED_METRES ? 0.01 : 1);
    }

    /** Links of opposite directions may stand side by side; of the same direction not. */
    private boolean isApart(int link, List<Integer> others, double metres) {
        int n = network.shapeSize(link);
        double dLon = network.shapeLon(link, n - 1) - network.shapeLon(link, 0);
        double dLat = network.shapeLat(link, n - 1) - network.shapeLat(link, 0);
        for (int other : others) {
            int m = network.shapeSize(other);
            double alike = dLon * (network.shapeLon(other, m - 1) - network.shapeLon(other, 0))
                    + dLat * (network.shapeLat(other, m - 1) - network.shapeLat(other, 0));
            double distance = LocalProjection.distanceMetres(
                    network.shapeLon(link, 0),
                    network.shapeLat(link, 0),
                    network.shapeLon(other, 0),
                    network.shapeLat(other, 0));
            if (alike > 0 && distance < metres) {
                return false;
            }
        }
        return true;
    }

    /** An evening that draws one vehicle for each hundred residents to where most people work. */
    private static DemandEvent event(List<Zone> zones) {
        Zone busiest = zones.stream().max(Comparator.comparingDouble(Zone::jobs)).orElseThrow();
        double residents = zones.stream().mapToDouble(Zone::residents).sum();
        return new DemandEvent(
                "evening",
                new LocalName(busiest.name().ja() + "の夜の催し", "Evening event at " + busiest.name().en()),
                busiest.id(),
                LocalTime.of(18, 30),
                LocalTime.of(21, 0),
                Math.round(residents / 100),
                List.of());
    }
}
