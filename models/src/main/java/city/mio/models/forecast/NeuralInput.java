package city.mio.models.forecast;

/** What a network is told of a target, and what it is to answer. Stateless. */
interface NeuralInput {

    /** Numbers in a row. */
    int width();

    /** Channels that are forecast, as indices of the panel's. */
    int[] channels();

    /** Whether a linear path from the input to the answers is to stand beside the perceptrons. */
    boolean direct();

    /** Number of times of day that {@link #time} tells apart. */
    int times();

    /** The time of day of a step. */
    int time(Frame frame, int step);

    /** Numbers of kinds of day that {@link #day} tells apart. */
    int days();

    /** The kind of day of a step. */
    int day(Frame frame, int step);

    /**
     * Fills one row.
     *
     * @param hidden how many of the newest steps of the target itself are to be left out, as if it were silent
     */
    void fill(Frame frame, int origin, int target, int hidden, float[] rows, int offset);

    /** The value at a later step in the network's units; NaN if missing. */
    float outcome(Frame frame, int channel, int step, int target);

    /** How much an error of one unit at the target counts, around 1. */
    float weight(Frame frame, int channel, int target);

    /** An answer in the panel's units. */
    float value(Frame frame, int channel, int step, int target, float answer);
}
