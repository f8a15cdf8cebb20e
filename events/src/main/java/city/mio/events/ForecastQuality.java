package city.mio.events;

import java.util.List;

/**
 * How well the forecasts of a group of targets have held lately, as the forecast job judges itself.
 *
 * @param part the part of the city's targets that one model is of
 * @param target what kind of thing the forecasts are about
 * @param group of targets that are alike: a road class, or {@value #ALL} for the whole part
 * @param quantity what was forecast
 * @param time event time of the judgement, UTC epoch milliseconds
 * @param modelVersion which model speaks
 * @param shadowVersion which model is on trial beside it; empty if none
 * @param targets in the group
 * @param fallbackTargets of these, those for which the historic profile stands in
 * @param drifting whether errors have become larger than they used to be
 * @param horizons by rising time ahead, those with outcomes
 */
public record ForecastQuality(
        String part,
        ForecastTarget target,
        String group,
        ForecastQuantity quantity,
        long time,
        String modelVersion,
        String shadowVersion,
        int targets,
        int fallbackTargets,
        boolean drifting,
        List<HorizonQuality> horizons) {

    /** The group of all targets of a part. */
    public static final String ALL = "ALL";

    /** @throws IllegalArgumentException naming the field that is missing, out of range or out of order */
    public ForecastQuality {
        Checks.text("part", part);
        Checks.present("target", target);
        Checks.text("group", group);
        Checks.present("quantity", quantity);
        Checks.time("time", time);
        Checks.text("modelVersion", modelVersion);
        Checks.present("shadowVersion", shadowVersion);
        Checks.notNegative("targets", targets);
        Checks.range("fallbackTargets", fallbackTargets, 0, targets);
        Checks.present("horizons", horizons);
        horizons = List.copyOf(horizons);
        for (int i = 1; i < horizons.size(); i++) {
            Checks.order("horizons", horizons.get(i - 1).horizonMinutes(), horizons.get(i).horizonMinutes());
        }
    }

    /** A builder with no model on trial and nothing else set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields of a {@link ForecastQuality}; not thread-safe. */
    public static final class Builder {
        private String part;
        private ForecastTarget target;
        private String group;
        private ForecastQuantity quantity;
        private long time;
        private String modelVersion;
        private String shadowVersion = "";
        private int targets;
        private int fallbackTargets;
        private boolean drifting;
        private List<HorizonQuality> horizons;

        private Builder() {}

        public Builder part(String part) {
            this.part = part;
            return this;
        }

        public Builder target(ForecastTarget target) {
            this.target = target;
            return this;
        }

        public Builder group(String group) {
            this.group = group;
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

        public Builder shadowVersion(String shadowVersion) {
            this.shadowVersion = shadowVersion;
            return this;
        }

        public Builder targets(int targets) {
            this.targets = targets;
            return this;
        }

        public Builder fallbackTargets(int fallbackTargets) {
            this.fallbackTargets = fallbackTargets;
            return this;
        }

        public Builder drifting(boolean drifting) {
            this.drifting = drifting;
            return this;
        }

        public Builder horizons(List<HorizonQuality> horizons) {
            this.horizons = horizons;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing, out of range or out of order */
        public ForecastQuality build() {
            return new ForecastQuality(
                    part, target, group, quantity, time, modelVersion, shadowVersion, targets, fallbackTargets, drifting,
                    horizons);
        }
    }
}
