package city.mio.models.forecast;

/** What kind of day a date is for traffic. */
public enum DayType {
    WORKDAY,
    SATURDAY,
    /** Sundays and public holidays, and the days that people take off round them. */
    HOLIDAY
}
