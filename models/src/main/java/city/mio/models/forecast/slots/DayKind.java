package city.mio.models.forecast.slots;

/** What kind of day it is for traffic two weeks ahead. */
public enum DayKind {
    WORKDAY,
    SATURDAY,
    /** Sundays and public holidays. */
    HOLIDAY,
    /** 13 to 16 August: the living visit the dead, the city empties. */
    OBON,
    /** 29 December to 3 January. */
    NEW_YEAR;

    boolean isDayOff() {
        return this != WORKDAY;
    }
}
