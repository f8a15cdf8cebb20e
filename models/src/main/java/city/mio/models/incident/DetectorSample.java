package city.mio.models.incident;

/**
 * One interval of one detector, as far as its health is judged by it. Immutable.
 *
 * @param start UTC epoch milliseconds, inclusive
 * @param end UTC epoch milliseconds, exclusive
 * @param count vehicles over all lanes
 * @param occupancy 0 to 1
 * @param speedMps mean speed; NaN if nothing passed or the device has none
 * @param lanes that it watches
 */
public record DetectorSample(long start, long end, int count, float occupancy, float speedMps, int lanes) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public DetectorSample {
        Require.holds(start > 0 && end > start, "end is not after its start: " + end + " <= " + start);
        Require.range("count", count, 0, 1_000_000);
        Require.range("occupancy", occupancy, 0, 1);
        Require.range("lanes", lanes, 1, 100);
    }
}
