package city.mio.simulators.city;

/**
 * An accident or a closure at a chosen place and time. With fewer lanes closed than the link has it is an accident, told
 * three minutes after it happened and again when it is cleared; with all of them nobody may enter, which is told at once
 * with its end. Immutable.
 *
 * @param linkId the link
 * @param start when it begins, UTC epoch milliseconds
 * @param minutes how long it lasts
 * @param lanesClosed of the link's lanes
 */
public record RoadBlock(long linkId, long start, double minutes, int lanesClosed) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public RoadBlock {
        if (start <= 0) {
            throw new IllegalArgumentException("road block: start is no time: " + start);
        }
        if (!(minutes > 0 && minutes < 1e6)) {
            throw new IllegalArgumentException("road block: minutes is out of range: " + minutes);
        }
        if (lanesClosed < 1) {
            throw new IllegalArgumentException("road block: lanesClosed is not positive: " + lanesClosed);
        }
    }
}
