package city.mio.jobs.haul;

import static city.mio.jobs.haul.HaulTown.EIGHT;
import static city.mio.jobs.haul.HaulTown.MINUTE;
import static city.mio.jobs.haul.HaulTown.declaration;
import static city.mio.jobs.haul.HaulTown.passage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import city.mio.events.Alert;
import city.mio.events.DeadLetter;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import city.mio.events.HaulOrderKind;
import city.mio.events.HaulPassage;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.HaulTripState;
import city.mio.events.HorizonForecast;
import city.mio.events.LinkState;
import city.mio.events.ProbePosition;
import city.mio.events.SlotForecast;
import city.mio.events.SlotQuantiles;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.JobEnvironment;
import city.mio.jobs.topics.ListSink;
import city.mio.jobs.topics.ListSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job as it is built, from lists to lists. */
class HaulJobTest {

    private static final byte[] NONSENSE = "no protobuf".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void declarationsBecomeTripsAndSlots() throws Exception {
        List<HaulDeclaration> declarations = new ArrayList<>();
        List<HaulPassage> passages = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            declarations.add(declaration("t" + i, 60).build());
        }
        declarations.add(declaration("bad", 60).siteId("nowhere").build());
        passages.add(passage("N", 1, 70, "plate-t0"));
        List<LinkState> states = new ArrayList<>();
        for (int m = 0; m < 240; m++) {
            states.add(LinkState.builder()
                    .linkId(2)
                    .minute(EIGHT + m * MINUTE)
                    .speedMps(12)
                    .travelTimeSeconds(160)
                    .freeFlowSpeedMps(14)
                    .build());
        }
        HaulOrder order = HaulOrder.builder()
                .orderId("o1")
                .kind(HaulOrderKind.CAP)
                .routeId("south")
                .from(EIGHT + 60 * MINUTE)
                .until(EIGHT + 90 * MINUTE)
                .cap(2)
                .by("Sato")
                .time(EIGHT)
                .build();
        ProbePosition fix = ProbePosition.builder().vehicleId("taxi").time(EIGHT).lon(135.42).lat(34.65).build();
        Forecast forecast = Forecast.builder()
                .target(ForecastTarget.LINK)
                .targetId("2")
                .quantity(ForecastQuantity.SPEED)
                .time(EIGHT)
                .modelVersion("links/1")
                .horizons(List.of(new HorizonForecast(5, 10, 11, 12)))
                .build();
        SlotForecast ahead = SlotForecast.builder()
                .target(ForecastTarget.LINK)
                .targetId("2")
                .quantity(ForecastQuantity.FLOW)
                .time(EIGHT)
                .firstSlot(EIGHT + 60 * MINUTE)
                .slotMinutes(30)
                .modelVersion("slots/1")
                .slots(List.of(new SlotQuantiles(100, 200, 300), new SlotQuantiles(100, 200, 300)))
                .build();
        ListSink<HaulTrip> trips = new ListSink<>();
        ListSink<HaulSlot> slots = new ListSink<>();
        ListSink<Alert> alerts = new ListSink<>();
        ListSink<DeadLetter> refusals = new ListSink<>();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        JobEnvironment.configure(env, Duration.ofSeconds(1));
        HaulJob.build(
                env,
                new HaulSources(
                        ListSource.ofRaw(Topics.HAUL_DECLARATION, withNonsense(Topics.HAUL_DECLARATION, declarations), 0),
                        ListSource.ofRaw(Topics.HAUL_ORDER, withNonsense(Topics.HAUL_ORDER, List.of(order)), 0),
                        ListSource.of(Topics.HAUL_PASSAGE, passages, 0),
                        ListSource.of(Topics.PROBE_POSITION, List.of(fix), 0),
                        ListSource.of(Topics.LINK_STATE, states, 0),
                        ListSource.of(Topics.FORECAST, List.of(forecast), 0),
                        ListSource.of(Topics.FORECAST_SLOT, List.of(ahead), 0)),
                new HaulSinks(trips, slots, alerts, refusals),
                HaulTown.settings(folder));
        assertThat(env.getStreamGraph(false).getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .doesNotContainNull();
        env.execute();

        Map<String, HaulTrip> newest = new TreeMap<>();
        trips.written().forEach(trip -> newest.put(trip.tripId(), trip));
        assertThat(newest).containsOnlyKeys("t0", "t1", "t2", "t3");
        assertThat(newest.get("t0").seenAt()).isEqualTo(EIGHT + 70 * MINUTE);
        assertThat(newest.values()).filteredOn(HaulTrip::moved).hasSize(1);
        assertThat(newest.get("t0").state()).isIn(HaulTripState.ON_TIME, HaulTripState.EARLY, HaulTripState.LATE);
        assertThat(slots.written()).anySatisfy(slot -> {
            assertThat(slot.routeId()).isEqualTo("north");
            assertThat(slot.planned()).isEqualTo(3);
            // The forecast knows link 2 of the three of the route.
            assertThat(slot.headRoom()).isPositive();
            assertThat(slot.linkId()).isEqualTo(2);
        });
        assertThat(refusals.written())
                .extracting(DeadLetter::source, DeadLetter::reason)
                .containsExactlyInAnyOrder(
                        tuple("haul.declaration", RefusalReason.NOT_ALLOWED),
                        tuple("haul.declaration", RefusalReason.UNDECODABLE),
                        tuple("haul.order", RefusalReason.UNDECODABLE));
        assertThat(refusals.written())
                .filteredOn(letter -> letter.reason() == RefusalReason.UNDECODABLE)
                .allSatisfy(letter -> {
                    assertThat(letter.raw()).isEqualTo(NONSENSE);
                    assertThat(letter.detail()).isNotBlank();
                });
        assertThat(refusals.written()).filteredOn(letter -> letter.source().equals("haul.order")).singleElement()
                .satisfies(letter -> assertThat(letter.offset()).isEqualTo(1));
        assertThat(refusals.written()).filteredOn(letter -> letter.reason() == RefusalReason.NOT_ALLOWED).singleElement()
                .satisfies(letter -> assertThat(letter.detail()).contains("nowhere"));
    }

    private static <T> List<byte[]> withNonsense(Topic<T> topic, List<T> events) {
        List<byte[]> bytes = new ArrayList<>();
        events.forEach(event -> bytes.add(topic.codec().encode(event)));
        bytes.add(NONSENSE);
        return bytes;
    }
}
