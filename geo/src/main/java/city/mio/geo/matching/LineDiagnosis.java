package city.mio.geo.matching;

import city.mio.geo.matching.LineMatchException.Reason;
import city.mio.geo.network.Candidates;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import java.util.Locale;
import java.util.OptionalInt;

/** Why a drawn line cannot be driven beyond a place. Of one thread. */
final class LineDiagnosis {

    private static final double FAR_METRES = 5_000;
    private static final double LOOK_METRES = 40;

    /** Roads that are so much farther off than the nearest are not what was drawn. */
    private static final double BESIDE_METRES = 20;

    private static final double ALONG = Math.toRadians(50);

    private final RoadNetwork network;
    private final LinkIndex index;
    private final DrawnCourse line;
    private final LinkShapes shapes;

    LineDiagnosis(RoadNetwork network, LinkIndex index, DrawnCourse line, LinkShapes shapes) {
        this.network = network;
        this.index = index;
        this.line = line;
        this.shapes = shapes;
    }

    /** @param place the first that cannot be reached */
    LineMatchException of(LineLayers layers, int place) {
        Candidates near = new Candidates();
        index.query(line.x[place], line.y[place], line.allowed[place], near);
        if (near.size() == 0) {
            return offRoad(place, near);
        }
        double on = line.bearing(place, LOOK_METRES, LOOK_METRES);
        double before = line.bearing(Math.max(0, back(place)), LOOK_METRES, 0);
        if (place > 0 && apart(on, before) > Math.toRadians(120)) {
            return fault(Reason.TURNS_BACK, place, "the line turns back on itself");
        }
        int against = -1;
        int along = -1;
        int closed = -1;
        double nearest = near.distanceMetres(0);
        for (int i = 0; i < near.size() && near.distanceMetres(i) <= nearest + BESIDE_METRES; i++) {
            int link = near.link(i);
            shapes.project(link, line.x[place], line.y[place], 0, Double.POSITIVE_INFINITY);
            double turn = apart(on, shapes.bearing(link, shapes.metres));
            if (turn < ALONG && layers.isOpen(link) && along < 0) {
                along = link;
            } else if (turn < ALONG && !layers.isOpen(link) && closed < 0) {
                closed = link;
            } else if (turn > Math.PI - ALONG && network.oppositeLink(link) < 0 && against < 0) {
                against = link;
            }
        }
        if (closed >= 0 && along < 0) {
            return stuck(Reason.CLOSED_TO_HEAVY, layers, place, "the road there" + named(closed) + " is closed to heavy vehicles");
        }
        if (against >= 0 && along < 0) {
            return stuck(Reason.AGAINST_ONE_WAY, layers, place, "the line runs against the one-way road" + named(against));
        }
        if (place > 0) {
            OptionalInt banned = bannedTurn(layers, layers.layer(place - 1), place, near);
            if (banned.isPresent()) {
                return stuck(Reason.BANNED_TURN, layers, place, "the turn into the road" + named(banned.getAsInt()) + " is banned");
            }
        }
        if (against >= 0 && near.link(0) == against) {
            return stuck(Reason.AGAINST_ONE_WAY, layers, place, "the line runs against the one-way road" + named(against));
        }
        return stuck(Reason.NO_WAY, layers, place, "no road leads on along the line");
    }

    private int back(int place) {
        int i = place;
        while (i > 0 && line.along[place] - line.along[i] < 2 * line.allowed[place]) {
            i--;
        }
        return Math.max(i, 1);
    }

    private LineMatchException offRoad(int place, Candidates near) {
        OptionalInt nearest = index.findNearest(line.lon(place), line.lat(place), FAR_METRES, near);
        String how = nearest.isEmpty()
                ? "no road is within 5 km"
                : String.format(
                        Locale.ROOT, "the nearest%s is %.0f m away, more than %.0f m", named(nearest.getAsInt()),
                        near.distanceMetres(0), line.allowed[place]);
        return fault(Reason.OFF_ROAD, place, "the line goes off the road: " + how);
    }

    private OptionalInt bannedTurn(LineLayers layers, LineLayers.Layer before, int place, Candidates near) {
        for (int i = 0; i < near.size(); i++) {
            int to = near.link(i);
            for (int s = 0; s < before.size(); s++) {
                int from = before.links.get(s);
                boolean meet = network.toNode(from) == network.fromNode(to) && to != network.oppositeLink(from);
                if (meet && layers.isOpen(to) && !network.turnAllowedForHeavy(from, to)) {
                    shapes.project(to, line.x[place], line.y[place], 0, Double.POSITIVE_INFINITY);
                    if (apart(line.bearing(place, 0, LOOK_METRES), shapes.bearing(to, shapes.metres)) < ALONG) {
                        return OptionalInt.of(to);
                    }
                }
            }
        }
        return OptionalInt.empty();
    }

    private LineMatchException fault(Reason reason, int place, String what) {
        return new LineMatchException(reason, line.lon(place), line.lat(place), what);
    }

    /** At the place on the road where the likeliest way along the line comes to its end. */
    private LineMatchException stuck(Reason reason, LineLayers layers, int place, String what) {
        if (place == 0) {
            return fault(reason, place, what);
        }
        LineLayers.Layer last = layers.layer(place - 1);
        int best = 0;
        for (int i = 1; i < last.size(); i++) {
            best = last.cost[i] < last.cost[best] ? i : best;
        }
        double[] at = shapes.point(last.links.get(best), last.metres[best]);
        return new LineMatchException(
                reason, network.projection().lon(at[0]), network.projection().lat(at[1]), what);
    }

    /** The name of a road in brackets after a blank; nothing where it has none. */
    String named(int link) {
        String romanised = network.roadNameRomanised(link);
        String name = romanised.isBlank() ? network.roadName(link) : romanised;
        return name.isBlank() ? "" : " (" + name + ")";
    }

    static double apart(double a, double b) {
        double turn = Math.abs(a - b) % (2 * Math.PI);
        return Math.min(turn, 2 * Math.PI - turn);
    }
}
