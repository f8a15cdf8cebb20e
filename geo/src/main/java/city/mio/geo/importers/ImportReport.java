package city.mio.geo.importers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an import read, kept, repaired and dropped, counted by reason, each with an example. Immutable.
 *
 * @param source name of the file
 * @param kind what kind of file it was taken for
 * @param entries in the order of {@link Fate}, by name within
 */
public record ImportReport(String source, String kind, List<Entry> entries) {

    /** What became of the things counted. */
    public enum Fate {
        /** Stood in the file. */
        READ,
        /** Stands in the network. */
        KEPT,
        /** Was wrong and is kept, put right. */
        REPAIRED,
        /** Is not in the network. */
        DROPPED,
        /** Was understood but has no effect on the network. */
        NOTED
    }

    /**
     * One count.
     *
     * @param fate what became of them
     * @param what things, and why
     * @param count how many
     * @param example the first of them; empty if it needs none
     */
    public record Entry(Fate fate, String what, long count, String example) {}

    public ImportReport {
        entries = List.copyOf(entries);
    }

    /** How many met this fate for this reason; 0 if none. */
    public long count(Fate fate, String what) {
        return entries.stream()
                .filter(entry -> entry.fate == fate && entry.what.equals(what))
                .mapToLong(Entry::count)
                .sum();
    }

    /** How many met this fate for any reason that begins so. */
    public long countAll(Fate fate, String beginning) {
        return entries.stream()
                .filter(entry -> entry.fate == fate && entry.what.startsWith(beginning))
                .mapToLong(Entry::count)
                .sum();
    }

    /** For people: a heading and a line for each count. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(source + ": " + kind);
        for (Entry entry : entries) {
            String example = entry.example.isEmpty() ? "" : "   e.g. " + entry.example;
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-9s%,12d  %s%s",
                    entry.fate.name().toLowerCase(Locale.ROOT),
                    entry.count,
                    entry.what,
                    example));
        }
        return lines;
    }

    /** For JSON: {@code source}, {@code kind} and for each fate an object of counts by reason. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("source", source);
        map.put("kind", kind);
        for (Fate fate : Fate.values()) {
            Map<String, Long> counts = new LinkedHashMap<>();
            for (Entry entry : entries) {
                if (entry.fate == fate) {
                    counts.put(entry.what, entry.count);
                }
            }
            map.put(fate.name().toLowerCase(Locale.ROOT), counts);
        }
        return map;
    }

    /** Counts while an import runs. Not thread-safe. */
    static final class Tally {
        private static final int LONGEST_EXAMPLE = 80;

        private static final class Count {
            private long count;
            private String example = "";
        }

        private final Map<Fate, Map<String, Count>> counts = new TreeMap<>();

        void add(Fate fate, String what, long count, String example) {
            if (count <= 0) {
                return;
            }
            Count of = counts.computeIfAbsent(fate, key -> new TreeMap<>()).computeIfAbsent(what, key -> new Count());
            of.count += count;
            if (of.example.isEmpty()) {
                of.example = shown(example);
            }
        }

        void add(Fate fate, String what, String example) {
            add(fate, what, 1, example);
        }

        ImportReport report(String source, String kind) {
            List<Entry> entries = new ArrayList<>();
            counts.forEach((fate, whats) ->
                    whats.forEach((what, of) -> entries.add(new Entry(fate, what, of.count, of.example))));
            return new ImportReport(source, kind, entries);
        }
    }

    /** Text from a file, fit for a terminal: short, on one line. */
    static String shown(String text) {
        String cut = text.length() > Tally.LONGEST_EXAMPLE ? text.substring(0, Tally.LONGEST_EXAMPLE) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
