package city.mio.jobs.haul;

import static city.mio.jobs.haul.HaulTown.EIGHT;
import static city.mio.jobs.haul.HaulTown.IN_TIME;
import static city.mio.jobs.haul.HaulTown.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertType;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulOrder;
import city.mio.events.HaulPassage;
import city.mio.events.HaulSlot;
import city.mio.events.HaulTrip;
import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.SerializerType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.io.TempDir;

/** The office with Flink's state and timers around it: news in, what was told out. */
abstract class OfficeHarness {

    @TempDir
    Path folder;

    /** What the office has set; a test may set otherwise. */
    HaulSettings settings() throws Exception {
        return HaulTown.settings(folder);
    }

    final List<Object> told = new ArrayList<>();

    KeyedOneInputStreamOperatorTestHarness<String, HaulNews, HaulTrip> harness() throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, HaulNews, HaulTrip> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new OfficeFunction(new HaulCity(settings()))),
                        news -> "town",
                        Types.STRING,
                        1,
                        1,
                        0);
        harness.setup(SerializerType.ofEvents(Topics.HAUL_TRIP).createSerializer(null));
        return harness;
    }

    static <T> HaulNews news(Topic<T> topic, T event, long time) {
        return HaulNews.of(Inbound.of(topic, event, 0), time);
    }

    static HaulNews news(HaulDeclaration d) {
        return news(Topics.HAUL_DECLARATION, d, HaulIntake.timeOf(d));
    }

    static HaulNews news(HaulPassage p) {
        return news(Topics.HAUL_PASSAGE, p, p.time());
    }

    static HaulNews news(HaulOrder o) {
        return news(Topics.HAUL_ORDER, o, o.time());
    }

    /** What was told, as it came out, kind by kind. */
    void collect(KeyedOneInputStreamOperatorTestHarness<String, HaulNews, HaulTrip> harness) {
        harness.getOutput().forEach(out -> {
            if (out instanceof StreamRecord<?> record) {
                told.add(record.getValue());
            }
        });
        harness.getOutput().clear();
        for (var tag : List.of(OfficeFunction.SLOTS, OfficeFunction.ALERTS, OfficeFunction.REFUSED)) {
            var side = harness.getSideOutput(tag);
            if (side != null) {
                side.forEach(record -> told.add(record.getValue()));
                side.clear();
            }
        }
    }

    Map<String, HaulTrip> trips() {
        Map<String, HaulTrip> newest = new TreeMap<>();
        told.stream().filter(HaulTrip.class::isInstance).map(HaulTrip.class::cast).forEach(t -> newest.put(t.tripId(), t));
        return newest;
    }

    HaulSlot slot(String route, int minute) {
        return told.stream()
                .filter(HaulSlot.class::isInstance)
                .map(HaulSlot.class::cast)
                .filter(s -> s.slotId().equals(route + "@" + (EIGHT + minute * MINUTE)))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    List<Alert> alerts(AlertType type) {
        return told.stream().filter(Alert.class::isInstance).map(Alert.class::cast).filter(a -> a.type() == type).toList();
    }

    List<Object> run(List<HaulNews> news, boolean restored) throws Exception {
        told.clear();
        var harness = harness();
        harness.open();
        for (HaulNews one : news) {
            harness.processElement(one, Math.max(0, one.time()));
        }
        long from = IN_TIME;
        for (long time = from; time <= EIGHT + 1440 * MINUTE; time += 30 * MINUTE + 7) {
            harness.processWatermark(time);
            collect(harness);
            if (restored && time > EIGHT + 63 * MINUTE && time <= EIGHT + 93 * MINUTE + 7) {
                OperatorSubtaskState snapshot = harness.snapshot(1, time);
                harness.close();
                harness = harness();
                harness.initializeState(snapshot);
                harness.open();
                // A restored operator hears the time again.
                harness.processWatermark(time);
            }
        }
        collect(harness);
        assertThat(harness.numKeyedStateEntries()).as("state after the day").isZero();
        assertThat(harness.numEventTimeTimers()).as("timers after the day").isZero();
        harness.close();
        return List.copyOf(told);
    }
}
