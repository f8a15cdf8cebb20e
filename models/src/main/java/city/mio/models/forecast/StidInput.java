package city.mio.models.forecast;

/**
 * The input of STID as published: for each of the last 12 steps the standardised value, time of day and day of week.
 * Missing values are filled from the profile.
 */
final class StidInput implements NeuralInput {

    static final int WINDOW = 12;

    private final int channel;
    private final int times;

    /**
     * Of one channel.
     *
     * @param times steps in a day
     */
    StidInput(int channel, int times) {
        this.channel = channel;
        this.times = times;
    }

    @Override
    public boolean direct() {
        return false;
    }

    @Override
    public int times() {
        return times;
    }

    @Override
    public int time(Frame frame, int step) {
        return frame.panel().binOfDay(step);
    }

    @Override
    public int width() {
        return 3 * WINDOW;
    }

    @Override
    public int[] channels() {
        return new int[] {channel};
    }

    @Override
    public int days() {
        return 7;
    }

    @Override
    public int day(Frame frame, int step) {
        return frame.panel().dayOfWeek(step);
    }

    @Override
    public void fill(Frame frame, int origin, int target, int hidden, float[] rows, int offset) {
        Panel panel = frame.panel();
        Normalisation normalisation = frame.normalisation();
        float bins = panel.timeline().stepsPerDay();
        for (int lag = 0; lag < WINDOW; lag++) {
            int step = Math.max(0, origin - lag);
            float value = lag < hidden || origin < lag ? Float.NaN : panel.value(channel, step, target);
            if (Float.isNaN(value)) {
                value = frame.expected(channel, step, target);
            }
            int at = offset + 3 * (WINDOW - 1 - lag);
            rows[at] = (value - normalisation.channelMean(channel)) / normalisation.channelDeviation(channel);
            rows[at + 1] = panel.binOfDay(step) / bins;
            rows[at + 2] = panel.dayOfWeek(step) / 7f;
        }
    }

    @Override
    public float outcome(Frame frame, int asked, int step, int target) {
        Normalisation normalisation = frame.normalisation();
        return (frame.panel().value(asked, step, target) - normalisation.channelMean(asked))
                / normalisation.channelDeviation(asked);
    }

    @Override
    public float weight(Frame frame, int asked, int target) {
        return 1;
    }

    @Override
    public float value(Frame frame, int asked, int step, int target, float answer) {
        Normalisation normalisation = frame.normalisation();
        return normalisation.channelMean(asked) + answer * normalisation.channelDeviation(asked);
    }
}
