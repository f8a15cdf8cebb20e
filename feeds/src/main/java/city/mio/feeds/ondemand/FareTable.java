package city.mio.feeds.ondemand;

import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;

/**
 * What rides cost. Immutable.
 *
 * @param currency ISO 4217
 * @param ride for one ride within a district
 * @param dayPass for a day; free where there is none
 * @param surcharges more for each rider between two districts, either way, by {@link #pair}
 */
public record FareTable(String currency, RiderFares ride, RiderFares dayPass, Map<String, Integer> surcharges) {

    /** @throws IllegalArgumentException naming the field */
    public FareTable {
        Require.holds(
                Currency.getAvailableCurrencies().stream().anyMatch(known -> known.getCurrencyCode().equals(currency)),
                "fares: currency is not one of ISO 4217: " + currency);
        Require.present("fares: ride", ride);
        Require.present("fares: dayPass", dayPass);
        Require.present("fares: surcharges", surcharges);
        surcharges.forEach((pair, more) -> Require.range("fares: surcharge " + pair, more, 0, 1_000_000));
        surcharges = java.util.Collections.unmodifiableMap(new TreeMap<>(surcharges));
    }

    /** The key of two districts: "A|B" with A before B. */
    public static String pair(String district, String otherDistrict) {
        return district.compareTo(otherDistrict) <= 0 ? district + "|" + otherDistrict : otherDistrict + "|" + district;
    }

    /** What each rider pays more from a district to a district. */
    public int surcharge(String fromDistrict, String toDistrict) {
        return surcharges.getOrDefault(pair(fromDistrict, toDistrict), 0);
    }
}
