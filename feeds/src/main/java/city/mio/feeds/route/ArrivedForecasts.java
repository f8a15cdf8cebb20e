package city.mio.feeds.route;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuantity;
import city.mio.events.HorizonForecast;
import city.mio.feeds.live.ForecastBook;
import city.mio.geo.network.RoadNetwork;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The travel times that the newest forecasts give, by their p50: of the travel time where that is forecast, else of the
 * speed. Between the middles of two forecast intervals it goes straight from one to the other. Thread-safe.
 */
public final class ArrivedForecasts implements LinkForecasts {

    /** A forecast speaks of the five minutes that end at its horizon. */
    private static final long HALF_INTERVAL_MILLIS = 150_000;

    private final RoadNetwork network;
    private final ForecastBook book;

    public ArrivedForecasts(RoadNetwork network, ForecastBook book) {
        this.network = network;
        this.book = book;
    }

    @Override
    public OptionalDouble findSeconds(int link, long enterMillis) {
        Optional<Forecast> seconds = book.findNewest(link, ForecastQuantity.TRAVEL_TIME);
        OptionalDouble direct =
                seconds.isPresent() ? valueAt(seconds.get(), enterMillis) : OptionalDouble.empty();
        if (direct.isPresent()) {
            return OptionalDouble.of(limit(link, direct.getAsDouble()));
        }
        Optional<Forecast> speed = book.findNewest(link, ForecastQuantity.SPEED);
        if (speed.isEmpty()) {
            return OptionalDouble.empty();
        }
        OptionalDouble mps = valueAt(speed.get(), enterMillis);
        return mps.isEmpty()
                ? mps
                : OptionalDouble.of(limit(link, network.lengthMetres(link) / mps.getAsDouble()));
    }

    @Override
    public boolean isUsual(int link) {
        return book.findNewest(link, ForecastQuantity.TRAVEL_TIME)
                .or(() -> book.findNewest(link, ForecastQuantity.SPEED))
                .map(Forecast::fallback)
                .orElse(false);
    }

    private double limit(int link, double seconds) {
        return Math.min(seconds, network.lengthMetres(link) / FadingTimes.LEAST_SPEED_MPS);
    }

    /** The p50 at a time, if the forecast reaches there and was made before. */
    private static OptionalDouble valueAt(Forecast forecast, long millis) {
        List<HorizonForecast> horizons = forecast.horizons();
        HorizonForecast last = horizons.get(horizons.size() - 1);
        long ahead = millis - forecast.time();
        if (ahead < 0 || ahead > last.horizonMinutes() * 60_000L) {
            return OptionalDouble.empty();
        }
        HorizonForecast before = horizons.get(0);
        for (HorizonForecast next : horizons) {
            long at = next.horizonMinutes() * 60_000L - HALF_INTERVAL_MILLIS;
            if (at >= ahead) {
                long from = before.horizonMinutes() * 60_000L - HALF_INTERVAL_MILLIS;
                double share = at == from ? 1 : Math.max(0, (ahead - from) / (double) (at - from));
                return OptionalDouble.of(before.p50() + share * (next.p50() - before.p50()));
            }
            before = next;
        }
        return OptionalDouble.of(last.p50());
    }
}
