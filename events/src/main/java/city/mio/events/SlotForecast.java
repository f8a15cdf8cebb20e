package city.mio.events;

import java.util.List;

/**
 * What is expected of one target in the slots of one day, up to two weeks ahead.
 *
 * @param target what kind of thing the forecast is about
 * @param targetId which one
 * @param quantity speed or flow
 * @param time event time at which it was made, UTC epoch milliseconds
 * @param firstSlot begin of the first slot, UTC epoch milliseconds; of a day that has begun, the slots to come alone
 * @param slotMinutes length of each slot
 * @param modelVersion which model said it
 * @param newestInputAt begin of the newest slot with a value of this target that the model saw; 0 if none was in the
 *     week before
 * @param fallback whether what is usual in the road class stands in, as no model knows the target
 * @param slots in their order, at least one
 */
public record SlotForecast(
        ForecastTarget target,
        String targetId,
        ForecastQuantity quantity,
        long time,
        long firstSlot,
        int slotMinutes,
        String modelVersion,
        long newestInputAt,
        boolean fallback,
        List<SlotQuantiles> slots) {

    private static final int MOST_SLOTS = 288;

    /** @throws IllegalArgumentException naming the field that is missing, out of range or out of order */
    public SlotForecast {
        Checks.present("target", target);
        Checks.text("targetId", targetId);
        Checks.present("quantity", quantity);
        Checks.time("time", time);
        Checks.time("firstSlot", firstSlot);
        Checks.range("slotMinutes", slotMinutes, 1, 24 * 60);
        Checks.text("modelVersion", modelVersion);
        Checks.notNegative("newestInputAt", newestInputAt);
        Checks.present("slots", slots);
        slots = List.copyOf(slots);
        Checks.range("number of slots", slots.size(), 1, MOST_SLOTS);
    }

    /** Begin of a slot, UTC epoch milliseconds. */
    public long begin(int slot) {
        return firstSlot + slot * slotMinutes * 60_000L;
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the fields of a {@link SlotForecast}; not thread-safe. */
    public static final class Builder {
        private ForecastTarget target;
        private String targetId;
        private ForecastQuantity quantity;
        private long time;
        private long firstSlot;
        private int slotMinutes = 30;
        private String modelVersion;
        private long newestInputAt;
        private boolean fallback;
        private List<SlotQuantiles> slots;

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

        public Builder firstSlot(long firstSlot) {
            this.firstSlot = firstSlot;
            return this;
        }

        public Builder slotMinutes(int slotMinutes) {
            this.slotMinutes = slotMinutes;
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

        public Builder slots(List<SlotQuantiles> slots) {
            this.slots = slots;
            return this;
        }

        /** @throws IllegalArgumentException naming the field that is missing, out of range or out of order */
        public SlotForecast build() {
            return new SlotForecast(
                    target, targetId, quantity, time, firstSlot, slotMinutes, modelVersion, newestInputAt, fallback, slots);
        }
    }
}
