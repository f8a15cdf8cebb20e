package city.mio.feeds.http;

import city.mio.events.ForecastQuality;
import city.mio.events.HorizonQuality;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the forecast job says of its own forecasts as metrics: for each group of targets, the errors at each horizon too. */
final class ForecastGauges {

    private final MultiGauge error;
    private final MultiGauge profileError;
    private final MultiGauge lastValueError;
    private final MultiGauge poorShare;
    private final MultiGauge coverage;
    private final MultiGauge fallbacks;
    private final MultiGauge drifting;

    ForecastGauges(MeterRegistry registry) {
        error = gauge(registry, "error", "Mean absolute error of the p50, in m/s or vehicles an hour");
        profileError = gauge(registry, "profile.error", "The historic profile's error on the same outcomes");
        lastValueError = gauge(registry, "last.value.error", "The last value's error on the same outcomes");
        poorShare = gauge(registry, "poor.share", "Share of speeds too far off, of flows with too high a GEH");
        coverage = gauge(registry, "coverage", "Share of outcomes between p10 and p90");
        fallbacks = gauge(registry, "fallback.targets", "Targets for which the profile stands in");
        drifting = gauge(registry, "drifting", "1 while errors are larger than they used to be");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder("mio.forecast." + name).description(description).register(registry);
    }

    /** Tells these from now on. */
    synchronized void tell(List<ForecastQuality> qualities) {
        List<Row<?>> errors = new ArrayList<>();
        List<Row<?>> profileErrors = new ArrayList<>();
        List<Row<?>> lastValueErrors = new ArrayList<>();
        List<Row<?>> poorShares = new ArrayList<>();
        List<Row<?>> coverages = new ArrayList<>();
        List<Row<?>> standIns = new ArrayList<>();
        List<Row<?>> drifts = new ArrayList<>();
        for (ForecastQuality quality : qualities) {
            Tags of = Tags.of(
                    "part", quality.part(),
                    "target", quality.target().name().toLowerCase(Locale.ROOT),
                    "group", quality.group(),
                    "quantity", quality.quantity().name().toLowerCase(Locale.ROOT));
            standIns.add(Row.of(of, quality.fallbackTargets()));
            drifts.add(Row.of(of, quality.drifting() ? 1 : 0));
            for (HorizonQuality horizon : quality.horizons()) {
                Tags at = of.and("minutes", Integer.toString(horizon.horizonMinutes()));
                errors.add(Row.of(at, horizon.mae()));
                profileErrors.add(Row.of(at, horizon.profileMae()));
                lastValueErrors.add(Row.of(at, horizon.lastValueMae()));
                poorShares.add(Row.of(at, horizon.poorShare()));
                coverages.add(Row.of(at, horizon.coverage()));
            }
        }
        error.register(errors, true);
        profileError.register(profileErrors, true);
        lastValueError.register(lastValueErrors, true);
        poorShare.register(poorShares, true);
        coverage.register(coverages, true);
        fallbacks.register(standIns, true);
        drifting.register(drifts, true);
    }
}
