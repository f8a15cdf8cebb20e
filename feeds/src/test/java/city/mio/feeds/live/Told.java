package city.mio.feeds.live;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HorizonForecast;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Forecasts for tests: 5 to 60 minutes, a tenth below and above the p50. */
public final class Told {

    private Told() {}

    /** Of a link's speed, so many minutes after seven. */
    public static Forecast speed(RoadNetwork network, int link, int minute, IntToDoubleFunction p50) {
        return of(ForecastTarget.LINK, Long.toString(network.linkId(link)), ForecastQuantity.SPEED, minute, p50);
    }

    /** Of a link's speed, by the historic profile. */
    public static Forecast usualSpeed(RoadNetwork network, int link, int minute, IntToDoubleFunction p50) {
        return of(ForecastTarget.LINK, Long.toString(network.linkId(link)), ForecastQuantity.SPEED, minute, true, p50);
    }

    public static Forecast of(
            ForecastTarget target, String id, ForecastQuantity quantity, int minute, IntToDoubleFunction p50) {
        return of(target, id, quantity, minute, false, p50);
    }

    private static Forecast of(
            ForecastTarget target,
            String id,
            ForecastQuantity quantity,
            int minute,
            boolean fallback,
            IntToDoubleFunction p50) {
        List<HorizonForecast> horizons = new ArrayList<>();
        for (int h = 5; h <= 60; h += 5) {
            float middle = (float) p50.applyAsDouble(h);
            horizons.add(new HorizonForecast(h, middle * 0.9f, middle, middle * 1.1f));
        }
        return Forecast.builder()
                .target(target)
                .targetId(id)
                .quantity(quantity)
                .time(GridCity.SEVEN + minute * 60_000L)
                .modelVersion("test-1")
                .newestInputAt(GridCity.SEVEN + (minute - 5) * 60_000L)
                .fallback(fallback)
                .horizons(horizons)
                .build();
    }
}
