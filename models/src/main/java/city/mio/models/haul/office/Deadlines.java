package city.mio.models.haul.office;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;

/**
 * Until when a declaration must be in, in local time. Immutable.
 *
 * @param estimateDay day of the month before, until whose end of office an estimate is taken
 * @param planDay day of the week before, until whose end of office a firm plan is taken; weeks begin on Monday
 * @param officeCloses the hour that ends those days
 * @param platesMinutes before the begin of the slot until which a plate must be named
 */
public record Deadlines(int estimateDay, DayOfWeek planDay, LocalTime officeCloses, int platesMinutes) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public Deadlines {
        Check.range("estimateDay", estimateDay, 1, 28);
        Check.present("planDay", planDay);
        Check.present("officeCloses", officeCloses);
        Check.range("platesMinutes", platesMinutes, 0, 100_000);
    }

    /** The last moment for the estimate of a day's trips. */
    public LocalDateTime estimateDue(LocalDate day) {
        return day.withDayOfMonth(1).minusMonths(1).withDayOfMonth(estimateDay).atTime(officeCloses);
    }

    /** The last moment for the firm plan of a day's trips. */
    public LocalDateTime planDue(LocalDate day) {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return monday.minusWeeks(1).with(TemporalAdjusters.nextOrSame(planDay)).atTime(officeCloses);
    }

    /** The last moment to name the plate of a trip. */
    public LocalDateTime platesDue(LocalDateTime slotStart) {
        return slotStart.minusMinutes(platesMinutes);
    }
}
