package city.mio.models.forecast.slots;

import city.mio.models.forecast.Panel;

/** Histories of short steps as histories of slots. */
public final class SlotPanels {

    /** Less than this share of a slot's steps with a value says nothing of the slot. */
    private static final double LEAST_COVERED = 0.5;

    private SlotPanels() {}

    /** How steps become a slot. */
    public enum Merge {
        /** Speeds. */
        MEAN,
        /** Counts; where steps are missing, as many more as they are. */
        SUM
    }

    /**
     * Merges steps.
     *
     * @param slotMillis a multiple of the step; the history's first whole slot is where slots begin
     * @param merges one a channel
     */
    public static Panel merge(Panel panel, long slotMillis, Merge... merges) {
        long stepMillis = panel.timeline().stepMillis();
        if (slotMillis % stepMillis != 0 || merges.length != panel.channelCount()) {
            throw new IllegalArgumentException("slotMillis must be whole steps, merges one a channel");
        }
        int each = (int) (slotMillis / stepMillis);
        long start = panel.timeline().startMillis();
        int first = (int) (Math.floorMod(-start, slotMillis) / stepMillis);
        int slots = (panel.steps() - first) / each;
        int targets = panel.targetCount();
        float[][] values = new float[merges.length][slots * targets];
        for (int channel = 0; channel < merges.length; channel++) {
            for (int slot = 0; slot < slots; slot++) {
                for (int target = 0; target < targets; target++) {
                    double sum = 0;
                    int seen = 0;
                    for (int i = 0; i < each; i++) {
                        float value = panel.value(channel, first + slot * each + i, target);
                        if (!Float.isNaN(value)) {
                            sum += value;
                            seen++;
                        }
                    }
                    double mean = seen < LEAST_COVERED * each ? Double.NaN : sum / seen;
                    values[channel][slot * targets + target] =
                            (float) (merges[channel] == Merge.MEAN ? mean : mean * each);
                }
            }
        }
        Panel.Timeline timeline = new Panel.Timeline(
                start + first * stepMillis, slotMillis, panel.timeline().zone(), panel.timeline().dayTypes());
        return new Panel(panel.targets(), panel.channels(), timeline, values);
    }
}
