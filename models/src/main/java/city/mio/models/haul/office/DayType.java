package city.mio.models.haul.office;

/** The kind of a day, which caps go by. */
public enum DayType {
    WORKDAY,
    SATURDAY,
    /** Sundays and public holidays. */
    HOLIDAY,
    /** A day with a large event, whatever day of the week it is. */
    EVENT,
    /** Nobody works; no construction vehicle is let through. */
    NO_WORK
}
