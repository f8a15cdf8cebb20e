package city.mio.feeds.live;

import city.mio.events.ForecastQuantity;
import java.util.List;

/**
 * The past day of one quantity of one target.
 *
 * @param quantity speed or flow
 * @param points from the oldest
 * @param held how well the day's forecasts held, by how long before they were made
 */
public record TargetDay(ForecastQuantity quantity, List<DayPoint> points, List<HeldForecasts> held) {

    public TargetDay {
        points = List.copyOf(points);
        held = List.copyOf(held);
    }
}
