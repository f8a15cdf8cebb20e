package city.mio.cli.match;

import city.mio.geo.network.RoadNetwork;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * How links and times are written. Immutable.
 *
 * @param network whose links are named
 * @param byArcLine links by their arc's line from 0, else by their link id
 * @param bySeconds times in seconds since {@code start}, else in ISO 8601, UTC
 * @param start epoch milliseconds of second 0
 */
public record Naming(RoadNetwork network, boolean byArcLine, boolean bySeconds, long start) {

    /** The name of a link, given by its index. */
    public long link(int link) {
        return byArcLine ? network.linkId(link) - 1 : network.linkId(link);
    }

    /** A time, given in epoch milliseconds. */
    public String time(long millis) {
        return bySeconds
                ? BigDecimal.valueOf(millis - start, 3).stripTrailingZeros().toPlainString()
                : Instant.ofEpochMilli(millis).toString();
    }
}
