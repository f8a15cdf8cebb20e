package city.mio.models.forecast.slots;

import city.mio.models.forecast.Panel;
import java.time.Instant;
import java.time.LocalDate;

/** The calendar of a panel's slots and of those ahead. Immutable. */
final class SlotDays {

    /** As far as a panel knows its calendar ahead, more than two weeks of half hours. */
    static final int AHEAD = 1000;

    private final byte[] kind;
    private final byte[] slot;
    private final byte[] weekday;
    private final boolean[] before;
    private final boolean[] after;
    private final int[] day;
    private final float[] year;
    private final int perDay;

    SlotDays(Panel panel, SlotCalendar calendar) {
        int steps = panel.steps() + AHEAD;
        perDay = panel.timeline().stepsPerDay();
        if (perDay > 127) {
            throw new IllegalArgumentException("slots must be at least a quarter of an hour long");
        }
        kind = new byte[steps];
        slot = new byte[steps];
        weekday = new byte[steps];
        before = new boolean[steps];
        after = new boolean[steps];
        day = new int[steps];
        year = new float[steps];
        LocalDate known = null;
        for (int step = 0; step < steps; step++) {
            LocalDate date = Instant.ofEpochMilli(
                            panel.timeline().startMillis() + step * panel.timeline().stepMillis())
                    .atZone(panel.timeline().zone())
                    .toLocalDate();
            slot[step] = (byte) panel.binOfDay(step);
            if (date.equals(known)) {
                kind[step] = kind[step - 1];
                weekday[step] = weekday[step - 1];
                before[step] = before[step - 1];
                after[step] = after[step - 1];
                day[step] = day[step - 1];
                year[step] = year[step - 1];
            } else {
                known = date;
                kind[step] = (byte) calendar.of(date).ordinal();
                weekday[step] = (byte) (date.getDayOfWeek().getValue() - 1);
                before[step] = calendar.isBeforeDayOff(date);
                after[step] = calendar.isAfterDayOff(date);
                day[step] = (int) date.toEpochDay();
                year[step] = (float) (2 * Math.PI * date.getDayOfYear() / 365.25);
            }
        }
    }

    int perDay() {
        return perDay;
    }

    int kind(int step) {
        return kind[step];
    }

    boolean isDayOff(int step) {
        return kind[step] != DayKind.WORKDAY.ordinal();
    }

    int slot(int step) {
        return slot[step];
    }

    int weekday(int step) {
        return weekday[step];
    }

    boolean isBeforeDayOff(int step) {
        return before[step];
    }

    boolean isAfterDayOff(int step) {
        return after[step];
    }

    /** Days since 1970. */
    int day(int step) {
        return day[step];
    }

    /** Angle of the day in its year. */
    float year(int step) {
        return year[step];
    }
}
