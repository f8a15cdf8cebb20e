package city.mio.feeds.http;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;

/** Where links lie: extents for the bounding box, points along the course. Immutable and thread-safe. */
final class LinkShape {

    private final double[] wests;
    private final double[] souths;
    private final double[] easts;
    private final double[] norths;

    LinkShape(RoadNetwork network) {
        int n = network.linkCount();
        wests = new double[n];
        souths = new double[n];
        easts = new double[n];
        norths = new double[n];
        for (int link = 0; link < n; link++) {
            wests[link] = Double.POSITIVE_INFINITY;
            souths[link] = Double.POSITIVE_INFINITY;
            easts[link] = Double.NEGATIVE_INFINITY;
            norths[link] = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < network.shapeSize(link); i++) {
                wests[link] = Math.min(wests[link], network.shapeLon(link, i));
                souths[link] = Math.min(souths[link], network.shapeLat(link, i));
                easts[link] = Math.max(easts[link], network.shapeLon(link, i));
                norths[link] = Math.max(norths[link], network.shapeLat(link, i));
            }
        }
    }

    /** Whether the link's extent and the box have a point in common. */
    boolean touches(int link, BoundingBox box) {
        return wests[link] <= box.east()
                && easts[link] >= box.west()
                && souths[link] <= box.north()
                && norths[link] >= box.south();
    }

    /** Lon, lat and heading (degrees clockwise from north) at a share of the link's course. */
    static double[] pointAt(RoadNetwork network, int link, double share) {
        LocalProjection projection = network.projection();
        int last = network.shapeSize(link) - 1;
        double[] lengths = new double[last];
        double total = 0;
        for (int i = 0; i < last; i++) {
            lengths[i] = LocalProjection.distanceMetres(
                    network.shapeLon(link, i),
                    network.shapeLat(link, i),
                    network.shapeLon(link, i + 1),
                    network.shapeLat(link, i + 1));
            total += lengths[i];
        }
        double left = Math.max(0, Math.min(1, share)) * total;
        int at = 0;
        while (at < last - 1 && left > lengths[at]) {
            left -= lengths[at++];
        }
        double part = lengths[at] == 0 ? 0 : Math.min(1, left / lengths[at]);
        double lon1 = network.shapeLon(link, at);
        double lat1 = network.shapeLat(link, at);
        double lon2 = network.shapeLon(link, at + 1);
        double lat2 = network.shapeLat(link, at + 1);
        double heading = Math.toDegrees(Math.atan2(
                projection.x(lon2) - projection.x(lon1), projection.y(lat2) - projection.y(lat1)));
        return new double[] {
            lon1 + (lon2 - lon1) * part, lat1 + (lat2 - lat1) * part, heading < 0 ? heading + 360 : heading
        };
    }
}
