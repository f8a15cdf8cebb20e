package city.mio.jobs.forecast;

import static city.mio.jobs.forecast.ForecastCity.MINUTE;
import static city.mio.jobs.forecast.ForecastCity.START;
import static city.mio.jobs.forecast.ForecastCity.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.mio.events.DetectorReading;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.SlotForecast;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.ListSink;
import city.mio.jobs.topics.ListSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, from lists to lists. */
class ForecastJobTest {

    @TempDir
    Path folder;

    private record Told(List<Forecast> forecasts, List<ForecastQuality> quality, List<SlotForecast> slots) {}

    private static Told run(ForecastSettings settings) throws Exception {
        List<LinkState> states = new ArrayList<>();
        List<DetectorReading> readings = new ArrayList<>();
        Random random = new Random(4);
        for (int minute = 0; minute < 92; minute++) {
            for (int link = 1; link <= 3; link++) {
                states.add(ForecastCity.link(link, minute, ForecastCity.speed(random)));
            }
            readings.add(ForecastCity.reading(minute, 20, 11));
        }
        readings.add(readings.get(3).toBuilder().detectorId("nobody's").build());
        // An hour and more after all else: what is known of the road beforehand must hold nobody up, nor drive anybody on.
        RoadEvent closure = RoadEvent.builder()
                .eventId("closure-1")
                .kind(RoadEventKind.CLOSURE)
                .start(START + 300 * MINUTE)
                .end(START + 400 * MINUTE)
                .linkId(2)
                .build();
        ListSink<Forecast> forecasts = new ListSink<>();
        ListSink<ForecastQuality> quality = new ListSink<>();
        ListSink<SlotForecast> slots = new ListSink<>();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        JobEnvironment.configure(env, Duration.ofSeconds(1));
        ForecastJob.build(
                env,
                new ForecastSources(
                        ListSource.of(Topics.LINK_STATE, states, START),
                        ListSource.of(Topics.DETECTOR_READING, readings, START),
                        ListSource.of(Topics.ROAD_EVENT, List.of(SlotCity.rain(2), closure), START),
                        ListSource.of(Topics.HAUL_DECLARATION, List.of(SlotCity.declaration()), START)),
                new ForecastSinks(forecasts, quality, slots),
                settings);
        env.execute();
        return new Told(forecasts.written(), quality.written(), slots.written());
    }

    @Test
    void forecastsLinksAndDetectorsAtEveryFullStep() throws Exception {
        ForecastCity.shelve(folder, "1", 12);
        Told told = run(ForecastCity.settings(folder));
        assertThat(told.forecasts().stream().map(Forecast::time).distinct())
                .hasSize(18)
                .allSatisfy(time -> assertThat((time - START) % STEP).isZero())
                .contains(START + 90 * MINUTE)
                .doesNotContain(START + 95 * MINUTE);
        assertThat(told.forecasts())
                .filteredOn(f -> f.target() == ForecastTarget.DETECTOR && f.quantity() == ForecastQuantity.FLOW)
                .hasSize(18)
                .allSatisfy(f -> assertThat(f.horizons().get(5).p50()).isCloseTo(1200, within(1f)));
        assertThat(told.forecasts())
                .filteredOn(f -> f.target() == ForecastTarget.LINK && f.quantity() == ForecastQuantity.SPEED)
                .hasSize(18 * 4)
                .extracting(Forecast::modelVersion)
                .containsOnly("links/1");
        assertThat(told.quality())
                .filteredOn(q -> q.group().equals(ForecastQuality.ALL) && q.time() == START + 90 * MINUTE)
                .extracting(ForecastQuality::part, ForecastQuality::quantity)
                .hasSize(3);
    }

    @Test
    void forecastsTheSlotsOfTwoWeeks() throws Exception {
        SlotCity.write(folder.resolve("models/slots/links/1"), SlotCity.learn(SlotCity.history(12, 0)), SlotCity.history(12, 0));
        Told told = run(ForecastCity.settings(folder));
        assertThat(told.slots()).extracting(SlotForecast::modelVersion).containsOnly("slots/links/1");
        // All days of four links after the first half hour, what is left of today after the others that are over.
        assertThat(told.slots()).filteredOn(s -> s.time() == START + 30 * MINUTE).hasSize(4 * 14);
        assertThat(told.slots())
                .filteredOn(s -> s.time() == START + 90 * MINUTE && s.firstSlot() == s.time())
                .hasSize(4)
                .allSatisfy(s -> assertThat(s.slots()).hasSize(45));
    }

    @Test
    void forecastsEveryMinuteWhereThatIsAsked() throws Exception {
        ForecastCity.shelve(folder, "1", 12);
        Told told = run(ForecastCity.settings(folder).withTicks(1, 1));
        assertThat(told.forecasts().stream()
                        .filter(f -> f.targetId().equals("2") && f.quantity() == ForecastQuantity.SPEED)
                        .map(Forecast::time)
                        .sorted())
                .hasSizeGreaterThan(88)
                .allSatisfy(time -> assertThat((time - START) % MINUTE).isZero())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyOperatorHasAUidAndNoTypeNeedsKryo() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        JobEnvironment.configure(env, Duration.ofSeconds(1));
        ForecastJob.build(
                env,
                ForecastSources.kafka("127.0.0.1:1", "shape"),
                ForecastSinks.kafka("127.0.0.1:1", "shape"),
                ForecastCity.settings(folder));
        assertThat(env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(env.getStreamGraph(false).getStreamNodes())
                .hasSizeGreaterThan(7)
                .allSatisfy(node -> assertThat(node.getTransformationUID())
                        .as(((StreamNode) node).getOperatorName())
                        .isNotBlank());
    }
}
