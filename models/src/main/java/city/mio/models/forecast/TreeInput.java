package city.mio.models.forecast;

/**
 * What trees look at to forecast one channel of a target: the last values' deviations, how they change, what ridge makes
 * of them, the profile ahead, neighbours, the whole city, the other channels, the time, what the target is like; where
 * the history is long enough also the last hours, day and week and yesterday. NaN for whatever is missing.
 */
final class TreeInput {

    static final int WINDOW = 12;
    private static final int[] AHEAD = {0, 2, 5, 8, 11};

    private final int channel;
    private final int channels;
    private final int horizons;
    private final Neighbours neighbours;
    private final boolean slow;
    private final int width;

    TreeInput(int channel, int channels, int horizons, Neighbours neighbours, boolean slow) {
        this.channel = channel;
        this.channels = channels;
        this.horizons = horizons;
        this.neighbours = neighbours;
        this.slow = slow;
        int ofOthers = (channels - 1) * 6;
        width = WINDOW + 13 + 2 + 3 * AHEAD.length + 6 + 3 * neighbours.each() + 4 + 4 + ofOthers + (slow ? 9 : 0);
    }

    int channel() {
        return channel;
    }

    int horizons() {
        return horizons;
    }

    boolean slow() {
        return slow;
    }

    Neighbours neighbours() {
        return neighbours;
    }

    int width() {
        return width;
    }

    /**
     * Fills a row.
     *
     * @param hidden so many of the target's newest values are taken for missing
     * @param base what ridge forecasts of this, by horizon
     */
    void fill(Frame frame, int origin, int target, int hidden, float[] base, float[] row) {
        int at = 0;
        Panel panel = frame.panel();
        Normalisation normalisation = frame.normalisation();
        float scale = normalisation.scale(channel, target);
        int end = origin + 1 - hidden;
        int age = -1;
        double sum = 0;
        double squares = 0;
        int seen = 0;
        float least = Float.NaN;
        float most = Float.NaN;
        for (int lag = 0; lag < WINDOW; lag++) {
            float deviation = lag < hidden ? Float.NaN : frame.deviation(channel, origin - lag, target);
            row[at++] = deviation;
            if (!Float.isNaN(deviation)) {
                age = age < 0 ? lag : age;
                sum += deviation;
                squares += deviation * deviation;
                seen++;
                least = deviation >= least ? least : deviation;
                most = deviation <= most ? most : deviation;
            }
        }
        float newest = age < 0 ? Float.NaN : row[age];
        float mean3 = mean(frame, channel, target, end - 3, end);
        float mean6 = mean(frame, channel, target, end - 6, end);
        row[at++] = newest;
        row[at++] = age;
        row[at++] = mean3;
        row[at++] = mean6;
        row[at++] = seen == 0 ? Float.NaN : (float) (sum / seen);
        row[at++] = mean(frame, channel, target, end - 24, end);
        row[at++] = row[0] - row[1];
        row[at++] = row[0] - row[3];
        row[at++] = mean3 - mean(frame, channel, target, end - 6, end - 3);
        row[at++] = mean6 - mean(frame, channel, target, end - 12, end - 6);
        row[at++] = seen == 0 ? Float.NaN : (float) Math.sqrt(Math.max(0, squares / seen - sum * sum / seen / seen));
        row[at++] = least;
        row[at++] = most;

        // The value itself: deviations are clipped, and what is possible depends on it (nothing is faster than free flow).
        float now = age < 0 ? Float.NaN : panel.value(channel, origin - age, target);
        float mean = normalisation.profile(channel).mean(target);
        row[at++] = now / normalisation.channelDeviation(channel);
        row[at++] = (now - mean) / scale;

        float expected = frame.expected(channel, origin, target);
        for (int ahead : AHEAD) {
            int h = Math.min(ahead, horizons - 1);
            float later = frame.expected(channel, origin + 1 + h, target);
            row[at++] = base[h];
            row[at++] = (later - expected) / scale;
            row[at++] = (later + base[h] * scale) / normalisation.channelDeviation(channel);
        }
        row[at++] = (expected - mean) / scale;
        row[at++] = expected / normalisation.channelDeviation(channel);
        row[at++] = mean / normalisation.channelDeviation(channel);
        row[at++] = scale / normalisation.channelDeviation(channel);
        row[at++] = panel.binOfDay(origin);
        row[at++] = panel.dayType(origin);

        at = fillNeighbours(frame, origin, target, row, at);
        row[at++] = frame.meanOfAll(channel, origin, origin + 1);
        row[at++] = frame.meanOfAll(channel, origin - 2, origin + 1);
        row[at++] = frame.meanOfAll(channel, origin - 11, origin + 1);
        row[at++] = frame.meanOfAll(channel, origin - 2, origin + 1) - frame.meanOfAll(channel, origin - 8, origin - 2);
        for (int other = 0; other < channels; other++) {
            if (other != channel) {
                row[at++] = mean(frame, other, target, end - 1, end);
                row[at++] = mean(frame, other, target, end - 3, end);
                row[at++] = mean(frame, other, target, end - 12, end);
                row[at++] = frame.meanOfAll(other, origin - 2, origin + 1);
                row[at++] = (frame.expected(other, origin + 1, target) - normalisation.profile(other).mean(target))
                        / normalisation.scale(other, target);
                row[at++] = normalisation.profile(other).mean(target) / normalisation.channelDeviation(other);
            }
        }
        if (slow) {
            fillSlow(frame, origin, target, end, row, at);
        }
    }

    private int fillNeighbours(Frame frame, int origin, int target, float[] row, int from) {
        int at = from;
        double now = 0;
        double change = 0;
        double hour = 0;
        int seen = 0;
        int seenOfHour = 0;
        for (int rank = 0; rank < neighbours.each(); rank++) {
            int other = neighbours.get(channel, target, rank);
            float last = mean(frame, channel, other, origin, origin + 1);
            float recent = mean(frame, channel, other, origin - 2, origin + 1);
            float before = mean(frame, channel, other, origin - 8, origin - 2);
            row[at++] = last;
            row[at++] = recent;
            row[at++] = recent - before;
            if (!Float.isNaN(recent)) {
                now += recent;
                seen++;
            }
            if (!Float.isNaN(recent) && !Float.isNaN(before)) {
                change += recent - before;
                hour += before;
                seenOfHour++;
            }
        }
        row[at++] = seen == 0 ? Float.NaN : (float) (now / seen);
        row[at++] = seenOfHour == 0 ? Float.NaN : (float) (change / seenOfHour);
        row[at++] = seenOfHour == 0 ? Float.NaN : (float) (hour / seenOfHour);
        row[at++] = seen;
        return at;
    }

    private void fillSlow(Frame frame, int origin, int target, int end, float[] row, int from) {
        int at = from;
        int day = frame.panel().timeline().stepsPerDay();
        row[at++] = mean(frame, channel, target, end - day / 8, end);
        row[at++] = mean(frame, channel, target, end - day, end);
        row[at++] = mean(frame, channel, target, end - 7 * day, end);
        for (int back : new int[] {day, 7 * day}) {
            int same = origin + 1 - back;
            row[at++] = mean(frame, channel, target, same, same + horizons / 2);
            row[at++] = mean(frame, channel, target, same + horizons / 2, same + horizons);
        }
        row[at++] = frame.meanOfAll(channel, end - day, end);
        row[at++] = frame.meanOfAll(channel, origin + 1 - day, origin + 1 - day + horizons);
    }

    /** Mean deviation, NaN if there is none. */
    private static float mean(Frame frame, int channel, int target, int from, int to) {
        return frame.seen(channel, target, from, to) == 0 ? Float.NaN : frame.mean(channel, target, from, to);
    }
}
