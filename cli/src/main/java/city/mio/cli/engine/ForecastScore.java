package city.mio.cli.engine;

import city.mio.events.Alert;
import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.HorizonQuality;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Counts forecasts and keeps the newest word on how well they hold, and on congestion foretold. Thread-safe. */
final class ForecastScore {

    private final Map<String, Long> records = new TreeMap<>();
    private final Map<String, ForecastQuality> newest = new TreeMap<>();
    private final CongestionScore congestion = new CongestionScore();
    private long fallbacks;

    synchronized void accept(Forecast forecast) {
        records.merge(forecast.target() + " " + forecast.quantity(), 1L, Long::sum);
        fallbacks += forecast.fallback() ? 1 : 0;
    }

    synchronized void accept(ForecastQuality quality) {
        if (quality.group().equals(ForecastQuality.ALL)) {
            newest.put(quality.part() + " " + quality.quantity(), quality);
        }
    }

    void accept(Alert alert) {
        congestion.accept(alert);
    }

    /** The score as figures for the summary. */
    synchronized Map<String, Object> figures() {
        Map<String, Object> score = new LinkedHashMap<>();
        score.put("records", new TreeMap<>(records));
        score.put("fallbacks", fallbacks);
        Map<String, Object> held = new LinkedHashMap<>();
        newest.forEach((name, quality) -> held.put(name, figures(quality)));
        score.put("held", held);
        score.put("congestion", congestion.figures());
        return score;
    }

    private static Map<String, Object> figures(ForecastQuality quality) {
        double outcomes =
                quality.horizons().stream().mapToDouble(HorizonQuality::outcomes).sum();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("model", quality.modelVersion());
        figures.put("outcomes", Math.round(outcomes));
        figures.put("mae", mean(quality, outcomes, HorizonQuality::mae));
        figures.put("lastValueMae", mean(quality, outcomes, HorizonQuality::lastValueMae));
        figures.put("profileMae", mean(quality, outcomes, HorizonQuality::profileMae));
        figures.put("poorShare", mean(quality, outcomes, HorizonQuality::poorShare));
        figures.put("coverage", mean(quality, outcomes, HorizonQuality::coverage));
        figures.put("fallbackTargets", quality.fallbackTargets());
        return figures;
    }

    private static Double mean(
            ForecastQuality quality, double outcomes, ToDoubleFunction<HorizonQuality> figure) {
        if (outcomes == 0) {
            return null;
        }
        double sum = 0;
        for (HorizonQuality horizon : quality.horizons()) {
            sum += horizon.outcomes() * figure.applyAsDouble(horizon);
        }
        return Summary.rounded(sum / outcomes);
    }
}
