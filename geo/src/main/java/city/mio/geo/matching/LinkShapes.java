package city.mio.geo.matching;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import java.util.HashMap;
import java.util.Map;

/** The lines of links in metres of the network's projection, made when asked for. Of one thread. */
final class LinkShapes {

    private final RoadNetwork network;
    private final Map<Integer, double[][]> shapes = new HashMap<>();

    /** Of the newest projection: metres along the link, metres off it. */
    double metres;

    double off;

    LinkShapes(RoadNetwork network) {
        this.network = network;
    }

    /** x, y and metres from the link's start of each point of its line. */
    double[][] get(int link) {
        return shapes.computeIfAbsent(link, l -> {
            LocalProjection p = network.projection();
            int n = network.shapeSize(l);
            double[][] shape = new double[3][n];
            for (int i = 0; i < n; i++) {
                shape[0][i] = p.x(network.shapeLon(l, i));
                shape[1][i] = p.y(network.shapeLat(l, i));
                shape[2][i] = i == 0
                        ? 0
                        : shape[2][i - 1] + Math.hypot(shape[0][i] - shape[0][i - 1], shape[1][i] - shape[1][i - 1]);
            }
            return shape;
        });
    }

    double length(int link) {
        double[] along = get(link)[2];
        return along[along.length - 1];
    }

    /** Finds the place on a link, between two of its metres, that is nearest to a point; of equals the first. */
    void project(int link, double x, double y, double from, double until) {
        double[][] s = get(link);
        double last = length(link);
        double lowest = Math.max(0, Math.min(from, last));
        double highest = Math.max(lowest, Math.min(until, last));
        off = Double.POSITIVE_INFINITY;
        metres = lowest;
        for (int i = 0; i + 1 < s[0].length; i++) {
            double a = s[2][i];
            double b = s[2][i + 1];
            if (b < lowest || a > highest || b == a && s[0].length > 2) {
                continue;
            }
            double dx = s[0][i + 1] - s[0][i];
            double dy = s[1][i + 1] - s[1][i];
            double square = dx * dx + dy * dy;
            double share = square == 0 ? 0 : ((x - s[0][i]) * dx + (y - s[1][i]) * dy) / square;
            double at = Math.max(lowest, Math.min(highest, a + Math.max(0, Math.min(1, share)) * (b - a)));
            double t = b == a ? 0 : (at - a) / (b - a);
            double away = Math.hypot(s[0][i] + t * dx - x, s[1][i] + t * dy - y);
            if (away < off) {
                off = away;
                metres = at;
            }
        }
    }

    /** The place so far along a link, x and y. */
    double[] point(int link, double at) {
        double[][] s = get(link);
        int i = 0;
        while (i + 2 < s[0].length && s[2][i + 1] < at) {
            i++;
        }
        double share = s[2][i + 1] == s[2][i] ? 0 : Math.min(1, (at - s[2][i]) / (s[2][i + 1] - s[2][i]));
        return new double[] {s[0][i] + share * (s[0][i + 1] - s[0][i]), s[1][i] + share * (s[1][i + 1] - s[1][i])};
    }

    /** Direction of the link's line at a place on it, radians counter-clockwise from east. */
    double bearing(int link, double at) {
        double[][] s = get(link);
        int i = 0;
        while (i + 2 < s[0].length && s[2][i + 1] <= at) {
            i++;
        }
        return Math.atan2(s[1][i + 1] - s[1][i], s[0][i + 1] - s[0][i]);
    }
}
