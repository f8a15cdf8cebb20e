package city.mio.jobs.forecast;

import static city.mio.jobs.forecast.ForecastCity.MINUTE;
import static city.mio.jobs.forecast.ForecastCity.START;
import static city.mio.jobs.forecast.ForecastCity.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.SerializerType;
import city.mio.models.forecast.live.WatchRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastFunctionTest {

    private static final String LINKS = "links#0";

    @TempDir
    Path folder;

    private ForecastSettings settings;

    @BeforeEach
    void city() throws Exception {
        settings = ForecastCity.settings(folder).withParts(1, 3).with(
                WatchRules.DEFAULT.withTrial(new WatchRules.Trial(150, 1)));
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, TargetValue, RoadEvent, Forecast> harness(OperatorSubtaskState restored)
            throws Exception {
        var harness = new KeyedTwoInputStreamOperatorTestHarness<String, TargetValue, RoadEvent, Forecast>(
                new CoBroadcastWithKeyedOperator<>(
                        new ForecastFunction(new CityTargets(settings)), List.of(ForecastFunction.ROAD_EVENTS)),
                TargetValue::key,
                null,
                Types.STRING);
        harness.setup(SerializerType.ofEvents(Topics.FORECAST).createSerializer(null));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }

    /** Steps in which links 1 to 3 are heard each minute at about 12 m/s; the tick after each. */
    private static void live(
            KeyedTwoInputStreamOperatorTestHarness<String, TargetValue, RoadEvent, Forecast> harness, int from, int to)
            throws Exception {
        for (int step = from; step < to; step++) {
            Random random = new Random(step);
            for (int minute = 5 * step; minute < 5 * step + 5; minute++) {
                for (int link = 1; link <= 3; link++) {
                    harness.processElement1(
                            new TargetValue(
                                    LINKS, Integer.toString(link), START + minute * MINUTE, 0, ForecastCity.speed(random), 3),
                            START + (minute + 1) * MINUTE);
                }
            }
            harness.processBothWatermarks(new Watermark(START + (step + 1) * STEP));
        }
    }

    /** What a link says in a step. */
    @FunctionalInterface
    private interface Said {
        float speed(int link, int step);
    }

    /** Steps in which links 1 to 3 are heard once, and the tick after each. */
    private static void live(
            KeyedTwoInputStreamOperatorTestHarness<String, TargetValue, RoadEvent, Forecast> harness, int from, int to, Said said)
            throws Exception {
        for (int step = from; step < to; step++) {
            for (int link = 1; link <= 3; link++) {
                harness.processElement1(
                        new TargetValue(LINKS, Integer.toString(link), START + step * STEP, 0, said.speed(link, step), 3),
                        START + step * STEP + MINUTE);
            }
            harness.processBothWatermarks(new Watermark(START + (step + 1) * STEP));
        }
    }

    private static List<Forecast> speeds(
            KeyedTwoInputStreamOperatorTestHarness<String, TargetValue, RoadEvent, Forecast> harness, int afterStep) {
        return harness.extractOutputValues().stream()
                .filter(forecast -> forecast.quantity() == ForecastQuantity.SPEED
                        && forecast.time() == START + (afterStep + 1) * STEP)
                .toList();
    }

    private static List<ForecastQuality> qualities(
            KeyedTwoInputStreamOperatorTestHarness<String, TargetValue, RoadEvent, Forecast> harness) {
        List<ForecastQuality> qualities = new ArrayList<>();
        for (StreamRecord<ForecastQuality> record : harness.getSideOutput(ForecastFunction.QUALITY)) {
            if (record.getValue().group().equals(ForecastQuality.ALL)) {
                qualities.add(record.getValue());
            }
        }
        return qualities;
    }

    @Test
    void saysSpeedAndTravelTimeOfEveryLinkAtEveryTick() throws Exception {
        ForecastCity.shelve(folder, "2026-10-18", 12);
        try (var harness = harness(null)) {
            live(harness, 0, 14);
            List<Forecast> speeds = speeds(harness, 13);
            assertThat(speeds).extracting(Forecast::targetId).containsExactlyInAnyOrder("1", "2", "3", "4");
            Forecast first = speeds.get(0);
            assertThat(first.modelVersion()).isEqualTo("links/2026-10-18");
            assertThat(first.fallback()).isFalse();
            assertThat(first.newestInputAt()).isEqualTo(START + 13 * STEP);
            assertThat(first.horizons()).hasSize(12);
            assertThat(first.horizons().get(11).horizonMinutes()).isEqualTo(60);
            assertThat(first.horizons().get(2).p50()).isCloseTo(12, within(0.5f));
            // Link 4 is in no history: it starts from its road class and its neighbours.
            Forecast fresh = speeds.stream().filter(f -> f.targetId().equals("4")).findFirst().orElseThrow();
            assertThat(fresh.fallback()).isTrue();
            assertThat(fresh.newestInputAt()).isZero();
            assertThat(fresh.horizons().get(0).p50()).isCloseTo(12, within(0.5f));
            Forecast seconds = harness.extractOutputValues().stream()
                    .filter(f -> f.quantity() == ForecastQuantity.TRAVEL_TIME && f.time() == first.time()
                            && f.targetId().equals(first.targetId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(seconds.horizons().get(3).p90()).isCloseTo(400 / first.horizons().get(3).p10(), within(1e-3f));
            assertThat(seconds.horizons().get(3).p10()).isCloseTo(400 / first.horizons().get(3).p90(), within(1e-3f));
            ForecastQuality quality = qualities(harness).get(13);
            assertThat(quality.horizons()).hasSize(12);
            assertThat(quality.horizons().get(0).mae()).isLessThan(0.5f);
            assertThat(quality.fallbackTargets()).isEqualTo(1);
        }
    }

    @Test
    void goesOnFromASnapshotAsIfNothingHadHappened() throws Exception {
        ForecastCity.shelve(folder, "1", 12);
        OperatorSubtaskState snapshot;
        List<Forecast> expected;
        try (var harness = harness(null)) {
            live(harness, 0, 14);
            harness.processElement1(new TargetValue(LINKS, "1", START + 14 * STEP, 0, 3, 50), 0);
            snapshot = harness.snapshot(1, 1);
            live(harness, 14, 18);
            expected = speeds(harness, 17);
        }
        try (var harness = harness(snapshot)) {
            live(harness, 14, 18);
            assertThat(speeds(harness, 17)).containsExactlyElementsOf(expected);
            assertThat(qualities(harness)).hasSize(4);
        }
    }

    @Test
    void aNewVersionGoesOnTrialWhileRunningAndTakesOverWhenItIsNoWorse() throws Exception {
        // The first model has learnt another road.
        ForecastCity.shelve(folder, "1", 6);
        try (var harness = harness(null)) {
            live(harness, 0, 6);
            assertThat(speeds(harness, 5).get(0).modelVersion()).isEqualTo("links/1");
            ForecastCity.shelve(folder, "2", 12);
            live(harness, 6, 9);
            assertThat(qualities(harness).get(8).shadowVersion()).isEqualTo("links/2");
            assertThat(speeds(harness, 8).get(0).modelVersion()).isEqualTo("links/1");
            live(harness, 9, 20);
            assertThat(speeds(harness, 19).get(0).modelVersion()).isEqualTo("links/2");
            assertThat(qualities(harness).get(19).shadowVersion()).isEmpty();
        }
    }

    @Test
    void aVersionThatDoesWorseNeverSpeaksAndIsNotTriedAgain() throws Exception {
        ForecastCity.shelve(folder, "1", 12);
        try (var harness = harness(null)) {
            live(harness, 0, 6);
            ForecastCity.shelve(folder, "2", 6);
            live(harness, 6, 30);
            assertThat(harness.extractOutputValues()).extracting(Forecast::modelVersion).containsOnly("links/1");
            assertThat(qualities(harness).get(10).shadowVersion()).isEqualTo("links/2");
            assertThat(qualities(harness).get(29).shadowVersion()).isEmpty();
        }
    }

    @Test
    void aDamagedOrForeignFolderIsRefusedInOneLineAndTheOldModelSpeaksOn() throws Exception {
        ForecastCity.shelve(folder, "1", 12);
        ForecastCity.shelve(folder, "2", 12);
        Path part = folder.resolve("models/links/2/base.bin");
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length / 2] ^= 1;
        Files.write(part, bytes);
        Files.createDirectories(folder.resolve("models/links/3"));
        Files.writeString(folder.resolve("models/links/3/notes.txt"), "no model");
        List<String> lines = new ArrayList<>();
        ModelShelf shelf = new ModelShelf(
                folder.resolve("models/links"),
                CityTargets.channels(new PartKey("links", 0)),
                settings.live(),
                lines::add);
        assertThat(shelf.findNewer("")).hasValueSatisfying(model -> assertThat(model.version()).isEqualTo("1"));
        assertThat(shelf.findNewer("1")).isEmpty();
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).doesNotContain("\n"));
        assertThat(lines.get(0)).contains("links/3").contains("holds no model.json");
        assertThat(lines.get(1)).contains("links/2").contains("base.bin is damaged");
        ModelShelf foreign = new ModelShelf(
                folder.resolve("models/links"), CityTargets.channels(new PartKey("detectors", 0)), settings.live(), lines::add);
        assertThat(foreign.findNewer("")).isEmpty();
        assertThat(lines.get(lines.size() - 1)).contains("links/1").contains("link_speed").contains("detector_speed");
        try (var harness = harness(null)) {
            live(harness, 0, 3);
            assertThat(speeds(harness, 2).get(0).modelVersion()).isEqualTo("links/1");
        }
    }

    @Test
    void theProfileStandsInForAModelThatHasLearntAnotherRoadOnlyWhereItIsBetter() throws Exception {
        ForecastCity.shelve(folder, "1", 12);
        try (var harness = harness(null)) {
            live(harness, 0, 40);
            assertThat(speeds(harness, 39)).filteredOn(Forecast::fallback).extracting(Forecast::targetId).contains("4");
            assertThat(qualities(harness).get(39).horizons().get(0).coverage()).isBetween(0.6f, 1f);
        }
    }

    @Test
    void theProfileStandsInForTheLinkAloneWhoseModelIsMistaken() throws Exception {
        // Learnt from links that stay where they have gone. Link 2 now leaves its usual speed for a step at a time, so that
        // going by the newest value is wrong and the usual speed right; the others do as they did.
        ForecastCity.shelveOfSlowChanges(folder, "1");
        Said said = (link, step) -> (float) (link == 2
                ? 12 + (step % 4 == 0 ? (step % 8 == 0 ? 3 : -3) : 0)
                : 12 + 2 * Math.sin(2 * Math.PI * (step + 40 * link) / 200));
        try (var harness = harness(null)) {
            live(harness, 0, 60, said);
            assertThat(speeds(harness, 20)).filteredOn(Forecast::fallback).extracting(Forecast::targetId).containsExactly("4");
            List<Forecast> last = speeds(harness, 59);
            assertThat(last)
                    .filteredOn(Forecast::fallback)
                    .extracting(Forecast::targetId)
                    .containsExactlyInAnyOrder("2", "4");
            Forecast standIn = last.stream().filter(f -> f.targetId().equals("2")).findFirst().orElseThrow();
            // The profile of six days has a little of their slow changes in it.
            assertThat(standIn.horizons().get(0).p50()).isCloseTo(12, within(1.6f));
            assertThat(standIn.horizons().get(0).p10()).isLessThan(standIn.horizons().get(0).p50() - 1);
            assertThat(standIn.modelVersion()).isEqualTo("links/1");
            assertThat(qualities(harness).get(59).fallbackTargets()).isEqualTo(2);
        }
    }

    @Test
    void driftIsToldWhenErrorsGrowAndWithdrawnWhenTheyAreAsBefore() throws Exception {
        ForecastCity.shelve(folder, "1", 12);
        Said said = (link, step) -> ForecastCity.speed(new Random(7 * step + link))
                + (step >= 48 && step < 72 ? (new Random(31L * step + link).nextBoolean() ? 4 : -4) : 0);
        try (var harness = harness(null)) {
            live(harness, 0, 120, said);
            List<ForecastQuality> told = qualities(harness);
            assertThat(told).hasSize(120);
            assertThat(told.subList(0, 48)).noneMatch(ForecastQuality::drifting);
            assertThat(told.subList(48, 60)).anyMatch(ForecastQuality::drifting);
            assertThat(told.get(119).drifting()).isFalse();
        }
    }

    @Test
    void aTrialGoesOnFromASnapshotToTheSameEnd() throws Exception {
        ForecastCity.shelve(folder, "1", 6);
        OperatorSubtaskState snapshot;
        List<List<Object>> expected;
        try (var harness = harness(null)) {
            live(harness, 0, 6);
            ForecastCity.shelve(folder, "2", 12);
            live(harness, 6, 9);
            assertThat(qualities(harness).get(8).shadowVersion()).isEqualTo("links/2");
            snapshot = harness.snapshot(1, 1);
            live(harness, 9, 20);
            expected = middles(harness);
        }
        assertThat(expected).extracting(row -> row.get(2)).contains("links/1", "links/2");
        try (var harness = harness(snapshot)) {
            live(harness, 9, 20);
            // What was said in the last hour is said again, by the intervals as they are now: middles alone are the same.
            assertThat(middles(harness)).isEqualTo(expected);
        }
    }

    /** Time, link, model and middle at 5 and 60 minutes of what was said after the tenth step. */
    private static List<List<Object>> middles(
            KeyedTwoInputStreamOperatorTestHarness<String, TargetValue, RoadEvent, Forecast> harness) {
        return harness.extractOutputValues().stream()
                .filter(f -> f.quantity() == ForecastQuantity.SPEED && f.time() > START + 9 * STEP && !f.targetId().equals("4"))
                .map(f -> List.<Object>of(
                        f.time(), f.targetId(), f.modelVersion(), f.horizons().get(0).p50(), f.horizons().get(11).p50()))
                .toList();
    }

    @Test
    void aModelThatIsGoneAfterARestartLeavesTheOtherToSpeak() throws Exception {
        ForecastCity.shelve(folder, "1", 12);
        OperatorSubtaskState snapshot;
        try (var harness = harness(null)) {
            live(harness, 0, 6);
            ForecastCity.shelve(folder, "2", 6);
            live(harness, 6, 9);
            snapshot = harness.snapshot(1, 1);
        }
        // While the task was down, somebody damaged the model that spoke.
        Files.writeString(folder.resolve("models/links/1/base.bin"), "damaged");
        try (var harness = harness(snapshot)) {
            live(harness, 9, 12);
            assertThat(harness.extractOutputValues()).extracting(Forecast::modelVersion).containsOnly("links/2");
        }
    }

    @Test
    void aRefusedFolderIsToldOnceAndTriedAgainWhenItsDescriptionChanges() throws Exception {
        ForecastCity.shelve(folder, "1", 12);
        try (var harness = harness(null)) {
            live(harness, 0, 3);
            ForecastCity.shelve(folder, "2", 12);
            Path base = folder.resolve("models/links/2/base.bin");
            byte[] whole = Files.readAllBytes(base);
            byte[] half = Arrays.copyOf(whole, whole.length / 2);
            Files.write(base, half);
            live(harness, 3, 6);
            assertThat(qualities(harness).get(5).shadowVersion()).isEmpty();
            assertThat(speeds(harness, 5).get(0).modelVersion()).isEqualTo("links/1");
            Files.write(base, whole);
            Path description = folder.resolve("models/links/2/model.json");
            Files.setLastModifiedTime(
                    description,
                    FileTime.fromMillis(Files.getLastModifiedTime(description).toMillis() + 5000));
            live(harness, 6, 8);
            assertThat(qualities(harness).get(7).shadowVersion()).isEqualTo("links/2");
        }
    }

    private static RoadEvent event(RoadEventKind kind, long linkId, int fromMinute, int toMinute, double magnitude) {
        return RoadEvent.builder()
                .eventId(kind + "-1")
                .kind(kind)
                .start(START + fromMinute * MINUTE)
                .end(START + toMinute * MINUTE)
                .linkId(linkId)
                .magnitude(magnitude)
                .build();
    }

    private static Forecast speedOf(List<Forecast> speeds, String link) {
        return speeds.stream().filter(f -> f.targetId().equals(link)).findFirst().orElseThrow();
    }

    @Test
    void rainToComeIsInTheForecastAsSoonAsItIsTold() throws Exception {
        ForecastCity.shelveOfRain(folder, "1");
        OperatorSubtaskState snapshot;
        try (var harness = harness(null)) {
            // Told before there is any event time.
            harness.processElement2(event(RoadEventKind.RAIN, 0, 100, 160, 5), 0);
            live(harness, 0, 10);
            assertThat(speedOf(speeds(harness, 9), "1").horizons().get(11).p50()).isCloseTo(10.8f, within(0.6f));
        }
        try (var harness = harness(null)) {
            live(harness, 0, 13);
            assertThat(speedOf(speeds(harness, 12), "1").horizons().get(11).p50()).isCloseTo(12, within(0.6f));
            // The tick after the fourteenth step is at 01:10; rain from 01:40 on.
            harness.processElement2(event(RoadEventKind.RAIN, 0, 100, 160, 5), 0);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = harness(snapshot)) {
            live(harness, 13, 14);
            for (String link : List.of("1", "2", "3")) {
                Forecast said = speedOf(speeds(harness, 13), link);
                assertThat(said.horizons().get(3).p50()).isCloseTo(12, within(0.6f));
                assertThat(said.horizons().get(11).p50()).isCloseTo(10.8f, within(0.6f));
                assertThat(said.horizons().get(11).p90()).isLessThan(said.horizons().get(3).p90());
            }
        }
    }

    @Test
    void whereSomethingIsInTheWayItIsLessSureAndOfAClosedLinkItVouchesForNothing() throws Exception {
        ForecastCity.shelve(folder, "1", 12);
        try (var harness = harness(null)) {
            live(harness, 0, 13);
            harness.processElement2(event(RoadEventKind.ACCIDENT, 1, 60, 100, 0), 0);
            harness.processElement2(event(RoadEventKind.CLOSURE, 2, 60, 1000, 0), 0);
            live(harness, 13, 14);
            Forecast hit = speedOf(speeds(harness, 13), "1");
            Forecast closed = speedOf(speeds(harness, 13), "2");
            Forecast free = speedOf(speeds(harness, 13), "3");
            float usual = free.horizons().get(0).p90() - free.horizons().get(0).p10();
            assertThat(hit.horizons().get(0).p90() - hit.horizons().get(0).p10()).isGreaterThan(2 * usual);
            assertThat(hit.fallback()).isFalse();
            // At 02:10 it should be over.
            assertThat(hit.horizons().get(11).p90() - hit.horizons().get(11).p10()).isLessThan(1.7f * usual);
            assertThat(closed.fallback()).isTrue();
            assertThat(closed.horizons()).allSatisfy(h -> {
                assertThat(h.p10()).isZero();
                assertThat(h.p50()).isCloseTo(12, within(0.8f));
            });
            assertThat(free.fallback()).isFalse();
            // The same event, told again as over.
            harness.processElement2(event(RoadEventKind.CLOSURE, 2, 60, 70, 0), 0);
            live(harness, 14, 15);
            assertThat(speedOf(speeds(harness, 14), "2").fallback()).isFalse();
            assertThat(speedOf(speeds(harness, 14), "2").horizons().get(0).p10()).isGreaterThan(9);
        }
    }

    @Test
    void whatIsOverIsForgottenWhenTheNextIsTold() throws Exception {
        ForecastCity.shelve(folder, "1", 12);
        try (var harness = harness(null)) {
            live(harness, 0, 2);
            harness.processElement2(event(RoadEventKind.WORKS, 1, 0, 10, 0), 0);
            harness.processBothWatermarks(new Watermark(START + 170 * MINUTE));
            harness.processElement2(event(RoadEventKind.ACCIDENT, 1, 160, 200, 0), 0);
            assertThat(harness.getOperator()
                            .getOperatorStateBackend()
                            .getBroadcastState(ForecastFunction.ROAD_EVENTS)
                            .contains("WORKS-1"))
                    .isFalse();
        }
    }

    @Test
    void withoutModelsItSaysWhatItHears() throws Exception {
        try (var harness = harness(null)) {
            live(harness, 0, 4);
            assertThat(speeds(harness, 3)).hasSize(4).allSatisfy(forecast -> {
                assertThat(forecast.modelVersion()).isEqualTo(PartVoice.NO_MODEL);
                assertThat(forecast.fallback()).isTrue();
                assertThat(forecast.horizons().get(0).p50()).isCloseTo(12, within(0.6f));
            });
        }
    }

    @Test
    void correctionsAreTakenAndNothingStaysBehindWhenAPartFallsSilent() throws Exception {
        ForecastCity.shelve(folder, "1", 12);
        try (var harness = harness(null)) {
            live(harness, 0, 2);
            // A minute of a step that is over, and one that is too old.
            harness.processElement1(new TargetValue(LINKS, "1", START + 5 * MINUTE, 0, 3, 1000), 0);
            live(harness, 2, 4);
            harness.processElement1(new TargetValue(LINKS, "1", START, 0, 3, 3), 0);
            harness.processElement1(new TargetValue(LINKS, "99", START + 20 * MINUTE, 0, 3, 3), 0);
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
            int said = harness.extractOutputValues().size();
            harness.processBothWatermarks(new Watermark(START + 4 * STEP + 179 * MINUTE));
            assertThat(harness.extractOutputValues().size()).isGreaterThan(said);
            assertThat(harness.numKeyedStateEntries()).isPositive();
            harness.processBothWatermarks(new Watermark(START + 4 * STEP + 200 * MINUTE));
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> settings.withTicks(3, 1)).hasMessageContaining("tickMinutes");
        assertThatThrownBy(() -> settings.withParts(1, 0)).hasMessageContaining("forgetHours");
    }

    @Test
    void linksAndDetectorsHaveTheirOwnPace() {
        ForecastSettings paced = settings.withTicks(5, 1);
        assertThat(paced.phases(PartKey.DETECTORS)).isEqualTo(5);
        assertThat(paced.phases(PartKey.ofLink(7, 1))).isEqualTo(1);
        assertThat(settings.withTicks(1, 5).phases(PartKey.ofLink(7, 4))).isEqualTo(5);
        assertThat(settings.phases(PartKey.DETECTORS)).isEqualTo(1);
    }
}
