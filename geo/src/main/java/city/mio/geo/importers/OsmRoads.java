package city.mio.geo.importers;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.importers.ImportReport.Tally;
import city.mio.geo.importers.OsmSource.Kind;
import city.mio.geo.importers.OsmSource.Member;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.LongIndex;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The roads of an OpenStreetMap file. It is gone through twice: first for the ways that are roads and for turn
 * restrictions, then for the nodes they need, so that memory is taken for roads only. Ways are then cut into links
 * where they meet, and where signals stand between.
 *
 * <p>A link is named by its way, its two end nodes and, should those not be enough, its occurrence, so that the same
 * data gives the same ids.
 */
final class OsmRoads {

    /**
     * Signals are often drawn at the stop line of each approach: one nearer than this to a crossing is the
     * crossing's.
     */
    private static final double SIGNAL_METRES = 40;

    private final OsmSource source;
    private final ImportOptions options;
    private final Tally tally = new Tally();

    private final List<OsmWay> ways = new ArrayList<>();
    private final Set<Long> wayIds = new HashSet<>();
    private final OsmTurns turns = new OsmTurns(tally);

    private LongIndex index;
    private long[] ids;
    private double[] lons;
    private double[] lats;
    private boolean[] seen;
    private boolean[] crossing;
    private byte[] signal;
    private boolean[] blocked;
    private boolean[] heavyBlocked;
    private final Map<Integer, String[]> names = new HashMap<>();
    private final NetworkDraft draft = new NetworkDraft();

    private static final byte FORWARD_SIGNAL = 1;
    private static final byte BACKWARD_SIGNAL = 2;
    private static final byte CROSSING_SIGNAL = 4;

    private OsmRoads(OsmSource source, ImportOptions options) {
        this.source = source;
        this.options = options;
    }

    static ImportResult read(Path file, OsmSource source, ImportOptions options) throws IOException {
        OsmRoads roads = new OsmRoads(source, options);
        roads.readWays(file);
        roads.collectNodes(file);
        roads.readNodes();
        roads.joinEnds();
        roads.placeSignals();
        for (OsmWay way : roads.ways) {
            roads.cut(way);
        }
        roads.turns.apply(roads.draft);
        RoadNetwork network = roads.draft.finish(options.keepsLargest(false), roads.tally);
        return new ImportResult(network, roads.tally.report(file.getFileName().toString(), source.kind()));
    }

    private void readWays(Path file) throws IOException {
        source.read(Set.of(Kind.WAY, Kind.RELATION), new OsmSource.Handler() {
            @Override
            public void way(long id, long[] nodes, Map<String, String> tags) throws IOException {
                tally.add(Fate.READ, "ways", "");
                OsmWay.find(id, nodes, tags, options, tally).ifPresent(way -> {
                    if (wayIds.add(id)) {
                        ways.add(way);
                    } else {
                        tally.add(Fate.DROPPED, "ways that are there twice", "way " + id);
                    }
                });
                if (ways.size() > options.mostElements()) {
                    throw new ImportException(file, "more than " + options.mostElements() + " roads");
                }
            }

            @Override
            public void relation(long id, List<Member> members, Map<String, String> tags) {
                tally.add(Fate.READ, "relations", "");
                turns.read(id, members, tags);
            }
        });
        turns.keepWays(wayIds);
        tally.add(Fate.KEPT, "ways", ways.size(), "");
    }

    /** Which nodes the roads need, and which of them more than one road, or one road twice. */
    private void collectNodes(Path file) throws ImportException {
        long references = ways.stream().mapToLong(way -> way.nodes.length).sum();
        if (references > 4L * options.mostElements() || references > Integer.MAX_VALUE / 4) {
            throw new ImportException(file, "too large: its roads have " + references + " nodes");
        }
        long[] all = new long[(int) references];
        int at = 0;
        for (OsmWay way : ways) {
            System.arraycopy(way.nodes, 0, all, at, way.nodes.length);
            at += way.nodes.length;
        }
        Arrays.sort(all);
        int distinct = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                all[distinct++] = all[i];
            }
        }
        ids = Arrays.copyOf(all, distinct);
        index = new LongIndex(ids);
        crossing = new boolean[distinct];
        boolean[] once = new boolean[distinct];
        for (OsmWay way : ways) {
            for (int i = 0; i < way.nodes.length; i++) {
                int node = index.find(way.nodes[i]);
                boolean end = i == 0 || i == way.nodes.length - 1;
                boolean repeated = i > 0 && way.nodes[i] == way.nodes[i - 1];
                crossing[node] |= end || (once[node] && !repeated);
                once[node] = true;
            }
        }
        lons = new double[distinct];
        lats = new double[distinct];
        seen = new boolean[distinct];
        signal = new byte[distinct];
        blocked = new boolean[distinct];
        heavyBlocked = new boolean[distinct];
    }

    private void readNodes() throws IOException {
        source.read(Set.of(Kind.NODE), new OsmSource.Handler() {
            @Override
            public void node(long id, double lon, double lat, Map<String, String> tags) {
                tally.add(Fate.READ, "nodes", "");
                int node = index.find(id);
                if (node >= 0) {
                    keepNode(node, lon, lat, tags);
                }
            }
        });
        long missing = 0;
        String example = "";
        for (OsmWay way : ways) {
            for (long ref : way.nodes) {
                if (!seen[index.find(ref)]) {
                    missing++;
                    example = example.isEmpty() ? "way " + way.id + ": node " + ref : example;
                }
            }
        }
        tally.add(Fate.DROPPED, "dangling node references of roads", missing, example);
    }

    private void keepNode(int node, double lon, double lat, Map<String, String> tags) {
        if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
            boolean swapped = Math.abs(lat) <= 180 && Math.abs(lon) <= 90;
            tally.add(
                    Fate.DROPPED,
                    swapped
                            ? "nodes that are no place on Earth: their lon and lat look swapped"
                            : "nodes that are no place on Earth",
                    "node " + ids[node] + ": " + lon + ", " + lat);
            return;
        }
        if (seen[node]) {
            tally.add(Fate.DROPPED, "nodes that are there twice", "node " + ids[node]);
            return;
        }
        seen[node] = true;
        lons[node] = lon;
        lats[node] = lat;
        if (tags.isEmpty()) {
            return;
        }
        String highway = tags.getOrDefault("highway", "");
        boolean ofRoad = highway.equals("traffic_signals");
        if (ofRoad || "traffic_signals".equals(tags.get("crossing"))) {
            tally.add(Fate.READ, ofRoad ? "signals on roads" : "signals of foot crossings on roads", "");
            signal[node] = switch (tags.getOrDefault("traffic_signals:direction", "")) {
                case "forward" -> FORWARD_SIGNAL;
                case "backward" -> BACKWARD_SIGNAL;
                default -> FORWARD_SIGNAL | BACKWARD_SIGNAL;
            };
        }
        if (RoadAccess.blocks(tags)) {
            tally.add(Fate.KEPT, "nodes that stop motor vehicles", "node " + ids[node]);
            blocked[node] = true;
        }
        String name = "node " + ids[node];
        OsmWay.noteConditions(tags, "nodes of roads", name, tally);
        RoadAccess.findClosingHeavy(tags, "", options.heavy()).ifPresent(tag -> {
            heavyBlocked[node] = true;
            // Where roads cross, nobody knows which of them it spans.
            boolean told = !crossing[node];
            tally.add(
                    told ? Fate.KEPT : Fate.NOTED,
                    told
                            ? "nodes that stop heavy vehicles"
                            : "nodes that stop heavy vehicles, where roads cross: not applied",
                    name + ": " + tag);
        });
        boolean named = highway.equals("traffic_signals") || highway.equals("motorway_junction")
                || "yes".equals(tags.get("junction"));
        if (named && tags.containsKey("name")) {
            names.put(node, new String[] {tags.get("name"), OsmWay.romanised(tags)});
        }
    }

    /**
     * Joins ends of roads that stand at the same place, to the seventh place of a degree (1 cm), as different nodes: a
     * common slip of drawing, and of data put together. Ends in different layers stay apart, and so do nodes within
     * roads: they may pass over one another.
     */
    private void joinEnds() {
        Map<String, Integer> byPlace = new HashMap<>();
        Map<Long, Long> joined = new HashMap<>();
        List<OsmWay> byId = new ArrayList<>(ways);
        byId.sort(Comparator.comparingLong(way -> way.id));
        for (OsmWay way : byId) {
            for (long ref : new long[] {way.nodes[0], way.nodes[way.nodes.length - 1]}) {
                int node = index.find(ref);
                if (!seen[node]) {
                    continue;
                }
                String place = Math.round(lons[node] * 1e7) + "/" + Math.round(lats[node] * 1e7) + "/" + way.layer();
                int first = byPlace.computeIfAbsent(place, key -> node);
                if (first != node && joined.putIfAbsent(ref, ids[first]) == null) {
                    signal[first] |= signal[node];
                    blocked[first] |= blocked[node];
                    heavyBlocked[first] |= heavyBlocked[node];
                    if (names.containsKey(node)) {
                        names.putIfAbsent(first, names.get(node));
                    }
                    tally.add(
                            Fate.REPAIRED,
                            "nodes at the same place where roads end, joined",
                            "nodes " + ids[first] + " and " + ref);
                }
            }
        }
        if (!joined.isEmpty()) {
            for (OsmWay way : ways) {
                for (int i = 0; i < way.nodes.length; i++) {
                    way.nodes[i] = joined.getOrDefault(way.nodes[i], way.nodes[i]);
                }
            }
            turns.join(joined);
        }
    }

    /** Gives signals that stand before a crossing to it; the others become nodes of their own. */
    private void placeSignals() {
        boolean[] given = new boolean[ids.length];
        for (OsmWay way : ways) {
            for (int i = 0; i < way.nodes.length; i++) {
                int node = index.find(way.nodes[i]);
                if (signal[node] == 0 || !seen[node]) {
                    continue;
                }
                if (crossing[node]) {
                    given[node] = true;
                    signal[node] |= CROSSING_SIGNAL;
                    continue;
                }
                boolean ahead = way.forward && (signal[node] & FORWARD_SIGNAL) != 0;
                boolean behind = way.backward && (signal[node] & BACKWARD_SIGNAL) != 0;
                int to = nearerCrossing(way, i, ahead, behind);
                if (to >= 0) {
                    given[node] = true;
                    signal[to] |= CROSSING_SIGNAL;
                    tally.add(Fate.REPAIRED, "signals at stop lines, given to their crossing", "node " + ids[node]);
                }
            }
        }
        for (int node = 0; node < given.length; node++) {
            if (signal[node] != 0 && seen[node] && !given[node]) {
                crossing[node] = true;
                signal[node] |= CROSSING_SIGNAL;
            }
        }
    }

    private int nearerCrossing(OsmWay way, int at, boolean ahead, boolean behind) {
        int best = -1;
        double bestMetres = SIGNAL_METRES;
        for (int step = -1; step <= 1; step += 2) {
            if (step > 0 ? !ahead : !behind) {
                continue;
            }
            double metres = 0;
            for (int i = at; i + step >= 0 && i + step < way.nodes.length && metres <= bestMetres; i += step) {
                int from = index.find(way.nodes[i]);
                int to = index.find(way.nodes[i + step]);
                if (!seen[to]) {
                    break;
                }
                metres += LocalProjection.distanceMetres(lons[from], lats[from], lons[to], lats[to]);
                if (crossing[to] && metres <= bestMetres) {
                    best = to;
                    bestMetres = metres;
                    break;
                }
            }
        }
        return best;
    }

    /** Cuts a way where it meets others, at nodes that are missing and at those that stop vehicles. */
    private void cut(OsmWay way) {
        int[] run = new int[way.nodes.length];
        int length = 0;
        int pieces = 0;
        for (long ref : way.nodes) {
            int node = index.find(ref);
            if (!seen[node]) {
                pieces += emit(way, run, length);
                length = 0;
            } else if (length > 0 && run[length - 1] == node) {
                tally.add(Fate.REPAIRED, "ways: the same node twice in a row", "way " + way.id + ": node " + ref);
            } else {
                run[length++] = node;
            }
        }
        pieces += emit(way, run, length);
        if (pieces == 0) {
            tally.add(Fate.DROPPED, "ways: no two nodes in a row are there", "way " + way.id);
        }
    }

    private int emit(OsmWay way, int[] run, int length) {
        int pieces = 0;
        int start = 0;
        for (int i = 1; i < length; i++) {
            boolean last = i == length - 1;
            if (last || crossing[run[i]] || blocked[run[i]]) {
                pieces += emitPiece(way, run, start, i);
                start = i;
            }
        }
        return pieces;
    }

    private int emitPiece(OsmWay way, int[] run, int start, int end) {
        if (run[start] == run[end] && end - start >= 2) {
            // A loop that nothing else touches: two links, for no link may end where it starts.
            int middle = (start + end) / 2;
            return emitPiece(way, run, start, middle) + emitPiece(way, run, middle, end);
        }
        long from = nodeId(way, run, start, true);
        long to = nodeId(way, run, end, false);
        double[] via = new double[2 * (end - start - 1)];
        for (int i = start + 1; i < end; i++) {
            via[2 * (i - start - 1)] = lons[run[i]];
            via[2 * (i - start - 1) + 1] = lats[run[i]];
        }
        boolean heavyPasses = true;
        for (int i = start; i <= end; i++) {
            heavyPasses &= !heavyBlocked[run[i]] || (crossing[run[i]] && signal[run[i]] == 0);
        }
        if (way.forward) {
            addLink(way, true, heavyPasses, from, to, via);
        }
        if (way.backward) {
            addLink(way, false, heavyPasses, to, from, WktLine.reversed(via));
        }
        return 1;
    }

    private void addLink(OsmWay way, boolean asDrawn, boolean heavyPasses, long from, long to, double[] via) {
        long linkId = draft.freeLinkId("osm/" + way.id + "/" + from + ">" + to);
        draft.addLink(way.link(asDrawn, heavyPasses).linkId(linkId).from(from).to(to).via(via).build());
        turns.link(way.id, linkId, from, to);
    }

    /** The node's id; where vehicles are stopped each way ends at a node of its own. */
    private long nodeId(OsmWay way, int[] run, int at, boolean start) {
        int node = run[at];
        long id = blocked[node]
                ? -RoadNetworkBuilder.stableId("osm/barrier/" + ids[node] + "/" + way.id + "/" + at + (start ? "+" : "-"))
                : ids[node];
        String[] name = names.getOrDefault(node, new String[] {"", ""});
        draft.addNode(id, lons[node], lats[node], (signal[node] & CROSSING_SIGNAL) != 0, name[0], name[1]);
        return id;
    }
}
