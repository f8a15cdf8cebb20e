package city.mio.simulators.city;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What really happened: the mean speed of each link in each minute by Edie's definition (distance driven by all
 * vehicles over time spent by all, Edie 1963), and the path of each vehicle. Kept for a limited time. Written by the
 * simulation; may be read from any thread.
 */
public final class Truth {

    /**
     * The path of one vehicle on one trip. Immutable.
     *
     * @param vehicleId who drove
     * @param linkIndices in driving order; not to be changed
     * @param enterTimes epoch milliseconds at which each link was entered; not to be changed
     * @param endTime epoch milliseconds of the arrival
     */
    public record Path(String vehicleId, int[] linkIndices, long[] enterTimes, long endTime) {}

    private record Minute(float[] metres, float[] seconds) {}

    private static final long MINUTE = 60_000;

    private final int links;
    private final int retentionMinutes;
    private final ConcurrentSkipListMap<Long, Minute> minutes = new ConcurrentSkipListMap<>();
    private final Deque<Path> paths = new ArrayDeque<>();
    private long now;

    Truth(int links, int retentionMinutes) {
        this.links = links;
        this.retentionMinutes = retentionMinutes;
    }

    void add(int link, long time, double metres, double seconds) {
        Minute minute = minutes.computeIfAbsent(
                Math.floorDiv(time, MINUTE) * MINUTE, key -> new Minute(new float[links], new float[links]));
        minute.metres[link] += (float) metres;
        minute.seconds[link] += (float) seconds;
    }

    void add(Path path) {
        synchronized (paths) {
            paths.addLast(path);
        }
    }

    /** A minute is over: what lies before the retention is let go. */
    void minuteEnded(long end) {
        now = end;
        long oldest = now - retentionMinutes * MINUTE;
        minutes.headMap(oldest).clear();
        synchronized (paths) {
            while (!paths.isEmpty() && paths.peekFirst().endTime < oldest) {
                paths.removeFirst();
            }
        }
    }

    /**
     * Mean speed on a link in a minute that is over.
     *
     * @param linkIndex of the simulated network
     * @param minute its begin, UTC epoch milliseconds
     * @return m/s; empty where nobody drove for at least a second, or the minute is not kept
     */
    public Optional<Double> findSpeedMps(int linkIndex, long minute) {
        Minute cell = minutes.get(minute);
        if (cell == null || cell.seconds[linkIndex] < 1) {
            return Optional.empty();
        }
        return Optional.of((double) cell.metres[linkIndex] / cell.seconds[linkIndex]);
    }

    /** Begins of the minutes kept, ascending; the last one may not be over. */
    public List<Long> listMinutes() {
        return new ArrayList<>(minutes.keySet());
    }

    /** The newest trip of a vehicle that is over and kept. */
    public Optional<Path> findPath(String vehicleId) {
        synchronized (paths) {
            for (Iterator<Path> newest = paths.descendingIterator(); newest.hasNext(); ) {
                Path path = newest.next();
                if (path.vehicleId.equals(vehicleId)) {
                    return Optional.of(path);
                }
            }
        }
        return Optional.empty();
    }

    /** All trips that are over and kept, in order of their end. */
    public List<Path> listPaths() {
        synchronized (paths) {
            return List.copyOf(paths);
        }
    }

    /** A digest of all speeds kept, to compare two runs. */
    public long digest() {
        long digest = 17;
        for (Map.Entry<Long, Minute> entry : minutes.entrySet()) {
            digest = digest * 31 + entry.getKey();
            for (int link = 0; link < links; link++) {
                digest = digest * 31 + Float.floatToIntBits(entry.getValue().metres[link]);
                digest = digest * 31 + Float.floatToIntBits(entry.getValue().seconds[link]);
            }
        }
        return digest;
    }
}
