package city.mio.jobs.forecast;

import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.HorizonQuality;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** How well a part's forecasts hold, as Flink metrics; means over the horizons, weighted by outcomes. */
final class PartMetrics {

    private final Map<ForecastQuantity, ForecastQuality> newest = new EnumMap<>(ForecastQuantity.class);
    private volatile long scoringMillis;

    PartMetrics(MetricGroup group, PartKey key) {
        MetricGroup own = group.addGroup("part", key.text());
        own.gauge("scoringMillis", (Gauge<Long>) () -> scoringMillis);
        ForecastQuantity[] quantities = key.isDetectors()
                ? new ForecastQuantity[] {ForecastQuantity.SPEED, ForecastQuantity.FLOW}
                : new ForecastQuantity[] {ForecastQuantity.SPEED};
        for (ForecastQuantity quantity : quantities) {
            String name = quantity.name().toLowerCase(Locale.ROOT);
            own.gauge(name + "Mae", mean(quantity, HorizonQuality::mae));
            own.gauge(name + "ProfileMae", mean(quantity, HorizonQuality::profileMae));
            own.gauge(name + "LastValueMae", mean(quantity, HorizonQuality::lastValueMae));
            own.gauge(name + "PoorShare", mean(quantity, HorizonQuality::poorShare));
            own.gauge(name + "Coverage", mean(quantity, HorizonQuality::coverage));
            own.gauge(name + "FallbackTargets", (Gauge<Integer>) () -> {
                ForecastQuality quality = find(quantity);
                return quality == null ? 0 : quality.fallbackTargets();
            });
            own.gauge(name + "Drifting", (Gauge<Integer>) () -> {
                ForecastQuality quality = find(quantity);
                return quality != null && quality.drifting() ? 1 : 0;
            });
        }
    }

    private synchronized ForecastQuality find(ForecastQuantity quantity) {
        return newest.get(quantity);
    }

    private Gauge<Double> mean(ForecastQuantity quantity, ToDoubleFunction<HorizonQuality> figure) {
        return () -> {
            ForecastQuality quality = find(quantity);
            double sum = 0;
            double weight = 0;
            if (quality != null) {
                for (HorizonQuality horizon : quality.horizons()) {
                    sum += horizon.outcomes() * figure.applyAsDouble(horizon);
                    weight += horizon.outcomes();
                }
            }
            return weight == 0 ? Double.NaN : sum / weight;
        };
    }

    synchronized void judged(ForecastQuality quality) {
        if (quality.group().equals(ForecastQuality.ALL)) {
            newest.put(quality.quantity(), quality);
        }
    }

    void scored(long millis) {
        scoringMillis = millis;
    }
}
