package city.mio.feeds.dispatch;

import city.mio.events.TripRefusal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;

/**
 * What happened in a service on one day of its operator. Immutable.
 *
 * @param date local
 * @param requests that were answered for the first time
 * @param offered of those, with an offer
 * @param refused of those, without, by reason
 * @param booked offers that were accepted
 * @param boarded parties that were picked up
 * @param served parties that arrived
 * @param riders who arrived
 * @param cancelled by riders
 * @param expired offers that nobody accepted
 * @param noShows riders who were not there
 * @param failed promised trips that could not be made
 * @param slipped promises that had to be given anew
 * @param meanWaitSeconds from the time asked for to boarding; NaN if nobody boarded
 * @param p95WaitSeconds 95 of 100 waited at most so long; NaN if nobody boarded
 * @param meanDetour time on board over the direct drive; NaN if not known of anybody
 * @param pooledShare of the parties that arrived, those that shared the bus; NaN if nobody arrived
 */
public record DayFigures(
        LocalDate date,
        int requests,
        int offered,
        Map<TripRefusal, Integer> refused,
        int booked,
        int boarded,
        int served,
        int riders,
        int cancelled,
        int expired,
        int noShows,
        int failed,
        int slipped,
        double meanWaitSeconds,
        double p95WaitSeconds,
        double meanDetour,
        double pooledShare) {

    public DayFigures {
        refused = Collections.unmodifiableMap(refused);
    }
}
