package city.mio.geo.matching;

import city.mio.geo.matching.LineMatchException.Reason;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Envelope;

/** A drawn line as places in its order, close to one another, in metres of the network's projection. Immutable. */
final class DrawnCourse {

    /** Between two places. */
    static final double STEP_METRES = 20;

    /** Drawn points closer than that to the place before tell nothing new. */
    private static final double LEAST_STEP_METRES = 5;

    private static final double MOST_METRES = 300_000;

    /** A line so far outside of the network is of another city. */
    private static final double NEAR_DEGREES = 0.05;

    final double[] x;
    final double[] y;

    /** Metres along the line. */
    final double[] along;

    /** How far the road may be from it. */
    final double[] allowed;

    private final LocalProjection projection;

    private DrawnCourse(List<double[]> places, LineMatchSettings settings, LocalProjection projection) {
        this.projection = projection;
        int n = places.size();
        x = new double[n];
        y = new double[n];
        along = new double[n];
        allowed = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = places.get(i)[0];
            y[i] = places.get(i)[1];
            double swing = Math.min(settings.mostSwingMetres(), settings.swingShare() * places.get(i)[2]);
            allowed[i] = settings.withinMetres() + swing;
            along[i] = i == 0 ? 0 : along[i - 1] + Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]);
        }
    }

    /** @param parts each longitude and latitude in turn, in drawn order */
    static DrawnCourse of(List<double[]> parts, RoadNetwork network, LineMatchSettings settings)
            throws LineMatchException {
        List<double[]> points = new ArrayList<>();
        LocalProjection p = network.projection();
        for (double[] part : parts) {
            for (int i = 0; i + 1 < part.length; i += 2) {
                points.add(new double[] {part[i], part[i + 1]});
            }
        }
        if (points.size() < 2) {
            double[] at = points.isEmpty() ? new double[2] : points.get(0);
            throw new LineMatchException(Reason.LENGTH, at[0], at[1], "the line has no two points");
        }
        requireNear(points, network);
        int part = 0;
        for (double[] next : parts) {
            if (part > 0) {
                double[] last = parts.get(part - 1);
                double gap = LocalProjection.distanceMetres(
                        last[last.length - 2], last[last.length - 1], next[0], next[1]);
                if (gap > settings.withinMetres()) {
                    throw new LineMatchException(
                            Reason.GAP, last[last.length - 2], last[last.length - 1],
                            String.format(Locale.ROOT, "part %d of the line begins %.0f m from the end of part %d", part + 1, gap, part));
                }
            }
            part++;
        }
        List<double[]> places = new ArrayList<>();
        double metres = 0;
        for (double[] point : points) {
            double px = p.x(point[0]);
            double py = p.y(point[1]);
            if (places.isEmpty()) {
                places.add(new double[] {px, py, 0});
                continue;
            }
            double[] last = places.get(places.size() - 1);
            double way = Math.hypot(px - last[0], py - last[1]);
            metres += way;
            if (metres > MOST_METRES) {
                throw new LineMatchException(
                        Reason.LENGTH, point[0], point[1], "the line is longer than " + Math.round(MOST_METRES / 1000) + " km");
            }
            if (way < LEAST_STEP_METRES) {
                continue;
            }
            int steps = (int) Math.ceil(way / STEP_METRES);
            for (int i = 1; i <= steps; i++) {
                double share = (double) i / steps;
                places.add(new double[] {
                    last[0] + share * (px - last[0]), last[1] + share * (py - last[1]), way * Math.min(share, 1 - share)
                });
            }
        }
        return new DrawnCourse(places, settings, p);
    }

    private static void requireNear(List<double[]> points, RoadNetwork network) throws LineMatchException {
        Envelope around = network.bounds();
        around.expandBy(NEAR_DEGREES);
        if (points.stream().anyMatch(point -> around.contains(point[0], point[1]))) {
            return;
        }
        double[] first = points.get(0);
        if (points.stream().anyMatch(point -> around.contains(point[1], point[0]))) {
            throw new LineMatchException(
                    Reason.SWAPPED, first[0], first[1],
                    "latitude stands before longitude: GeoJSON has longitude first (RFC 7946)");
        }
        throw new LineMatchException(Reason.ELSEWHERE, first[0], first[1], "the line is not in the area of the network");
    }

    int size() {
        return x.length;
    }

    double lon(int i) {
        return projection.lon(x[i]);
    }

    double lat(int i) {
        return projection.lat(y[i]);
    }

    /** Direction of the line at a place, over some metres before and after it, radians counter-clockwise from east. */
    double bearing(int i, double before, double after) {
        int a = i;
        int b = i;
        while (a > 0 && along[i] - along[a] < before) {
            a--;
        }
        while (b + 1 < size() && along[b] - along[i] < after) {
            b++;
        }
        return Math.atan2(y[b] - y[a], x[b] - x[a]);
    }
}
