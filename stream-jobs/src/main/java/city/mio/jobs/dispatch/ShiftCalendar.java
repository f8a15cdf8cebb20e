package city.mio.jobs.dispatch;

import city.mio.models.dispatch.service.DriverBreak;
import city.mio.models.dispatch.service.Shift;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The shifts of a service on the days of the calendar, from their weekly pattern. Immutable, thread-safe. */
public final class ShiftCalendar {

    private record Pattern(
            List<String> vehicles, Set<DayOfWeek> days, LocalTime from, LocalTime until, List<Break> breaks) {}

    private record Break(LocalTime earliest, LocalTime latest, int minutes) {}

    private final ZoneId zone;
    private final Set<LocalDate> closed = new HashSet<>();
    private final List<Pattern> patterns = new ArrayList<>();

    /** @throws IllegalArgumentException naming the field at fault */
    public ShiftCalendar(ServiceSettings settings) {
        zone = settings.zoneId();
        settings.closedDates().forEach(date -> closed.add(LocalDate.parse(date)));
        for (ServiceSettings.ShiftPattern pattern : ServiceSettings.present("shifts", settings.shifts())) {
            patterns.add(ServiceSettings.at("shifts[" + patterns.size() + "]", () -> bind(pattern)));
        }
        // Sunday's shifts end on Monday: a week shows every fault that a day can have.
        week(LocalDate.of(2026, 1, 5));
    }

    private static Pattern bind(ServiceSettings.ShiftPattern pattern) {
        List<Break> breaks = new ArrayList<>();
        for (ServiceSettings.BreakPattern each : ServiceSettings.present("breaks", pattern.breaks())) {
            breaks.add(new Break(
                    ServiceSettings.time("earliest", each.earliest()),
                    ServiceSettings.time("latest", each.latest()),
                    each.minutes()));
        }
        return new Pattern(
                List.copyOf(ServiceSettings.present("vehicles", pattern.vehicles())),
                ServiceSettings.days(pattern.days()),
                ServiceSettings.time("from", pattern.from()),
                ServiceSettings.time("until", pattern.until()),
                breaks);
    }

    /** The local day of a time, UTC epoch milliseconds. */
    public LocalDate day(long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    }

    /** The shifts that begin on a day, in the order of the pattern. */
    public List<Shift> on(LocalDate day) {
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < patterns.size() && !closed.contains(day); i++) {
            Pattern pattern = patterns.get(i);
            if (pattern.days.contains(day.getDayOfWeek())) {
                ServiceSettings.at("shifts[" + i + "]", () -> shifts.addAll(shifts(pattern, day)));
            }
        }
        return shifts;
    }

    /** The shifts of seven days. */
    List<Shift> week(LocalDate monday) {
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            shifts.addAll(on(monday.plusDays(i)));
        }
        return shifts;
    }

    private List<Shift> shifts(Pattern pattern, LocalDate day) {
        List<DriverBreak> breaks = new ArrayList<>();
        for (Break each : pattern.breaks) {
            breaks.add(new DriverBreak(
                    millis(day, pattern.from, each.earliest, false),
                    millis(day, pattern.from, each.latest, false),
                    each.minutes * 60));
        }
        List<Shift> shifts = new ArrayList<>();
        for (String vehicle : pattern.vehicles) {
            shifts.add(new Shift(
                    vehicle,
                    millis(day, pattern.from, pattern.from, false),
                    millis(day, pattern.from, pattern.until, true),
                    breaks));
        }
        return shifts;
    }

    /** A time of day not before the shift's begin: an earlier one, and an end at midnight, is of the next day. */
    private long millis(LocalDate day, LocalTime begin, LocalTime time, boolean end) {
        boolean next = time.isBefore(begin) || (end && time.equals(begin));
        return (next ? day.plusDays(1) : day).atTime(time).atZone(zone).toInstant().toEpochMilli();
    }
}
