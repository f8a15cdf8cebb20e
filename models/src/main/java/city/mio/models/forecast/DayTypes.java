package city.mio.models.forecast;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** A calendar: which kind of day a date is. Implementations are stateless and may be shared. */
@FunctionalInterface
public interface DayTypes {

    /** The kind of the day. */
    DayType of(LocalDate date);

    /** Saturdays, Sundays and nothing else. */
    static DayTypes weekly() {
        return DayTypes::byDayOfWeek;
    }

    /** The kind of a day that is no public holiday. */
    static DayType byDayOfWeek(LocalDate date) {
        if (date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return DayType.HOLIDAY;
        }
        return date.getDayOfWeek() == DayOfWeek.SATURDAY ? DayType.SATURDAY : DayType.WORKDAY;
    }
}
