package city.mio.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RainEffectTest {

    private static final int DAYS = 12;
    private static final int STEPS = DAYS * 288;
    private static final float SHARE = 0.06f;

    /** A shower of two hours a day at a time of its own. */
    private static float[] rain() {
        Random random = new Random(3);
        float[] rain = new float[STEPS];
        for (int day = 0; day < DAYS; day++) {
            int from = day * 288 + random.nextInt(250);
            for (int step = from; step < from + 24; step++) {
                rain[step] = 4;
            }
        }
        return rain;
    }

    /** Links at 10 to 13 m/s with a little noise, 6 % slower in rain. */
    private static Panel panel(float[] rain) {
        Random random = new Random(4);
        float[] values = new float[4 * STEPS];
        for (int i = 0; i < values.length; i++) {
            float dry = 10 + i % 4 + 0.1f * (float) random.nextGaussian();
            values[i] = rain[i / 4] > 0 ? (1 - SHARE) * dry : dry;
        }
        Panel.Timeline timeline = new Panel.Timeline(
                Instant.parse("2026-10-11T15:00:00Z").toEpochMilli(), 300_000, ZoneId.of("Asia/Tokyo"), new JapaneseDays());
        return new Panel(List.of("a", "b", "c", "d"), List.of("speed"), timeline, new float[][] {values});
    }

    private static double error(ForecastModel model, Panel panel, Forecaster forecaster, int origin, int horizon) {
        PointForecast out = new PointForecast(1, 4, 12);
        forecaster.forecast(model.frame(panel), origin, out);
        double sum = 0;
        for (int target = 0; target < 4; target++) {
            sum += Math.abs(out.get(0, target, horizon) - panel.value(0, origin + 1 + horizon, target)) / 4;
        }
        return sum;
    }

    @Test
    void learnsWhatRainToComeDoesAndTakesBackWhatTheNewestValuesShowAlready() throws IOException {
        float[] rain = rain();
        Panel panel = panel(rain).withRain(rain);
        ForecastModel model = new ForecastTraining(panel, Split.of(STEPS, 0.8, 0.2), 12).learn().model();
        RainEffect effect = model.findRainEffect().orElseThrow();
        assertThat(effect.shareOfRainToCome(0, 11, 4)).isCloseTo(-SHARE, within(0.012));
        int begin = 10 * 288;
        while (rain[begin] == 0) {
            begin++;
        }
        // An hour before: only who knows of the rain is right of its begin.
        assertThat(error(model, panel, model.ensemble(), begin - 7, 11)).isGreaterThan(0.5);
        assertThat(error(model, panel, model.forecaster(), begin - 7, 11)).isLessThan(0.25);
        // While it rains the newest values show it: nothing may be taken off twice.
        assertThat(error(model, panel, model.forecaster(), begin + 6, 3)).isLessThan(0.3);
        ForecastModel read = ForecastModel.of(model.parts());
        assertThat(error(read, panel, read.forecaster(), begin - 7, 11))
                .isEqualTo(error(model, panel, model.forecaster(), begin - 7, 11));
    }

    @Test
    void withoutRainInTheHistoryNothingIsLearntAndNothingMoved() throws IOException {
        float[] rain = rain();
        ForecastModel ignorant =
                new ForecastTraining(panel(rain), Split.of(STEPS, 0.8, 0.2), 12).learn().model();
        assertThat(ignorant.findRainEffect()).isEmpty();
        assertThat(ignorant.forecaster()).isSameAs(ignorant.ensemble());
        Panel dry = panel(new float[STEPS]).withRain(new float[STEPS]);
        ForecastModel ofDryDays = new ForecastTraining(dry, Split.of(STEPS, 0.8, 0.2), 12).learn().model();
        assertThat(ofDryDays.findRainEffect()).isEmpty();
        assertThat(ofDryDays.parts()).doesNotContainKey("rain.bin");
    }

    @Test
    void aDamagedPartIsRefused() throws IOException {
        float[] rain = rain();
        Panel panel = panel(rain).withRain(rain);
        ForecastModel model = new ForecastTraining(panel, Split.of(STEPS, 0.8, 0.2), 12).learn().model();
        Map<String, byte[]> parts = model.parts();
        parts.put("rain.bin", new byte[] {0, 0, 0, 3});
        assertThatThrownBy(() -> ForecastModel.of(parts))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other horizons");
        assertThatIllegalArgumentException().isThrownBy(() -> panel.withRain(new float[3])).withMessageContaining("byStep");
    }
}
