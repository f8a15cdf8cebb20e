package city.mio.simulators.city;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * How demand goes up and down: a weekday with a sharp morning and a broad evening peak, a weekend with a broad
 * afternoon, as person-trip surveys of large Japanese cities show them (such as the Kinki region's, 2010 and 2021).
 * The figures are this model's own, read as shares of the busiest hour.
 */
final class DemandShape {

    private static final double[] WEEKDAY = {
        0.08, 0.05, 0.04, 0.04, 0.07, 0.18, 0.45, 0.85, 1.00, 0.85, 0.72, 0.70,
        0.68, 0.70, 0.72, 0.76, 0.84, 0.95, 0.97, 0.78, 0.55, 0.40, 0.27, 0.15
    };
    private static final double[] WEEKEND = {
        0.10, 0.06, 0.05, 0.04, 0.05, 0.10, 0.20, 0.32, 0.48, 0.62, 0.72, 0.76,
        0.76, 0.77, 0.78, 0.79, 0.80, 0.78, 0.68, 0.54, 0.40, 0.30, 0.21, 0.14
    };

    private final ZoneId zone;

    DemandShape(ZoneId zone) {
        this.zone = zone;
    }

    /** Demand as a share of the busiest hour's, 0 to 1, between full hours interpolated. */
    double share(long time) {
        ZonedDateTime local = local(time);
        double[] day = isWeekend(local) ? WEEKEND : WEEKDAY;
        int hour = local.getHour();
        double part = local.getMinute() / 60.0;
        // A figure stands for the middle of its hour.
        int other = part < 0.5 ? (hour + 23) % 24 : (hour + 1) % 24;
        double weight = Math.abs(part - 0.5);
        return day[hour] * (1 - weight) + day[other] * weight;
    }

    /** Share of the trips that go from homes to jobs; the same share of the evening's goes back. */
    double toWork(long time) {
        return isWeekend(local(time)) ? 0.1 : bell(time, 8, 1.5) * 0.75;
    }

    double toHome(long time) {
        return isWeekend(local(time)) ? 0.15 : bell(time, 18, 2.0) * 0.65;
    }

    private double bell(long time, double hour, double width) {
        ZonedDateTime local = local(time);
        double away = local.getHour() + local.getMinute() / 60.0 - hour;
        return Math.exp(-away * away / (2 * width * width));
    }

    private ZonedDateTime local(long time) {
        return Instant.ofEpochMilli(time).atZone(zone);
    }

    private static boolean isWeekend(ZonedDateTime local) {
        return local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
