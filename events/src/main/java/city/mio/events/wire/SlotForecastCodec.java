package city.mio.events.wire;

import city.mio.events.ForecastQuantity;
import city.mio.events.ForecastTarget;
import city.mio.events.SlotForecast;
import city.mio.events.SlotQuantiles;
import java.util.ArrayList;
import java.util.List;

/** The wire form of slot forecasts: small whole numbers, as there are many of them. */
final class SlotForecastCodec {

    static final Codec<SlotForecast> SLOT_FORECAST = Codec.of(
            city.mio.events.wire.proto.SlotForecast.parser(), SlotForecastCodec::write, SlotForecastCodec::read);

    private SlotForecastCodec() {}

    private static city.mio.events.wire.proto.SlotForecast write(SlotForecast event) {
        city.mio.events.wire.proto.SlotForecast.Builder message = city.mio.events.wire.proto.SlotForecast.newBuilder()
                .setTargetValue(event.target().code())
                .setTargetId(event.targetId())
                .setQuantityValue(event.quantity().code())
                .setTime(event.time())
                .setFirstSlot(event.firstSlot())
                .setSlotMinutes(event.slotMinutes())
                .setModelVersion(event.modelVersion())
                .setNewestInputAt(event.newestInputAt())
                .setFallback(event.fallback());
        for (int slot = 0; slot < event.slots().size(); slot++) {
            SlotQuantiles told = event.slots().get(slot);
            int p10 = told.isClosed() ? 0 : SlotQuantiles.hundredths(told.p10());
            int p50 = told.isClosed() ? 0 : SlotQuantiles.hundredths(told.p50());
            int p90 = told.isClosed() ? 0 : SlotQuantiles.hundredths(told.p90());
            message.addP50Hundredths(p50).addBelowHundredths(p50 - p10).addAboveHundredths(p90 - p50);
            if (told.isClosed()) {
                message.addClosed(slot);
            }
        }
        return message.build();
    }

    private static SlotForecast read(city.mio.events.wire.proto.SlotForecast message) {
        int count = message.getP50HundredthsCount();
        if (message.getBelowHundredthsCount() != count || message.getAboveHundredthsCount() != count) {
            throw new IllegalArgumentException("slots have unequal numbers of quantiles");
        }
        List<SlotQuantiles> slots = new ArrayList<>(count);
        for (int slot = 0; slot < count; slot++) {
            long p50 = Integer.toUnsignedLong(message.getP50Hundredths(slot));
            long below = Integer.toUnsignedLong(message.getBelowHundredths(slot));
            long above = Integer.toUnsignedLong(message.getAboveHundredths(slot));
            slots.add(new SlotQuantiles((p50 - below) / 100f, p50 / 100f, (p50 + above) / 100f));
        }
        for (int slot : message.getClosedList()) {
            if (slot < 0 || slot >= count) {
                throw new IllegalArgumentException("closed names no slot: " + slot);
            }
            slots.set(slot, SlotQuantiles.CLOSED);
        }
        return new SlotForecast(
                ForecastTarget.ofCode(message.getTargetValue()),
                message.getTargetId(),
                ForecastQuantity.ofCode(message.getQuantityValue()),
                message.getTime(),
                message.getFirstSlot(),
                message.getSlotMinutes(),
                message.getModelVersion(),
                message.getNewestInputAt(),
                message.getFallback(),
                slots);
    }
}
