package city.mio.models.incident;

/**
 * What is known of one link in one minute. Immutable.
 *
 * @param minute begin of the minute, UTC epoch milliseconds
 * @param revision 0 for the first word on this minute; a higher one corrects it
 * @param speedMps space-mean speed
 * @param freeFlowSpeedMps speed with the road empty
 * @param usualSpeedMps speed that is usual at this time of week; NaN where it is not known
 * @param confidence 0 to 1
 */
public record LinkMinute(
        long minute, int revision, float speedMps, float freeFlowSpeedMps, float usualSpeedMps, float confidence) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public LinkMinute {
        Require.holds(minute > 0, "minute is not a time: " + minute);
        Require.range("revision", revision, 0, Integer.MAX_VALUE);
        Require.range("speedMps", speedMps, 0, 140);
        Require.holds(freeFlowSpeedMps > 0, "freeFlowSpeedMps is not over 0: " + freeFlowSpeedMps);
        Require.holds(!(usualSpeedMps <= 0), "usualSpeedMps is not over 0: " + usualSpeedMps);
        Require.range("confidence", confidence, 0, 1);
    }

    /** Speed over free-flow speed. */
    double ratio() {
        return speedMps / freeFlowSpeedMps;
    }
}
