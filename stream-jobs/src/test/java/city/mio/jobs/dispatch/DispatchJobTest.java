package city.mio.jobs.dispatch;

import static city.mio.jobs.dispatch.DispatchTown.ask;
import static city.mio.jobs.dispatch.DispatchTown.idle;
import static city.mio.jobs.dispatch.DispatchTown.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.DispatchPlan;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HorizonForecast;
import city.mio.events.RefusalReason;
import city.mio.events.RoadEvent;
import city.mio.events.RoadEventKind;
import city.mio.events.TripNews;
import city.mio.events.TripOffer;
import city.mio.events.TripRequest;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.ListSink;
import city.mio.jobs.topics.ListSource;
import city.mio.jobs.topics.SettingsJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, from lists to lists. */
class DispatchJobTest {

    @TempDir
    Path folder;

    @Test
    void answersEveryRequestOfEveryServiceOnce() throws Exception {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            TripRequest request = ask("r" + i, i, stop(2 * (i % 3), 0), stop(4 - 2 * (i % 3), 4))
                    .operatorId(i % 2 == 0 ? "red" : "blue")
                    .build();
            requests.add(Topics.TRIP_REQUEST.codec().encode(request));
            if (i % 10 == 0) {
                requests.add(Topics.TRIP_REQUEST.codec().encode(request));
            }
        }
        requests.add(new byte[] {1, 2, 3});
        requests.add(Topics.TRIP_REQUEST.codec().encode(ask("late", -90 * 86_400, stop(0, 0), stop(2, 2)).build()));
        ListSink<TripOffer> offers = new ListSink<>();
        ListSink<DispatchPlan> plans = new ListSink<>();
        ListSink<Alert> alerts = new ListSink<>();
        ListSink<DeadLetter> letters = new ListSink<>();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        JobEnvironment.configure(env, Duration.ofSeconds(1));
        DispatchJob.build(
                env,
                new DispatchSources(
                        ListSource.ofRaw(Topics.TRIP_REQUEST, requests, 5),
                        ListSource.of(Topics.BUS_STATUS, List.of(idle("V1", 0).build(), idle("none", 1).build()), 5),
                        ListSource.of(Topics.LINK_STATE, List.of(DispatchTown.state(1002, 0, 40)), 5),
                        ListSource.of(
                                Topics.FORECAST,
                                List.of(Forecast.builder()
                                        .target(ForecastTarget.LINK)
                                        .targetId("1002")
                                        .quantity(ForecastQuantity.SPEED)
                                        .time(DispatchTown.START)
                                        .modelVersion("m")
                                        .horizons(List.of(new HorizonForecast(15, 5, 8, 9)))
                                        .build()),
                                5),
                        ListSource.of(
                                Topics.ROAD_EVENT,
                                List.of(RoadEvent.builder()
                                        .eventId("elsewhere")
                                        .kind(RoadEventKind.CLOSURE)
                                        .linkId(99)
                                        .start(DispatchTown.START)
                                        .end(DispatchTown.START + DispatchTown.MINUTE)
                                        .build()),
                                5)),
                new DispatchSinks(offers, plans, alerts, letters),
                DispatchTown.settings(folder));
        env.execute();
        assertThat(offers.written())
                .filteredOn(offer -> offer.news() == TripNews.ANSWER)
                .extracting(TripOffer::requestId)
                .hasSize(50)
                .doesNotHaveDuplicates();
        assertThat(plans.written()).isNotEmpty();
        assertThat(letters.written())
                .extracting(DeadLetter::reason)
                .containsExactlyInAnyOrder(
                        RefusalReason.UNDECODABLE, RefusalReason.TIME_OUT_OF_RANGE, RefusalReason.UNKNOWN_DEVICE);
    }

    @Test
    void everyOperatorHasAUidAndNoTypeNeedsKryo() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        DispatchJob.configure(env, Duration.ofSeconds(5));
        DispatchJob.build(
                env,
                DispatchSources.kafka("127.0.0.1:1", "shape"),
                DispatchSinks.kafka("127.0.0.1:1", "shape"),
                DispatchTown.settings(folder));
        assertThat(env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(env.getCheckpointInterval()).isEqualTo(500);
        assertThat(env.getStreamGraph(false).getStreamNodes())
                .hasSizeGreaterThan(9)
                .allSatisfy(node -> assertThat(node.getTransformationUID())
                        .as(((StreamNode) node).getOperatorName())
                        .isNotBlank());
    }

    @Test
    void settingsTravelAsJsonAndNameTheirFault() throws Exception {
        DispatchJobSettings settings = DispatchTown.settings(folder);
        String json = SettingsJson.write(settings);
        assertThat(SettingsJson.read(json, DispatchJobSettings.class)).isEqualTo(settings);
        assertThatThrownBy(() -> SettingsJson.read(
                        json.replace("\"tickSeconds\":5", "\"tickSeconds\":0"), DispatchJobSettings.class))
                .hasMessageContaining("tickSeconds is outside 1 to 3600: 0");
    }
}
