package city.mio.jobs.alert;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CameraSite;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DetectorSite;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.LocalName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names and points of links, crossings, detectors, cameras and routes. A link is called by its road and the crossings at
 * its ends, as far as they have names. Immutable and thread-safe.
 */
final class PlaceNames {

    private final RoadNetwork network;
    private final Place city;
    private final Map<String, DetectorSite> detectors = new HashMap<>();
    private final Map<String, CameraSite> cameras = new HashMap<>();
    private final Map<String, HaulRoute> routes = new HashMap<>();

    PlaceNames(RoadNetwork network, CityPlaces places) {
        this.network = network;
        this.city = new Place(
                0,
                places.name().en(),
                places.name().ja(),
                (places.bounds().west() + places.bounds().east()) / 2,
                (places.bounds().south() + places.bounds().north()) / 2);
        places.detectors().forEach(d -> detectors.put(d.id(), d));
        places.cameras().forEach(c -> cameras.put(c.id(), c));
        places.haulRoutes().forEach(r -> routes.put(r.id(), r));
    }

    boolean hasLink(long linkId) {
        return network.findLink(linkId).isPresent();
    }

    Optional<DetectorSite> findDetector(String id) {
        return Optional.ofNullable(detectors.get(id));
    }

    Optional<CameraSite> findCamera(String id) {
        return Optional.ofNullable(cameras.get(id));
    }

    Optional<HaulRoute> findRoute(String id) {
        return Optional.ofNullable(routes.get(id));
    }

    /** Lanes of a link; 1 if the network does not hold it. */
    int lanes(long linkId) {
        return network.findLink(linkId).isPresent() ? network.lanes(network.getLink(linkId)) : 1;
    }

    /** The city as a whole, at the middle of its bounds. */
    Place city() {
        return city;
    }

    /** A link, at the middle of its course. */
    Place link(long linkId) {
        int link = network.getLink(linkId);
        double[] middle = point(link, 0.5);
        return new Place(linkId, linkEn(link), linkJa(link), middle[0], middle[1]);
    }

    /** The begin of a queue: the end of its head link. */
    Place head(long linkId) {
        int link = network.getLink(linkId);
        int node = network.toNode(link);
        LocalName road = road(link);
        LocalName crossing = crossing(node);
        String en = crossing == null ? (road == null ? "link " + linkId : road.en()) : crossing.en()
                + (road == null ? "" : " on " + road.en());
        String ja = crossing == null ? (road == null ? "リンク" + linkId : road.ja()) : (road == null ? "" : road.ja()
                + "の") + crossing.ja();
        return new Place(linkId, en, ja, network.nodeLon(node), network.nodeLat(node));
    }

    /** The end of a queue: the begin of its tail link. */
    LocalName tail(long linkId) {
        int link = network.getLink(linkId);
        LocalName crossing = crossing(network.fromNode(link));
        if (crossing != null) {
            return crossing;
        }
        LocalName road = road(link);
        return road != null ? road : new LocalName("リンク" + linkId, "link " + linkId);
    }

    Place detector(DetectorSite site) {
        return site(site.linkId(), site.offsetShare(), site.name());
    }

    Place camera(CameraSite site) {
        return site(site.linkId(), site.offsetShare(), site.name());
    }

    private Place site(long linkId, double share, LocalName name) {
        double[] at = network.findLink(linkId).isPresent() ? point(network.getLink(linkId), share) : new double[2];
        return new Place(linkId, name.en(), name.ja(), at[0], at[1]);
    }

    private String linkEn(int link) {
        LocalName road = road(link);
        LocalName from = crossing(network.fromNode(link));
        LocalName to = crossing(network.toNode(link));
        String ends = from != null && to != null
                ? from.en() + " to " + to.en()
                : to != null ? "towards " + to.en() : from != null ? "from " + from.en() : "";
        if (road == null) {
            return ends.isEmpty() ? "link " + network.linkId(link) : ends;
        }
        return ends.isEmpty() ? road.en() : road.en() + " (" + ends + ")";
    }

    private String linkJa(int link) {
        LocalName road = road(link);
        LocalName from = crossing(network.fromNode(link));
        LocalName to = crossing(network.toNode(link));
        String ends = from != null && to != null
                ? from.ja() + "→" + to.ja()
                : to != null ? to.ja() + "方面" : from != null ? from.ja() + "から" : "";
        if (road == null) {
            return ends.isEmpty() ? "リンク" + network.linkId(link) : ends;
        }
        return ends.isEmpty() ? road.ja() : road.ja() + "（" + ends + "）";
    }

    private LocalName road(int link) {
        return name(network.roadName(link), network.roadNameRomanised(link));
    }

    private LocalName crossing(int node) {
        return name(network.nodeName(node), network.nodeNameRomanised(node));
    }

    private static LocalName name(String local, String romanised) {
        return local.isBlank() && romanised.isBlank() ? null : new LocalName(local, romanised);
    }

    /** The point at a share of the link's course. */
    private double[] point(int link, double share) {
        int n = network.shapeSize(link);
        double[] along = new double[n];
        for (int i = 1; i < n; i++) {
            double dx = (network.shapeLon(link, i) - network.shapeLon(link, i - 1))
                    * Math.cos(Math.toRadians(network.shapeLat(link, i)));
            double dy = network.shapeLat(link, i) - network.shapeLat(link, i - 1);
            along[i] = along[i - 1] + Math.hypot(dx, dy);
        }
        double target = share * along[n - 1];
        int i = 1;
        while (i < n - 1 && along[i] < target) {
            i++;
        }
        double piece = along[i] - along[i - 1];
        double t = piece == 0 ? 0 : (target - along[i - 1]) / piece;
        return new double[] {
            network.shapeLon(link, i - 1) + t * (network.shapeLon(link, i) - network.shapeLon(link, i - 1)),
            network.shapeLat(link, i - 1) + t * (network.shapeLat(link, i) - network.shapeLat(link, i - 1))
        };
    }
}
