package city.mio.geo.routing;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a route looks like to people: the line on the map, the roads it takes. */
public final class RouteCourse {

    /**
     * A part of a route along one road.
     *
     * @param name of the road in the local language; empty if it has none
     * @param nameRomanised in Latin letters; empty if it has none
     * @param metres along it
     */
    public record Stretch(String name, String nameRomanised, double metres) {}

    private RouteCourse() {}

    /** The route's line: lon and lat of each point in turn, WGS 84; at least two points. */
    public static double[] lonLats(RoadNetwork network, Route route) {
        double[] points = new double[64];
        int size = 0;
        for (int i = 0; i < route.linkCount(); i++) {
            int link = route.link(i);
            int last = network.shapeSize(link) - 1;
            double whole = 0;
            for (int k = 0; k < last; k++) {
                whole += segmentMetres(network, link, k);
            }
            double enter = route.enterShare(i) * whole;
            double exit = route.exitShare(i) * whole;
            if (points.length < size + 2 * last + 4) {
                points = Arrays.copyOf(points, 2 * points.length + 2 * last + 4);
            }
            size = along(network, link, enter, points, size);
            double at = 0;
            for (int k = 0; k < last; k++) {
                at += segmentMetres(network, link, k);
                if (at > enter && at < exit) {
                    size = add(points, size, network.shapeLon(link, k + 1), network.shapeLat(link, k + 1));
                }
            }
            size = along(network, link, exit, points, size);
        }
        if (size == 2) {
            // A trip from a place to itself is still a line.
            points[2] = points[0];
            points[3] = points[1];
            size = 4;
        }
        return Arrays.copyOf(points, size);
    }

    /** Adds the point so many metres along the link. */
    private static int along(RoadNetwork network, int link, double metres, double[] points, int size) {
        double left = metres;
        int k = 0;
        while (k < network.shapeSize(link) - 2 && left > segmentMetres(network, link, k)) {
            left -= segmentMetres(network, link, k++);
        }
        double length = segmentMetres(network, link, k);
        double part = length == 0 ? 0 : Math.min(1, left / length);
        double lon = network.shapeLon(link, k);
        double lat = network.shapeLat(link, k);
        return add(
                points,
                size,
                lon + (network.shapeLon(link, k + 1) - lon) * part,
                lat + (network.shapeLat(link, k + 1) - lat) * part);
    }

    private static int add(double[] points, int size, double lon, double lat) {
        if (size > 0 && points[size - 2] == lon && points[size - 1] == lat) {
            return size;
        }
        points[size] = lon;
        points[size + 1] = lat;
        return size + 2;
    }

    private static double segmentMetres(RoadNetwork network, int link, int k) {
        return LocalProjection.distanceMetres(
                network.shapeLon(link, k),
                network.shapeLat(link, k),
                network.shapeLon(link, k + 1),
                network.shapeLat(link, k + 1));
    }

    /** The roads in order; neighbouring links of one name are one stretch. */
    public static List<Stretch> stretches(RoadNetwork network, Route route) {
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < route.linkCount(); i++) {
            int link = route.link(i);
            double metres = (route.exitShare(i) - route.enterShare(i)) * network.lengthMetres(link);
            int last = stretches.size() - 1;
            if (last >= 0
                    && stretches.get(last).name().equals(network.roadName(link))
                    && stretches.get(last).nameRomanised().equals(network.roadNameRomanised(link))) {
                Stretch before = stretches.get(last);
                stretches.set(last, new Stretch(before.name(), before.nameRomanised(), before.metres() + metres));
            } else {
                stretches.add(new Stretch(network.roadName(link), network.roadNameRomanised(link), metres));
            }
        }
        return stretches;
    }
}
