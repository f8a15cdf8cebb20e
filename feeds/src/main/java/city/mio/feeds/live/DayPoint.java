package city.mio.feeds.live;

import city.mio.events.HorizonForecast;
import java.util.List;

/**
 * Five minutes of one quantity: what came, and what had been said of it.
 *
 * @param begin of the five minutes, UTC epoch milliseconds
 * @param outcome their mean; NaN if nothing was heard, or not yet
 * @param told by how long before it was said; 5, 10 … 60 minutes, those that were
 */
public record DayPoint(long begin, double outcome, List<HorizonForecast> told) {

    public DayPoint {
        told = List.copyOf(told);
    }
}
