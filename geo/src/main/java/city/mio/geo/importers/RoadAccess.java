package city.mio.geo.importers;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern WEIGHT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)\\s*(t|kg|lbs|st|cwt)?");
    private static final Pattern METRES = Pattern.compile("(\\d{1,4}(?:[.,]\\d{1,4})?)\\s*(m|cm|ft)?");
    private static final Pattern FEET = Pattern.compile("(\\d{1,3})'\\s*(?:(\\d{1,2})(?:\"|''))?");

    private RoadAccess() {}

    /** Whether an access value shuts the public's motor vehicles out. */
    static boolean isClosed(String value) {
        for (String one : value.toLowerCase(Locale.ROOT).split(";")) {
            if (!CLOSED.contains(one.trim())) {
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

    /** The tag that closes a road to heavy goods vehicles of this weight and height. */
    static Optional<String> findClosingHeavy(Map<String, String> tags, ImportOptions options) {
        for (String key : new String[] {"hgv", "goods"}) {
            String value = tags.get(key);
            if (value != null) {
                return CLOSED_TO_HEAVY.contains(value) ? Optional.of(key + "=" + value) : findTooSmall(tags, options);
            }
        }
        return findTooSmall(tags, options);
    }

    private static Optional<String> findTooSmall(Map<String, String> tags, ImportOptions options) {
        for (String key : new String[] {"maxweight", "maxweight:hgv", "maxweightrating", "maxweightrating:hgv"}) {
            String value = tags.get(key);
            if (value != null && tonnes(value).orElse(Double.MAX_VALUE) < options.heavyTonnes()) {
                return Optional.of(key + "=" + value);
            }
        }
        for (String key : new String[] {"maxheight", "maxheight:physical"}) {
            String value = tags.get(key);
            if (value != null && metres(value).orElse(Double.MAX_VALUE) < options.heavyHeightMetres()) {
                return Optional.of(key + "=" + value);
            }
        }
        return Optional.empty();
    }

    static OptionalDouble tonnes(String text) {
        Matcher matcher = WEIGHT.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(matcher.group(1));
        return OptionalDouble.of(switch (matcher.group(2) == null ? "t" : matcher.group(2)) {
            case "kg" -> value / 1000;
            case "lbs" -> value * 0.00045359237;
            case "st" -> value * 0.90718474;
            case "cwt" -> value * 0.05080234544;
            default -> value;
        });
    }

    static OptionalDouble metres(String text) {
        String plain = text.trim().toLowerCase(Locale.ROOT);
        Matcher feet = FEET.matcher(plain);
        if (feet.matches()) {
            double inches = feet.group(2) == null ? 0 : Double.parseDouble(feet.group(2));
            return OptionalDouble.of(0.3048 * Double.parseDouble(feet.group(1)) + 0.0254 * inches);
        }
        Matcher metres = METRES.matcher(plain);
        if (!metres.matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(metres.group(1).replace(',', '.'));
        return OptionalDouble.of(switch (metres.group(2) == null ? "m" : metres.group(2)) {
            case "cm" -> value / 100;
            case "ft" -> value * 0.3048;
            default -> value;
        });
    }
}
