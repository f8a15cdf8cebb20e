package city.mio.geo.importers;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.importers.ImportReport.Tally;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/**
 * The plain form of map-matching sets: {@code X.nodes} with lines {@code lon lat}, {@code X.arcs} with lines {@code
 * from to}, nodes and directed arcs named by their line, from 0. Ids are one more than the line, since 0 means none.
 * Nothing is left out unless asked, for the lines are names; what cannot be a link (an arc from a node to itself) is
 * dropped and counted.
 */
final class PlainArcs {

    private static final int LONGEST_LINE = 1_000;

    private PlainArcs() {}

    static ImportResult read(Path arcs, ImportOptions options) throws IOException {
        String name = arcs.getFileName().toString();
        Path nodes = arcs.resolveSibling(name.substring(0, name.length() - ".arcs".length()) + ".nodes");
        if (!Files.exists(nodes)) {
            throw new ImportException(nodes, "is missing beside " + name);
        }
        Tally tally = new Tally();
        NetworkDraft draft = new NetworkDraft();
        readNodes(nodes, options, draft);
        tally.add(Fate.READ, "nodes", draft.nodeCount(), "");
        readArcs(arcs, options, draft, tally);
        RoadNetwork network = draft.finish(options.keepsLargest(true), tally);
        return new ImportResult(network, tally.report(name, "plain nodes and arcs"));
    }

    private static void readNodes(Path file, ImportOptions options, NetworkDraft draft) throws IOException {
        try (Lines lines = new Lines(file, options)) {
            while (lines.next()) {
                double lon = lines.number("lon");
                double lat = lines.number("lat");
                lines.end();
                if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
                    boolean swapped = Math.abs(lon) <= 90 && Math.abs(lat) <= 180;
                    throw lines.fault("no place on Earth: lon " + lon + ", lat " + lat
                            + (swapped ? "; they look swapped" : ""));
                }
                draft.addNode(lines.line, lon, lat, false, "", "");
            }
        }
    }

    private static void readArcs(Path file, ImportOptions options, NetworkDraft draft, Tally tally)
            throws IOException {
        try (Lines lines = new Lines(file, options)) {
            while (lines.next()) {
                long from = node(lines, "from", draft);
                long to = node(lines, "to", draft);
                lines.end();
                tally.add(Fate.READ, "arcs", "");
                if (from == to) {
                    tally.add(Fate.DROPPED, "arcs from a node to itself", "arc " + (lines.line - 1));
                    continue;
                }
                draft.addLink(RoadLink.builder().linkId(lines.line).from(from).to(to).build());
            }
        }
    }

    private static long node(Lines lines, String field, NetworkDraft draft) throws ImportException {
        double number = lines.number(field);
        if (number != Math.rint(number) || number < 0 || number >= draft.nodeCount()) {
            throw lines.fault(field + " names no node: " + number);
        }
        return (long) number + 1;
    }

    /** Lines of numbers; the line number counts from 1 and is the id of what stands on it. */
    private static final class Lines implements AutoCloseable {
        private final Path file;
        private final BufferedReader reader;
        private final int most;
        private StringTokenizer fields;
        private long line;

        Lines(Path file, ImportOptions options) throws IOException {
            this.file = file;
            this.most = options.mostElements();
            reader = new BufferedReader(new LineGuard(
                    file,
                    new InputStreamReader(BoundedInputStream.open(file, options), StandardCharsets.UTF_8),
                    LONGEST_LINE,
                    false));
        }

        boolean next() throws IOException {
            String text = reader.readLine();
            line++;
            if (text == null) {
                return false;
            }
            if (line > most) {
                throw fault("more than " + most + " lines");
            }
            fields = new StringTokenizer(text, " \t,;");
            if (!fields.hasMoreTokens()) {
                if (reader.readLine() == null) {
                    return false;
                }
                throw fault("empty: the lines are names");
            }
            return true;
        }

        double number(String field) throws ImportException {
            if (!fields.hasMoreTokens()) {
                throw fault(field + " is missing");
            }
            String text = fields.nextToken();
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw fault(field + " is no number: \"" + ImportReport.shown(text) + "\"");
            }
        }

        void end() throws ImportException {
            if (fields.hasMoreTokens()) {
                throw fault("more fields than two");
            }
        }

        ImportException fault(String fault) {
            return new ImportException(file, line, fault);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
