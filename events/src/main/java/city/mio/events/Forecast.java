package city.mio.events;

import java.util.List;

/**
 * What is expected of one target, as a distribution at each time ahead.
 *
 * @param target what kind of thing the forecast is about
 * @param targetId which one
 * @param quantity what is forecast, and its unit
 * @param time event time at which it was made, UTC epoch milliseconds; horizons count from here
 * @param modelVersion which model said it
 * @param newestInputAt begin of the newest interval with a value of this target that the model saw; 0 if none was in
 *     its window
 * @param fallback whether the historic profile stands in for the model
 * @param horizons by rising time ahead, at least one
 */
public record Forecast(
        ForecastTarget target,
        String targetId,
        ForecastQuantity quantity,
        long time,
        String modelVersion,
        long newestInputAt,
        boolean fallback,
        List<HorizonForecast> horizons) {

    /** @throws IllegalArgumentException naming the field that is missing, out of range or out of order */
    public Forecast {
        Checks.present("target", target);
        Checks.text("targetId", targetId);
        Checks.present("quantity", quantity);
        Checks.time("time", time);
        Checks.text("modelVersion", modelVersion);
        Checks.notNegative("newestInputAt", newestInputAt);
        Checks.present("horizons", horizons);
        horizons = List.copyOf(horizons);
        if (horizons.isEmpty()) {
            throw new IllegalArgumentException("horizons is empty");
        }
        for (int i = 1; i < horizons.size(); i++) {
            Checks.order("horizons", horizons.get(i - 1).horizonMinutes(), horizons.get(i).horizonMinutes());
        }
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields of a {@link Forecast}; not thread-safe. */
    public static final class Builder {
        private ForecastTarget target;
        private String targetId;
        private ForecastQuantity quantity;
        private long time;
        private String modelVersion;
        private long newestInputAt;
        private boolean fallback;
        private List<HorizonForecast> horizons;

        private Builder() {}

        public Builder target(ForecastTarget target) {
            this.target = target;
            return this;
        }

        public Builder targetId(String targetId) {
            this.targetId = targetId;
            return this;
        }

        public Builder quantity(ForecastQuantity quantity) {
            this.quantity = quantity;
            return this;
        }

        public Builder time(long time) {
            this.time = time;
            return this;
        }

        public Builder modelVersion(String modelVersion) {
            this.modelVersion = modelVersion;
            return this;
        }

        public Builder newestInputAt(long newestInputAt) {
            this.newestInputAt = newestInputAt;
            return this;
        }

        public Builder fallback(boolean fallback) {
            this.fallback = fallback;
            return this;
        }

        public Builder horizons(List<HorizonForecast> horizons) {
            this.horizons = horizons;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing, out of range or out of order */
        public Forecast build() {
            return new Forecast(
                    target, targetId, quantity, time, modelVersion, newestInputAt, fallback, horizons);
        }
    }
}
