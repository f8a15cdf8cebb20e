package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;

/**
 * What turns cost, beside the travel time of the links. Costs apply where there is a choice: at nodes where three or
 * more streets meet. Turning back into the street one comes from is possible at dead ends and, if {@code
 * uTurnSeconds} is finite, everywhere. Immutable.
 *
 * <p>Measured link times already hold the wait at signals as the average vehicle has it; {@code signalSeconds} is for
 * times that do not.
 *
 * @param drivesOnLeft whether the country drives on the left: then left is the near side
 * @param nearSideSeconds a turn that does not cross the oncoming traffic
 * @param farSideSeconds a turn across the oncoming traffic
 * @param signalSeconds any way through a node with signals, added to the others
 * @param uTurnSeconds turning back where there is another way on; infinite if forbidden
 * @param deadEndSeconds turning back where there is no other way on
 */
public record TurnCosts(
        boolean drivesOnLeft,
        double nearSideSeconds,
        double farSideSeconds,
        double signalSeconds,
        double uTurnSeconds,
        double deadEndSeconds) {

    /** Below this change of heading the way leads straight on. */
    private static final double STRAIGHT_DEGREES = 45;

    /** @throws IllegalArgumentException naming the field */
    public TurnCosts {
        requireSeconds(nearSideSeconds, "nearSideSeconds");
        requireSeconds(farSideSeconds, "farSideSeconds");
        requireSeconds(signalSeconds, "signalSeconds");
        requireSeconds(deadEndSeconds, "deadEndSeconds");
        if (uTurnSeconds != Double.POSITIVE_INFINITY) {
            requireSeconds(uTurnSeconds, "uTurnSeconds");
        }
    }

    private static void requireSeconds(double seconds, String field) {
        if (!(seconds >= 0 && seconds <= 3600)) {
            throw new IllegalArgumentException(field + " " + seconds + " is not within 0 and 3600");
        }
    }

    /** Turns cost nothing; back only at dead ends. */
    public static TurnCosts none() {
        return new TurnCosts(true, 0, 0, 0, Double.POSITIVE_INFINITY, 0);
    }

    /** A few seconds for slowing down, more where the oncoming traffic must be awaited; back only at dead ends. */
    public static TurnCosts city(boolean drivesOnLeft) {
        return new TurnCosts(drivesOnLeft, 2, 6, 0, Double.POSITIVE_INFINITY, 20);
    }

    /**
     * Milliseconds of the turn from one link into the next, {@link LinkTimes#IMPASSABLE} if the network or these
     * settings forbid it to all vehicles. Banned paths of more links, and what only heavy vehicles may not do, are
     * not seen here.
     */
    public int turnMillis(RoadNetwork network, int fromLink, int toLink) {
        if (!network.turnAllowed(fromLink, toLink)) {
            return LinkTimes.IMPASSABLE;
        }
        int node = network.toNode(fromLink);
        double seconds = network.nodeSignal(node) ? signalSeconds : 0;
        if (toLink == network.oppositeLink(fromLink)) {
            seconds += isDeadEnd(network, fromLink) ? deadEndSeconds : uTurnSeconds;
        } else if (streetsAt(network, node) > 2) {
            double degrees = turnDegrees(network, fromLink, toLink);
            if (Math.abs(degrees) > STRAIGHT_DEGREES) {
                boolean nearSide = degrees < 0 == drivesOnLeft;
                seconds += nearSide ? nearSideSeconds : farSideSeconds;
            }
        }
        return LinkTimes.ofSeconds(seconds);
    }

    /** Whether some class of vehicle has no way on from the end of the link but back. */
    private static boolean isDeadEnd(RoadNetwork network, int link) {
        for (VehicleClass vehicle : VehicleClass.values()) {
            if (vehicle.mayUse(network, link) && !hasWayOn(network, link, vehicle)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasWayOn(RoadNetwork network, int link, VehicleClass vehicle) {
        int node = network.toNode(link);
        int back = network.oppositeLink(link);
        for (int i = 0; i < network.outDegree(node); i++) {
            int next = network.outLink(node, i);
            if (next != back && vehicle.mayTurn(network, link, next) && vehicle.mayUse(network, next)) {
                return true;
            }
        }
        return false;
    }

    private static int streetsAt(RoadNetwork network, int node) {
        int streets = network.outDegree(node);
        for (int i = 0; i < network.inDegree(node); i++) {
            if (network.oppositeLink(network.inLink(node, i)) < 0) {
                streets++;
            }
        }
        return streets;
    }

    /** Change of heading, -180 to 180, to the right positive. */
    private static double turnDegrees(RoadNetwork network, int fromLink, int toLink) {
        double change = startHeading(network, toLink) - endHeading(network, fromLink);
        return change - 360 * Math.rint(change / 360);
    }

    private static double endHeading(RoadNetwork network, int link) {
        for (int i = network.shapeSize(link) - 1; i > 0; i--) {
            if (differ(network, link, i - 1, i)) {
                return heading(network, link, i - 1, i);
            }
        }
        return 0;
    }

    private static double startHeading(RoadNetwork network, int link) {
        for (int i = 1; i < network.shapeSize(link); i++) {
            if (differ(network, link, i - 1, i)) {
                return heading(network, link, i - 1, i);
            }
        }
        return 0;
    }

    private static boolean differ(RoadNetwork network, int link, int a, int b) {
        return network.shapeLon(link, a) != network.shapeLon(link, b)
                || network.shapeLat(link, a) != network.shapeLat(link, b);
    }

    /** Degrees clockwise from north. */
    private static double heading(RoadNetwork network, int link, int a, int b) {
        double east = (network.shapeLon(link, b) - network.shapeLon(link, a))
                * Math.cos(Math.toRadians(network.shapeLat(link, a)));
        double north = network.shapeLat(link, b) - network.shapeLat(link, a);
        return Math.toDegrees(Math.atan2(east, north));
    }
}
