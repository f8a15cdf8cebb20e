package city.mio.feeds.standards.gtfsflex;

import city.mio.feeds.ondemand.FareTable;
import city.mio.feeds.ondemand.RiderFares;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Set;
import java.util.TreeSet;

/** Fare products of Fares v2: a ride at each surcharge that occurs, and a day pass if there is one. Not thread-safe. */
final class FareProducts {

    static final String DAY_PASS = "day_pass";

    private final FareTable fares;
    private final Set<Integer> surcharges = new TreeSet<>();

    FareProducts(FareTable fares) {
        this.fares = fares;
    }

    boolean hasDayPass() {
        return !fares.dayPass().isFree();
    }

    /** The product of a ride between two districts. */
    String ride(String fromDistrict, String toDistrict) {
        int surcharge = fares.surcharge(fromDistrict, toDistrict);
        surcharges.add(surcharge);
        return rideOf(surcharge);
    }

    private static String rideOf(int surcharge) {
        return surcharge == 0 ? "ride" : "ride_plus_" + surcharge;
    }

    /** The products that were asked for. */
    CsvFile file() {
        CsvFile file = new CsvFile("fare_product_id", "fare_product_name", "rider_category_id", "amount", "currency");
        for (int surcharge : surcharges) {
            rows(file, rideOf(surcharge), "乗車1回", fares.ride().plus(surcharge));
        }
        if (hasDayPass()) {
            rows(file, DAY_PASS, "1日乗車券", fares.dayPass());
        }
        return file;
    }

    private void rows(CsvFile file, String product, String name, RiderFares amounts) {
        file.row(product, name, "adult", amount(amounts.adult()), fares.currency());
        file.row(product, name, "child", amount(amounts.child()), fares.currency());
        file.row(product, name, "disabled", amount(amounts.disabled()), fares.currency());
    }

    /** With as many decimals as ISO 4217 gives the currency: 300 yen, 3.00 euros. */
    private String amount(int units) {
        int decimals = Math.max(0, Currency.getInstance(fares.currency()).getDefaultFractionDigits());
        return BigDecimal.valueOf(units).setScale(decimals).toPlainString();
    }
}
