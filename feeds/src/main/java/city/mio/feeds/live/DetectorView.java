package city.mio.feeds.live;

import city.mio.events.DetectorReading;
import city.mio.geo.places.DetectorSite;
import java.util.Optional;

/**
 * A detector and its last reading. Immutable.
 *
 * @param site where it stands
 * @param lastReading the newest by event time; null if it sent none
 * @param readings heard so far
 */
public record DetectorView(DetectorSite site, DetectorReading lastReading, long readings) {

    /** The newest reading, if there was one. */
    public Optional<DetectorReading> findLastReading() {
        return Optional.ofNullable(lastReading);
    }
}
