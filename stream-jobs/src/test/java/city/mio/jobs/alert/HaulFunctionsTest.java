package city.mio.jobs.alert;

import static city.mio.jobs.alert.TestCity.EIGHT;
import static city.mio.jobs.alert.TestCity.MINUTE;
import static city.mio.jobs.alert.TestCity.declaration;
import static city.mio.jobs.alert.TestCity.passage;
import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import city.mio.events.DeadLetter;
import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulPassage;
import city.mio.events.HaulVehicleClass;
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
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaulFunctionsTest {

    @TempDir
    Path folder;

    private CityContext city;

    @BeforeEach
    void city() throws Exception {
        city = new CityContext(TestCity.settings(folder));
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, HaulPassage, HaulDeclaration, Alert> plates()
            throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new PlateFunction(city)),
                HaulPassage::plateHash,
                HaulDeclaration::plateHash,
                Types.STRING);
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, RoutePass, HaulDeclaration, Alert> slots() throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new SlotFunction(city)),
                RoutePass::routeId,
                HaulDeclaration::routeId,
                Types.STRING);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Inbound<HaulPassage>, HaulPassage> intake() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PassageIntake(city)), inbound -> inbound.event().cameraId(), Types.STRING);
    }

    private static <H extends KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, Alert>> H open(
            H harness, OperatorSubtaskState restored) throws Exception {
        harness.setup(SerializerType.ofEvents(Topics.ALERT).createSerializer(null));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }

    private static void watermark(KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?> harness, long time)
            throws Exception {
        harness.processWatermark1(new Watermark(time));
        harness.processWatermark2(new Watermark(time));
    }

    private static Inbound<HaulPassage> inbound(HaulPassage passage) {
        return Inbound.of(Topics.HAUL_PASSAGE, passage, EIGHT);
    }

    @Test
    void anUndeclaredPlateIsToldAndADeclaredOneIsCounted() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = open(plates(), null)) {
            harness.processElement2(declaration("d1", "aaaa1111bbbb", 0), 0);
            harness.processElement1(passage("C-2", 2, 5, "aaaa1111bbbb"), EIGHT);
            harness.processElement1(passage("C-2", 1, 4, "cccc2222dddd"), EIGHT);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = open(plates(), snapshot)) {
            watermark(harness, EIGHT + 6 * MINUTE);
            assertThat(harness.extractOutputValues()).singleElement().satisfies(alert -> {
                assertThat(alert.type()).isEqualTo(AlertType.UNREGISTERED_PLATE);
                assertThat(alert.alertId()).isEqualTo("plate-cccc2222dddd-20261117T230400Z");
                assertThat(alert.placeId()).isEqualTo("C-2");
                assertThat(alert.sentenceEn())
                        .isEqualTo("An undeclared construction vehicle (plate hash cccc2222) passed Yumemai bridge gate"
                                + " at 08:04.");
                assertThat(alert.sentenceJa()).isEqualTo("8時04分、夢舞大橋ゲートで届出のない工事車両（照合番号cccc2222）の通過を確認しました。");
            });
            assertThat(harness.getSideOutput(PlateFunction.PASSES))
                    .extracting(r -> r.getValue().plateHash())
                    .containsExactlyInAnyOrder("aaaa1111bbbb", "cccc2222dddd");
            watermark(harness, EIGHT + 3 * 1440 * MINUTE);
            assertThat(harness.extractOutputValues())
                    .extracting(Alert::status)
                    .containsExactly(AlertStatus.OPENED, AlertStatus.CLEARED);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void lightVehiclesNeedNoDeclaration() throws Exception {
        try (var harness = open(plates(), null)) {
            harness.processElement1(
                    passage("C-2", 1, 4, "cccc2222dddd").toBuilder()
                            .vehicleClass(HaulVehicleClass.LIGHT)
                            .build(),
                    EIGHT);
            watermark(harness, EIGHT + 60 * MINUTE);
            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.getSideOutput(PlateFunction.PASSES)).isNullOrEmpty();
        }
    }

    @Test
    void aSlotOverItsCapIsToldOnceAndClearedWhenItIsOver() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = open(slots(), null)) {
            harness.processElement2(declaration("d1", "p1", 0), 0);
            for (int i : new int[] {4, 2, 3, 1}) {
                long time = EIGHT + i * MINUTE;
                harness.processElement1(new RoutePass("yumemai", time, time + MINUTE, "p" + i), time);
            }
            watermark(harness, EIGHT + 3 * MINUTE);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = open(slots(), snapshot)) {
            watermark(harness, EIGHT + 5 * MINUTE);
            assertThat(harness.extractOutputValues()).singleElement().satisfies(alert -> {
                assertThat(alert.type()).isEqualTo(AlertType.HAUL_SLOT_OVER_CAP);
                assertThat(alert.severity()).isEqualTo(AlertSeverity.CRITICAL);
                assertThat(alert.since()).isEqualTo(EIGHT + 4 * MINUTE);
                assertThat(alert.linkId()).isEqualTo(4);
                assertThat(alert.evidence())
                        .containsEntry("passedVehicles", "4")
                        .containsEntry("capVehicles", "3")
                        .containsEntry("declaredVehicles", "1");
                assertThat(alert.sentenceEn())
                        .isEqualTo("The Yumemai bridge route has gone over its cap in the slot 08:00-08:30: 4"
                                + " construction vehicles, cap 3.");
                assertThat(alert.sentenceJa())
                        .isEqualTo("夢舞大橋ルートの8時00分～8時30分の枠で、工事車両が4台となり、上限の3台を超えました。");
            });
            watermark(harness, EIGHT + 60 * MINUTE);
            assertThat(harness.extractOutputValues()).hasSize(2).last().satisfies(alert -> {
                assertThat(alert.status()).isEqualTo(AlertStatus.CLEARED);
                assertThat(alert.time()).isEqualTo(EIGHT + 30 * MINUTE);
            });
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
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

    @Test
    void aCorrectionTakesBackWhatItMoves() throws Exception {
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new DeclarationFunction(city)),
                HaulDeclaration::declarationId,
                Types.STRING)) {
            harness.setup(SerializerType.ofEvents(Topics.HAUL_DECLARATION).createSerializer(null));
            harness.open();
            harness.processElement(declaration("d1", "p1", 0), 0);
            harness.processElement(declaration("d1", "p2", 0), 0);
            assertThat(harness.extractOutputValues())
                    .extracting(HaulDeclaration::plateHash, HaulDeclaration::status)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("p1", DeclarationStatus.FIRM),
                            org.assertj.core.groups.Tuple.tuple("p1", DeclarationStatus.CANCELLED),
                            org.assertj.core.groups.Tuple.tuple("p2", DeclarationStatus.FIRM));
            harness.processWatermark(EIGHT + 3 * 1440 * MINUTE);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }
}
