package city.mio.cli.forecast;

import city.mio.models.forecast.RoadGraph;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A road graph beside a matrix, as CSV (also gzipped): {@code from_id,to_id,weight} with the weights that DCRNN made of
 * driving distances, exp(-(distance / usual distance)²), or {@code from_id,to_id,distance_m}.
 */
public final class RoadGraphFile {

    private static final String WEIGHTS = "from_id,to_id,weight";
    private static final String DISTANCES = "from_id,to_id,distance_m";

    private RoadGraphFile() {}

    /**
     * Reads a file.
     *
     * @param targets in the order of the history
     * @throws IOException one line naming the file, the line and what is wrong with it
     */
    public static RoadGraph read(Path file, List<String> targets) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            numbers.put(targets.get(i), i);
        }
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String header = reader.readLine();
            if (header == null || !header.strip().equals(WEIGHTS) && !header.strip().equals(DISTANCES)) {
                throw new IOException(file + ": its first line must be " + WEIGHTS + " or " + DISTANCES);
            }
            boolean weights = header.strip().equals(WEIGHTS);
            List<RoadGraph.Way> ways = new ArrayList<>();
            int row = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                row++;
                String[] cells = line.split(",", -1);
                if (cells.length != 3) {
                    throw new IOException(file + ": line " + row + " has " + cells.length + " values where 3 belong");
                }
                ways.add(new RoadGraph.Way(number(file, row, cells[0], numbers), number(file, row, cells[1], numbers),
                        distance(file, row, cells[2].strip(), weights)));
            }
            return RoadGraph.of(targets.size(), ways);
        }
    }

    private static int number(Path file, int row, String cell, Map<String, Integer> numbers) throws IOException {
        Integer number = numbers.get(cell.strip());
        if (number == null) {
            throw new IOException(file + ": line " + row + ": \"" + cell.strip() + "\" is no target of the history");
        }
        return number;
    }

    private static double distance(Path file, int row, String cell, boolean weights) throws IOException {
        double value;
        try {
            value = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw new IOException(file + ": line " + row + ": \"" + cell + "\" is no number", e);
        }
        if (weights ? !(value > 0 && value <= 1) : !(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IOException(file + ": line " + row + ": " + (weights
                    ? "a weight lies above 0 and at most at 1, not at " : "a distance is zero or more, not ") + cell);
        }
        return weights ? Math.sqrt(-Math.log(value)) : value;
    }
}
