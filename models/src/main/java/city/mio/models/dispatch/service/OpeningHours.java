package city.mio.models.dispatch.service;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When riders may be picked up. Immutable.
 *
 * @param timeZone of the times
 * @param times weekly; they may overlap
 * @param closedDates days without service
 */
public record OpeningHours(ZoneId timeZone, List<OpenTime> times, Set<LocalDate> closedDates) implements Serializable {

    private static final int DAYS_LOOKED_AHEAD = 15;

    /** @throws IllegalArgumentException naming the field */
    public OpeningHours {
        Require.holds(timeZone != null, "timeZone is missing");
        Require.holds(times != null && !times.isEmpty(), "times is missing");
        Require.holds(closedDates != null, "closedDates is missing");
        times = List.copyOf(times);
        closedDates = Set.copyOf(closedDates);
    }

    /**
     * Open on some days of the week.
     *
     * @param days it is for
     * @param from local time of the first pick-up
     * @param to local time of the end, exclusive; midnight is the end of the day
     */
    public record OpenTime(Set<DayOfWeek> days, LocalTime from, LocalTime to) implements Serializable {

        /** @throws IllegalArgumentException naming the field */
        public OpenTime {
            Require.holds(days != null && !days.isEmpty(), "opening hours: days is missing");
            Require.holds(from != null, "opening hours: from is missing");
            Require.holds(to != null, "opening hours: to is missing");
            Require.holds(
                    to.equals(LocalTime.MIDNIGHT) || from.isBefore(to), "opening hours: to " + to + " is not after " + from);
            days = Set.copyOf(days);
        }

        private boolean holds(DayOfWeek day, LocalTime time) {
            return days.contains(day)
                    && !time.isBefore(from)
                    && (to.equals(LocalTime.MIDNIGHT) || time.isBefore(to));
        }
    }

    /** Day and night. */
    public static OpeningHours always(ZoneId timeZone) {
        return new OpeningHours(
                timeZone,
                List.of(new OpenTime(Set.of(DayOfWeek.values()), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)),
                Set.of());
    }

    /** Whether riders may be picked up at a time, UTC epoch milliseconds. */
    public boolean isOpen(long millis) {
        ZonedDateTime local = Instant.ofEpochMilli(millis).atZone(timeZone);
        return !closedDates.contains(local.toLocalDate())
                && times.stream().anyMatch(time -> time.holds(local.getDayOfWeek(), local.toLocalTime()));
    }

    /** The first time from one on at which riders may be picked up, within two weeks. */
    public Optional<Long> findNextOpen(long millis) {
        if (isOpen(millis)) {
            return Optional.of(millis);
        }
        LocalDate day = Instant.ofEpochMilli(millis).atZone(timeZone).toLocalDate();
        for (int i = 0; i < DAYS_LOOKED_AHEAD; i++) {
            LocalDate date = day.plusDays(i);
            if (!closedDates.contains(date)) {
                Optional<Long> first = times.stream()
                        .filter(time -> time.days().contains(date.getDayOfWeek()))
                        .map(time -> date.atTime(time.from()).atZone(timeZone).toInstant().toEpochMilli())
                        .filter(opens -> opens >= millis)
                        .sorted()
                        .findFirst();
                if (first.isPresent()) {
                    return first;
                }
            }
        }
        return Optional.empty();
    }

    /** The first time from one on at which nobody may be picked up any more, within two weeks; empty if always open. */
    public Optional<Long> findClose(long millis) {
        if (!isOpen(millis)) {
            return Optional.of(millis);
        }
        LocalDate day = Instant.ofEpochMilli(millis).atZone(timeZone).toLocalDate();
        for (int i = 0; i < DAYS_LOOKED_AHEAD; i++) {
            LocalDate date = day.plusDays(i);
            Optional<Long> first = times.stream()
                    .map(OpenTime::to)
                    .map(to -> to.equals(LocalTime.MIDNIGHT) ? date.plusDays(1).atTime(to) : date.atTime(to))
                    .map(to -> to.atZone(timeZone).toInstant().toEpochMilli())
                    .filter(closes -> closes > millis && !isOpen(closes))
                    .sorted()
                    .findFirst();
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }
}
