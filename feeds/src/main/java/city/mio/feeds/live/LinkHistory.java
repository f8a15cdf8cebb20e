package city.mio.feeds.live;

import city.mio.events.LinkState;
import city.mio.events.SpeedSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The last minutes of one link in a ring of primitives: 24 bytes a minute. A correction takes the place of what it
 * corrects. Thread-safe.
 */
final class LinkHistory {

    private static final SpeedSource[] SOURCES = SpeedSource.values();

    private final int[] minutes;
    private final float[] speeds;
    private final float[] flows;
    private final float[] occupancies;
    private final float[] confidences;
    private final short[] samples;
    private final byte[] sources;
    private final byte[] revisions;

    LinkHistory(int length) {
        minutes = new int[length];
        speeds = new float[length];
        flows = new float[length];
        occupancies = new float[length];
        confidences = new float[length];
        samples = new short[length];
        sources = new byte[length];
        revisions = new byte[length];
    }

    synchronized void put(LinkState state) {
        int minute = (int) (state.minute() / 60_000);
        int at = minute % minutes.length;
        int revision = Math.min(state.revision(), Byte.MAX_VALUE);
        if (minutes[at] > minute || (minutes[at] == minute && revisions[at] > revision)) {
            return;
        }
        minutes[at] = minute;
        speeds[at] = state.speedMps();
        flows[at] = state.flowVph();
        occupancies[at] = state.occupancy();
        confidences[at] = state.confidence();
        samples[at] = (short) Math.min(state.samples(), Short.MAX_VALUE);
        sources[at] = (byte) state.source().ordinal();
        revisions[at] = (byte) revision;
    }

    /** From the oldest to the newest; nothing older than the ring is long before {@code now}. */
    synchronized List<HistoryPoint> list(long now) {
        int latest = (int) (now / 60_000);
        List<HistoryPoint> points = new ArrayList<>();
        for (int minute = latest - minutes.length + 1; minute <= latest; minute++) {
            int at = Math.floorMod(minute, minutes.length);
            if (minute > 0 && minutes[at] == minute) {
                points.add(new HistoryPoint(
                        minute * 60_000L,
                        speeds[at],
                        flows[at],
                        occupancies[at],
                        confidences[at],
                        samples[at],
                        SOURCES[sources[at]],
                        revisions[at]));
            }
        }
        return points;
    }

    /** Mean speed of the minutes from this one, so many of them, by the samples behind each; NaN if none is kept. */
    synchronized double meanSpeedMps(int first, int count) {
        return mean(speeds, true, first, count);
    }

    /** Mean flow of the minutes from this one, so many of them; NaN if none is kept and counted. */
    synchronized double meanFlowVph(int first, int count) {
        return mean(flows, false, first, count);
    }

    private double mean(float[] values, boolean bySamples, int first, int count) {
        double sum = 0;
        double weights = 0;
        for (int minute = first; minute < first + count; minute++) {
            int at = minute % minutes.length;
            if (minutes[at] == minute && !Float.isNaN(values[at])) {
                double weight = bySamples ? Math.max(1, samples[at]) : 1;
                sum += weight * values[at];
                weights += weight;
            }
        }
        return weights == 0 ? Double.NaN : sum / weights;
    }
}
