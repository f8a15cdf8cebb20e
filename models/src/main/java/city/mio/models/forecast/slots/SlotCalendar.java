package city.mio.models.forecast.slots;

import city.mio.models.forecast.DayTypes;
import city.mio.models.forecast.JapaneseDays;
import java.time.LocalDate;

/** Which kind of day a date is. Implementations are stateless and may be shared. */
@FunctionalInterface
public interface SlotCalendar {

    /** The kind of the day. */
    DayKind of(LocalDate date);

    /** Whether this is a workday and the next day is none. */
    default boolean isBeforeDayOff(LocalDate date) {
        return !of(date).isDayOff() && of(date.plusDays(1)).isDayOff();
    }

    /** Whether this is a workday and the day before was none. */
    default boolean isAfterDayOff(LocalDate date) {
        return !of(date).isDayOff() && of(date.minusDays(1)).isDayOff();
    }

    /** A calendar without Obon and New Year. */
    static SlotCalendar of(DayTypes types) {
        return date -> DayKind.values()[types.of(date).ordinal()];
    }

    /** The Japanese calendar. */
    static SlotCalendar japanese() {
        SlotCalendar usual = of(new JapaneseDays());
        return date -> {
            int day = date.getDayOfMonth();
            return switch (date.getMonthValue()) {
                case 1 -> day <= 3 ? DayKind.NEW_YEAR : usual.of(date);
                case 8 -> day >= 13 && day <= 16 ? DayKind.OBON : usual.of(date);
                case 12 -> day >= 29 ? DayKind.NEW_YEAR : usual.of(date);
                default -> usual.of(date);
            };
        };
    }
}
