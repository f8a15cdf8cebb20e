package city.mio.geo.places;

import city.mio.geo.network.RoadNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names for places that were laid out by rule, taken from crossings and roads. */
final class PlaceNames {

    private PlaceNames() {}

    /** After the crossing or, without one, the road that the area has most of; after the id if nothing has a name. */
    static LocalName ofArea(RoadNetwork network, int[] nodes, String id) {
        int best = -1;
        for (int node : nodes) {
            boolean named = !network.nodeName(node).isEmpty();
            if (named && (best < 0 || network.outDegree(node) > network.outDegree(best))) {
                best = node;
            }
        }
        if (best >= 0) {
            return new LocalName(network.nodeName(best), network.nodeNameRomanised(best));
        }
        Map<String, Double> metres = new HashMap<>();
        int longest = -1;
        for (int node : nodes) {
            for (int i = 0; i < network.outDegree(node); i++) {
                int link = network.outLink(node, i);
                String road = network.roadName(link);
                if (!road.isEmpty()) {
                    double sum = metres.merge(road, (double) network.lengthMetres(link), Double::sum);
                    longest = longest < 0 || sum > metres.get(network.roadName(longest)) ? link : longest;
                }
            }
        }
        return longest < 0
                ? new LocalName("区域 " + id, "Zone " + id)
                : new LocalName(network.roadName(longest) + "周辺", around(network.roadNameRomanised(longest), id));
    }

    private static String around(String road, String id) {
        return road.isEmpty() ? "Zone " + id : "Around " + road;
    }

    /** After the road and the crossing ahead. */
    static LocalName ofLink(RoadNetwork network, int link, String id) {
        String ja = joined(network.roadName(link), network.nodeName(network.toNode(link)));
        String en = joined(network.roadNameRomanised(link), network.nodeNameRomanised(network.toNode(link)));
        return ja.isEmpty() && en.isEmpty() ? new LocalName("道路 " + id, "Road " + id) : new LocalName(ja, en);
    }

    private static String joined(String road, String crossing) {
        if (road.isEmpty() || crossing.isEmpty()) {
            return road + crossing;
        }
        return road + " · " + crossing;
    }

    /** After the road that makes up most of a path; after its number if none has a name. */
    static LocalName ofPath(RoadNetwork network, List<Integer> links, int number) {
        int[] nodes = links.stream().mapToInt(network::fromNode).toArray();
        Map<String, Double> metres = new HashMap<>();
        int longest = -1;
        for (int i = 0; i < nodes.length; i++) {
            int link = links.get(i);
            String road = network.roadName(link);
            if (!road.isEmpty()) {
                double sum = metres.merge(road, (double) network.lengthMetres(link), Double::sum);
                longest = longest < 0 || sum > metres.get(network.roadName(longest)) ? link : longest;
            }
        }
        if (longest < 0) {
            return new LocalName("搬入ルート " + number, "Haul route " + number);
        }
        String en = network.roadNameRomanised(longest);
        return new LocalName(
                network.roadName(longest) + "ルート", (en.isEmpty() ? "Haul route " + number : en + " route"));
    }
}
