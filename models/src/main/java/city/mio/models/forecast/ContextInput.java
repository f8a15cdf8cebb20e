package city.mio.models.forecast;

/**
 * The input of the extended network: deviations from the profile instead of raw values, with a mask; the profile ahead;
 * neighbours; those next up- and downstream where the road is known; the whole city; all channels beside each other; and,
 * where the history is long enough to learn from it, how the last hours, the last day, the last week and yesterday at the
 * hour to come went.
 */
final class ContextInput implements NeuralInput {

    static final int WINDOW = 12;
    private static final int CITY = 3;
    private static final int SLOW = 5;
    private static final int TIME = 4 + DayType.values().length;
    private static final int HALF_HOURS = 48;
    /** Newest steps of those up- and downstream, each by itself: what is under way there arrives within minutes. */
    private static final int ALONG_THE_ROAD = 3;

    private final int channels;
    private final int horizons;
    private final Neighbours neighbours;
    private final RoadGraph road;
    private final boolean slow;

    /**
     * Makes the input.
     *
     * @param road null where it is not known
     */
    ContextInput(int channels, int horizons, Neighbours neighbours, RoadGraph road, boolean slow) {
        this.channels = channels;
        this.horizons = horizons;
        this.neighbours = neighbours;
        this.road = road;
        this.slow = slow;
    }

    @Override
    public int width() {
        int perChannel = 3 * WINDOW + 1 + horizons + CITY + 3 * neighbours.each() + (slow ? SLOW : 0)
                + (road == null ? 0 : (ALONG_THE_ROAD + 1) * RoadGraph.ranks());
        return channels * perChannel + TIME;
    }

    @Override
    public int[] channels() {
        int[] all = new int[channels];
        for (int i = 0; i < channels; i++) {
            all[i] = i;
        }
        return all;
    }

    @Override
    public boolean direct() {
        return true;
    }

    @Override
    public int times() {
        return HALF_HOURS;
    }

    @Override
    public int time(Frame frame, int step) {
        return frame.panel().binOfDay(step) * HALF_HOURS / frame.panel().timeline().stepsPerDay();
    }

    @Override
    public int days() {
        return DayType.values().length;
    }

    @Override
    public int day(Frame frame, int step) {
        return frame.panel().dayType(step);
    }

    @Override
    public void fill(Frame frame, int origin, int target, int hidden, float[] rows, int offset) {
        int at = offset;
        Panel panel = frame.panel();
        Normalisation normalisation = frame.normalisation();
        int day = panel.timeline().stepsPerDay();
        for (int channel = 0; channel < channels; channel++) {
            float scale = normalisation.scale(channel, target);
            for (int lag = WINDOW - 1; lag >= 0; lag--) {
                float deviation = lag < hidden ? Float.NaN : frame.deviation(channel, origin - lag, target);
                boolean missing = Float.isNaN(deviation);
                rows[at] = missing ? 0 : deviation;
                rows[at + WINDOW] = missing ? 1 : 0;
                at++;
            }
            at += WINDOW;
            float mean = normalisation.profile(channel).mean(target);
            // Also as it stands, from the newest value: how the profile moved in the hour matters little to the next
            // minutes, and a history of days does not know it well.
            for (int lag = WINDOW - 1; lag >= 0; lag--) {
                float value = lag < hidden || lag > origin ? Float.NaN : panel.value(channel, origin - lag, target);
                rows[at++] = Float.isNaN(value)
                        ? bounded((frame.expected(channel, Math.max(0, origin - lag), target) - mean) / scale)
                        : bounded((value - mean) / scale);
            }
            rows[at++] = (mean - normalisation.channelMean(channel)) / normalisation.channelDeviation(channel);
            for (int h = 0; h < horizons; h++) {
                rows[at++] = bounded((frame.expected(channel, origin + 1 + h, target) - mean) / scale);
            }
            rows[at++] = frame.meanOfAll(channel, origin, origin + 1);
            rows[at++] = frame.meanOfAll(channel, origin - 2, origin + 1);
            rows[at++] = frame.meanOfAll(channel, origin - 11, origin + 1);
            for (int rank = 0; rank < neighbours.each(); rank++) {
                int other = neighbours.get(channel, target, rank);
                rows[at++] = frame.mean(channel, other, origin, origin + 1);
                rows[at++] = frame.mean(channel, other, origin - 2, origin + 1);
                rows[at++] = frame.mean(channel, other, origin - 11, origin + 1);
            }
            if (road != null) {
                at = fillRoad(frame, channel, origin, target, rows, at);
            }
            if (slow) {
                int end = origin + 1 - hidden;
                rows[at++] = frame.mean(channel, target, end - day / 8, end);
                rows[at++] = frame.mean(channel, target, end - day, end);
                rows[at++] = frame.mean(channel, target, end - 7 * day, end);
                rows[at++] = frame.mean(channel, target, origin + 1 - day, origin + 1 - day + horizons);
                rows[at++] = frame.mean(channel, target, origin + 1 - 7 * day, origin + 1 - 7 * day + horizons);
            }
        }
        double angle = 2 * Math.PI * panel.binOfDay(origin) / day;
        rows[at++] = (float) Math.sin(angle);
        rows[at++] = (float) Math.cos(angle);
        rows[at++] = (float) Math.sin(2 * angle);
        rows[at++] = (float) Math.cos(2 * angle);
        for (int type = 0; type < DayType.values().length; type++) {
            rows[at++] = panel.dayType(origin) == type ? 1 : 0;
        }
    }

    /** The newest deviations of each, then whether it is missing: the road may end, the detector be silent. */
    private int fillRoad(Frame frame, int channel, int origin, int target, float[] rows, int from) {
        int at = from;
        for (int rank = 0; rank < RoadGraph.ranks(); rank++) {
            int other = road.get(target, rank);
            for (int lag = 0; lag < ALONG_THE_ROAD; lag++) {
                float deviation = other < 0 ? Float.NaN : frame.deviation(channel, origin - lag, other);
                rows[at++] = Float.isNaN(deviation) ? 0 : deviation;
            }
            rows[at++] = other < 0 || Float.isNaN(frame.deviation(channel, origin, other)) ? 1 : 0;
        }
        return at;
    }

    private static float bounded(float value) {
        return Math.min(12f, Math.max(-12f, value));
    }

    @Override
    public float outcome(Frame frame, int channel, int step, int target) {
        float deviation = frame.outcome(channel, step, target);
        return Float.isNaN(deviation) ? deviation : Math.min(30f, Math.max(-30f, deviation));
    }

    @Override
    public float weight(Frame frame, int channel, int target) {
        return frame.normalisation().scale(channel, target) / frame.normalisation().meanScale(channel);
    }

    @Override
    public float value(Frame frame, int channel, int step, int target, float answer) {
        return frame.value(channel, step, target, answer);
    }
}
