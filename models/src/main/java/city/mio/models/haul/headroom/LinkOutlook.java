package city.mio.models.haul.headroom;

/**
 * What is expected of a link in a slot without construction vehicles. Volumes in passenger cars a slot. Immutable.
 *
 * @param linkId the link
 * @param capacity what it can carry
 * @param p10 forecast of the volume, one in ten is lower
 * @param p50 median
 * @param p90 one in ten is higher
 * @param relation of its speed and volume
 */
public record LinkOutlook(long linkId, double capacity, double p10, double p50, double p90, SpeedFlow relation) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public LinkOutlook {
        if (!(capacity > 0)) {
            throw new IllegalArgumentException("capacity is not positive: " + capacity);
        }
        if (!(p10 >= 0 && p10 <= p50 && p50 <= p90)) {
            throw new IllegalArgumentException("p10, p50 and p90 are not in order: " + p10 + ", " + p50 + ", " + p90);
        }
        if (relation == null) {
            throw new IllegalArgumentException("relation is missing");
        }
    }
}
