package city.mio.models.forecast.live;

import city.mio.models.forecast.DayTypes;
import city.mio.models.forecast.JapaneseDays;
import java.time.ZoneId;
import java.util.Objects;

/**
 * How a part is forecast and watched. Immutable.
 *
 * @param stepMillis length of a step
 * @param horizons steps that are told ahead
 * @param zone whose calendar days are read by
 * @param rules by which the watch acts
 */
public record LiveSettings(long stepMillis, int horizons, ZoneId zone, WatchRules rules) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public LiveSettings {
        if (stepMillis <= 0 || 86_400_000L % stepMillis != 0) {
            throw new IllegalArgumentException("stepMillis must divide a day: " + stepMillis);
        }
        if (horizons < 1) {
            throw new IllegalArgumentException("horizons is below 1: " + horizons);
        }
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(rules, "rules");
    }

    /** What is usual: twelve steps of five minutes. */
    public static LiveSettings usual(ZoneId zone) {
        return new LiveSettings(300_000, 12, zone, WatchRules.DEFAULT);
    }

    /** These settings with other rules. */
    public LiveSettings with(WatchRules other) {
        return new LiveSettings(stepMillis, horizons, zone, other);
    }

    /** The calendar that days are read by. */
    public DayTypes dayTypes() {
        return zone.getId().equals("Asia/Tokyo") ? new JapaneseDays() : DayTypes.weekly();
    }
}
