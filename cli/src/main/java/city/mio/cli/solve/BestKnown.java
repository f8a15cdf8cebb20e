package city.mio.cli.solve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The best known value of an instance, from {@code best-known.csv} beside it.
 *
 * @param vehicles 0 where the file does not say
 */
public record BestKnown(int vehicles, double distance) {

    private static final String FILE = "best-known.csv";

    /** Looks for the row with the instance's name, the file's name up to its first dot; without a distance it is none. */
    public static Optional<BestKnown> find(Path instance) throws IOException {
        Path file = instance.toAbsolutePath().resolveSibling(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String name = String.valueOf(instance.getFileName()).split("\\.")[0];
        List<String> lines = Files.readAllLines(file);
        List<String> head = List.of(lines.isEmpty() ? new String[0] : lines.get(0).strip().split(","));
        int distanceAt = head.indexOf("best_known_distance");
        int vehiclesAt = head.indexOf("best_known_vehicles");
        if (distanceAt < 0) {
            throw new InstanceFault(file + ", line 1: has no column best_known_distance");
        }
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).strip().split(",", -1);
            if (!fields[0].equalsIgnoreCase(name)) {
                continue;
            }
            if (fields.length > distanceAt && fields[distanceAt].isBlank()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new BestKnown(
                        vehiclesAt < 0 ? 0 : Integer.parseInt(fields[vehiclesAt]), Double.parseDouble(fields[distanceAt])));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new InstanceFault(file + ", line " + (i + 1) + ": is not " + String.join(",", head));
            }
        }
        return Optional.empty();
    }
}
