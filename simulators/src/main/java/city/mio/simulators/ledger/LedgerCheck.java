package city.mio.simulators.ledger;

import city.mio.events.DeadLetter;
import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import city.mio.events.RefusalReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares a {@link Ledger} with what the engine says became of the records: receipts, which add up per device and
 * minute, and dead letters. Every record must end as accepted once, as a removed duplicate, or as a dead letter.
 *
 * <p>Equal counts are not enough: one record lost and another accepted twice would balance. So the digests of the
 * identities must agree as well; where they do not, at least one of each is reported. Thread-safe.
 */
public final class LedgerCheck {

    /** What became of one device's minute. */
    private static final class Seen {
        int accepted;
        long digest;
        int duplicates;
        int refused;
        Set<Long> refusedIdentities = Set.of();

        void refuse(long identity) {
            refused++;
            if (refusedIdentities.isEmpty()) {
                refusedIdentities = new HashSet<>();
            }
            refusedIdentities.add(identity);
        }
    }

    private static final Seen NOTHING = new Seen();

    private final Ledger ledger;
    private final Map<Ledger.Device, Map<Long, Seen>> seen = new HashMap<>();
    private final Map<IntakeSource, Totals> folded = new EnumMap<>(IntakeSource.class);
    private final Map<IntakeSource, long[]> decided = new EnumMap<>(IntakeSource.class);
    private final Map<RefusalReason, Long> malformedRefused = new EnumMap<>(RefusalReason.class);
    private final Map<RefusalReason, Long> goodRefused = new EnumMap<>(RefusalReason.class);
    private long otherReason;
    private long unexplained;
    private long newestMinute;

    public LedgerCheck(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The whole comparison at once. Strikes the malformed records that came back off the ledger. */
    public static LedgerReport compare(Ledger ledger, Stream<IntakeReceipt> receipts, Stream<DeadLetter> letters) {
        LedgerCheck check = new LedgerCheck(ledger);
        receipts.forEach(check::accept);
        letters.forEach(check::accept);
        return check.report();
    }

    /** A receipt arrived. */
    public synchronized void accept(IntakeReceipt receipt) {
        newestMinute = Math.max(newestMinute, receipt.minute());
        long[] counts = decided.computeIfAbsent(receipt.source(), source -> new long[2]);
        counts[0] += receipt.matched();
        counts[1] += receipt.unmatched();
        if (receipt.accepted() == 0 && receipt.duplicates() == 0) {
            return;
        }
        Seen cell = cell(new Ledger.Device(receipt.source(), receipt.deviceId()), receipt.minute());
        cell.accepted += receipt.accepted();
        cell.digest += receipt.digest();
        cell.duplicates += receipt.duplicates();
    }

    /** A dead letter arrived. */
    public synchronized void accept(DeadLetter letter) {
        LetterReader.Claim claim = LetterReader.read(letter);
        for (long fingerprint : claim.fingerprints()) {
            Ledger.Malformed struck = ledger.strike(fingerprint, letter.reason());
            if (struck != null) {
                malformedRefused.merge(letter.reason(), 1L, Long::sum);
                if (struck.reason() != letter.reason()) {
                    otherReason++;
                }
                return;
            }
        }
        Ledger.Device device = claim.device();
        long minute = Math.floorDiv(claim.time(), Ledger.MINUTE) * Ledger.MINUTE;
        if (device == null || !wasSent(device, minute)) {
            unexplained++;
            return;
        }
        goodRefused.merge(letter.reason(), 1L, Long::sum);
        cell(device, minute).refuse(claim.identity());
    }

    private Seen cell(Ledger.Device device, long minute) {
        return seen.computeIfAbsent(device, key -> new HashMap<>()).computeIfAbsent(minute, key -> new Seen());
    }

    private boolean wasSent(Ledger.Device device, long minute) {
        Map<Long, Ledger.Sent> minutes = ledger.cells().get(device);
        if (minutes == null) {
            return false;
        }
        synchronized (minutes) {
            return minutes.containsKey(minute);
        }
    }

    /** How the books stand now. */
    public synchronized LedgerReport report() {
        Map<IntakeSource, Totals> totals = new EnumMap<>(IntakeSource.class);
        folded.forEach((source, sum) -> totals.put(source, sum.copy()));
        ledger.cells().forEach((device, minutes) -> {
            Map<Long, Seen> ends = seen.getOrDefault(device, Map.of());
            Totals sum = totals.computeIfAbsent(device.source(), source -> new Totals());
            synchronized (minutes) {
                minutes.forEach((minute, sent) -> sum.add(sent, ends.getOrDefault(minute, NOTHING)));
            }
        });
        seen.forEach((device, minutes) -> minutes.forEach((minute, end) -> {
            if (!wasSent(device, minute)) {
                totals.computeIfAbsent(device.source(), source -> new Totals()).addUnsent(end);
            }
        }));
        for (IntakeSource source : IntakeSource.values()) {
            if (ledger.malformedOf(source) > 0) {
                totals.computeIfAbsent(source, key -> new Totals());
            }
        }
        Map<IntakeSource, LedgerReport.Balance> balances = new EnumMap<>(IntakeSource.class);
        totals.forEach((source, sum) -> balances.put(
                source, sum.balance(ledger.malformedOf(source), decided.getOrDefault(source, new long[2]))));
        return new LedgerReport(
                balances,
                ledger.malformedByReason(),
                malformedRefused,
                ledger.malformedOutstanding(),
                otherReason,
                goodRefused,
                unexplained);
    }

    /** Whether everything that was sent so far has come to an end that is known. */
    public boolean settled() {
        return report().settled();
    }

    /** The newest minute that a receipt was about, UTC epoch milliseconds; 0 before the first. */
    public synchronized long newestMinute() {
        return newestMinute;
    }

    /**
     * Keeps only the sums of the minutes before this one that balance exactly, so that a long run stays small. What
     * does not balance is kept until it does.
     *
     * @param minute event time, UTC epoch milliseconds
     */
    public synchronized void foldBefore(long minute) {
        ledger.cells().forEach((device, minutes) -> {
            Map<Long, Seen> ends = seen.get(device);
            if (ends == null) {
                return;
            }
            synchronized (minutes) {
                Iterator<Map.Entry<Long, Ledger.Sent>> each = minutes.entrySet().iterator();
                while (each.hasNext()) {
                    Map.Entry<Long, Ledger.Sent> entry = each.next();
                    Seen end = ends.get(entry.getKey());
                    if (entry.getKey() < minute && end != null && balances(entry.getValue(), end)) {
                        folded.computeIfAbsent(device.source(), source -> new Totals()).add(entry.getValue(), end);
                        ends.remove(entry.getKey());
                        each.remove();
                    }
                }
            }
            if (ends.isEmpty()) {
                seen.remove(device);
            }
        });
    }

    private static boolean balances(Ledger.Sent sent, Seen end) {
        return end.refused == 0
                && end.accepted == sent.unique
                && end.digest == sent.digest
                && end.duplicates == sent.again;
    }

    /** Device minutes held on the engine's side; for tests of boundedness. */
    synchronized int openMinutes() {
        return seen.values().stream().mapToInt(Map::size).sum();
    }

    private static final class Totals {
        long unique;
        long again;
        long accepted;
        long duplicates;
        long refused;
        long lost;
        long duplicated;
        long unexpected;
        long unaccounted;

        Totals copy() {
            Totals copy = new Totals();
            copy.unique = unique;
            copy.again = again;
            copy.accepted = accepted;
            copy.duplicates = duplicates;
            copy.refused = refused;
            copy.lost = lost;
            copy.duplicated = duplicated;
            copy.unexpected = unexpected;
            copy.unaccounted = unaccounted;
            return copy;
        }

        void add(Ledger.Sent sent, Seen end) {
            unique += sent.unique;
            again += sent.again;
            accepted += end.accepted;
            duplicates += end.duplicates;
            refused += end.refused;
            int missing = sent.unique - end.accepted;
            unaccounted += Math.max(0, sent.unique + sent.again - end.accepted - end.duplicates - end.refused);
            if (missing < 0) {
                if (sent.unique == 0) {
                    unexpected -= missing;
                } else {
                    duplicated -= missing;
                }
            } else if (missing > end.refusedIdentities.size()) {
                lost += missing - end.refusedIdentities.size();
            } else if (!Refusals.explain(sent.digest - end.digest, missing, end.refusedIdentities)) {
                lost++;
                duplicated++;
            }
        }

        void addUnsent(Seen end) {
            accepted += end.accepted;
            duplicates += end.duplicates;
            refused += end.refused;
            unexpected += end.accepted;
        }

        LedgerReport.Balance balance(long malformed, long[] matched) {
            return new LedgerReport.Balance(
                    unique,
                    again,
                    malformed,
                    accepted,
                    duplicates,
                    refused,
                    lost,
                    duplicated,
                    unexpected,
                    unaccounted,
                    matched[0],
                    matched[1]);
        }
    }

    /** Whether refused records explain what is missing from a digest. */
    private static final class Refusals {

        /** Beyond this many refusals in one device's minute the subsets are too many to try. */
        private static final int MOST = 16;

        static boolean explain(long missingDigest, int missing, Set<Long> refused) {
            if (missing == 0 && missingDigest == 0) {
                return true;
            }
            if (refused.size() > MOST) {
                return missing > 0;
            }
            List<Long> digests = new ArrayList<>();
            refused.forEach(identity -> digests.add(IntakeReceipt.digestOf(identity)));
            return subset(digests, 0, missing, missingDigest);
        }

        private static boolean subset(List<Long> digests, int from, int take, long sum) {
            if (take == 0) {
                return sum == 0;
            }
            for (int i = from; i <= digests.size() - take; i++) {
                if (subset(digests, i + 1, take - 1, sum - digests.get(i))) {
                    return true;
                }
            }
            return false;
        }
    }
}
