package city.mio.models.dispatch.live;

import static city.mio.models.dispatch.live.SmallTown.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.models.dispatch.service.OnDemandService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DemandProfileTest {

    private static final long MINUTE = 60_000;
    private static final long DAY = SmallTown.DAY;

    private final OnDemandService service = SmallTown.service(1, 4, SmallTown.promises().build());
    private final DemandProfile profile = new DemandProfile(service, 2, DemandProfileTest::kind);

    private static int kind(LocalDate date) {
        return date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 ? 1 : 0;
    }

    /** A day told minute by minute: so many ask at a place in each half hour from 8:00 to 9:00 and one at noon elsewhere. */
    private void live(long midnight, int place, int eachHalfHour) {
        for (long at = midnight; at < midnight + DAY; at += MINUTE) {
            profile.advance(at);
            long minute = (at - midnight) / MINUTE;
            if (minute == 490 || minute == 525) {
                for (int i = 0; i < eachHalfHour; i++) {
                    profile.asked(place, at);
                }
            }
            if (minute == 720) {
                profile.asked(9, at);
            }
        }
    }

    /** The first weeks from a Monday on; on working days 6 riders each half hour at place 3, on others 2 at place 5. */
    private void weeks(int number) {
        for (int day = 0; day < 7 * number; day++) {
            live(MONDAY + day * DAY, day % 7 < 5 ? 3 : 5, day % 7 < 5 ? 6 : 2);
        }
    }

    private float[] at(long day, int hour) {
        return profile.expected(MONDAY + day * DAY + hour * 60 * MINUTE, 3600).requests();
    }

    @Test
    void expectsWhereRidersAskedInTheLastHourBeforeAnythingIsLearnt() {
        profile.advance(MONDAY);
        for (int i = 0; i < 6; i++) {
            profile.asked(7, MONDAY + i * 5 * MINUTE);
        }
        float[] expected = profile.expected(MONDAY + 30 * MINUTE, 600).requests();
        assertThat(expected[7]).isCloseTo(2, within(0.01f));
        assertThat(expected[8]).isZero();
    }

    @Test
    void knowsWorkingDaysFromOthers() {
        weeks(3);
        // The hour from 8:00 on the next Monday; nobody has asked yet this day, nor did at that time before.
        float[] monday = at(21, 8);
        assertThat(monday[3]).isBetween(6f, 12.5f);
        assertThat(monday[5]).isLessThan(1.5f);
        assertThat(at(21, 15)[3]).isLessThan(0.1f);
    }

    @Test
    void knowsOtherDaysFromWorkingDays() {
        weeks(3);
        for (int day = 21; day < 26; day++) {
            live(MONDAY + day * DAY, 3, 6);
        }
        float[] saturday = at(26, 8);
        assertThat(saturday[5]).isBetween(1.5f, 4f);
        assertThat(saturday[3]).isLessThan(saturday[5] + 2);
    }

    @Test
    void oneFestivalChangesLittle() {
        weeks(2);
        live(MONDAY + 14 * DAY, 3, 200);
        assertThat(at(15, 8)[3]).isBetween(6f, 16f);
    }

    @Test
    void whoAsksNowCorrectsWhatIsUsual() {
        weeks(3);
        long eight = MONDAY + 21 * DAY + 8 * 60 * MINUTE;
        profile.advance(eight - 30 * MINUTE);
        profile.advance(eight);
        float usual = profile.expected(eight, 1800).requests()[3];
        for (int i = 0; i < 18; i++) {
            profile.asked(3, eight + i * MINUTE);
        }
        float corrected = profile.expected(eight + 20 * MINUTE, 1800).requests()[3];
        assertThat(corrected).isGreaterThan(1.5f * usual);
    }

    @Test
    void timeOfWhichNothingWasToldIsNoLackOfRiders() {
        weeks(1);
        float before = at(7, 8)[3];
        // The job stands still for three weeks.
        for (int day = 28; day < 33; day++) {
            profile.advance(MONDAY + day * DAY + 7 * 60 * MINUTE);
            profile.advance(MONDAY + day * DAY + 20 * 60 * MINUTE);
        }
        assertThat(at(35, 8)[3]).isCloseTo(before, within(0.5f));
    }

    @Test
    void goesOnAfterItWasWrittenAndRead() throws IOException {
        weeks(1);
        profile.asked(3, MONDAY + 7 * DAY + 8 * 60 * MINUTE);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        profile.write(new DataOutputStream(bytes));
        DemandProfile read = DemandProfile.read(
                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), service, 2, DemandProfileTest::kind);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        read.write(new DataOutputStream(again));
        assertThat(again.toByteArray()).isEqualTo(bytes.toByteArray());
        for (long at = MONDAY + 7 * DAY + 8 * 60 * MINUTE; at < MONDAY + 9 * DAY; at += 10 * MINUTE) {
            assertThat(read.expected(at, 1800).requests()).isEqualTo(profile.expected(at, 1800).requests());
        }
        assertThatThrownBy(() -> DemandProfile.read(
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), service, 3, d -> 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("kinds of day");
    }

    @Test
    void refusesAPlaceThatIsNotThere() {
        assertThatThrownBy(() -> profile.asked(service.places(), MONDAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("place");
    }
}
