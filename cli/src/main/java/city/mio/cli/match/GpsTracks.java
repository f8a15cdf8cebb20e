package city.mio.cli.match;

import city.mio.events.ProbePosition;
import city.mio.simulators.replay.Recording;
import city.mio.simulators.replay.RecordingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The fixes of one recording, by vehicle in the order of their first rows, each vehicle's by rising time. Immutable.
 *
 * @param fixes by vehicle
 * @param fixCount of all vehicles
 * @param badRows rows that hold no fix
 * @param repeatedTimes fixes left out because their vehicle had an earlier row of the same time
 */
public record GpsTracks(Map<String, List<ProbePosition>> fixes, long fixCount, long badRows, long repeatedTimes) {

    private static final int ROWS_NAMED = 100;
    private static final int FAULT_CHARACTERS = 300;

    public GpsTracks {
        fixes = Collections.unmodifiableMap(new LinkedHashMap<>(fixes));
    }

    /**
     * Reads a recording.
     *
     * @param trackStart epoch milliseconds that second 0 of a {@code .track} stands for
     * @param faults is given a line, naming file, line and fault, for each of the first hundred bad rows, and one for
     *     the count of the others
     * @throws RecordingException if the file is no recording or cannot be read
     */
    public static GpsTracks read(Path file, long trackStart, Consumer<String> faults) {
        Map<String, List<ProbePosition>> rows = new LinkedHashMap<>();
        long[] bad = {0};
        Recording.read(file, trackStart, row -> {
            if (row.isGood()) {
                rows.computeIfAbsent(row.position().vehicleId(), id -> new ArrayList<>()).add(row.position());
            } else if (++bad[0] <= ROWS_NAMED) {
                faults.accept(oneLine(row.where() + ": " + row.fault()));
            }
        });
        if (bad[0] > ROWS_NAMED) {
            faults.accept(file.getFileName() + ": " + (bad[0] - ROWS_NAMED) + " more bad rows");
        }
        long read = rows.values().stream().mapToLong(List::size).sum();
        rows.replaceAll((vehicle, fixes) -> byTime(fixes));
        long kept = rows.values().stream().mapToLong(List::size).sum();
        return new GpsTracks(rows, kept, bad[0], read - kept);
    }

    /** What a row holds may be anything, and of any length. */
    private static String oneLine(String fault) {
        String line = fault.replaceAll("[\\p{Cntrl}\u2028\u2029]+", " ");
        return line.length() <= FAULT_CHARACTERS ? line : line.substring(0, FAULT_CHARACTERS) + " …";
    }

    /** Of several at the same time, the row that came first stays. */
    private static List<ProbePosition> byTime(List<ProbePosition> fixes) {
        fixes.sort(Comparator.comparingLong(ProbePosition::time));
        List<ProbePosition> kept = new ArrayList<>(fixes.size());
        for (ProbePosition fix : fixes) {
            if (kept.isEmpty() || fix.time() > kept.get(kept.size() - 1).time()) {
                kept.add(fix);
            }
        }
        return Collections.unmodifiableList(kept);
    }
}
