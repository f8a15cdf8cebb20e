package city.mio.feeds.live;

import city.mio.events.ForecastQuantity;
import city.mio.events.SlotForecast;
import city.mio.events.SlotQuantiles;
import java.time.LocalDate;

/**
 * What is expected of one target in the slots of one day, packed: speeds in hundredths of m/s, flows in vehicles an hour,
 * two bytes each. Immutable.
 */
public final class SlotDay {

    private static final int CLOSED = 0xffff;

    private final LocalDate date;
    private final long time;
    private final long firstSlot;
    private final int slotMinutes;
    private final String modelVersion;
    private final long newestInputAt;
    private final boolean fallback;
    private final int scale;
    /** Three a slot. */
    private final char[] values;

    SlotDay(SlotForecast told, LocalDate date, String modelVersion) {
        this.date = date;
        this.modelVersion = modelVersion;
        time = told.time();
        firstSlot = told.firstSlot();
        slotMinutes = told.slotMinutes();
        newestInputAt = told.newestInputAt();
        fallback = told.fallback();
        scale = told.quantity() == ForecastQuantity.SPEED ? 100 : 1;
        values = new char[3 * told.slots().size()];
        for (int slot = 0; slot < told.slots().size(); slot++) {
            SlotQuantiles each = told.slots().get(slot);
            values[3 * slot] = packed(each.p10());
            values[3 * slot + 1] = packed(each.p50());
            values[3 * slot + 2] = packed(each.p90());
        }
    }

    private char packed(float value) {
        return (char) (Float.isNaN(value) ? CLOSED : Math.min(CLOSED - 1, Math.round(value * scale)));
    }

    /** The local date. */
    public LocalDate date() {
        return date;
    }

    /** Event time at which it was made, UTC epoch milliseconds. */
    public long time() {
        return time;
    }

    public String modelVersion() {
        return modelVersion;
    }

    /** Begin of the newest slot with a value that the model saw; 0 if there was none. */
    public long newestInputAt() {
        return newestInputAt;
    }

    public boolean isFallback() {
        return fallback;
    }

    public int slotMinutes() {
        return slotMinutes;
    }

    public int slots() {
        return values.length / 3;
    }

    /** Begin of a slot, UTC epoch milliseconds. */
    public long begin(int slot) {
        return firstSlot + slot * slotMinutes * 60_000L;
    }

    /** Whether nothing is expected to pass: the road is closed. */
    public boolean isClosed(int slot) {
        return values[3 * slot] == CLOSED;
    }

    public double p10(int slot) {
        return values[3 * slot] / (double) scale;
    }

    public double p50(int slot) {
        return values[3 * slot + 1] / (double) scale;
    }

    public double p90(int slot) {
        return values[3 * slot + 2] / (double) scale;
    }
}
