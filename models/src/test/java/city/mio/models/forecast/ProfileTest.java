package city.mio.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {

    @Test
    void tellsKindsOfDayApartAndIsNotMovedByOutliers() {
        float[] values = new float[24 * 28];
        for (int step = 0; step < values.length; step++) {
            boolean dayOff = step / 24 % 7 >= 5;
            values[step] = (dayOff ? 30 : 60) + step / 24 % 3 + step % 2;
        }
        values[24 * 8 + 12] = 1e5f;
        Profile profile = Profile.learn(SyntheticPanel.panel(1, values), 0, 0, values.length);

        assertThat(profile.value(DayType.WORKDAY.ordinal(), 12, 0)).isCloseTo(61f, within(3f));
        assertThat(profile.value(DayType.SATURDAY.ordinal(), 12, 0)).isCloseTo(32f, within(5f));
    }

    @Test
    void leavesAStepsOwnDayOutWhereItLearns() {
        float[] values = new float[24 * 14];
        for (int step = 0; step < values.length; step++) {
            values[step] = step / 24 == 3 ? 40 : 60;
        }
        Panel panel = SyntheticPanel.panel(1, values);
        Normalisation normalisation = Normalisation.learn(panel, 0, values.length);

        float withoutOwnDay = normalisation.expected(panel, 0, 3 * 24 + 12, 0);
        float onOtherDays = normalisation.expected(panel, 0, 4 * 24 + 12, 0);
        assertThat(withoutOwnDay).isGreaterThan(onOtherDays);
    }

    @Test
    void aTargetWithoutValuesLeansOnTheOthers() {
        float[] values = new float[2 * 24 * 7];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0 ? 50 : Float.NaN;
        }
        Profile profile = Profile.learn(SyntheticPanel.panel(2, values), 0, 0, 24 * 7);
        assertThat(profile.value(0, 5, 1)).isCloseTo(50f, within(0.01f));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, HOLIDAY", "2026-01-12, HOLIDAY", "2026-03-20, HOLIDAY", "2026-05-06, HOLIDAY",
        "2026-05-07, WORKDAY", "2026-08-14, HOLIDAY", "2026-09-22, HOLIDAY", "2026-09-23, HOLIDAY",
        "2026-10-12, HOLIDAY", "2026-11-21, SATURDAY", "2026-11-22, HOLIDAY", "2026-11-24, WORKDAY",
        "2026-12-30, HOLIDAY", "2025-11-24, HOLIDAY", "2024-02-12, HOLIDAY", "2024-09-22, HOLIDAY"
    })
    void knowsTheJapaneseCalendar(LocalDate date, DayType expected) {
        assertThat(new JapaneseDays().of(date)).isEqualTo(expected);
    }
}
