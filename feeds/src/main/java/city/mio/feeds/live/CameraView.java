package city.mio.feeds.live;

import city.mio.geo.places.CameraSite;

/**
 * A camera and what it saw. Immutable.
 *
 * @param site where it stands
 * @param passages heard so far
 * @param lastPassageAt event time of the newest, UTC epoch milliseconds; 0 if there was none
 */
public record CameraView(CameraSite site, long passages, long lastPassageAt) {}
