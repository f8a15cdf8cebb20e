package city.mio.jobs.forecast;

import static city.mio.jobs.forecast.ForecastCity.MINUTE;
import static city.mio.jobs.forecast.ForecastCity.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.events.ForecastQuantity;
import city.mio.events.SlotForecast;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.SerializerType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotFunctionTest {

    private static final String LINKS = "links";
    private static final long SLOT = SlotCity.SLOT;
    private static final long DAY = 48 * SLOT;

    @TempDir
    Path folder;

    private ForecastSettings settings;

    @BeforeEach
    void city() throws Exception {
        settings = ForecastCity.settings(folder).withParts(1, 24);
    }

    private void shelve(String version, float faster) throws Exception {
        var history = SlotCity.history(12, faster);
        SlotCity.write(folder.resolve("models/slots/links").resolve(version), SlotCity.learn(history), history);
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, TargetValue, SlotNews, SlotForecast> harness(
            OperatorSubtaskState restored) throws Exception {
        var harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new SlotFunction(new CityTargets(settings))),
                (TargetValue value) -> PartKey.of(value.key()).part(),
                SlotNews::part,
                Types.STRING);
        harness.setup(SerializerType.ofEvents(Topics.FORECAST_SLOT).createSerializer(null));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }

    /** Slots in which links 1 to 3 are heard each five minutes, so much faster than usual; the time after each. */
    private static void live(
            KeyedTwoInputStreamOperatorTestHarness<String, TargetValue, SlotNews, SlotForecast> harness, int from, int to,
            float faster) throws Exception {
        for (int slot = from; slot < to; slot++) {
            Random random = new Random(slot);
            for (int step = 0; step < 6; step++) {
                long begin = START + slot * SLOT + step * 5 * MINUTE;
                for (int link = 1; link <= 3; link++) {
                    float speed = SlotCity.usual(slot % 48) + faster + 0.3f * (float) random.nextGaussian();
                    harness.processElement1(
                            new TargetValue("links#0", Integer.toString(link), begin, 0, speed, 3), begin + MINUTE);
                }
            }
            harness.processBothWatermarks(
                    new Watermark(START + (slot + 1) * SLOT));
        }
    }

    private static List<SlotForecast> at(
            KeyedTwoInputStreamOperatorTestHarness<String, TargetValue, SlotNews, SlotForecast> harness, long time) {
        return harness.extractOutputValues().stream().filter(told -> told.time() == time).toList();
    }

    private static SlotForecast of(List<SlotForecast> told, String target, long firstSlot) {
        return told.stream()
                .filter(each -> each.targetId().equals(target) && each.firstSlot() == firstSlot)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsTodayEachSlotTomorrowEachThreeHoursAndAllAfterMidnight() throws Exception {
        shelve("1", 0);
        try (var harness = harness(null)) {
            live(harness, 0, 49, 0);
            // The first word is of all days, though it comes after midnight.
            assertThat(at(harness, START + SLOT)).hasSize(4 * 14);
            assertThat(at(harness, START + 2 * SLOT)).hasSize(4).allSatisfy(told -> {
                assertThat(told.firstSlot()).isEqualTo(START + 2 * SLOT);
                assertThat(told.slots()).hasSize(46);
            });
            assertThat(at(harness, START + 6 * SLOT)).hasSize(4 * 2);
            assertThat(at(harness, START + DAY)).hasSize(4 * 14);
            SlotForecast lastDay = of(at(harness, START + DAY), "2", START + 14 * DAY);
            assertThat(lastDay.slots()).hasSize(48);
            assertThat(lastDay.quantity()).isEqualTo(ForecastQuantity.SPEED);
            assertThat(lastDay.modelVersion()).isEqualTo("slots/links/1");
            assertThat(lastDay.newestInputAt()).isEqualTo(START + DAY - SLOT);
            assertThat(lastDay.fallback()).isFalse();
            assertThat(lastDay.slots().get(15).p50()).isCloseTo(8, within(0.5f));
            assertThat(lastDay.slots().get(30).p50()).isCloseTo(12, within(0.5f));
            assertThat(lastDay.slots().get(30).p10()).isBetween(10.5f, 11.9f);
            // Link 4 is in no history: it is told as its road class.
            SlotForecast fresh = of(at(harness, START + DAY), "4", START + DAY);
            assertThat(fresh.fallback()).isTrue();
            assertThat(fresh.newestInputAt()).isZero();
            assertThat(fresh.slots().get(30).p50()).isCloseTo(12, within(0.5f));
        }
    }

    @Test
    void theLevelOfTheDayIsFoldedIntoWhatIsLeftOfIt() throws Exception {
        var history = SlotCity.history(12, 0, 1.5f);
        SlotCity.write(folder.resolve("models/slots/links/1"), SlotCity.learn(history), history);
        try (var usual = harness(null);
                var slow = harness(null)) {
            live(usual, 0, 20, 0);
            live(slow, 0, 20, -2);
            float expected = of(at(usual, START + 20 * SLOT), "1", START + 20 * SLOT).slots().get(0).p50();
            float told = of(at(slow, START + 20 * SLOT), "1", START + 20 * SLOT).slots().get(0).p50();
            assertThat(told).isLessThan(expected - 0.8f);
            // Tomorrow knows little of it.
            float expectedTomorrow = of(at(usual, START + 18 * SLOT), "1", START + DAY).slots().get(30).p50();
            float toldTomorrow = of(at(slow, START + 18 * SLOT), "1", START + DAY).slots().get(30).p50();
            assertThat(toldTomorrow).isCloseTo(expectedTomorrow, within(0.6f));
        }
    }

    @Test
    void closuresAndRainAreToldWithinAMinute() throws Exception {
        shelve("1", 0);
        try (var harness = harness(null)) {
            live(harness, 0, 4, 0);
            long now = START + 4 * SLOT;
            harness.processElement2(new SlotNews(LINKS, "road c", SlotNews.Kind.CLOSURE, START + 2 * DAY,
                    START + 2 * DAY + 3 * SLOT, 2, "", 0), now);
            harness.processElement2(new SlotNews(LINKS, "road l", SlotNews.Kind.LANES_CLOSED, START + 2 * DAY,
                    START + 2 * DAY + SLOT, 3, "", 1), now);
            harness.processBothWatermarks(new Watermark(now + 2 * MINUTE));
            List<SlotForecast> told = at(harness, now + 2 * MINUTE);
            // The day it lies on, and the one that its crowd, were it one, would come on.
            assertThat(told).extracting(SlotForecast::firstSlot).containsOnly(START + DAY, START + 2 * DAY);
            SlotForecast closed = of(told, "2", START + 2 * DAY);
            assertThat(closed.slots().subList(0, 3)).allMatch(slot -> slot.isClosed());
            assertThat(closed.slots().get(3).isClosed()).isFalse();
            // One of two lanes: it may come half as fast.
            SlotForecast narrow = of(told, "3", START + 2 * DAY);
            SlotForecast open = of(told, "1", START + 2 * DAY);
            assertThat(narrow.slots().get(0).p10()).isCloseTo(open.slots().get(0).p10() / 2, within(0.5f));
            assertThat(narrow.slots().get(0).p50()).isCloseTo(open.slots().get(0).p50(), within(0.5f));
            // A construction vehicle waits for the next half hour.
            harness.processElement2(
                    new SlotNews(LINKS, "haul 1", SlotNews.Kind.HAUL, START + 3 * DAY, START + 3 * DAY + SLOT, 0, "r", 1), now);
            // The same word again changes nothing.
            harness.processElement2(new SlotNews(LINKS, "road c", SlotNews.Kind.CLOSURE, START + 2 * DAY,
                    START + 2 * DAY + 3 * SLOT, 2, "", 0), now);
            harness.processBothWatermarks(new Watermark(now + 10 * MINUTE));
            assertThat(at(harness, now + 4 * MINUTE)).isEmpty();
            live(harness, 4, 5, 0);
            assertThat(at(harness, now + SLOT)).extracting(SlotForecast::firstSlot).contains(START + 3 * DAY);
        }
    }

    @Test
    void goesOnAfterARestoreAsIfNothingHadBeen() throws Exception {
        shelve("1", 0);
        OperatorSubtaskState state;
        try (var harness = harness(null)) {
            live(harness, 0, 30, -1);
            harness.processElement2(new SlotNews(LINKS, "road c", SlotNews.Kind.CLOSURE, START + 40 * SLOT,
                    START + 44 * SLOT, 2, "", 0), START + 30 * SLOT);
            state = harness.snapshot(1, 1);
        }
        try (var through = harness(null);
                var restored = harness(state)) {
            live(through, 0, 30, -1);
            through.processElement2(new SlotNews(LINKS, "road c", SlotNews.Kind.CLOSURE, START + 40 * SLOT,
                    START + 44 * SLOT, 2, "", 0), START + 30 * SLOT);
            live(through, 30, 49, -1);
            live(restored, 30, 49, -1);
            for (long time : new long[] {START + 31 * SLOT, START + 36 * SLOT, START + DAY}) {
                assertThat(at(restored, time)).isNotEmpty().containsExactlyInAnyOrderElementsOf(at(through, time));
            }
        }
    }

    @Test
    void aNewModelSpeaksAtOnceOfAllDaysAndADamagedOneDoesNot() throws Exception {
        shelve("1", 0);
        try (var harness = harness(null)) {
            live(harness, 0, 3, 0);
            shelve("3", 2);
            Path damaged = folder.resolve("models/slots/links/3/slots.bin");
            byte[] bytes = Files.readAllBytes(damaged);
            bytes[40] ^= 1;
            Files.write(damaged, bytes);
            live(harness, 3, 5, 0);
            assertThat(at(harness, START + 5 * SLOT)).hasSize(4).extracting(SlotForecast::modelVersion).containsOnly("slots/links/1");
            shelve("4", 2);
            live(harness, 5, 7, 0);
            assertThat(at(harness, START + 7 * SLOT)).extracting(SlotForecast::modelVersion).containsOnly("slots/links/4");
            assertThat(at(harness, START + 6 * SLOT)).hasSize(4 * 14);
        }
    }

    @Test
    void stateAndTimersAreGoneWhenAPartHasFallenSilent() throws Exception {
        shelve("1", 0);
        try (var harness = harness(null)) {
            live(harness, 0, 60, 0);
            // Eight days of slots are kept and no more.
            for (int slot = 60; slot < 60 + 47; slot++) {
                harness.processBothWatermarks(
                        new Watermark(START + (slot + 1) * SLOT));
            }
            assertThat(harness.numKeyedStateEntries()).isPositive();
            harness.processBothWatermarks(new Watermark(START + 5 * DAY));
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }
}
