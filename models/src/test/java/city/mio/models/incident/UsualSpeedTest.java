package city.mio.models.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsualSpeedTest {

    private static final ZoneId OSAKA = ZoneId.of("Asia/Tokyo");
    /** A Monday. */
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 2);

    private final UsualSpeed usual = new UsualSpeed(UsualSettings.DEFAULT, OSAKA);
    private final UsualState state = new UsualState();

    private static long at(LocalDate date, int hour, int minute) {
        return LocalDateTime.of(date, java.time.LocalTime.of(hour, minute)).atZone(OSAKA).toInstant().toEpochMilli();
    }

    private void day(LocalDate date, double nightMps, double rushMps) {
        for (int hour = 0; hour < 24; hour++) {
            for (int minute = 0; minute < 60; minute++) {
                usual.learn(state, at(date, hour, minute), hour == 8 ? rushMps : nightMps);
            }
        }
    }

    @Test
    void isUnknownUntilEnoughDaysHavePassed() {
        day(MONDAY, 14, 6);
        day(MONDAY.plusDays(1), 14, 6);
        assertThat(usual.usualMps(state, at(MONDAY.plusDays(2), 8, 10))).isNaN();
        day(MONDAY.plusDays(2), 14, 6);
        assertThat(usual.usualMps(state, at(MONDAY.plusDays(3), 8, 10))).isBetween(5.5, 7.5);
        assertThat(usual.usualMps(state, at(MONDAY.plusDays(3), 12, 10))).isCloseTo(14, within(0.5));
    }

    @Test
    void theDayItselfIsNotPartOfItsUsual() {
        for (int d = 0; d < 5; d++) {
            day(MONDAY.plusDays(d), 14, 10);
        }
        LocalDate next = MONDAY.plusDays(7);
        double before = usual.usualMps(state, at(next, 8, 0));
        for (int minute = 0; minute < 30; minute++) {
            usual.learn(state, at(next, 8, minute), 1);
            assertThat(usual.usualMps(state, at(next, 8, minute))).isCloseTo(before, within(0.01));
        }
    }

    @Test
    void oneClosedRoadDoesNotBecomeTheUsual() {
        for (int d = 0; d < 15; d++) {
            LocalDate date = MONDAY.plusDays(d);
            if (date.getDayOfWeek().getValue() <= 5) {
                day(date, 14, 10);
            }
        }
        double before = usual.usualMps(state, at(MONDAY.plusDays(21), 8, 10));
        day(MONDAY.plusDays(15), 14, 0.5);
        double after = usual.usualMps(state, at(MONDAY.plusDays(21), 8, 10));
        assertThat(after).isBetween(before * 0.9, before);
    }

    @Test
    void roadWorksThatStayDo() {
        for (int d = 0; d < 60; d++) {
            LocalDate date = MONDAY.plusDays(d);
            if (date.getDayOfWeek().getValue() <= 5) {
                day(date, 14, d < 21 ? 10 : 5);
            }
        }
        assertThat(usual.usualMps(state, at(MONDAY.plusDays(63), 8, 10))).isBetween(4.5, 6.0);
    }

    @Test
    void weekendsAndHolidaysAreTheirOwn() {
        LocalDate holiday = LocalDate.of(2026, 11, 23);
        UsualSettings settings = new UsualSettings(0.15, 2.5, 2, 3, 5, Set.of(holiday));
        UsualSpeed withHoliday = new UsualSpeed(settings, OSAKA);
        for (int d = 0; d < 42; d++) {
            LocalDate date = MONDAY.minusDays(42).plusDays(d);
            boolean weekday = date.getDayOfWeek().getValue() <= 5;
            for (int minute = 0; minute < 30; minute++) {
                withHoliday.learn(state, at(date, 8, minute), weekday ? 6 : 14);
            }
        }
        assertThat(withHoliday.usualMps(state, at(MONDAY, 8, 10))).isBetween(5.5, 7.0);
        assertThat(withHoliday.usualMps(state, at(holiday, 8, 10))).isBetween(11.0, 14.5);
    }

    @Test
    void noiseIsAveragedOut() {
        Random random = new Random(7);
        for (int d = 0; d < 40; d++) {
            for (int minute = 0; minute < 30; minute++) {
                usual.learn(state, at(MONDAY.plusDays(d), 8, minute), 10 + random.nextGaussian());
            }
        }
        assertThat(usual.usualMps(state, at(MONDAY.plusDays(42), 8, 10))).isCloseTo(10, within(0.5));
    }

    @Test
    void aFewMinutesMakeNoDay() {
        for (int d = 0; d < 10; d++) {
            for (int minute = 0; minute < 4; minute++) {
                usual.learn(state, at(MONDAY.plusDays(d), 8, minute), 10);
            }
        }
        assertThat(usual.usualMps(state, at(MONDAY.plusDays(14), 8, 10))).isNaN();
    }

    @Test
    void theStateIsSmallAndItsBinaryFormLosesNothing() {
        Random random = new Random(3);
        for (int d = 0; d < 90; d++) {
            day(MONDAY.plusDays(d), 10 + random.nextDouble(), 5 + random.nextDouble());
        }
        assertThat(Bytes.of(state::write).length).isLessThan(1100);
        UsualState read = Bytes.through(state::write, UsualState::read);
        LocalDate next = MONDAY.plusDays(90);
        for (int minute = 0; minute < 60; minute++) {
            usual.learn(state, at(next, 8, minute), 3);
            usual.learn(read, at(next, 8, minute), 3);
        }
        assertThat(Bytes.of(read::write)).isEqualTo(Bytes.of(state::write));
    }
}
