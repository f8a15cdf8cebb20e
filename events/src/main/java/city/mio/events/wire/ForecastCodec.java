package city.mio.events.wire;

import city.mio.events.Forecast;
import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.HorizonForecast;
import java.util.ArrayList;
import java.util.List;

/** The wire form of forecasts. */
final class ForecastCodec {

    static final Codec<Forecast> FORECAST = Codec.of(
            city.mio.events.wire.proto.Forecast.parser(), ForecastCodec::write, ForecastCodec::read);

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
}
