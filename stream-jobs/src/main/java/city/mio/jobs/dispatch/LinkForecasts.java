package city.mio.jobs.dispatch;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HorizonForecast;
import city.mio.geo.network.RoadNetwork;
import java.util.List;
import java.util.OptionalInt;

/** The newest forecast of each link, as travel times: by its p50, of the travel time or else of the speed. One thread. */
final class LinkForecasts {

    /** A forecast speaks of the five minutes that end at its horizon. */
    private static final long HALF_INTERVAL_MILLIS = 150_000;

    /** Nobody is promised that a jam lasts for ever: walking pace. */
    private static final double LEAST_SPEED_MPS = 1;

    private final RoadNetwork network;
    private final Forecast[] newest;

    LinkForecasts(RoadNetwork network) {
        this.network = network;
        newest = new Forecast[network.linkCount()];
    }

    /** Takes a forecast in; whether it is of a link's travel time or speed, and not older than what is known. */
    boolean take(Forecast forecast) {
        OptionalInt link = findLink(forecast);
        if (link.isEmpty()) {
            return false;
        }
        Forecast before = newest[link.getAsInt()];
        if (before != null && before.time() > forecast.time()) {
            return false;
        }
        boolean coarser = before != null
                && before.time() == forecast.time()
                && before.quantity() == ForecastQuantity.TRAVEL_TIME
                && forecast.quantity() == ForecastQuantity.SPEED;
        if (!coarser) {
            newest[link.getAsInt()] = forecast;
        }
        return !coarser;
    }

    /** The link that a forecast is of, if it is of this network and of what is used here. */
    OptionalInt findLink(Forecast forecast) {
        boolean used = forecast.target() == ForecastTarget.LINK
                && (forecast.quantity() == ForecastQuantity.TRAVEL_TIME || forecast.quantity() == ForecastQuantity.SPEED)
                && forecast.targetId().matches("-?[0-9]{1,19}");
        if (!used) {
            return OptionalInt.empty();
        }
        try {
            return network.findLink(Long.parseLong(forecast.targetId()));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /**
     * Seconds over the whole link for who enters it at a time; NaN if nothing is forecast, or only what is older than a limit.
     * After the last horizon its value holds on.
     *
     * @param oldest forecasts made before count no more, UTC epoch milliseconds
     */
    double seconds(int link, long enterMillis, long oldest) {
        Forecast forecast = newest[link];
        if (forecast == null || forecast.time() < oldest) {
            return Double.NaN;
        }
        double value = valueAt(forecast, enterMillis);
        double most = network.lengthMetres(link) / LEAST_SPEED_MPS;
        double seconds = forecast.quantity() == ForecastQuantity.TRAVEL_TIME ? value : network.lengthMetres(link) / value;
        return Math.min(most, seconds);
    }

    private static double valueAt(Forecast forecast, long millis) {
        List<HorizonForecast> horizons = forecast.horizons();
        long ahead = millis - forecast.time();
        HorizonForecast before = horizons.get(0);
        for (HorizonForecast next : horizons) {
            long at = next.horizonMinutes() * 60_000L - HALF_INTERVAL_MILLIS;
            if (at >= ahead) {
                long from = before.horizonMinutes() * 60_000L - HALF_INTERVAL_MILLIS;
                double share = at == from ? 1 : Math.max(0, (ahead - from) / (double) (at - from));
                return before.p50() + share * (next.p50() - before.p50());
            }
            before = next;
        }
        return before.p50();
    }
}
