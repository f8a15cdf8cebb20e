package city.mio.models.forecast.slots;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.models.forecast.JapaneseDays;
import city.mio.models.forecast.Panel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SlotProfileTest {

    private static final int PER_DAY = 48;
    private static final int DAYS = 14;
    private static final int TARGETS = 4;
    /** A Monday, 00:00 in Osaka. */
    private static final long START = Instant.parse("2026-10-11T15:00:00Z").toEpochMilli();

    /** The same law on every day, by slot of the day, and noise. */
    private static Panel panel(IntToDoubleFunction law, double noise) {
        Random random = new Random(3);
        float[] values = new float[DAYS * PER_DAY * TARGETS];
        for (int at = 0; at < values.length; at++) {
            values[at] = (float) (law.applyAsDouble(at / TARGETS % PER_DAY) + noise * random.nextGaussian());
        }
        return new Panel(
                List.of("a", "b", "c", "d"),
                List.of("flow"),
                new Panel.Timeline(START, 1_800_000, ZoneId.of("Asia/Tokyo"), new JapaneseDays()),
                new float[][] {values});
    }

    private static float borrowed(Panel panel) {
        int[] parts = {0, 7 * PER_DAY, 14 * PER_DAY};
        List<Panel> without = List.of(
                SlotModel.without(panel, parts[0], parts[1]), SlotModel.without(panel, parts[1], parts[2]));
        return SlotProfile.borrowed(panel, new SlotDays(panel, SlotCalendar.japanese()), 0, parts, without);
    }

    @Test
    void whereTrafficTurnsWithinASlotNothingIsBorrowed() {
        assertThat(borrowed(panel(slot -> slot < 14 ? 20 : slot < 36 ? 200 : 60, 2))).isZero();
    }

    @Test
    void whereItTurnsSlowlyAndDaysDifferNeighboursHelp() {
        assertThat(borrowed(panel(slot -> 100 + 10 * Math.sin(2 * Math.PI * slot / PER_DAY), 30))).isEqualTo(0.25f);
    }
}
