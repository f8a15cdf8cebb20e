package city.mio.simulators.city;

import city.mio.geo.network.RoadNetwork;

/**
 * Green shares at signals: approaches on the same axis share a phase, phases share the cycle by the lanes of their
 * widest approach, a tenth of the cycle is lost between them (HCM 2010, chapter 18: 4 s a phase of a cycle of some
 * 80 to 100 s).
 */
final class Signals {

    private static final double USED = 0.9;

    private Signals() {}

    static double greenShare(RoadNetwork network, int link) {
        int node = network.toNode(link);
        if (!network.nodeSignal(node) || network.roadClass(link).isExpressway()) {
            return 1;
        }
        double own = 0;
        double other = 0;
        double bearing = arrivalBearing(network, link);
        for (int i = 0; i < network.inDegree(node); i++) {
            int approach = network.inLink(node, i);
            double angle = Math.abs(arrivalBearing(network, approach) - bearing) % 180;
            boolean sameAxis = Math.min(angle, 180 - angle) < 45;
            if (sameAxis) {
                own = Math.max(own, network.lanes(approach));
            } else {
                other = Math.max(other, network.lanes(approach));
            }
        }
        double share = other == 0 ? USED : USED * own / (own + other);
        return Math.min(0.8, Math.max(0.25, share));
    }

    private static double arrivalBearing(RoadNetwork network, int link) {
        int last = network.shapeSize(link) - 1;
        double x = network.projection().x(network.shapeLon(link, last))
                - network.projection().x(network.shapeLon(link, last - 1));
        double y = network.projection().y(network.shapeLat(link, last))
                - network.projection().y(network.shapeLat(link, last - 1));
        return Math.toDegrees(Math.atan2(x, y));
    }
}
