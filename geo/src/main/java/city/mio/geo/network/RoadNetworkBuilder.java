package city.mio.geo.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects nodes, links and banned turns and makes a {@link RoadNetwork} of them. Link ids are made of what the
 * source calls the link (see {@link #stableId}), so the same data gives the same ids whatever the order of
 * reading. Not thread-safe.
 *
 * <pre>{@code
 * RoadNetworkBuilder builder = new RoadNetworkBuilder();
 * builder.addNode(1, 135.50, 34.70, true, "梅田新道", "Umeda-shinmichi");
 * builder.addNode(2, 135.50, 34.69, true, "", "");
 * builder.addLink(RoadLink.builder().linkId(RoadNetworkBuilder.stableId("1>2")).from(1).to(2).build());
 * RoadNetwork network = builder.build();
 * }</pre>
 */
public final class RoadNetworkBuilder {

    private record Node(long id, double lon, double lat, boolean signal, String name, String nameRomanised) {}

    private record RoadName(String name, String nameRomanised) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Long, Integer> nodeIndex = new HashMap<>();
    private final List<RoadLink> links = new ArrayList<>();
    private final Map<Long, Integer> linkIndex = new HashMap<>();

    /** Links that may not be driven in this order, by index. */
    private final Set<List<Integer>> bans = new HashSet<>();

    private final Set<List<Integer>> heavyBans = new HashSet<>();

    /**
     * A stable 64-bit id of what the source calls a thing: FNV-1a (Fowler, Noll, Vo) over its UTF-16 units, mixed
     * once more; never 0, which means "none" on topics.
     */
    public static long stableId(String sourceKey) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < sourceKey.length(); i++) {
            hash = (hash ^ sourceKey.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
        // Positive, and exact as a JSON number for readers that hold numbers as doubles: 53 bits.
        hash >>>= 11;
        return hash == 0 ? 1 : hash;
    }

    /**
     * Adds a node.
     *
     * @param id the source's id, once
     * @throws IllegalArgumentException if the id was added before or the point is no place on Earth
     */
    public RoadNetworkBuilder addNode(
            long id, double lon, double lat, boolean signal, String name, String nameRomanised) {
        if (!(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) {
            throw new IllegalArgumentException("node " + id + ": no such place: lon " + lon + ", lat " + lat);
        }
        if (nodeIndex.putIfAbsent(id, nodes.size()) != null) {
            throw new IllegalArgumentException("node " + id + " is there twice");
        }
        nodes.add(new Node(id, lon, lat, signal, name, nameRomanised));
        return this;
    }

    public boolean hasNode(long id) {
        return nodeIndex.containsKey(id);
    }

    public boolean hasLink(long linkId) {
        return linkIndex.containsKey(linkId);
    }

    public int linkCount() {
        return links.size();
    }

    /**
     * Adds a directed link between two nodes that were added before.
     *
     * @throws IllegalArgumentException if an end is unknown or the id was added before
     */
    public RoadNetworkBuilder addLink(RoadLink link) {
        if (!nodeIndex.containsKey(link.from())) {
            throw new IllegalArgumentException("link " + link.linkId() + ": no node " + link.from());
        }
        if (!nodeIndex.containsKey(link.to())) {
            throw new IllegalArgumentException("link " + link.linkId() + ": no node " + link.to());
        }
        if (linkIndex.putIfAbsent(link.linkId(), links.size()) != null) {
            throw new IllegalArgumentException("link " + link.linkId() + " is there twice");
        }
        links.add(link);
        return this;
    }

    /**
     * Forbids the turn from one link into the next.
     *
     * @throws IllegalArgumentException if a link is unknown or the second does not start where the first ends
     */
    public RoadNetworkBuilder banTurn(long fromLinkId, long toLinkId) {
        return banPath(fromLinkId, toLinkId);
    }

    /**
     * Forbids to drive these links one right after the other: a turn if there are two of them.
     *
     * @throws IllegalArgumentException if there are fewer than two, if one is unknown or does not start where the
     *     one before it ends
     */
    public RoadNetworkBuilder banPath(long... linkIds) {
        bans.add(path(linkIds));
        return this;
    }

    /**
     * Forbids heavy vehicles, and only them, to drive these links one right after the other.
     *
     * @throws IllegalArgumentException as {@link #banPath}
     */
    public RoadNetworkBuilder banPathForHeavy(long... linkIds) {
        heavyBans.add(path(linkIds));
        return this;
    }

    private List<Integer> path(long[] linkIds) {
        if (linkIds.length < 2) {
            throw new IllegalArgumentException("banned path of fewer than two links");
        }
        List<Integer> path = new ArrayList<>();
        for (int i = 0; i < linkIds.length; i++) {
            Integer link = linkIndex.get(linkIds[i]);
            if (link == null) {
                throw new IllegalArgumentException("banned turn: no link " + linkIds[i]);
            }
            if (i > 0 && links.get(path.get(i - 1)).to() != links.get(link).from()) {
                throw new IllegalArgumentException(
                        "banned turn: link " + linkIds[i] + " does not start where " + linkIds[i - 1] + " ends");
            }
            path.add(link);
        }
        return List.copyOf(path);
    }

    /** The network; the builder may be used on, what is added later does not change it. */
    public RoadNetwork build() {
        RoadNetwork.Tables t = new RoadNetwork.Tables();
        fillNodes(t);
        fillLinks(t);
        fillShapes(t);
        t.bannedTurns = turns(bans);
        t.bannedPaths = paths(bans);
        heavyBans.removeAll(bans);
        t.heavyBannedTurns = turns(heavyBans);
        t.heavyBannedPaths = paths(heavyBans);
        return new RoadNetwork(t);
    }

    private static long[] turns(Set<List<Integer>> bans) {
        return bans.stream()
                .filter(ban -> ban.size() == 2)
                .mapToLong(ban -> (long) ban.get(0) << 32 | ban.get(1))
                .sorted()
                .toArray();
    }

    private static LinkPaths paths(Set<List<Integer>> bans) {
        return LinkPaths.of(bans.stream()
                .filter(ban -> ban.size() > 2)
                .map(ban -> ban.stream().mapToInt(Integer::intValue).toArray())
                .toList());
    }

    private void fillNodes(RoadNetwork.Tables t) {
        int n = nodes.size();
        t.nodeIds = new long[n];
        t.nodeLons = new double[n];
        t.nodeLats = new double[n];
        t.nodeSignals = new boolean[n];
        t.nodeNames = new String[n];
        t.nodeNamesRomanised = new String[n];
        for (int i = 0; i < n; i++) {
            Node node = nodes.get(i);
            t.nodeIds[i] = node.id;
            t.nodeLons[i] = node.lon;
            t.nodeLats[i] = node.lat;
            t.nodeSignals[i] = node.signal;
            t.nodeNames[i] = node.name;
            t.nodeNamesRomanised[i] = node.nameRomanised;
        }
    }

    private void fillLinks(RoadNetwork.Tables t) {
        int n = links.size();
        t.linkIds = new long[n];
        t.linkFrom = new int[n];
        t.linkTo = new int[n];
        t.linkLengths = new float[n];
        t.linkSpeeds = new float[n];
        t.linkLanes = new byte[n];
        t.linkClasses = new byte[n];
        t.linkStructures = new byte[n];
        t.linkLayers = new byte[n];
        t.linkHeavy = new boolean[n];
        t.linkNames = new int[n];
        Map<RoadName, Integer> names = new HashMap<>();
        List<RoadName> nameList = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            RoadLink link = links.get(i);
            t.linkIds[i] = link.linkId();
            t.linkFrom[i] = nodeIndex.get(link.from());
            t.linkTo[i] = nodeIndex.get(link.to());
            t.linkLengths[i] = (float) (Double.isNaN(link.lengthMetres()) ? geometricLength(link) : link.lengthMetres());
            t.linkSpeeds[i] = link.freeFlowSpeedMps();
            t.linkLanes[i] = (byte) link.lanes();
            t.linkClasses[i] = (byte) link.roadClass().ordinal();
            t.linkStructures[i] = (byte) link.structure().ordinal();
            t.linkLayers[i] = (byte) link.layer();
            t.linkHeavy[i] = link.heavyAllowed();
            RoadName name = new RoadName(link.roadName(), link.roadNameRomanised());
            t.linkNames[i] = names.computeIfAbsent(name, key -> {
                nameList.add(key);
                return nameList.size() - 1;
            });
        }
        t.roadNames = nameList.stream().map(RoadName::name).toArray(String[]::new);
        t.roadNamesRomanised = nameList.stream().map(RoadName::nameRomanised).toArray(String[]::new);
    }

    private double[] course(RoadLink link) {
        Node from = nodes.get(nodeIndex.get(link.from()));
        Node to = nodes.get(nodeIndex.get(link.to()));
        double[] via = link.via();
        double[] course = new double[via.length + 4];
        course[0] = from.lon;
        course[1] = from.lat;
        System.arraycopy(via, 0, course, 2, via.length);
        course[course.length - 2] = to.lon;
        course[course.length - 1] = to.lat;
        return course;
    }

    private double geometricLength(RoadLink link) {
        double[] course = course(link);
        double length = 0;
        for (int i = 2; i < course.length; i += 2) {
            length += LocalProjection.distanceMetres(course[i - 2], course[i - 1], course[i], course[i + 1]);
        }
        return length;
    }

    private void fillShapes(RoadNetwork.Tables t) {
        int points = links.stream().mapToInt(link -> link.via().length / 2 + 2).sum();
        t.shapeStart = new int[links.size() + 1];
        t.shapeLons = new double[points];
        t.shapeLats = new double[points];
        int at = 0;
        for (int i = 0; i < links.size(); i++) {
            t.shapeStart[i] = at;
            double[] course = course(links.get(i));
            for (int k = 0; k < course.length; k += 2) {
                t.shapeLons[at] = course[k];
                t.shapeLats[at++] = course[k + 1];
            }
        }
        t.shapeStart[links.size()] = at;
    }
}
