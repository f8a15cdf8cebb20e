package city.mio.jobs.forecast;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HorizonForecast;
import city.mio.events.HorizonQuality;
import city.mio.models.forecast.live.ErrorWatch;
import city.mio.models.forecast.live.GroupQuality;
import city.mio.models.forecast.live.LivePart;
import city.mio.models.forecast.live.LiveTarget;
import city.mio.models.forecast.live.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes records of what a part's models say: units, horizons in minutes, travel times. Immutable. */
final class PartVoice {

    /** Which model speaks where there is none: what is usual in the road class, and what was heard lately. */
    static final String NO_MODEL = "none";

    private static final int STEP_MINUTES = 5;
    /** A count in a step as vehicles an hour. */
    private static final float HOURLY = 60f / STEP_MINUTES;
    /** Slower than 1 km/h is standing, whose travel time is no figure. */
    private static final float SLOWEST_MPS = 0.28f;

    private final PartKey key;
    private final List<LiveTarget> targets;
    /** Of links, by target; null for detectors. */
    private final float[] lengthMetres;

    PartVoice(PartKey key, List<LiveTarget> targets, float[] lengthMetres) {
        this.key = key;
        this.targets = targets;
        this.lengthMetres = lengthMetres;
    }

    private ForecastTarget target() {
        return key.isDetectors() ? ForecastTarget.DETECTOR : ForecastTarget.LINK;
    }

    private String version(LivePart part) {
        return part.findVersion().map(version -> key.part() + "/" + version).orElse(NO_MODEL);
    }

    /** Tells every forecast that was made at {@code time}. */
    void tell(LivePart part, Said said, long time, Consumer<Forecast> out) {
        String version = version(part);
        for (int target = 0; target < targets.size(); target++) {
            if (said.isSaid(CityTargets.SPEED, target)) {
                out.accept(forecast(said, target, CityTargets.SPEED, ForecastQuantity.SPEED, time, version));
                if (lengthMetres != null) {
                    out.accept(forecast(said, target, CityTargets.SPEED, ForecastQuantity.TRAVEL_TIME, time, version));
                }
            }
            if (key.isDetectors() && said.isSaid(CityTargets.FLOW, target)) {
                out.accept(forecast(said, target, CityTargets.FLOW, ForecastQuantity.FLOW, time, version));
            }
        }
    }

    private Forecast forecast(
            Said said, int target, int channel, ForecastQuantity quantity, long time, String version) {
        List<HorizonForecast> horizons = new ArrayList<>(said.horizons());
        for (int h = 0; h < said.horizons(); h++) {
            float p10 = said.p10(channel, target, h);
            float p50 = said.p50(channel, target, h);
            float p90 = said.p90(channel, target, h);
            int minutes = (h + 1) * STEP_MINUTES;
            horizons.add(switch (quantity) {
                case SPEED -> new HorizonForecast(minutes, p10, p50, p90);
                case FLOW -> new HorizonForecast(minutes, HOURLY * p10, HOURLY * p50, HOURLY * p90);
                case TRAVEL_TIME -> new HorizonForecast(
                        minutes, seconds(target, p90), seconds(target, p50), seconds(target, p10));
            });
        }
        return Forecast.builder()
                .target(target())
                .targetId(targets.get(target).id())
                .quantity(quantity)
                .time(time)
                .modelVersion(version)
                .newestInputAt(said.newestInput(channel, target))
                .fallback(said.isFallback(channel, target))
                .horizons(horizons)
                .build();
    }

    private float seconds(int target, float speedMps) {
        return lengthMetres[target] / Math.max(SLOWEST_MPS, speedMps);
    }

    /** Tells how well the part's forecasts have held. */
    void judge(LivePart part, long time, Consumer<ForecastQuality> out) {
        for (GroupQuality group : part.quality()) {
            boolean flow = group.channel() == CityTargets.FLOW;
            float unit = flow ? HOURLY : 1;
            List<HorizonQuality> horizons = new ArrayList<>();
            for (ErrorWatch.Figures figures : group.figures()) {
                horizons.add(new HorizonQuality(
                        figures.horizon() * STEP_MINUTES,
                        (float) figures.outcomes(),
                        unit * (float) figures.said(),
                        unit * (float) figures.profile(),
                        unit * (float) figures.last(),
                        unit * (float) figures.shadow(),
                        (float) figures.poorShare(),
                        (float) figures.coverage()));
            }
            out.accept(ForecastQuality.builder()
                    .part(key.part())
                    .target(target())
                    .group(group.group())
                    .quantity(flow ? ForecastQuantity.FLOW : ForecastQuantity.SPEED)
                    .time(time)
                    .modelVersion(version(part))
                    .shadowVersion(part.findShadow().map(v -> key.part() + "/" + v).orElse(""))
                    .targets(group.targets())
                    .fallbackTargets(group.fallbackTargets())
                    .drifting(part.isDrifting(group.channel()))
                    .horizons(horizons)
                    .build());
        }
    }
}
