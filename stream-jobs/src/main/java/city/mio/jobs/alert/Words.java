package city.mio.jobs.alert;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;

/** How times, speeds and lengths are said in sentences, in English and in Japanese. */
final class Words {

    private Words() {}

    /** 07:05. */
    static String clockEn(long time, ZoneId zone) {
        ZonedDateTime local = Instant.ofEpochMilli(time).atZone(zone);
        return String.format(Locale.ROOT, "%02d:%02d", local.getHour(), local.getMinute());
    }

    /** 7時05分. */
    static String clockJa(long time, ZoneId zone) {
        ZonedDateTime local = Instant.ofEpochMilli(time).atZone(zone);
        return String.format(Locale.ROOT, "%d時%02d分", local.getHour(), local.getMinute());
    }

    /** Whole km/h. */
    static long kmh(double mps) {
        return Math.round(mps * 3.6);
    }

    static long percent(double share) {
        return Math.round(share * 100);
    }

    /** 350 m, 1.2 km: metres to the nearest ten below a kilometre. */
    static String lengthEn(double metres) {
        return metres < 995
                ? Math.round(metres / 10) * 10 + " m"
                : String.format(Locale.ROOT, "%.1f km", metres / 1000);
    }

    /** 350m, 1.2km. */
    static String lengthJa(double metres) {
        return lengthEn(metres).replace(" ", "");
    }

    /** 45 min, 2 h 5 min, 3 days. */
    static String durationEn(long minutes) {
        if (minutes < 60) {
            return minutes + " min";
        }
        if (minutes < 48 * 60) {
            return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        return minutes / 1440 + " days";
    }

    /** 45分, 2時間5分, 3日. */
    static String durationJa(long minutes) {
        if (minutes < 60) {
            return minutes + "分";
        }
        if (minutes < 48 * 60) {
            return minutes / 60 + "時間" + (minutes % 60 == 0 ? "" : minutes % 60 + "分");
        }
        return minutes / 1440 + "日";
    }

    /** A figure for the evidence: point as decimal mark, no more digits than it is worth. */
    static String figure(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
