package city.mio.geo.importers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limits of weight and size as OpenStreetMap spells them (wiki, Key:maxweight, Key:maxheight and Map features/Units):
 * tonnes and metres unless a unit stands there, with a point or a comma.
 */
final class VehicleLimits {

    private static final String NUMBER = "(\\d{1,6}(?:[.,]\\d{1,6})?)";
    private static final Pattern WEIGHT =
            Pattern.compile(NUMBER + "\\s*(t|tons?|tonnes?|kg|lbs?|st|short tons?|lt|long tons?|cwt)?");
    private static final Pattern METRES = Pattern.compile(NUMBER + "\\s*(m|metres?|meters?|cm|mm|ft|feet|in)?");
    private static final Pattern FEET =
            Pattern.compile("(\\d{1,3})\\s*(?:'|ft|feet|’|′)\\s*(?:-?\\s*(\\d{1,2}(?:\\.\\d{1,2})?)\\s*(?:\"|''|in|inches|”|″)?)?");

    /** Values that say there is no sign, or none that binds a vehicle within the law. */
    private static final Pattern NO_LIMIT = Pattern.compile(
            "none|no|default|unsigned|no_sign|no_indications|unlimited|implicit|legal");

    /** A limit below this is a slip of the pen, or another unit. */
    private static final double LOWEST = 0.1;

    private enum Kind {
        TONNES,
        AXLE_TONNES,
        HEIGHT,
        WIDTH,
        LENGTH;

        double of(HeavyVehicle vehicle) {
            return switch (this) {
                case TONNES -> vehicle.tonnes();
                case AXLE_TONNES -> vehicle.axleTonnes();
                case HEIGHT -> vehicle.heightMetres();
                case WIDTH -> vehicle.widthMetres();
                case LENGTH -> vehicle.lengthMetres();
            };
        }

        OptionalDouble parse(String text) {
            return this == TONNES || this == AXLE_TONNES ? tonnes(text) : metres(text);
        }
    }

    private record Key(String name, Kind kind) {}

    private static final List<Key> KEYS = List.of(
            new Key("maxweight", Kind.TONNES), new Key("maxweight:hgv", Kind.TONNES),
            new Key("maxweightrating", Kind.TONNES), new Key("maxweightrating:hgv", Kind.TONNES),
            new Key("maxgcweight", Kind.TONNES), new Key("maxgcweight:hgv", Kind.TONNES),
            new Key("maxaxleload", Kind.AXLE_TONNES),
            new Key("maxheight", Kind.HEIGHT), new Key("maxheight:hgv", Kind.HEIGHT),
            new Key("maxheight:physical", Kind.HEIGHT), new Key("maxheight:signed", Kind.HEIGHT),
            new Key("maxwidth", Kind.WIDTH), new Key("maxwidth:hgv", Kind.WIDTH),
            new Key("maxwidth:physical", Kind.WIDTH),
            new Key("maxlength", Kind.LENGTH), new Key("maxlength:hgv", Kind.LENGTH));

    private VehicleLimits() {}

    /** Is told of a limit that cannot be understood. */
    interface Doubt {
        void of(String key, String value);
    }

    /** The first limit below the vehicle. */
    static Optional<String> findTooLow(Map<String, String> tags, String direction, HeavyVehicle vehicle) {
        for (Key key : KEYS) {
            Optional<String> found = RoadAccess.findKey(tags, key.name, direction);
            if (found.isPresent()) {
                String value = tags.get(found.get());
                OptionalDouble limit = key.kind.parse(value);
                if (limit.isPresent() && limit.getAsDouble() < key.kind.of(vehicle)) {
                    return Optional.of(found.get() + "=" + value);
                }
            }
        }
        return Optional.empty();
    }

    /** Tells of each limit that cannot be understood. */
    static void doubts(Map<String, String> tags, Doubt doubt) {
        for (Key key : KEYS) {
            for (String suffix : new String[] {"", ":forward", ":backward"}) {
                String value = tags.get(key.name + suffix);
                boolean signedOrNot = key.name.endsWith(":signed") && value != null && value.matches("yes|no");
                if (value != null && key.kind.parse(value).isEmpty() && !isNoLimit(value) && !signedOrNot) {
                    doubt.of(key.name + suffix, value);
                }
            }
        }
    }

    static boolean isNoLimit(String text) {
        return NO_LIMIT.matcher(text.trim().toLowerCase(Locale.ROOT)).matches();
    }

    /** The lowest of several ({@code 7.5;12}), in tonnes; empty if it cannot be understood. */
    static OptionalDouble tonnes(String text) {
        return lowest(text, VehicleLimits::oneWeight);
    }

    /** The lowest of several, in metres; empty if it cannot be understood. */
    static OptionalDouble metres(String text) {
        return lowest(text, VehicleLimits::oneMeasure);
    }

    private static OptionalDouble lowest(String text, ToDoubleFunction<String> one) {
        double lowest = Double.POSITIVE_INFINITY;
        for (String part : text.toLowerCase(Locale.ROOT).split(";")) {
            double value = one.applyAsDouble(part.trim());
            if (!(value >= LOWEST)) {
                return OptionalDouble.empty();
            }
            lowest = Math.min(lowest, value);
        }
        return lowest < Double.POSITIVE_INFINITY ? OptionalDouble.of(lowest) : OptionalDouble.empty();
    }

    private static double oneWeight(String text) {
        Matcher matcher = WEIGHT.matcher(text);
        if (!matcher.matches()) {
            return Double.NaN;
        }
        double value = number(matcher.group(1));
        return switch (matcher.group(2) == null ? "t" : matcher.group(2)) {
            case "kg" -> value / 1000;
            case "lb", "lbs" -> value * 0.00045359237;
            case "st", "short ton", "short tons" -> value * 0.90718474;
            case "lt", "long ton", "long tons" -> value * 1.0160469088;
            case "cwt" -> value * 0.05080234544;
            default -> value;
        };
    }

    private static double oneMeasure(String text) {
        Matcher feet = FEET.matcher(text);
        if (feet.matches()) {
            double inches = feet.group(2) == null ? 0 : Double.parseDouble(feet.group(2));
            return 0.3048 * Double.parseDouble(feet.group(1)) + 0.0254 * inches;
        }
        Matcher metres = METRES.matcher(text);
        if (!metres.matches()) {
            return Double.NaN;
        }
        double value = number(metres.group(1));
        return switch (metres.group(2) == null ? "m" : metres.group(2)) {
            case "cm" -> value / 100;
            case "mm" -> value / 1000;
            case "ft", "feet" -> value * 0.3048;
            case "in" -> value * 0.0254;
            default -> value;
        };
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(',', '.'));
    }
}
