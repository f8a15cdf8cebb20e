package city.mio.cli.match;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One line a passage: {@code vehicleId,seq,link,enterTime,exitTime,coveredShare} (RFC 4180). */
final class CsvTraversals implements TraversalWriter {

    private final Naming naming;
    private final BufferedWriter out;

    CsvTraversals(Path file, Naming naming) throws IOException {
        this.naming = naming;
        this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        out.write("vehicleId,seq,link,enterTime,exitTime,coveredShare\n");
    }

    @Override
    public void write(MatchedTraversal passage) throws IOException {
        out.write(quoted(passage.vehicleId()) + ',' + passage.sequence() + ',' + naming.link(passage.link()) + ','
                + naming.time(passage.enterTime()) + ',' + naming.time(passage.exitTime()) + ','
                + Math.rint(passage.coveredShare() * 1e4) / 1e4 + '\n');
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
