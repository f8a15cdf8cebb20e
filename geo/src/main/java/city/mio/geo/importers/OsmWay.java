package city.mio.geo.importers;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.importers.ImportReport.Tally;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.Structure;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An OpenStreetMap way that is a road for motor vehicles, and what its tags say. Immutable, but for its nodes.
 */
final class OsmWay {

    /** Ways within premises: who moves there is parked, or soon will be. */
    private static final Set<String> PREMISES =
            Set.of("driveway", "parking_aisle", "drive-through", "emergency_access", "parking", "bus");

    private static final String FORWARD = "forward";
    private static final String BACKWARD = "backward";

    final long id;
    final long[] nodes;
    final boolean forward;
    final boolean backward;
    private final RoadClass roadClass;
    private final double speedForward;
    private final double speedBackward;
    private final int lanesForward;
    private final int lanesBackward;
    private final Structure structure;
    private final int layer;
    private final boolean heavyForward;
    private final boolean heavyBackward;
    private final String name;
    private final String nameRomanised;

    private OsmWay(
            long id,
            long[] nodes,
            RoadClass roadClass,
            boolean forward,
            boolean backward,
            Map<String, String> tags,
            ImportOptions options,
            Tally tally) {
        this.id = id;
        this.nodes = nodes;
        this.roadClass = roadClass;
        this.forward = forward;
        this.backward = backward;
        String way = "way " + id;
        speedForward = speed(tags, FORWARD, way, tally);
        speedBackward = speed(tags, BACKWARD, way, tally);
        lanesForward = lanes(tags, FORWARD, way, tally);
        lanesBackward = lanes(tags, BACKWARD, way, tally);
        structure = structure(tags);
        layer = layer(tags, way, tally);
        Optional<String> closing = RoadAccess.findClosingHeavy(tags, FORWARD, options.heavy());
        Optional<String> closingBack = RoadAccess.findClosingHeavy(tags, BACKWARD, options.heavy());
        heavyForward = closing.isEmpty();
        heavyBackward = closingBack.isEmpty();
        closing.or(() -> closingBack)
                .ifPresent(tag ->
                        tally.add(Fate.KEPT, "ways closed to heavy vehicles: " + key(tag), way + ": " + tag));
        VehicleLimits.doubts(tags, (key, value) -> tally.add(
                Fate.NOTED, "ways: limits of heavy vehicles not understood: " + key, way + ": " + key + "=" + value));
        String local = tags.getOrDefault("name", "");
        name = local.isEmpty() ? tags.getOrDefault("ref", "") : local;
        nameRomanised = romanised(tags);
    }

    /** The name in Latin letters, of nodes as of ways. */
    static String romanised(Map<String, String> tags) {
        for (String key : new String[] {"name:en", "name:ja-Latn", "name:ja_rm", "int_name"}) {
            if (tags.containsKey(key)) {
                return tags.get(key);
            }
        }
        return "";
    }

    /** The road that a way is; empty, and counted, if it is none that vehicles may use. */
    static Optional<OsmWay> find(
            long id, long[] nodes, Map<String, String> tags, ImportOptions options, Tally tally) {
        String way = "way " + id;
        String highway = tags.get("highway");
        if ("ferry".equals(tags.get("route"))) {
            tally.add(Fate.DROPPED, "ways: ferries", way);
            return Optional.empty();
        }
        if (highway == null) {
            return Optional.empty();
        }
        tally.add(Fate.READ, "ways with highway", "");
        Optional<RoadClass> roadClass = RoadClass.findByTag(highway);
        if (roadClass.isEmpty()) {
            boolean plain = highway.length() < 20 && highway.matches("[a-z_]+");
            tally.add(Fate.DROPPED, "ways: no road for motor vehicles: highway=" + (plain ? highway : "…"), way);
            return Optional.empty();
        }
        noteConditions(tags, "ways", way, tally);
        Optional<String> reason = findReasonToDrop(tags);
        if (reason.isEmpty() && nodes == null) {
            reason = Optional.of("more than " + OsmSource.MOST_MEMBERS + " nodes");
        }
        if (reason.isEmpty() && nodes.length < 2) {
            reason = Optional.of("fewer than two nodes");
        }
        if (reason.isPresent()) {
            tally.add(Fate.DROPPED, "ways: " + ImportReport.shown(reason.get()), way);
            return Optional.empty();
        }
        int direction = direction(tags, roadClass.get());
        boolean forward = direction >= 0 && RoadAccess.findClosing(tags, FORWARD).isEmpty();
        boolean backward = direction <= 0 && RoadAccess.findClosing(tags, BACKWARD).isEmpty();
        if (!forward && !backward) {
            tally.add(Fate.DROPPED, "ways: closed in both directions", way);
            return Optional.empty();
        }
        if (direction < 0) {
            tally.add(Fate.KEPT, "ways against their direction", way);
        }
        return Optional.of(new OsmWay(id, nodes, roadClass.get(), forward, backward, tags, options, tally));
    }

    /** Tells of what holds at some times, in some weather or for some vehicles only. */
    static void noteConditions(Map<String, String> tags, String of, String name, Tally tally) {
        tags.forEach((key, value) -> {
            boolean hours = key.equals("opening_hours") || key.equals("service_times");
            if (hours || key.endsWith(":conditional") || key.contains(":conditional:")) {
                tally.add(
                        Fate.NOTED,
                        of + ": conditions not applied: " + ImportReport.shown(key),
                        name + ": " + key + "=" + value);
            }
        });
    }

    private static Optional<String> findReasonToDrop(Map<String, String> tags) {
        Optional<String> closing = RoadAccess.findClosing(tags);
        if (closing.isPresent()) {
            return Optional.of("closed: " + closing.get());
        }
        String service = tags.getOrDefault("service", "");
        if (PREMISES.contains(service)) {
            return Optional.of("within premises: service=" + service);
        }
        if ("yes".equals(tags.get("area"))) {
            return Optional.of("areas");
        }
        if ("reversible".equals(tags.get("oneway"))) {
            return Optional.of("their direction changes: oneway=reversible");
        }
        return Optional.empty();
    }

    /** 1 one-way as drawn, -1 one-way against it, 0 both ways. */
    private static int direction(Map<String, String> tags, RoadClass roadClass) {
        for (String key : new String[] {"oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway"}) {
            switch (tags.getOrDefault(key, "")) {
                case "yes", "true", "1" -> {
                    return 1;
                }
                case "-1", "reverse" -> {
                    return -1;
                }
                case "no", "false", "0", "alternating" -> {
                    return 0;
                }
                default -> { }
            }
        }
        String junction = tags.getOrDefault("junction", "");
        return junction.equals("roundabout") || junction.equals("circular") || roadClass == RoadClass.MOTORWAY ? 1 : 0;
    }

    int layer() {
        return layer;
    }

    private boolean oneway() {
        return forward != backward;
    }

    private double speed(Map<String, String> tags, String direction, String way, Tally tally) {
        String[] keys = {
            "maxspeed:" + direction, "maxspeed", "maxspeed:type", "zone:maxspeed", "zone:traffic", "source:maxspeed"
        };
        for (int i = 0; i < keys.length; i++) {
            String text = tags.get(keys[i]);
            if (text == null) {
                continue;
            }
            OptionalDouble limit = SpeedLimit.parse(text, roadClass);
            if (limit.isPresent()) {
                return SpeedLimit.freeFlow(limit.getAsDouble());
            }
            if (i < 2 && SpeedLimit.isVariable(text) && (direction.equals(FORWARD) || i == 0)) {
                tally.add(Fate.NOTED, "ways: speeds that change or are not said, set by class", way + ": " + keys[i] + "=" + text);
            }
            // The later keys often hold only where the limit was seen.
            if (i < 2 && !SpeedLimit.isVariable(text) && (direction.equals(FORWARD) || i == 0)) {
                tally.add(Fate.REPAIRED, "ways: speeds not understood, set by class", way + ": " + keys[i] + "=" + text);
            }
        }
        return roadClass.defaultSpeedMps();
    }

    private int lanes(Map<String, String> tags, String direction, String way, Tally tally) {
        String own = tags.get("lanes:" + direction);
        if (own != null) {
            OptionalInt lanes = LaneCount.parse(own);
            if (lanes.isPresent()) {
                return lanes.getAsInt();
            }
            tally.add(Fate.REPAIRED, "ways: lanes not understood, set by class", way + ": lanes:" + direction + "=" + own);
        }
        String all = tags.get("lanes");
        if (all == null) {
            return roadClass.defaultLanes();
        }
        OptionalInt lanes = LaneCount.parse(all);
        if (lanes.isEmpty()) {
            if (direction.equals(FORWARD)) {
                tally.add(Fate.REPAIRED, "ways: lanes not understood, set by class", way + ": lanes=" + all);
            }
            return roadClass.defaultLanes();
        }
        if (oneway()) {
            return lanes.getAsInt();
        }
        String other = tags.get("lanes:" + (direction.equals(FORWARD) ? BACKWARD : FORWARD));
        if (other != null && LaneCount.parse(other).isPresent()) {
            return Math.max(1, lanes.getAsInt() - LaneCount.parse(other).getAsInt());
        }
        return Math.max(1, lanes.getAsInt() / 2);
    }

    private Structure structure(Map<String, String> tags) {
        String tunnel = tags.getOrDefault("tunnel", "no");
        if (!tunnel.equals("no") && !tunnel.equals("building_passage") && !tunnel.equals("culvert")) {
            return Structure.TUNNEL;
        }
        String bridge = tags.getOrDefault("bridge", "no");
        if (bridge.equals("viaduct")) {
            return Structure.ELEVATED;
        }
        return bridge.equals("no") ? Structure.SURFACE : Structure.BRIDGE;
    }

    private int layer(Map<String, String> tags, String way, Tally tally) {
        String text = tags.get("layer");
        if (text != null) {
            try {
                int given = Integer.parseInt(text.trim());
                if (Math.abs(given) <= 20) {
                    return given;
                }
            } catch (NumberFormatException e) {
                // Counted below, with what is no number because it is too large.
            }
            tally.add(Fate.REPAIRED, "ways: layers not understood, set by structure", way + ": layer=" + text);
        }
        return switch (structure) {
            case TUNNEL -> -1;
            case BRIDGE, ELEVATED -> 1;
            case SURFACE -> 0;
        };
    }

    /**
     * A link of this way in one of its directions, still without id, ends and course.
     *
     * @param heavyPasses whether nothing on the way, such as a low beam, stops heavy vehicles
     */
    RoadLink.Builder link(boolean asDrawn, boolean heavyPasses) {
        return RoadLink.builder()
                .roadClass(roadClass)
                .freeFlowSpeedMps(asDrawn ? speedForward : speedBackward)
                .lanes(asDrawn ? lanesForward : lanesBackward)
                .structure(structure)
                .layer(layer)
                .heavyAllowed(heavyPasses && (asDrawn ? heavyForward : heavyBackward))
                .roadName(name, nameRomanised);
    }

    private static String key(String tag) {
        return tag.substring(0, tag.indexOf('='));
    }
}
