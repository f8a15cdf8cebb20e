package city.mio.models.incident;

/**
 * When a link counts as congested. Immutable.
 *
 * @param enterRatio speed over free-flow speed below which a minute is congested. 0.4: the Highway Capacity Manual (6th
 *     ed., exhibit 16-3) puts urban streets at 40 % of free flow or less into level of service E or F
 * @param exitRatio speed over free-flow speed from which a minute has recovered. 0.55: clear of the 40 % line by more
 *     than the noise of a minute with one or two probes, so that the alert does not flap
 * @param usualEnterRatio speed over the usual speed of that time of week below which a minute is congested even where
 *     free flow alone would not say so. 0.6: rarer than a bad signal cycle
 * @param usualExitRatio speed over the usual speed from which such a minute has recovered, 0.75
 * @param usualCeiling speed over free-flow speed above which slower-than-usual is nobody's concern, 0.7
 * @param enterMinutes observed minutes in a row that must be congested before an alert opens. 3: the persistence test of
 *     the California algorithm no. 8 (Payne and Tignor 1978), long enough to bridge a signal cycle
 * @param exitMinutes observed minutes in a row that must have recovered before it is cleared
 * @param lingerMinutes observed minutes in a row of neither that clear it as well: a link that never reaches
 *     {@code exitRatio} even on a quiet day must not stay open for ever
 * @param gapMinutes longest pause between two observed minutes that still count as in a row. 5: few probes leave holes
 * @param timeoutMinutes a link without news for so long is no longer known to be congested
 * @param minConfidence minutes below are not counted. 0.1: half a vehicle's worth of evidence says nothing
 * @param enoughConfidence sum of the minutes' confidences that a row must reach besides. 1.5: three minutes of a detector
 *     (about 0.55 each), or five with one probe vehicle each (about 0.33), as one vehicle that met a red light is slow
 *     without any congestion; minutes that one vehicle made alone count once, as it may stand at the kerb
 * @param deepRatio smoothed ratio below which it is one step graver, 0.25
 * @param standstillRatio smoothed ratio below which it is two steps graver, 0.15
 * @param longMinutes duration from which it is one step graver. 20: longer than a queue that a signal plan dissolves
 * @param updateMinutes least time between two updates that do not change the severity
 */
public record CongestionSettings(
        double enterRatio,
        double exitRatio,
        double usualEnterRatio,
        double usualExitRatio,
        double usualCeiling,
        int enterMinutes,
        int exitMinutes,
        int lingerMinutes,
        int gapMinutes,
        int timeoutMinutes,
        double minConfidence,
        double enoughConfidence,
        double deepRatio,
        double standstillRatio,
        int longMinutes,
        int updateMinutes) {

    /** What is used where a city says nothing. */
    public static final CongestionSettings DEFAULT =
            new CongestionSettings(0.4, 0.55, 0.6, 0.75, 0.7, 3, 3, 15, 5, 15, 0.1, 1.5, 0.25, 0.15, 20, 10);

    /** @throws IllegalArgumentException naming the field that is out of range */
    public CongestionSettings {
        Require.range("enterRatio", enterRatio, 0.01, 0.95);
        Require.range("exitRatio", exitRatio, enterRatio, 1);
        Require.range("usualEnterRatio", usualEnterRatio, 0.01, 0.95);
        Require.range("usualExitRatio", usualExitRatio, usualEnterRatio, 1);
        Require.range("usualCeiling", usualCeiling, enterRatio, 1);
        Require.range("enterMinutes", enterMinutes, 1, CongestionState.CAPACITY);
        Require.range("exitMinutes", exitMinutes, 1, CongestionState.CAPACITY);
        Require.range("lingerMinutes", lingerMinutes, exitMinutes, CongestionState.CAPACITY);
        Require.range("gapMinutes", gapMinutes, 1, 60);
        Require.range("timeoutMinutes", timeoutMinutes, Math.max(exitMinutes, gapMinutes), 1440);
        Require.range("minConfidence", minConfidence, 0, 1);
        Require.range("enoughConfidence", enoughConfidence, 0, 10);
        Require.range("deepRatio", deepRatio, 0, enterRatio);
        Require.range("standstillRatio", standstillRatio, 0, deepRatio);
        Require.range("longMinutes", longMinutes, 1, 1440);
        Require.range("updateMinutes", updateMinutes, 1, 1440);
    }

    /** These settings with the lines that a city most often sets for itself. */
    public CongestionSettings with(double newEnterRatio, double newExitRatio, double newUsualEnterRatio, int minutes) {
        return new CongestionSettings(
                newEnterRatio,
                newExitRatio,
                newUsualEnterRatio,
                Math.max(usualExitRatio, newUsualEnterRatio),
                Math.max(usualCeiling, newEnterRatio),
                minutes,
                minutes,
                Math.max(lingerMinutes, minutes),
                gapMinutes,
                Math.max(timeoutMinutes, minutes),
                minConfidence,
                enoughConfidence,
                Math.min(deepRatio, newEnterRatio),
                Math.min(standstillRatio, Math.min(deepRatio, newEnterRatio)),
                longMinutes,
                updateMinutes);
    }
}
