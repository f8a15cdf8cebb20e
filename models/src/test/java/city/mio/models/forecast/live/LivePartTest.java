package city.mio.models.forecast.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import city.mio.models.forecast.ForecastModel;
import city.mio.models.forecast.ForecastTraining;
import city.mio.models.forecast.JapaneseDays;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.Split;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LivePartTest {

    private static final ZoneId OSAKA = ZoneId.of("Asia/Tokyo");
    private static final long STEP = 300_000;
    /** A Monday, 00:00 in Osaka. */
    private static final long START = Instant.parse("2026-10-11T15:00:00Z").toEpochMilli();
    private static final int DAYS = 7;
    private static final long LIVE = START + DAYS * 288 * STEP;
    private static final List<LiveChannel> CHANNELS =
            List.of(new LiveChannel("speed", LiveChannel.Kind.MEAN, LiveChannel.Poor.SPEED));

    private static Map<String, byte[]> parts;

    /** Slow from 8 to 9, and each value half of what the deviation before it was. */
    private static float[] series(int targets, int steps, long seed) {
        Random random = new Random(seed);
        float[] values = new float[targets * steps];
        double[] deviation = new double[targets];
        for (int step = 0; step < steps; step++) {
            int minute = step % 288 * 5;
            for (int target = 0; target < targets; target++) {
                deviation[target] = 0.8 * deviation[target] + 0.3 * random.nextGaussian();
                double usual = 10 + target + (minute >= 480 && minute < 540 ? -5 : 0);
                values[step * targets + target] = (float) (usual + deviation[target]);
            }
        }
        return values;
    }

    @BeforeAll
    static void learn() throws IOException {
        Panel.Timeline timeline = new Panel.Timeline(START, STEP, OSAKA, new JapaneseDays());
        Panel panel = new Panel(List.of("a", "b", "c"), List.of("speed"), timeline, new float[][] {
            series(3, DAYS * 288, 5)
        });
        parts = new ForecastTraining(panel, Split.of(panel.steps(), 0.8, 0.2), 12)
                .learn()
                .model()
                .parts();
    }

    private static LiveModel model(String version) {
        try {
            return new LiveModel(version, ForecastModel.of(parts), List.of("a", "b", "c"), List.of("speed"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LiveTarget target(String id, float reference, String... beside) {
        return new LiveTarget(id, "primary", List.of(reference), List.of(beside));
    }

    private static List<LiveTarget> targets() {
        // The part's order is not the model's, and d is new.
        return List.of(target("d", 13), target("c", 12), target("b", 11), target("a", 10));
    }

    private static LiveSettings settings(long trialOutcomes) {
        return LiveSettings.usual(OSAKA)
                .with(new WatchRules(
                        144,
                        new WatchRules.Fallback(6, 1.05),
                        new WatchRules.Trial(trialOutcomes, 1),
                        new WatchRules.Drift(0.1, 3, 24),
                        new WatchRules.Poor(0.2, 5)));
    }

    private static LivePart part(Optional<LiveModel> model) {
        return new LivePart(targets(), CHANNELS, settings(400), model);
    }

    /** Lets a part live through steps; {@code values} are of c, b, a by step; d is heard with 13. */
    private static List<Tick> live(LivePart part, float[] values, int from, int to) {
        List<Tick> ticks = new ArrayList<>();
        for (int step = from; step < to; step++) {
            long start = LIVE + step * STEP;
            part.begin(start);
            part.set(start, 0, 0, 13);
            for (int target = 0; target < 3; target++) {
                part.set(start, 0, 3 - target, values[step * 3 + target]);
            }
            ticks.add(part.finish());
        }
        return ticks;
    }

    private static LivePart restored(LivePart part) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        part.write(new DataOutputStream(bytes));
        return LivePart.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), targets(), CHANNELS,
                settings(400), version -> Optional.of(model(version)), Optional::empty, Conditions.NONE);
    }

    @Test
    void saysWhatTheModelSaysInThePartsOrderAndHoldsItAgainstWhatComes() {
        LivePart part = part(Optional.of(model("1")));
        List<Tick> ticks = live(part, series(3, 60, 9), 0, 60);
        Said said = ticks.get(59).said();
        // 04:55: targets a, b and c are usually at 10, 11 and 12.
        assertThat(said.p50(0, 3, 11)).isCloseTo(10, within(1f));
        assertThat(said.p50(0, 2, 11)).isCloseTo(11, within(1f));
        assertThat(said.p50(0, 1, 11)).isCloseTo(12, within(1f));
        assertThat(said.p10(0, 3, 0)).isLessThan(said.p50(0, 3, 0));
        assertThat(said.p90(0, 3, 0)).isGreaterThan(said.p50(0, 3, 0));
        assertThat(said.newestInput(0, 3)).isEqualTo(LIVE + 59 * STEP);
        GroupQuality all = part.quality().get(0);
        assertThat(all.group()).isEqualTo(GroupQuality.ALL);
        assertThat(all.figures()).hasSize(12);
        ErrorWatch.Figures soon = all.figures().get(0);
        assertThat(soon.said()).isLessThan(soon.profile());
        assertThat(all.figures().get(11).said()).isLessThan(all.figures().get(11).last());
        assertThat(ticks.get(59).outcomes()).isEqualTo(4 * 12);
    }

    @Test
    void aTargetThatNoModelKnowsStartsFromItsRoadClassAndIsSaidToFallBack() {
        LivePart part = part(Optional.of(model("1")));
        long start = LIVE;
        part.begin(start);
        part.set(start, 0, 3, 10);
        Said said = part.finish().said();
        // The class is at its reference at night; nothing was heard of d itself.
        assertThat(said.p50(0, 0, 0)).isCloseTo(13, within(0.7f));
        assertThat(said.isFallback(0, 0)).isTrue();
        assertThat(said.isFallback(0, 3)).isFalse();
        assertThat(said.newestInput(0, 0)).isZero();
    }

    @Test
    void withoutAnyModelTargetsLeanOnWhatWasHeardOfTheirClassAndTheUnheardAreNotSpokenOf() {
        LivePart part = part(Optional.empty());
        part.begin(LIVE);
        assertThat(part.isSilent()).isTrue();
        Said nothing = part.finish().said();
        assertThat(nothing.isSaid(0, 0)).isFalse();
        part.begin(LIVE + STEP);
        part.set(LIVE + STEP, 0, 3, 5);
        Said said = part.finish().said();
        assertThat(said.p50(0, 3, 5)).isCloseTo(5, within(0.01f));
        // Half of its reference, as its class.
        assertThat(said.p50(0, 0, 5)).isCloseTo(6.5f, within(0.01f));
        assertThat(said.isFallback(0, 3)).isTrue();
        assertThat(part.findVersion()).isEmpty();
    }

    @Test
    void whatIsKeptIsWrittenAsEver() throws IOException {
        LivePart part = part(Optional.of(model("1")));
        float[] values = series(3, 30, 9);
        for (int step = 0; step < 30; step += 10) {
            live(part, values, step, step + 10);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            part.write(new DataOutputStream(bytes));
            assertThat(part.kept()).isEqualTo(bytes.toByteArray());
        }
        // Arrays of many values are their length and their values, in the order of the network.
        float[] many = new float[10_001];
        for (int i = 0; i < many.length; i++) {
            many[i] = i % 7 == 0 ? Float.NaN : i / 3f;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Forms.write(new DataOutputStream(bytes), many);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(in.readInt()).isEqualTo(many.length);
        for (float value : many) {
            assertThat(Float.valueOf(in.readFloat())).isEqualTo(Float.valueOf(value));
        }
        float[] read = new float[many.length];
        Forms.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), read);
        assertThat(read).isEqualTo(many);
    }

    @Test
    void whatWasKeptGoesOnAsIfNothingHadHappened() throws IOException {
        float[] values = series(3, 50, 21);
        LivePart whole = part(Optional.of(model("1")));
        live(whole, values, 0, 30);
        LivePart again = restored(whole);
        List<Tick> expected = live(whole, values, 30, 50);
        List<Tick> came = live(again, values, 30, 50);
        for (int i = 0; i < 20; i++) {
            assertThat(came.get(i).said().p50).containsExactly(expected.get(i).said().p50);
            assertThat(came.get(i).outcomes()).isEqualTo(expected.get(i).outcomes());
        }
        assertThat(again.quality().get(0).figures().get(0).said())
                .isCloseTo(whole.quality().get(0).figures().get(0).said(), within(1e-9));
    }

    @Test
    void theProfileStandsInWhereTheModelIsWorseAndStepsBackAgain() {
        TargetTrust trust = new TargetTrust(1, 2, settings(400).rules());
        for (int i = 0; i < 6; i++) {
            trust.observe(0, 0, 2, 1);
            trust.observe(0, 1, 1, 2);
            assertThat(trust.isFallback(0, 0)).isEqualTo(i == 5);
        }
        assertThat(trust.isFallback(0, 1)).isFalse();
        for (int i = 0; i < 12; i++) {
            trust.observe(0, 0, 0.1f, 1);
        }
        assertThat(trust.isFallback(0, 0)).isFalse();
    }

    @Test
    void aNewModelSpeaksOnlyAfterItsTrial() throws IOException {
        LivePart part = part(Optional.of(model("1")));
        float[] values = series(3, 60, 33);
        live(part, values, 0, 12);
        part.offer(model("2"));
        assertThat(part.findVersion()).contains("1");
        assertThat(part.findShadow()).contains("2");
        live(part, values, 12, 16);
        LivePart again = restored(part);
        assertThat(again.findShadow()).contains("2");
        List<Tick> ticks = live(again, values, 16, 60);
        assertThat(ticks.stream().flatMap(tick -> tick.adopted().stream())).containsExactly("2");
        assertThat(again.findVersion()).contains("2");
        assertThat(again.findShadow()).isEmpty();
    }

    @Test
    void aModelThatDoesWorseLosesItsTrial() {
        ShadowTrial trial = new ShadowTrial(2, new WatchRules.Trial(3, 1));
        trial.observe(0, 1, 0.5f);
        trial.observe(1, 10, 16);
        assertThat(trial.verdict()).isEqualTo(ShadowTrial.Verdict.OPEN);
        trial.observe(0, 1, 0.5f);
        assertThat(trial.ratio()).isCloseTo((0.5 + 1.6) / 2, within(1e-6));
        assertThat(trial.verdict()).isEqualTo(ShadowTrial.Verdict.WORSE);
    }

    @Test
    void driftIsToldWhenErrorsGrowForGoodAndTakenBackWhenTheyFall() {
        DriftWatch watch = new DriftWatch(new WatchRules.Drift(0.1, 3, 24));
        Random random = new Random(3);
        for (int i = 0; i < 600; i++) {
            watch.observe(0.6 + 0.1 * random.nextGaussian());
            assertThat(watch.isDrifting()).isFalse();
        }
        int steps = 0;
        while (!watch.isDrifting() && steps < 100) {
            watch.observe(1.2 + 0.1 * random.nextGaussian());
            steps++;
        }
        assertThat(steps).isBetween(2, 12);
        for (int i = 0; i < 60; i++) {
            watch.observe(0.6 + 0.1 * random.nextGaussian());
        }
        assertThat(watch.isDrifting()).isFalse();
    }

    @Test
    void aModelOfOtherChannelsIsRefused() {
        List<LiveChannel> others =
                List.of(new LiveChannel("count", LiveChannel.Kind.COUNT, LiveChannel.Poor.FLOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LivePart(targets(), others, settings(400), Optional.of(model("1"))))
                .withMessageContaining("count");
    }

    @Test
    void valuesOfAStepAreJoinedAsTheirKindAsks() {
        MinuteValues values = new MinuteValues();
        for (int minute = 0; minute < 3; minute++) {
            values.put(minute * 60_000, 0, 10 + minute, 1);
            values.put(minute * 60_000, 1, 6, 60_000);
        }
        values.put(60_000, 0, 20, 3);
        assertThat(values.step(LiveChannel.Kind.MEAN, 0, 0, STEP)).isCloseTo(16.4f, within(1e-5f));
        assertThat(values.step(LiveChannel.Kind.HARMONIC_MEAN, 0, 0, STEP))
                .isCloseTo((float) (5 / (1 / 10.0 + 3 / 20.0 + 1 / 12.0)), within(1e-4f));
        // Three minutes of five: scaled up.
        assertThat(values.step(LiveChannel.Kind.COUNT, 1, 0, STEP)).isCloseTo(30, within(1e-4f));
        values.forgetBefore(60_000);
        assertThat(values.step(LiveChannel.Kind.COUNT, 1, 0, STEP)).isNaN();
        values.forgetBefore(STEP);
        assertThat(values.isEmpty()).isTrue();
    }

    @Test
    void gehTellsPoorFlowsAsVehiclesAnHour() {
        LiveChannel flow = new LiveChannel("flow", LiveChannel.Kind.COUNT, LiveChannel.Poor.FLOW);
        // 600 against 480 vehicles an hour: GEH 5.16; against 492: 4.62.
        assertThat(flow.isPoor(50, 40, settings(400))).isTrue();
        assertThat(flow.isPoor(50, 41, settings(400))).isFalse();
    }
}
