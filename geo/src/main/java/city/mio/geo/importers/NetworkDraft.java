package city.mio.geo.importers;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.importers.ImportReport.Tally;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an importer has understood, before unconnected parts are left out. Not thread-safe. */
final class NetworkDraft {

    private record Node(long id, double lon, double lat, boolean signal, String name, String nameRomanised) {}

    /** Links that may not be driven in this order. */
    private record Ban(List<Long> linkIds, boolean heavyOnly) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Long, Integer> nodeIndex = new HashMap<>();
    private final List<RoadLink> links = new ArrayList<>();
    private final Set<Long> linkIds = new HashSet<>();
    private final Set<Ban> bans = new LinkedHashSet<>();

    /** Adds a node; false if its id is there already. */
    boolean addNode(long id, double lon, double lat, boolean signal, String name, String nameRomanised) {
        if (nodeIndex.putIfAbsent(id, nodes.size()) != null) {
            return false;
        }
        nodes.add(new Node(id, lon, lat, signal, name, nameRomanised));
        return true;
    }

    boolean hasNode(long id) {
        return nodeIndex.containsKey(id);
    }

    double lon(long nodeId) {
        return nodes.get(nodeIndex.get(nodeId)).lon;
    }

    double lat(long nodeId) {
        return nodes.get(nodeIndex.get(nodeId)).lat;
    }

    /** The stable id for a key; links of the same key are numbered by occurrence. */
    long freeLinkId(String key) {
        long id = RoadNetworkBuilder.stableId(key);
        for (int occurrence = 1; linkIds.contains(id); occurrence++) {
            id = RoadNetworkBuilder.stableId(key + "#" + occurrence);
        }
        return id;
    }

    boolean hasLink(long linkId) {
        return linkIds.contains(linkId);
    }

    /** Adds a link between nodes that are there, with an id that is free. */
    void addLink(RoadLink link) {
        links.add(link);
        linkIds.add(link.linkId());
    }

    void banTurn(long fromLinkId, long toLinkId) {
        banPath(List.of(fromLinkId, toLinkId), false);
    }

    /** Forbids to drive these links in this order. */
    void banPath(List<Long> linkIds, boolean heavyOnly) {
        bans.add(new Ban(List.copyOf(linkIds), heavyOnly));
    }

    List<RoadLink> links() {
        return Collections.unmodifiableList(links);
    }

    int nodeCount() {
        return nodes.size();
    }

    int linkCount() {
        return links.size();
    }

    /** The network, of everything or of the largest strongly connected part; counts what is kept and dropped. */
    RoadNetwork finish(boolean largestOnly, Tally tally) {
        boolean[] keep = new boolean[nodes.size()];
        if (largestOnly) {
            int[] from = links.stream().mapToInt(link -> nodeIndex.get(link.from())).toArray();
            int[] to = links.stream().mapToInt(link -> nodeIndex.get(link.to())).toArray();
            StrongParts parts = new StrongParts(nodes.size(), from, to);
            for (int node = 0; node < keep.length; node++) {
                keep[node] = parts.partOf(node) == parts.largest();
            }
            tally.add(Fate.DROPPED, "smaller strongly connected parts", Math.max(0, parts.count() - 1), "");
        } else {
            Arrays.fill(keep, true);
        }
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int i = 0; i < keep.length; i++) {
            Node node = nodes.get(i);
            if (keep[i]) {
                builder.addNode(node.id, node.lon, node.lat, node.signal, node.name, node.nameRomanised);
            } else {
                tally.add(Fate.DROPPED, "nodes outside the largest part", "node " + node.id);
            }
        }
        double metres = 0;
        for (RoadLink link : links) {
            if (keep[nodeIndex.get(link.from())] && keep[nodeIndex.get(link.to())]) {
                builder.addLink(link);
            } else {
                tally.add(
                        Fate.DROPPED, "links outside the largest part", "node " + link.from() + " to " + link.to());
            }
        }
        for (Ban ban : bans) {
            if (ban.linkIds.stream().allMatch(builder::hasLink)) {
                long[] path = ban.linkIds.stream().mapToLong(Long::longValue).toArray();
                if (ban.heavyOnly) {
                    builder.banPathForHeavy(path);
                } else {
                    builder.banPath(path);
                }
            }
        }
        RoadNetwork network = builder.build();
        int signals = 0;
        for (int node = 0; node < network.nodeCount(); node++) {
            signals += network.nodeSignal(node) ? 1 : 0;
        }
        for (int link = 0; link < network.linkCount(); link++) {
            metres += network.lengthMetres(link);
        }
        tally.add(Fate.KEPT, "nodes", network.nodeCount(), "");
        tally.add(Fate.KEPT, "nodes with signals", signals, "");
        tally.add(Fate.KEPT, "links", network.linkCount(), "");
        tally.add(Fate.KEPT, "kilometres of links", Math.round(metres / 1000), "");
        countBans(network, tally);
        return network;
    }

    static void countBans(RoadNetwork network, Tally tally) {
        tally.add(Fate.KEPT, "banned turns", network.bannedTurnCount(), "");
        tally.add(Fate.KEPT, "banned turns of heavy vehicles only", network.heavyBannedTurnCount(), "");
        tally.add(Fate.KEPT, "banned paths over three links and more", network.bannedPathCount(), "");
        tally.add(
                Fate.KEPT,
                "banned paths over three links and more of heavy vehicles only",
                network.heavyBannedPathCount(),
                "");
    }
}
