package city.mio.models.forecast.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.models.forecast.JapaneseDays;
import city.mio.models.forecast.Panel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotModelTest {

    private static final int PER_DAY = 48;
    private static final int TARGETS = 20;
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final double NOISE = 0.08;
    private static final int AHEAD = SlotModel.DAYS_AHEAD * PER_DAY;

    /** A city with a known law: volumes by kind of day, rain, trips on target 3, visitors on target 5, noise. */
    private static final class City implements SlotConditions {
        private final LocalDate first;
        private final int days;
        private final double[] rain;
        private final double[] expected;
        private final Panel panel;

        City(LocalDate first, int days, int silentTarget, int silentDays) {
            this.first = first;
            this.days = days;
            Random random = new Random(11);
            int steps = days * PER_DAY;
            rain = new double[steps + 2 * PER_DAY];
            boolean wet = false;
            for (int step = 0; step < rain.length; step++) {
                wet = random.nextDouble() < (wet ? 0.85 : 0.02);
                rain[step] = wet ? 1 + 4 * random.nextDouble() : 0;
            }
            expected = new double[steps * TARGETS];
            float[] values = new float[steps * TARGETS];
            double[] today = new double[TARGETS];
            for (int step = 0; step < steps; step++) {
                for (int target = 0; target < TARGETS; target++) {
                    int at = step * TARGETS + target;
                    expected[at] = law(target, step);
                    today[target] = step % PER_DAY == 0 ? 0.03 * random.nextGaussian() : today[target];
                    boolean silent = target == silentTarget && step < silentDays * PER_DAY;
                    boolean gone = silent || random.nextInt(20) == 0;
                    double noisy = expected[at] * (1 + today[target] + NOISE * random.nextGaussian());
                    values[at] = gone ? Float.NaN : (float) Math.max(0, noisy);
                }
            }
            List<String> names = new ArrayList<>();
            for (int target = 0; target < TARGETS; target++) {
                names.add("t" + target);
            }
            Panel.Timeline timeline = new Panel.Timeline(
                    first.atStartOfDay(TOKYO).toInstant().toEpochMilli(), 1_800_000, TOKYO, new JapaneseDays());
            panel = new Panel(names, List.of("volume"), timeline, new float[][] {values});
        }

        double law(int target, int step) {
            DayKind kind = SlotCalendar.japanese().of(first.plusDays(step / PER_DAY));
            double hour = step % PER_DAY / 2.0;
            double base = 100 + 20 * target;
            double commute = Math.exp(-Math.pow(hour - 8, 2) / 4) + Math.exp(-Math.pow(hour - 18, 2) / 6);
            double leisure = Math.exp(-Math.pow(hour - 14, 2) / 20);
            double shape = switch (kind) {
                case WORKDAY -> 0.3 + commute;
                case SATURDAY -> 0.3 + 0.3 * commute + 0.5 * leisure;
                case HOLIDAY -> 0.25 + 0.7 * leisure;
                case OBON, NEW_YEAR -> 0.2 + 0.2 * leisure;
            };
            double wet = rain[step] > 0 ? 0.85 : 1;
            return base * shape * wet + constructionTrips(target, step) + extraAttendance(target, step) / 40;
        }

        @Override
        public double rainMillimetresPerHour(int step) {
            return rain[step];
        }

        @Override
        public double constructionTrips(int target, int step) {
            int day = step / PER_DAY;
            int slot = step % PER_DAY;
            return target == 3 && day % 3 != 0 && slot >= 14 && slot < 36 ? 60 + 10 * (day % 5) : 0;
        }

        @Override
        public double extraAttendance(int target, int step) {
            return target == 5 && step / PER_DAY % 9 == 4 && step % PER_DAY >= 32 && step % PER_DAY < 37 ? 8000 : 0;
        }
    }

    private static final LocalDate SPRING = LocalDate.of(2026, 4, 6);
    private static final SlotCalendar CALENDAR = SlotCalendar.japanese();

    @Test
    void learnsAKnownLawAndItsIntervalsHold() {
        City city = new City(SPRING, 70, -1, 0);
        int learnt = 56 * PER_DAY;
        SlotModel model = SlotModel.learn(city.panel, CALENDAR, city, 0, learnt);
        SlotForecast out = new SlotForecast(1, TARGETS, AHEAD);
        model.forecast(city.panel, CALENDAR, city, learnt - 1, out);

        int held = 0;
        int seen = 0;
        double off = 0;
        double all = 0;
        for (int slot = 0; slot < AHEAD; slot++) {
            for (int target = 0; target < TARGETS; target++) {
                double expected = city.expected[(learnt + slot) * TARGETS + target];
                off += Math.abs(out.p50(0, target, slot) - expected);
                all += expected;
                float value = city.panel.value(0, learnt + slot, target);
                if (!Float.isNaN(value)) {
                    seen++;
                    held += value >= out.p10(0, target, slot) && value <= out.p90(0, target, slot) ? 1 : 0;
                }
            }
        }
        assertThat(off / all).isLessThan(0.05);
        assertThat(held / (double) seen).isCloseTo(0.8, within(0.06));
    }

    @Test
    void tellsRainTripsAndVisitorsApart() {
        City city = new City(SPRING, 70, -1, 0);
        int learnt = 56 * PER_DAY;
        SlotModel model = SlotModel.learn(city.panel, CALENDAR, city, 0, learnt);

        // A Tuesday in two weeks, 10:00, and 17:00 of the same day.
        int tenOClock = 8 * PER_DAY + 20;
        int fiveOClock = 8 * PER_DAY + 34;
        SlotForecast dry = with(model, city, learnt, 0, 0, 0);
        SlotForecast wet = with(model, city, learnt, 3, 0, 0);
        SlotForecast trips = with(model, city, learnt, 0, 80, 0);
        SlotForecast visitors = with(model, city, learnt, 0, 0, 8000);
        for (int target = 0; target < TARGETS; target++) {
            float usual = dry.p50(0, target, tenOClock);
            // Rain is learnt as a share of what is usual; on target 3 trips are, which it does not keep away.
            assertThat(wet.p50(0, target, tenOClock) / usual).as("rain on " + target).isBetween(target == 3 ? 0.75f : 0.8f, 0.9f);
        }
        assertThat(trips.p50(0, 3, tenOClock) - dry.p50(0, 3, tenOClock)).isCloseTo(80, within(12f));
        assertThat(visitors.p50(0, 5, fiveOClock) - dry.p50(0, 5, fiveOClock)).isCloseTo(200, within(60f));
    }

    private static SlotForecast with(
            SlotModel model, City city, int learnt, double rain, double trips, double visitors) {
        SlotForecast out = new SlotForecast(1, TARGETS, AHEAD);
        model.forecast(city.panel, CALENDAR, new SlotConditions() {
            @Override
            public double rainMillimetresPerHour(int step) {
                return step < learnt ? city.rainMillimetresPerHour(step) : rain;
            }

            @Override
            public double constructionTrips(int target, int step) {
                return step < learnt ? city.constructionTrips(target, step) : target == 3 ? trips : 0;
            }

            @Override
            public double extraAttendance(int target, int step) {
                return step < learnt ? city.extraAttendance(target, step) : target == 5 ? visitors : 0;
            }
        }, learnt - 1, out);
        return out;
    }

    @Test
    void knowsObonFromTheYearBeforeAndDoubtsItWhereItNeverSawIt() {
        City seen = new City(LocalDate.of(2025, 7, 1), 410, -1, 0);
        int eve = (int) java.time.temporal.ChronoUnit.DAYS.between(seen.first, LocalDate.of(2026, 8, 12));
        SlotForecast knows = forecast(seen, eve);
        City unseen = new City(LocalDate.of(2026, 5, 1), 120, -1, 0);
        int otherEve = (int) java.time.temporal.ChronoUnit.DAYS.between(unseen.first, LocalDate.of(2026, 8, 12));
        SlotForecast doubts = forecast(unseen, otherEve);

        // Noon of Friday the 14th: a third of what a workday brings, without having seen it wider and drawn to holidays.
        int noon = PER_DAY + 24 + PER_DAY;
        int target = 10;
        double truth = seen.law(target, (eve + 2) * PER_DAY + 24);
        assertThat(knows.p50(0, target, noon) / truth).isBetween(0.85, 1.35);
        float width = knows.p90(0, target, noon) - knows.p10(0, target, noon);
        assertThat(doubts.p90(0, target, noon) - doubts.p10(0, target, noon)).isGreaterThan(1.3f * width);
    }

    private static SlotForecast forecast(City city, int day) {
        SlotModel model = SlotModel.learn(city.panel, CALENDAR, city, 0, day * PER_DAY);
        SlotForecast out = new SlotForecast(1, TARGETS, 4 * PER_DAY);
        model.forecast(city.panel, CALENDAR, city, day * PER_DAY - 1, out);
        return out;
    }

    @Test
    void startsANewTargetFromTheOthers() {
        // Target 7 has spoken for three days only, Wednesday to Friday.
        City city = new City(SPRING, 70, 7, 53);
        int learnt = 56 * PER_DAY;
        SlotModel model = SlotModel.learn(city.panel, CALENDAR, city, 0, learnt);
        SlotForecast out = new SlotForecast(1, TARGETS, AHEAD);
        model.forecast(city.panel, CALENDAR, city, learnt - 1, out);
        double off = 0;
        double all = 0;
        for (int slot = 0; slot < AHEAD; slot++) {
            double expected = city.expected[(learnt + slot) * TARGETS + 7];
            off += Math.abs(out.p50(0, 7, slot) - expected);
            all += expected;
        }
        assertThat(off / all).isLessThan(0.25);
    }

    @Test
    void doesNotLookAheadAndStoredItAnswersAlike() throws Exception {
        City city = new City(SPRING, 40, -1, 0);
        int learnt = 30 * PER_DAY;
        SlotModel model = SlotModel.learn(city.panel, CALENDAR, city, 0, learnt);
        float[] changed = new float[city.panel.steps() * TARGETS];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = i / TARGETS < learnt ? city.panel.value(0, i / TARGETS, i % TARGETS) : -1e6f;
        }
        Panel other =
                new Panel(city.panel.targets(), city.panel.channels(), city.panel.timeline(), new float[][] {changed});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(new DataOutputStream(bytes));
        SlotModel stored = SlotModel.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        SlotForecast expected = new SlotForecast(1, TARGETS, AHEAD);
        SlotForecast later = new SlotForecast(1, TARGETS, AHEAD);
        model.forecast(city.panel, CALENDAR, SlotConditions.NONE, learnt - 1, expected);
        stored.forecast(other, CALENDAR, SlotConditions.NONE, learnt - 1, later);
        for (int slot = 0; slot < AHEAD; slot++) {
            for (int target = 0; target < TARGETS; target++) {
                assertThat(later.p10(0, target, slot)).isEqualTo(expected.p10(0, target, slot));
                assertThat(later.p90(0, target, slot)).isEqualTo(expected.p90(0, target, slot));
                assertThat(later.p10(0, target, slot)).isBetween(0f, later.p50(0, target, slot));
            }
        }
        byte[] foreign = {1, 2, 3, 4, 5};
        assertThatThrownBy(() -> SlotModel.read(new DataInputStream(new ByteArrayInputStream(foreign))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no slot model");
    }

    @Test
    void tellsKindsOfDay() {
        assertThat(CALENDAR.of(LocalDate.of(2026, 8, 14))).isEqualTo(DayKind.OBON);
        assertThat(CALENDAR.of(LocalDate.of(2026, 12, 31))).isEqualTo(DayKind.NEW_YEAR);
        assertThat(CALENDAR.of(LocalDate.of(2026, 5, 4))).isEqualTo(DayKind.HOLIDAY);
        assertThat(CALENDAR.of(LocalDate.of(2026, 4, 11))).isEqualTo(DayKind.SATURDAY);
        assertThat(CALENDAR.isBeforeDayOff(LocalDate.of(2026, 4, 28))).isTrue();
        assertThat(CALENDAR.isAfterDayOff(LocalDate.of(2026, 4, 30))).isTrue();
        assertThat(CALENDAR.isBeforeDayOff(LocalDate.of(2026, 4, 29))).isFalse();
    }

    @Test
    void mergesStepsIntoSlots() {
        float nan = Float.NaN;
        float[] counts = {1, 2, 3, 4, 5, nan, 7, nan, nan, nan, 11, 12};
        Panel.Timeline timeline = new Panel.Timeline(1_500_000, 300_000, ZoneId.of("UTC"), new JapaneseDays());
        Panel fine = new Panel(List.of("a"), List.of("speed", "count"), timeline, new float[][] {counts, counts});
        Panel slots = SlotPanels.merge(fine, 900_000, SlotPanels.Merge.MEAN, SlotPanels.Merge.SUM);

        // Begins at 00:30; the second slot has two of three steps, the third one.
        assertThat(slots.timeline().startMillis()).isEqualTo(1_800_000);
        assertThat(slots.steps()).isEqualTo(3);
        assertThat(slots.value(0, 0, 0)).isEqualTo(3f);
        assertThat(slots.value(1, 0, 0)).isEqualTo(9f);
        assertThat(slots.value(1, 1, 0)).isEqualTo(18f);
        assertThat(slots.value(0, 2, 0)).isNaN();
    }
}
