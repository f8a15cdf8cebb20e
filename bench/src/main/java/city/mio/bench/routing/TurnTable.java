package city.mio.bench.routing;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.LinkTimes;
import city.mio.geo.routing.TurnCosts;

/** What every turn of a network costs, worked out once. Immutable. */
final class TurnTable {

    private final RoadNetwork network;
    private final int[] start;
    private final int[] millis;

    TurnTable(RoadNetwork network, TurnCosts costs) {
        this.network = network;
        start = new int[network.linkCount() + 1];
        for (int link = 0; link < network.linkCount(); link++) {
            start[link + 1] = start[link] + network.outDegree(network.toNode(link));
        }
        millis = new int[start[network.linkCount()]];
        for (int link = 0; link < network.linkCount(); link++) {
            for (int i = 0; i < start[link + 1] - start[link]; i++) {
                millis[start[link] + i] =
                        costs.turnMillis(network, link, network.outLink(network.toNode(link), i));
            }
        }
    }

    /** Seconds of the turn from a link into one that begins where it ends; infinite if it is banned. */
    double seconds(int fromLink, int toLink) {
        int node = network.toNode(fromLink);
        for (int i = 0; i < network.outDegree(node); i++) {
            if (network.outLink(node, i) == toLink) {
                int cost = millis[start[fromLink] + i];
                return cost >= LinkTimes.IMPASSABLE ? Double.POSITIVE_INFINITY : cost / 1000.0;
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
