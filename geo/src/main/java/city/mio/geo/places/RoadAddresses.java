package city.mio.geo.places;

import city.mio.geo.network.Candidates;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.LinkPosition;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;

/**
 * Addresses of points on the road, and the points of addresses. Immutable and safe to share between threads.
 */
public final class RoadAddresses {

    /** Nearer to the middle of the road than this, a point's side says nothing: it is lost in the map's error. */
    private static final double NO_SIDE_METRES = 1;

    /** What it costs to stand on the wrong side: about the width of a four-lane road, which riders would have to cross. */
    private static final double ACROSS_METRES = 15;

    private final RoadNetwork network;
    private final LinkIndex index;
    private final boolean drivesOnLeft;

    /**
     * @param network where addresses lie
     * @param index of the same network
     * @param drivesOnLeft true in Japan
     */
    public RoadAddresses(RoadNetwork network, LinkIndex index, boolean drivesOnLeft) {
        this.network = network;
        this.index = index;
        this.drivesOnLeft = drivesOnLeft;
    }

    /**
     * The place on the nearest link, whatever its side.
     *
     * @param lon WGS 84 degrees
     * @param lat WGS 84 degrees
     * @param mostMetres how far to look
     */
    public Optional<RoadAddress> findNearest(double lon, double lat, double mostMetres) {
        return find(lon, lat, mostMetres, false);
    }

    /**
     * Where a vehicle stops for somebody who waits at a point: on the link along whose kerb the point lies, so that
     * nobody has to cross the road. Of a two-way street that is the direction that has the point on its near side
     * (left where traffic drives on the left). A link that has it on its far side is taken only if no other is
     * within 15 m more. No stop is on an expressway.
     *
     * @param lon WGS 84 degrees
     * @param lat WGS 84 degrees
     * @param mostMetres how far to look
     */
    public Optional<RoadAddress> findKerb(double lon, double lat, double mostMetres) {
        return find(lon, lat, mostMetres, true);
    }

    private Optional<RoadAddress> find(double lon, double lat, double mostMetres, boolean kerb) {
        double x = network.projection().x(lon);
        double y = network.projection().y(lat);
        Candidates near = new Candidates();
        index.query(x, y, mostMetres, near);
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < near.size(); i++) {
            if (kerb && network.roadClass(near.link(i)).isExpressway()) {
                continue;
            }
            RoadSide wrong = drivesOnLeft ? RoadSide.RIGHT : RoadSide.LEFT;
            double cost = near.distanceMetres(i) + (kerb && side(near, i, x, y) == wrong ? ACROSS_METRES : 0);
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
        return best < 0
                ? Optional.empty()
                : Optional.of(new RoadAddress(
                        network.linkId(near.link(best)),
                        Math.max(0, Math.min(1, near.offsetShare(best))),
                        side(near, best, x, y)));
    }

    private static RoadSide side(Candidates near, int i, double x, double y) {
        double bearing = Math.toRadians(near.bearingDegrees(i));
        double left = Math.sin(bearing) * (y - near.y(i)) - Math.cos(bearing) * (x - near.x(i));
        if (Math.abs(left) < NO_SIDE_METRES) {
            return RoadSide.UNKNOWN;
        }
        return left > 0 ? RoadSide.LEFT : RoadSide.RIGHT;
    }

    /**
     * The point of an address, in the middle of the link.
     *
     * @return WGS 84 lon, lat; empty if the network has no such link
     */
    public Optional<Coordinate> findPoint(RoadAddress address) {
        return findPosition(address).map(this::point);
    }

    /** The place in this network, for routing; empty if the network has no such link. */
    public Optional<LinkPosition> findPosition(RoadAddress address) {
        return network.findLink(address.linkId()).isPresent()
                ? Optional.of(new LinkPosition(network.getLink(address.linkId()), address.offsetShare()))
                : Optional.empty();
    }

    /** The lasting address of a place in this network. */
    public RoadAddress addressOf(LinkPosition position) {
        return new RoadAddress(network.linkId(position.link()), position.share(), RoadSide.UNKNOWN);
    }

    private Coordinate point(LinkPosition position) {
        int link = position.link();
        int last = network.shapeSize(link) - 1;
        LocalProjection projection = network.projection();
        double[] before = new double[last + 1];
        for (int i = 1; i <= last; i++) {
            before[i] = before[i - 1]
                    + Math.hypot(
                            projection.x(network.shapeLon(link, i)) - projection.x(network.shapeLon(link, i - 1)),
                            projection.y(network.shapeLat(link, i)) - projection.y(network.shapeLat(link, i - 1)));
        }
        double along = position.share() * before[last];
        int piece = 1;
        while (piece < last && before[piece] < along) {
            piece++;
        }
        double length = before[piece] - before[piece - 1];
        double part = length == 0 ? 0 : (along - before[piece - 1]) / length;
        double lon = network.shapeLon(link, piece - 1);
        double lat = network.shapeLat(link, piece - 1);
        return new Coordinate(
                lon + part * (network.shapeLon(link, piece) - lon), lat + part * (network.shapeLat(link, piece) - lat));
    }
}
