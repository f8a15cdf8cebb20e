package city.mio.feeds.ondemand;

import java.util.Map;
import java.util.TreeMap;

/**
 * What rides cost. Immutable.
 *
 * @param currency ISO 4217
 * @param ride for one ride within a zone
 * @param dayPass for a day; free where there is none
 * @param surcharges more for each rider between two zones, either way, by {@link #pair}
 */
public record FareTable(String currency, RiderFares ride, RiderFares dayPass, Map<String, Integer> surcharges) {

    /** @throws IllegalArgumentException naming the field */
    public FareTable {
        Require.holds(currency != null && currency.matches("[A-Z]{3}"), "fares: currency is not three letters: " + currency);
        Require.present("fares: ride", ride);
        Require.present("fares: dayPass", dayPass);
        Require.present("fares: surcharges", surcharges);
        surcharges.forEach((pair, more) -> Require.range("fares: surcharge " + pair, more, 0, 1_000_000));
        surcharges = java.util.Collections.unmodifiableMap(new TreeMap<>(surcharges));
    }

    /** The key of two zones: "A|B" with A before B. */
    public static String pair(String zone, String otherZone) {
        return zone.compareTo(otherZone) <= 0 ? zone + "|" + otherZone : otherZone + "|" + zone;
    }

    /** What each rider pays more from a zone to a zone. */
    public int surcharge(String fromZone, String toZone) {
        return surcharges.getOrDefault(pair(fromZone, toZone), 0);
    }
}
