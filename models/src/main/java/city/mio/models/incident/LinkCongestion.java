package city.mio.models.incident;

/**
 * A link became congested, or ceased to be. Immutable.
 *
 * @param linkId stable id of the link
 * @param congested what it is from now on
 * @param since begin of the congestion, UTC epoch milliseconds
 * @param time when it became known, event time, UTC epoch milliseconds
 */
public record LinkCongestion(long linkId, boolean congested, long since, long time) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public LinkCongestion {
        Require.holds(linkId != 0, "linkId is 0");
        Require.holds(since > 0, "since is not a time: " + since);
        Require.holds(time >= since, "time is before since: " + time);
    }
}
