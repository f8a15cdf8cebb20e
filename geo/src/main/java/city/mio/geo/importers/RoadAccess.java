package city.mio.geo.importers;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use a road or pass a node, by its OpenStreetMap tags (OpenStreetMap wiki, Key:access): the most specific
 * key that is there decides.
 */
final class RoadAccess {

    private static final String[] CAR_KEYS = {"motorcar", "motor_vehicle", "vehicle", "access"};

    private static final Set<String> CLOSED = Set.of(
            "no", "private", "agricultural", "forestry", "military", "emergency", "permit", "restricted", "delivery",
            "psv", "bus", "taxi", "official", "residents", "foot", "bicycle", "use_sidepath", "dismount");

    private static final Set<String> CLOSED_TO_HEAVY = Set.of(
            "no", "private", "agricultural", "forestry", "military", "emergency", "permit", "restricted", "delivery",
            "destination", "local", "official", "discouraged", "unsuitable");

    private static final Set<String> OPEN_BARRIERS = Set.of(
            "entrance", "toll_booth", "border_control", "cattle_grid", "kerb", "height_restrictor", "no", "rumble_strip",
            "speed_camera", "sally_port", "coupure", "flood_gate", "sump_buster", "lift_gate", "gate", "swing_gate",
            "sliding_gate", "bump_gate", "bus_trap", "width_restrictor", "traffic_island");

    private static final String[] HEAVY_KEYS = {"hgv", "goods"};

    private RoadAccess() {}

    /** Whether an access value shuts the public's motor vehicles out. */
    static boolean isClosed(String value) {
        return shutsOut(value, CLOSED);
    }

    /** Whether each of several values is among these. */
    private static boolean shutsOut(String value, Set<String> closed) {
        for (String one : value.toLowerCase(Locale.ROOT).split(";")) {
            if (!closed.contains(one.trim())) {
                return false;
            }
        }
        return true;
    }

    /** The tag that closes a road to motor vehicles. */
    static Optional<String> findClosing(Map<String, String> tags) {
        return findDeciding(tags, "").filter(key -> isClosed(tags.get(key))).map(key -> key + "=" + tags.get(key));
    }

    /** The tag that closes a road to motor vehicles in one direction, {@code forward} or {@code backward}. */
    static Optional<String> findClosing(Map<String, String> tags, String direction) {
        return findDeciding(tags, ":" + direction)
                .filter(key -> isClosed(tags.get(key)))
                .map(key -> key + "=" + tags.get(key));
    }

    private static Optional<String> findDeciding(Map<String, String> tags, String suffix) {
        for (String key : CAR_KEYS) {
            if (tags.containsKey(key + suffix)) {
                return Optional.of(key + suffix);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a barrier on a node stops motor vehicles: by its access tags if it has them, else by its kind. Gates
     * without access tags are taken for open, as routers for cars do; bollards, blocks and the like are not.
     */
    static boolean blocks(Map<String, String> tags) {
        String barrier = tags.get("barrier");
        Optional<String> key = findDeciding(tags, "");
        if (key.isPresent()) {
            return isClosed(tags.get(key.get()));
        }
        return barrier != null && !OPEN_BARRIERS.contains(barrier);
    }

    /**
     * The tag that closes a road to a heavy vehicle in one direction, {@code forward} or {@code backward}; empty
     * direction for a node.
     */
    static Optional<String> findClosingHeavy(Map<String, String> tags, String direction, HeavyVehicle vehicle) {
        if (tags.isEmpty()) {
            return Optional.empty();
        }
        for (String key : HEAVY_KEYS) {
            Optional<String> deciding = findKey(tags, key, direction);
            if (deciding.isPresent()) {
                String tag = deciding.get() + "=" + tags.get(deciding.get());
                if (shutsOut(tags.get(deciding.get()), CLOSED_TO_HEAVY)) {
                    return Optional.of(tag);
                }
                break;
            }
        }
        return VehicleLimits.findTooLow(tags, direction, vehicle);
    }

    /** The key of this direction if it is there, else the one of both directions. */
    static Optional<String> findKey(Map<String, String> tags, String key, String direction) {
        if (!direction.isEmpty() && tags.containsKey(key + ":" + direction)) {
            return Optional.of(key + ":" + direction);
        }
        return tags.containsKey(key) ? Optional.of(key) : Optional.empty();
    }
}
