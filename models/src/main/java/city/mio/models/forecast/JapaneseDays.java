package city.mio.models.forecast;

import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * The Japanese calendar: public holidays by the Act on National Holidays as it stands since 2020 (2020 and 2021 moved
 * some days for the Games, which is not modelled), with substitute and in-between holidays; Obon (13-16 August) and the
 * turn of the year (29 December - 3 January) count as holidays, as most people are off.
 *
 * <p>Equinoxes by the formula valid for 1980-2099.
 */
public final class JapaneseDays implements DayTypes {

    @Override
    public DayType of(LocalDate date) {
        if (isPublicHoliday(date) || isCustomaryDayOff(date)) {
            return DayType.HOLIDAY;
        }
        return DayTypes.byDayOfWeek(date);
    }

    /** Whether the date is a national holiday, a substitute for one, or a day between two of them. */
    public static boolean isPublicHoliday(LocalDate date) {
        if (isNamedHoliday(date)) {
            return true;
        }
        // A holiday on a Sunday moves to the next day that is no holiday itself.
        LocalDate before = date.minusDays(1);
        while (isNamedHoliday(before)) {
            if (before.getDayOfWeek() == DayOfWeek.SUNDAY) {
                return true;
            }
            before = before.minusDays(1);
        }
        return isNamedHoliday(date.minusDays(1)) && isNamedHoliday(date.plusDays(1));
    }

    private static boolean isCustomaryDayOff(LocalDate date) {
        int day = date.getDayOfMonth();
        return switch (date.getMonthValue()) {
            case 1 -> day <= 3;
            case 8 -> day >= 13 && day <= 16;
            case 12 -> day >= 29;
            default -> false;
        };
    }

    private static boolean isNamedHoliday(LocalDate date) {
        int day = date.getDayOfMonth();
        return switch (date.getMonthValue()) {
            case 1 -> day == 1 || isMonday(date, 2);
            case 2 -> day == 11 || day == 23;
            case 3 -> day == equinox(date.getYear(), 20.8431);
            case 4 -> day == 29;
            case 5 -> day >= 3 && day <= 5;
            case 7 -> isMonday(date, 3);
            case 8 -> day == 11;
            case 9 -> isMonday(date, 3) || day == equinox(date.getYear(), 23.2488);
            case 10 -> isMonday(date, 2);
            case 11 -> day == 3 || day == 23;
            default -> false;
        };
    }

    private static boolean isMonday(LocalDate date, int nth) {
        return date.getDayOfWeek() == DayOfWeek.MONDAY && (date.getDayOfMonth() - 1) / 7 == nth - 1;
    }

    private static int equinox(int year, double offset) {
        int since1980 = year - 1980;
        return (int) (offset + 0.242194 * since1980) - Math.floorDiv(since1980, 4);
    }
}
