package city.mio.models.haul.office;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * Which kind of day a date is. What was ordered for the date goes before all; no-work goes before event, event before holiday, holiday before the day of the week.
 * Immutable.
 *
 * @param holidays public holidays beside Sundays
 * @param eventDays days with a large event
 * @param noWorkDays days on which the works rest
 * @param worksOnHolidays whether there is work on Sundays and public holidays at all
 * @param ordered what single dates are, whatever else is said; none if missing
 */
public record WorkCalendar(
        Set<LocalDate> holidays,
        Set<LocalDate> eventDays,
        Set<LocalDate> noWorkDays,
        boolean worksOnHolidays,
        Map<LocalDate, DayType> ordered) {

    /** @throws IllegalArgumentException naming the field that is missing */
    public WorkCalendar {
        holidays = Set.copyOf(Check.present("holidays", holidays));
        eventDays = Set.copyOf(Check.present("eventDays", eventDays));
        noWorkDays = Set.copyOf(Check.present("noWorkDays", noWorkDays));
        ordered = ordered == null ? Map.of() : Map.copyOf(ordered);
    }

    /** A calendar with nothing ordered. */
    public WorkCalendar(
            Set<LocalDate> holidays, Set<LocalDate> eventDays, Set<LocalDate> noWorkDays, boolean worksOnHolidays) {
        this(holidays, eventDays, noWorkDays, worksOnHolidays, Map.of());
    }

    /** This calendar with other dates ordered. */
    public WorkCalendar withOrdered(Map<LocalDate, DayType> dates) {
        return new WorkCalendar(holidays, eventDays, noWorkDays, worksOnHolidays, dates);
    }

    /** What kind of day it is. */
    public DayType dayType(LocalDate date) {
        DayType order = ordered.get(date);
        if (order != null) {
            return order;
        }
        boolean holiday = date.getDayOfWeek() == DayOfWeek.SUNDAY || holidays.contains(date);
        if (noWorkDays.contains(date) || holiday && !worksOnHolidays) {
            return DayType.NO_WORK;
        }
        if (eventDays.contains(date)) {
            return DayType.EVENT;
        }
        if (holiday) {
            return DayType.HOLIDAY;
        }
        return date.getDayOfWeek() == DayOfWeek.SATURDAY ? DayType.SATURDAY : DayType.WORKDAY;
    }
}
