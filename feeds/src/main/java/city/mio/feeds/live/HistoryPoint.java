package city.mio.feeds.live;

import city.mio.events.SpeedSource;

/**
 * One minute of one link, as it was last told.
 *
 * @param minute begin of the minute, UTC epoch milliseconds
 * @param speedMps space-mean speed
 * @param flowVph vehicles per hour; NaN where nothing counted them
 * @param occupancy 0 to 1; NaN where nothing measured it
 * @param confidence 0 to 1
 * @param samples traversals behind the speed
 * @param source what the speed was made from
 * @param revision 0 for the first word on this minute
 */
public record HistoryPoint(
        long minute,
        float speedMps,
        float flowVph,
        float occupancy,
        float confidence,
        int samples,
        SpeedSource source,
        int revision) {}
