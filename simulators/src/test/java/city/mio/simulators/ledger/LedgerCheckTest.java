package city.mio.simulators.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.events.DeadLetter;
import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import city.mio.events.ProbePosition;
import city.mio.events.RefusalReason;
import city.mio.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LedgerCheckTest {

    private static final long START = 1_800_000_000_000L / 60_000 * 60_000;

    private final Ledger ledger = new Ledger();
    private final List<ProbePosition> arrived = new ArrayList<>();

    private static ProbePosition position(String vehicle, int sequence) {
        return ProbePosition.builder()
                .vehicleId(vehicle)
                .sequence(sequence)
                .time(START + sequence * 7_000L)
                .lon(135.5)
                .lat(34.7)
                .build();
    }

    private ProbePosition send(String vehicle, int sequence) {
        ProbePosition position = position(vehicle, sequence);
        ledger.sent(IntakeSource.PROBES, vehicle, position.time(), position.identity());
        arrived.add(position);
        return position;
    }

    private void sendAgain(ProbePosition position) {
        ledger.sentAgain(IntakeSource.PROBES, position.vehicleId(), position.time());
        arrived.add(position);
    }

    /** What an engine that does not look at identities would say of what arrived. */
    private Stream<IntakeReceipt> blindReceipts(int duplicatesOfFirst) {
        List<IntakeReceipt> receipts = new ArrayList<>();
        for (int i = 0; i < arrived.size(); i++) {
            ProbePosition p = arrived.get(i);
            boolean duplicate = i == 0 && duplicatesOfFirst > 0;
            receipts.add(receipt(p, 1, p.identity(), duplicate ? duplicatesOfFirst : 0));
        }
        return receipts.stream();
    }

    private static IntakeReceipt receipt(ProbePosition p, int accepted, long identity, int duplicates) {
        return IntakeReceipt.builder()
                .source(IntakeSource.PROBES)
                .deviceId(p.vehicleId())
                .minute(p.time() / 60_000 * 60_000)
                .accepted(accepted)
                .digest(accepted == 0 ? 0 : IntakeReceipt.digestOf(identity))
                .duplicates(duplicates)
                .matched(accepted)
                .build();
    }

    private static DeadLetter letter(String source, RefusalReason reason, byte[] raw) {
        return new DeadLetter(source, reason, "test", "", raw, 0, 0, START);
    }

    @Test
    void balancesWhenEverythingArrivesOnce() {
        for (int i = 1; i <= 100; i++) {
            send(i % 2 == 0 ? "a" : "b", i);
        }
        LedgerReport report = LedgerCheck.compare(ledger, blindReceipts(0), Stream.empty());
        assertThat(report.lost()).isZero();
        assertThat(report.duplicated()).isZero();
        assertThat(report.settled()).isTrue();
        assertThat(report.accepted()).isEqualTo(100);
        assertThat(report.matchedShare()).isEqualTo(1);
    }

    @Test
    void findsARemovedRecord() {
        for (int i = 1; i <= 50; i++) {
            send("a", i);
        }
        arrived.remove(17);
        LedgerReport report = LedgerCheck.compare(ledger, blindReceipts(0), Stream.empty());
        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.duplicated()).isZero();
        assertThat(report.settled()).isFalse();
    }

    @Test
    void findsADoubledRecord() {
        for (int i = 1; i <= 50; i++) {
            send("a", i);
        }
        arrived.add(arrived.get(17));
        LedgerReport report = LedgerCheck.compare(ledger, blindReceipts(0), Stream.empty());
        assertThat(report.lost()).isZero();
        assertThat(report.duplicated()).isEqualTo(1);
    }

    @Test
    void findsALossThatADoubleWouldHideInTheCounts() {
        for (int i = 1; i <= 5; i++) {
            send("a", i);
        }
        arrived.set(2, arrived.get(1));
        LedgerReport report = LedgerCheck.compare(ledger, blindReceipts(0), Stream.empty());
        assertThat(report.lost()).isEqualTo(1);
        assertThat(report.duplicated()).isEqualTo(1);
    }

    @Test
    void expectsInjectedCopiesToBeRemoved() {
        ProbePosition first = send("a", 1);
        sendAgain(first);
        arrived.remove(1);
        assertThat(LedgerCheck.compare(ledger, blindReceipts(1), Stream.empty()).settled()).isTrue();
        assertThat(LedgerCheck.compare(ledger, blindReceipts(0), Stream.empty()).settled())
                .as("the copy came to no known end")
                .isFalse();
    }

    @Test
    void countsARefusedGoodRecordAsAccountedFor() {
        for (int i = 1; i <= 5; i++) {
            send("a", i);
        }
        ProbePosition late = arrived.remove(3);
        DeadLetter letter = letter(
                "probe.position", RefusalReason.TOO_LATE, Topics.PROBE_POSITION.codec().encode(late));
        LedgerReport report = LedgerCheck.compare(ledger, blindReceipts(0), Stream.of(letter));
        assertThat(report.lost()).isZero();
        assertThat(report.settled()).isTrue();
        assertThat(report.goodRefused()).containsEntry(RefusalReason.TOO_LATE, 1L);
    }

    @Test
    void aRefusedCopyDoesNotHideALoss() {
        for (int i = 1; i <= 5; i++) {
            send("a", i);
        }
        ProbePosition copied = arrived.get(1);
        sendAgain(copied);
        arrived.remove(5);
        arrived.remove(3);
        DeadLetter letter = letter(
                "probe.position", RefusalReason.TOO_LATE, Topics.PROBE_POSITION.codec().encode(copied));
        LedgerReport report = LedgerCheck.compare(ledger, blindReceipts(0), Stream.of(letter));
        assertThat(report.lost()).isEqualTo(1);
    }

    @Test
    void followsMalformedRecordsToTheirDeadLetters() {
        byte[] garbage = {1, 2, 3};
        ledger.sentMalformed(IntakeSource.PROBES, RefusalReason.UNDECODABLE, Fingerprint.ofBytes(garbage));
        ledger.sentMalformed(
                IntakeSource.DETECTORS,
                RefusalReason.UNKNOWN_DEVICE,
                Fingerprint.ofIdentity(IntakeSource.DETECTORS, "D-X", 7));
        ledger.sentMalformed(
                IntakeSource.PASSAGES, RefusalReason.UNDECODABLE, Fingerprint.ofPlace("mio/osaka/camera/C/passage"));
        byte[] json = "{\"detectorId\":\"D-X\",\"sequence\":7,\"intervalStart\":\"2026-11-18T07:00:00+09:00\"}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(LedgerCheck.compare(ledger, Stream.empty(), Stream.empty()).lost()).isEqualTo(3);

        LedgerReport report = LedgerCheck.compare(
                ledger,
                Stream.empty(),
                Stream.of(
                        letter("probe.position", RefusalReason.UNDECODABLE, garbage),
                        letter("mio/osaka/detector/D-X/reading", RefusalReason.INVALID_FIELD, json),
                        letter("mio/osaka/camera/C/passage", RefusalReason.UNDECODABLE, new byte[] {'*'})));
        assertThat(report.lost()).isZero();
        assertThat(report.otherReason()).isEqualTo(1);
        assertThat(report.unexplained()).isZero();
    }

    @Test
    void reportsWhatNobodySent() {
        LedgerReport report = LedgerCheck.compare(
                ledger,
                Stream.of(receipt(position("ghost", 1), 1, 1, 0)),
                Stream.of(letter("probe.position", RefusalReason.UNDECODABLE, new byte[] {9})));
        assertThat(report.bySource().get(IntakeSource.PROBES).unexpected()).isEqualTo(1);
        assertThat(report.unexplained()).isEqualTo(1);
    }

    @Test
    void foldingKeepsTheSumsAndWhatDoesNotBalance() {
        for (int i = 1; i <= 100; i++) {
            send("a", i);
        }
        arrived.remove(40);
        LedgerCheck check = new LedgerCheck(ledger);
        blindReceipts(0).forEach(check::accept);
        LedgerReport before = check.report();
        check.foldBefore(Long.MAX_VALUE);
        assertThat(check.openMinutes()).isEqualTo(1);
        assertThat(check.report()).isEqualTo(before);

        ProbePosition missing = position("a", 41);
        check.accept(receipt(missing, 1, missing.identity(), 0));
        assertThat(check.settled()).isTrue();
        assertThat(Arrays.asList(check.report().accepted(), check.report().lost())).containsExactly(100L, 0L);
    }
}
