package city.mio.jobs.alert;

import static city.mio.jobs.alert.TestCity.EIGHT;
import static city.mio.jobs.alert.TestCity.MINUTE;
import static city.mio.jobs.alert.TestCity.passage;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.DeadLetter;
import city.mio.events.HaulPassage;
import city.mio.events.IntakeReceipt;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topics;
import city.mio.jobs.topics.Inbound;
import city.mio.jobs.topics.SerializerType;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassageIntakeTest {

    @TempDir
    Path folder;

    private CityContext city;

    @BeforeEach
    void city() throws Exception {
        city = new CityContext(TestCity.settings(folder));
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Inbound<HaulPassage>, HaulPassage> intake() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PassageIntake(city)), inbound -> inbound.event().cameraId(), Types.STRING);
    }

    private static Inbound<HaulPassage> inbound(HaulPassage passage) {
        return Inbound.of(Topics.HAUL_PASSAGE, passage, EIGHT);
    }

    @Test
    void everyPassageEndsInExactlyOneWay() throws Exception {
        OperatorSubtaskState snapshot;
        Inbound<HaulPassage> first = inbound(passage("C-1", 1, 20, "p1"));
        try (var harness = intake()) {
            harness.setup(SerializerType.ofEvents(Topics.HAUL_PASSAGE).createSerializer(null));
            harness.open();
            harness.processElement(first, EIGHT);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = intake()) {
            harness.setup(SerializerType.ofEvents(Topics.HAUL_PASSAGE).createSerializer(null));
            harness.initializeState(snapshot);
            harness.open();
            harness.processElement(first, EIGHT);
            harness.processElement(inbound(passage("C-1", 3, 20, "p2")), EIGHT);
            harness.processElement(inbound(passage("C-9", 1, 20, "p3")), EIGHT);
            harness.processWatermark(EIGHT + 21 * MINUTE);
            harness.processElement(inbound(passage("C-1", 2, 20, "p4")), EIGHT);
            harness.processElement(inbound(passage("C-1", 4, 5, "p5")), EIGHT);
            harness.processElement(inbound(passage("C-1", 5, 5000, "p6")), EIGHT);
            harness.processWatermark(EIGHT + 22 * MINUTE);

            assertThat(harness.extractOutputValues()).extracting(HaulPassage::plateHash).containsExactly("p2", "p4");
            List<DeadLetter> refused = harness.getSideOutput(PassageIntake.REFUSED).stream()
                    .map(StreamRecord::getValue)
                    .toList();
            assertThat(refused)
                    .extracting(DeadLetter::reason)
                    .containsExactly(RefusalReason.UNKNOWN_DEVICE, RefusalReason.TOO_LATE, RefusalReason.TIME_OUT_OF_RANGE);
            List<IntakeReceipt> receipts = harness.getSideOutput(PassageIntake.RECEIPTS).stream()
                    .map(StreamRecord::getValue)
                    .toList();
            assertThat(receipts).extracting(IntakeReceipt::accepted).containsExactly(2, 1);
            assertThat(receipts).extracting(IntakeReceipt::duplicates).containsExactly(1, 0);
            assertThat(receipts.stream().mapToLong(IntakeReceipt::digest).sum())
                    .isEqualTo(IntakeReceipt.digestOf(1) + IntakeReceipt.digestOf(2) + IntakeReceipt.digestOf(3));

            harness.processWatermark(EIGHT + 60 * MINUTE);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }
}
