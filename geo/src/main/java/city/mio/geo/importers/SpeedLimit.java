package city.mio.geo.importers;

import city.mio.geo.network.RoadClass;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speed limits as {@code maxspeed} spells them (OpenStreetMap wiki, Key:maxspeed and its page of defaults by
 * country): numbers in km/h, {@code mph} and {@code knots}, {@code walk}, {@code none}, zones and the defaults named
 * by country and place such as {@code DE:urban}.
 */
final class SpeedLimit {

    private static final Pattern NUMBER =
            Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*(km/h|kmh|km/hr|kph|kmph|mph|knots|kn)?");
    private static final Pattern ZONE = Pattern.compile("(?:[a-z]{2}:)?zone:?(\\d{1,3})");
    private static final double KMH = 1 / 3.6;
    private static final double MPH = 0.44704;
    private static final double KNOT = 0.514444;

    /** Where there is no limit: the advisory speed of Germany, the country it matters in. */
    private static final double NO_LIMIT_KMH = 130;

    private static final double WALK_KMH = 7;

    /** A speed above it is a slip of the pen; one below 5 km/h as well, for a road. */
    private static final double HIGHEST_MPS = 180 * KMH;

    private static final double LOWEST_MPS = 4.5 * KMH;

    /** km/h by place, for countries that have no line of their own in {@link #BY_COUNTRY}. */
    private static final Map<String, Integer> BY_PLACE = Map.ofEntries(
            Map.entry("urban", 50), Map.entry("rural", 80), Map.entry("trunk", 100), Map.entry("motorway", 120),
            Map.entry("living_street", 20), Map.entry("bicycle_road", 30), Map.entry("national", 60),
            Map.entry("express", 100), Map.entry("pedestrian_zone", 10), Map.entry("school", 30));

    private static final Map<String, Double> BY_COUNTRY = Map.ofEntries(
            // Japan: 60 km/h wherever no sign stands, 100 km/h on national expressways (Enforcement Order of the
            // Road Traffic Act, articles 11 and 27).
            Map.entry("jp:urban", 60.0), Map.entry("jp:rural", 60.0), Map.entry("jp:national", 60.0),
            Map.entry("jp:nsl", 60.0), Map.entry("jp:trunk", 60.0), Map.entry("jp:motorway", 100.0),
            Map.entry("jp:express", 100.0), Map.entry("jp:expressway", 100.0),
            Map.entry("de:rural", 100.0), Map.entry("de:motorway", NO_LIMIT_KMH), Map.entry("de:living_street", WALK_KMH),
            Map.entry("at:rural", 100.0), Map.entry("at:motorway", 130.0), Map.entry("at:trunk", 100.0),
            Map.entry("ch:rural", 80.0), Map.entry("ch:trunk", 100.0),
            Map.entry("fr:motorway", 130.0), Map.entry("fr:trunk", 110.0),
            Map.entry("it:rural", 90.0), Map.entry("it:trunk", 110.0), Map.entry("it:motorway", 130.0),
            Map.entry("es:rural", 90.0), Map.entry("be:rural", 70.0), Map.entry("se:rural", 70.0),
            Map.entry("se:motorway", 110.0), Map.entry("pl:rural", 90.0), Map.entry("cz:rural", 90.0),
            Map.entry("ru:urban", 60.0), Map.entry("ru:rural", 90.0), Map.entry("ru:motorway", 110.0),
            Map.entry("ro:rural", 90.0), Map.entry("hu:rural", 90.0), Map.entry("ua:rural", 90.0),
            Map.entry("gb:nsl_restricted", 30 * 1.609344), Map.entry("gb:nsl_single", 60 * 1.609344),
            Map.entry("gb:nsl_dual", 70 * 1.609344), Map.entry("gb:motorway", 70 * 1.609344),
            Map.entry("uk:nsl_restricted", 30 * 1.609344), Map.entry("uk:nsl_single", 60 * 1.609344),
            Map.entry("uk:nsl_dual", 70 * 1.609344), Map.entry("uk:motorway", 70 * 1.609344));

    private SpeedLimit() {}

    /**
     * The limit, m/s; of several ({@code 50;70}) the lowest; empty if the text says none that can be, or says that it
     * changes ({@code signals}, {@code variable}).
     */
    static OptionalDouble parse(String text, RoadClass roadClass) {
        double lowest = Double.POSITIVE_INFINITY;
        // Full-width digits are digits too.
        for (String part : Normalizer.normalize(text, Normalizer.Form.NFKC).split("[;|,]")) {
            OptionalDouble limit = one(part.trim().toLowerCase(Locale.ROOT), roadClass);
            if (limit.isEmpty()) {
                return limit;
            }
            lowest = Math.min(lowest, limit.getAsDouble());
        }
        return lowest >= LOWEST_MPS && lowest <= HIGHEST_MPS ? OptionalDouble.of(lowest) : OptionalDouble.empty();
    }

    /** Whether the text says of itself that no fixed limit stands there; such text is no fault. */
    static boolean isVariable(String text) {
        return text.matches("(?i)\\s*(signals|variable|default|implicit|unposted|sign)\\s*");
    }

    private static OptionalDouble one(String text, RoadClass roadClass) {
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            double value = Double.parseDouble(number.group(1));
            String unit = number.group(2) == null ? "" : number.group(2);
            return OptionalDouble.of(value * (unit.equals("mph") ? MPH : unit.startsWith("kn") ? KNOT : KMH));
        }
        if (text.equals("walk") || text.equals("walking_pace")) {
            return OptionalDouble.of(WALK_KMH * KMH);
        }
        if (text.equals("none") || text.equals("unlimited")) {
            return OptionalDouble.of(roadClass.isExpressway() || roadClass == RoadClass.TRUNK
                    ? NO_LIMIT_KMH * KMH
                    : roadClass.defaultSpeedMps());
        }
        Matcher zone = ZONE.matcher(text);
        if (zone.matches()) {
            return OptionalDouble.of(Integer.parseInt(zone.group(1)) * KMH);
        }
        Double byCountry = BY_COUNTRY.get(text);
        if (byCountry != null) {
            return OptionalDouble.of(byCountry * KMH);
        }
        int colon = text.indexOf(':');
        Integer byPlace = colon == 2 ? BY_PLACE.get(text.substring(3)) : null;
        return byPlace == null ? OptionalDouble.empty() : OptionalDouble.of(byPlace * KMH);
    }

    /**
     * The speed of a free road under a limit, m/s: nine tenths of it, what GraphHopper assumes
     * ({@code AbstractAverageSpeedParser}).
     */
    static double freeFlow(double limitMps) {
        return 0.9 * limitMps;
    }
}
