package city.mio.simulators.ledger;

import city.mio.events.IntakeSource;
import city.mio.events.RefusalReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How the books stand. Immutable.
 *
 * @param bySource one balance per stream that has entries
 * @param malformedSent records that should be refused, by the reason expected
 * @param malformedRefused of these, those that came back as dead letters, by the reason given
 * @param malformedMissing of these, those that have not come back
 * @param otherReason of these, those that came back for another reason than expected
 * @param goodRefused good records that were refused, by reason; accounted for, not lost
 * @param unexplained dead letters of nothing that was sent
 */
public record LedgerReport(
        Map<IntakeSource, Balance> bySource,
        Map<RefusalReason, Long> malformedSent,
        Map<RefusalReason, Long> malformedRefused,
        long malformedMissing,
        long otherReason,
        Map<RefusalReason, Long> goodRefused,
        long unexplained) {

    /**
     * One stream.
     *
     * @param unique good records sent
     * @param again further copies of them sent
     * @param malformed records sent that should be refused
     * @param accepted records that the engine took as valid and new
     * @param duplicates copies that the engine removed
     * @param refused good records that the engine refused
     * @param lost good records that were neither accepted nor refused
     * @param duplicated records that were accepted more than once
     * @param unexpected records accepted that nobody sent
     * @param unaccounted records and copies that have not come to an end yet
     * @param matched accepted records placed on a link
     * @param unmatched accepted records that are on no link
     */
    public record Balance(
            long unique,
            long again,
            long malformed,
            long accepted,
            long duplicates,
            long refused,
            long lost,
            long duplicated,
            long unexpected,
            long unaccounted,
            long matched,
            long unmatched) {}

    public LedgerReport {
        bySource = Collections.unmodifiableMap(new EnumMap<>(bySource));
        malformedSent = copy(malformedSent);
        malformedRefused = copy(malformedRefused);
        goodRefused = copy(goodRefused);
    }

    private static Map<RefusalReason, Long> copy(Map<RefusalReason, Long> counts) {
        Map<RefusalReason, Long> copy = new EnumMap<>(RefusalReason.class);
        copy.putAll(counts);
        return Collections.unmodifiableMap(copy);
    }

    /** Good records that came to no end, and malformed ones that were swallowed. */
    public long lost() {
        return bySource.values().stream().mapToLong(Balance::lost).sum() + malformedMissing;
    }

    /** Records accepted more than once. */
    public long duplicated() {
        return bySource.values().stream().mapToLong(Balance::duplicated).sum();
    }

    /** Records accepted over all streams. */
    public long accepted() {
        return bySource.values().stream().mapToLong(Balance::accepted).sum();
    }

    /** Share of the decided probe positions that were placed on a link; 0 if none was decided. */
    public double matchedShare() {
        Balance probes = bySource.get(IntakeSource.PROBES);
        long decided = probes == null ? 0 : probes.matched + probes.unmatched;
        return decided == 0 ? 0 : (double) probes.matched / decided;
    }

    /** Whether everything that was sent, copies and malformed records too, has come to an end that is known. */
    public boolean settled() {
        return malformedMissing == 0
                && bySource.values().stream().allMatch(balance -> balance.unaccounted == 0 && balance.lost == 0);
    }

    /** For people, a line per stream and one for what was refused. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        bySource.forEach((source, b) -> lines.add(String.format(
                "%-9s sent %,d (+%,d copies, %,d malformed): accepted %,d, duplicates removed %,d, refused %,d, lost %,d,"
                        + " duplicated %,d%s%s",
                source.name().toLowerCase(java.util.Locale.ROOT),
                b.unique,
                b.again,
                b.malformed,
                b.accepted,
                b.duplicates,
                b.refused,
                b.lost,
                b.duplicated,
                b.unaccounted == 0 ? "" : String.format(", still open %,d", b.unaccounted),
                b.unexpected == 0 ? "" : String.format(", never sent %,d", b.unexpected))));
        lines.add("refused   malformed " + malformedRefused + " of " + malformedSent + ", good " + goodRefused
                + (otherReason == 0 ? "" : ", for another reason than expected " + otherReason)
                + (unexplained == 0 ? "" : ", unexplained " + unexplained));
        return lines;
    }
}
