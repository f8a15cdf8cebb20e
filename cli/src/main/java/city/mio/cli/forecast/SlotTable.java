package city.mio.cli.forecast;

import city.mio.models.forecast.Panel;
import city.mio.models.forecast.slots.SlotForecast;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Errors of slot forecasts and of two plain ones on the same slots, by days ahead. */
public final class SlotTable {

    private static final int[] FIRST_DAY = {0, 1, 7};
    private static final int[] LAST_DAY = {0, 6, 13};
    private static final String[] MODELS = {"slot model", "as a week ago", "mean of the kind of day"};

    private final Panel panel;
    private final int learnt;
    /** {@code [channel][band][model]}: sum of absolute errors; then held, width and count. */
    private final double[][][] absolute;
    private final double[][] held;
    private final double[][] width;
    private final long[][] seen;

    /**
     * An empty table.
     *
     * @param learnt slots that were learnt from; the plain mean is of them
     */
    public SlotTable(Panel panel, int learnt) {
        this.panel = panel;
        this.learnt = learnt;
        int channels = panel.channelCount();
        absolute = new double[channels][FIRST_DAY.length][MODELS.length];
        held = new double[channels][FIRST_DAY.length];
        width = new double[channels][FIRST_DAY.length];
        seen = new long[channels][FIRST_DAY.length];
    }

    /** Scores one forecast; slots without an outcome, or that a plain forecast cannot tell, are not scored. */
    public void score(int newest, SlotForecast forecast) {
        int perDay = panel.timeline().stepsPerDay();
        float[][] means = means();
        for (int slot = 0; slot < forecast.slots() && newest + 1 + slot < panel.steps(); slot++) {
            int step = newest + 1 + slot;
            int band = slot / perDay <= LAST_DAY[0] ? 0 : slot / perDay <= LAST_DAY[1] ? 1 : 2;
            int weekAgo = step - 7 * perDay * (slot / (7 * perDay) + 1);
            for (int channel = 0; channel < panel.channelCount(); channel++) {
                for (int target = 0; target < panel.targetCount(); target++) {
                    float outcome = panel.value(channel, step, target);
                    float before = weekAgo < 0 ? Float.NaN : panel.value(channel, weekAgo, target);
                    float mean = means[channel][at(step, target)];
                    if (Float.isNaN(outcome) || Float.isNaN(before) || Float.isNaN(mean)) {
                        continue;
                    }
                    float p10 = forecast.p10(channel, target, slot);
                    float p90 = forecast.p90(channel, target, slot);
                    absolute[channel][band][0] += Math.abs(outcome - forecast.p50(channel, target, slot));
                    absolute[channel][band][1] += Math.abs(outcome - before);
                    absolute[channel][band][2] += Math.abs(outcome - mean);
                    held[channel][band] += outcome >= p10 && outcome <= p90 ? 1 : 0;
                    width[channel][band] += p90 - p10;
                    seen[channel][band]++;
                }
            }
        }
    }

    private int at(int step, int target) {
        int perDay = panel.timeline().stepsPerDay();
        return (panel.dayType(step) * perDay + panel.binOfDay(step)) * panel.targetCount() + target;
    }

    private float[][] means() {
        int size = 3 * panel.timeline().stepsPerDay() * panel.targetCount();
        float[][] means = new float[panel.channelCount()][size];
        for (int channel = 0; channel < panel.channelCount(); channel++) {
            int[] count = new int[size];
            for (int step = 0; step < learnt; step++) {
                for (int target = 0; target < panel.targetCount(); target++) {
                    float value = panel.value(channel, step, target);
                    if (!Float.isNaN(value)) {
                        means[channel][at(step, target)] += value;
                        count[at(step, target)]++;
                    }
                }
            }
            for (int i = 0; i < size; i++) {
                means[channel][i] = count[i] == 0 ? Float.NaN : means[channel][i] / count[i];
            }
        }
        return means;
    }

    /** All of it for machines. */
    public List<Map<String, Object>> objects() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (int channel = 0; channel < panel.channelCount(); channel++) {
            for (int band = 0; band < FIRST_DAY.length; band++) {
                if (seen[channel][band] == 0) {
                    continue;
                }
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("channel", panel.channels().get(channel));
                object.put("fromDay", FIRST_DAY[band] + 1);
                object.put("toDay", LAST_DAY[band] + 1);
                for (int model = 0; model < MODELS.length; model++) {
                    object.put("mae, " + MODELS[model], absolute[channel][band][model] / seen[channel][band]);
                }
                object.put("coverage", held[channel][band] / seen[channel][band]);
                object.put("width", width[channel][band] / seen[channel][band]);
                object.put("scored", seen[channel][band]);
                objects.add(object);
            }
        }
        return objects;
    }

    /** The lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-8s %-10s %12s %14s %24s %9s %9s %10s", "channel", "days ahead",
                MODELS[0], MODELS[1], MODELS[2], "within", "width", "scored"));
        for (Map<String, Object> row : objects()) {
            lines.add(String.format(Locale.ROOT, "%-8s %-10s %12.4f %14.4f %24.4f %9.4f %9.4f %10d", row.get("channel"),
                    row.get("fromDay") + "-" + row.get("toDay"), row.get("mae, " + MODELS[0]),
                    row.get("mae, " + MODELS[1]), row.get("mae, " + MODELS[2]), row.get("coverage"), row.get("width"),
                    row.get("scored")));
        }
        return lines;
    }
}
