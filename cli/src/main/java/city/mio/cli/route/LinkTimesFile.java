package city.mio.cli.route;

import city.mio.cli.match.Naming;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.LinkTimes;
import city.mio.geo.routing.VehicleClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Travel times of links in a CSV file with the columns {@code link,seconds}: seconds over the whole link, {@code
 * closed} where nobody may drive. Links that are not in the file keep their time with the roads empty; of a link that
 * stands there twice the last row counts.
 */
public final class LinkTimesFile {

    private static final String HEADER = "link,seconds";
    private static final String CLOSED = "closed";

    private LinkTimesFile() {}

    /**
     * What was read.
     *
     * @param times of all links
     * @param rows with a time in the file
     */
    public record Read(LinkTimes times, int rows) {}

    /**
     * Reads travel times.
     *
     * @throws IOException if the file cannot be read or a row is wrong; one line that names file, row and field
     */
    public static Read read(Path file, Naming naming) throws IOException {
        RoadNetwork network = naming.network();
        LinkTimes free = LinkTimes.freeFlow(network);
        int[] millis = new int[network.linkCount()];
        for (int link = 0; link < millis.length; link++) {
            millis[link] = free.millis(VehicleClass.CAR, link);
        }
        int rows = 0;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            String header = in.readLine();
            if (header == null || !header.strip().replace("\uFEFF", "").replace(" ", "").equals(HEADER)) {
                throw new IOException(file + ":1: the first line is not " + HEADER);
            }
            int row = 1;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                row++;
                if (line.isBlank()) {
                    continue;
                }
                String where = file + ":" + row + ": ";
                String[] fields = line.split(",", -1);
                if (fields.length != 2) {
                    throw new IOException(where + fields.length + " fields instead of " + HEADER);
                }
                int link = link(naming, fields[0].strip())
                        .orElseThrow(() -> new IOException(where + "link " + fields[0].strip() + " is not in the network"));
                millis[link] = millis(fields[1].strip()).orElseThrow(() -> new IOException(
                        where + "seconds " + fields[1].strip() + " is neither 0 to 86400 nor " + CLOSED));
                rows++;
            }
        } catch (MalformedInputException e) {
            throw new IOException(file + ": is not UTF-8 text", e);
        }
        return new Read(LinkTimes.of(network, millis), rows);
    }

    private static OptionalInt link(Naming naming, String text) {
        if (!text.matches("-?[0-9]{1,18}|-?9[0-9]{18}")) {
            return OptionalInt.empty();
        }
        try {
            long name = Long.parseLong(text);
            return naming.network().findLink(naming.byArcLine() ? name + 1 : name);
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static Optional<Integer> millis(String text) {
        if (text.equals(CLOSED)) {
            return Optional.of(LinkTimes.IMPASSABLE);
        }
        if (!text.matches("[0-9]{1,5}(\\.[0-9]{0,9})?")) {
            return Optional.empty();
        }
        double seconds = Double.parseDouble(text);
        return seconds > 86_400 ? Optional.empty() : Optional.of(LinkTimes.ofSeconds(seconds));
    }
}
