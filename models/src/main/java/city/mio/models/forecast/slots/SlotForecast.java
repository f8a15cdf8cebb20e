package city.mio.models.forecast.slots;

/** The tenth, fiftieth and ninetieth percentile of every channel, target and slot; not for several threads. */
public final class SlotForecast {

    private final int targets;
    private final int slots;
    private final float[][] values;

    /** Room for so many slots, the first after the newest one known. */
    public SlotForecast(int channels, int targets, int slots) {
        if (channels < 1 || targets < 1 || slots < 1) {
            throw new IllegalArgumentException("channels, targets and slots must be positive");
        }
        this.targets = targets;
        this.slots = slots;
        values = new float[3][channels * targets * slots];
    }

    public int slots() {
        return slots;
    }

    public float p10(int channel, int target, int slot) {
        return values[0][at(channel, target, slot)];
    }

    public float p50(int channel, int target, int slot) {
        return values[1][at(channel, target, slot)];
    }

    public float p90(int channel, int target, int slot) {
        return values[2][at(channel, target, slot)];
    }

    void set(int channel, int target, int slot, double p10, double p50, double p90) {
        int at = at(channel, target, slot);
        values[0][at] = (float) p10;
        values[1][at] = (float) p50;
        values[2][at] = (float) p90;
    }

    private int at(int channel, int target, int slot) {
        return (channel * targets + target) * slots + slot;
    }
}
