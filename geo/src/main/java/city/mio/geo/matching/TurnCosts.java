package city.mio.geo.matching;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What going from one link to the next is worth, in metres of detour that drivers take rather than do it. Of ways alike
 * in length drivers take the one with the fewest and slightest turns (Duckham and Kulik, "Simplest paths", 2003):
 * turning costs by its angle, and whoever leaves the straightest way on pays for the decision, so that of two
 * carriageways side by side the one that goes on is likelier than the one that leaves and comes back. Immutable; holds
 * eight bytes a link.
 */
final class TurnCosts {

    /** The turn is banned, or no turn at all. */
    static final float BANNED = Float.POSITIVE_INFINITY;

    /** Bends of less than this beside the straightest are none that a driver decides about; radians. */
    private static final float ALIKE_RADIANS = 0.02f;

    private static final float HALF_CIRCLE = (float) Math.PI;

    private final RoadNetwork network;
    private final float uTurnMetres;
    private final float forkMetres;
    private final float metresPerRadian;
    private final boolean bans;

    /** Directions in which links begin and end, radians clockwise from north. */
    private final float[] startBearing;

    private final float[] endBearing;

    /** By their last link, the paths that must not be driven; none for most networks. */
    private final Map<Integer, List<int[]>> bannedPaths = new HashMap<>();

    /**
     * @param turnMetres what a turn through a right angle is worth; less and more in proportion
     * @param forkMetres what leaving the straightest way on is worth
     */
    TurnCosts(RoadNetwork network, double uTurnMetres, double turnMetres, double forkMetres) {
        this.network = network;
        this.uTurnMetres = (float) uTurnMetres;
        this.forkMetres = (float) forkMetres;
        metresPerRadian = (float) (turnMetres / (Math.PI / 2));
        bans = network.bannedTurnCount() > 0;
        int links = network.linkCount();
        startBearing = new float[links];
        endBearing = new float[links];
        for (int link = 0; link < links; link++) {
            int last = network.shapeSize(link) - 1;
            startBearing[link] = bearing(link, 0, 1);
            endBearing[link] = bearing(link, last - 1, last);
        }
        network.forEachBannedPath(path -> bannedPaths
                .computeIfAbsent(path[path.length - 1], last -> new ArrayList<>())
                .add(path));
    }

    /** From one shape point of a link to another. */
    private float bearing(int link, int from, int to) {
        LocalProjection projection = network.projection();
        return (float) Math.atan2(
                projection.x(network.shapeLon(link, to)) - projection.x(network.shapeLon(link, from)),
                projection.y(network.shapeLat(link, to)) - projection.y(network.shapeLat(link, from)));
    }

    float uTurnMetres() {
        return uTurnMetres;
    }

    /** The least turn that is allowed at the link's end, turning back aside; radians. */
    float straightest(int link) {
        int node = network.toNode(link);
        int opposite = network.oppositeLink(link);
        float straightest = HALF_CIRCLE;
        for (int i = 0, n = network.outDegree(node); i < n; i++) {
            int next = network.outLink(node, i);
            if (next != opposite && !(bans && !network.turnAllowed(link, next))) {
                straightest = Math.min(straightest, radians(link, next));
            }
        }
        return straightest;
    }

    /**
     * Metres for going on to a link that begins where this one ends; {@link #BANNED} if it is not allowed.
     *
     * @param straightest of the first link
     */
    float metres(int link, int next, float straightest) {
        if (bans && !network.turnAllowed(link, next)) {
            return BANNED;
        }
        if (next == network.oppositeLink(link)) {
            return uTurnMetres;
        }
        float turn = radians(link, next);
        return metresPerRadian * turn + (turn > straightest + ALIKE_RADIANS ? forkMetres : 0);
    }

    private float radians(int link, int next) {
        float turn = Math.abs(startBearing[next] - endBearing[link]);
        return turn > HALF_CIRCLE ? 2 * HALF_CIRCLE - turn : turn;
    }

    /** Paths of three and more links that must not be driven and end with this one; mostly none. */
    List<int[]> bannedPathsTo(int link) {
        return bannedPaths.isEmpty() ? List.of() : bannedPaths.getOrDefault(link, List.of());
    }
}
