package city.mio.events.wire;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuality;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HorizonForecast;
import city.mio.events.HorizonQuality;
import java.util.ArrayList;
import java.util.List;

/** The wire form of forecasts. */
final class ForecastCodec {

    static final Codec<Forecast> FORECAST = Codec.of(
            city.mio.events.wire.proto.Forecast.parser(), ForecastCodec::write, ForecastCodec::read);

    static final Codec<ForecastQuality> QUALITY = Codec.of(
            city.mio.events.wire.proto.ForecastQuality.parser(), ForecastCodec::write, ForecastCodec::read);

    private ForecastCodec() {}

    private static city.mio.events.wire.proto.Forecast write(Forecast event) {
        city.mio.events.wire.proto.Forecast.Builder message = city.mio.events.wire.proto.Forecast.newBuilder()
                .setTargetValue(event.target().code())
                .setTargetId(event.targetId())
                .setQuantityValue(event.quantity().code())
                .setTime(event.time())
                .setModelVersion(event.modelVersion())
                .setNewestInputAt(event.newestInputAt())
                .setFallback(event.fallback());
        for (HorizonForecast horizon : event.horizons()) {
            message.addHorizons(city.mio.events.wire.proto.HorizonForecast.newBuilder()
                    .setHorizonMinutes(horizon.horizonMinutes())
                    .setP10(horizon.p10())
                    .setP50(horizon.p50())
                    .setP90(horizon.p90()));
        }
        return message.build();
    }

    private static Forecast read(city.mio.events.wire.proto.Forecast message) {
        List<HorizonForecast> horizons = new ArrayList<>(message.getHorizonsCount());
        for (city.mio.events.wire.proto.HorizonForecast horizon : message.getHorizonsList()) {
            horizons.add(new HorizonForecast(
                    horizon.getHorizonMinutes(), horizon.getP10(), horizon.getP50(), horizon.getP90()));
        }
        return new Forecast(
                ForecastTarget.ofCode(message.getTargetValue()),
                message.getTargetId(),
                ForecastQuantity.ofCode(message.getQuantityValue()),
                message.getTime(),
                message.getModelVersion(),
                message.getNewestInputAt(),
                message.getFallback(),
                horizons);
    }

    private static city.mio.events.wire.proto.ForecastQuality write(ForecastQuality event) {
        city.mio.events.wire.proto.ForecastQuality.Builder message =
                city.mio.events.wire.proto.ForecastQuality.newBuilder()
                        .setPart(event.part())
                        .setTargetValue(event.target().code())
                        .setGroup(event.group())
                        .setQuantityValue(event.quantity().code())
                        .setTime(event.time())
                        .setModelVersion(event.modelVersion())
                        .setShadowVersion(event.shadowVersion())
                        .setTargets(event.targets())
                        .setFallbackTargets(event.fallbackTargets())
                        .setDrifting(event.drifting());
        for (HorizonQuality horizon : event.horizons()) {
            city.mio.events.wire.proto.HorizonQuality.Builder part =
                    city.mio.events.wire.proto.HorizonQuality.newBuilder()
                            .setHorizonMinutes(horizon.horizonMinutes())
                            .setOutcomes(horizon.outcomes())
                            .setMae(horizon.mae())
                            .setProfileMae(horizon.profileMae())
                            .setLastValueMae(horizon.lastValueMae())
                            .setPoorShare(horizon.poorShare())
                            .setCoverage(horizon.coverage());
            if (!Float.isNaN(horizon.shadowMae())) {
                part.setShadowMae(horizon.shadowMae());
            }
            message.addHorizons(part);
        }
        return message.build();
    }

    private static ForecastQuality read(city.mio.events.wire.proto.ForecastQuality message) {
        List<HorizonQuality> horizons = new ArrayList<>(message.getHorizonsCount());
        for (city.mio.events.wire.proto.HorizonQuality horizon : message.getHorizonsList()) {
            horizons.add(new HorizonQuality(
                    horizon.getHorizonMinutes(),
                    horizon.getOutcomes(),
                    horizon.getMae(),
                    horizon.getProfileMae(),
                    horizon.getLastValueMae(),
                    horizon.hasShadowMae() ? horizon.getShadowMae() : Float.NaN,
                    horizon.getPoorShare(),
                    horizon.getCoverage()));
        }
        return ForecastQuality.builder()
                .part(message.getPart())
                .target(ForecastTarget.ofCode(message.getTargetValue()))
                .group(message.getGroup())
                .quantity(ForecastQuantity.ofCode(message.getQuantityValue()))
                .time(message.getTime())
                .modelVersion(message.getModelVersion())
                .shadowVersion(message.getShadowVersion())
                .targets(message.getTargets())
                .fallbackTargets(message.getFallbackTargets())
                .drifting(message.getDrifting())
                .horizons(horizons)
                .build();
    }
}
