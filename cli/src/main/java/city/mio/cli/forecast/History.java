package city.mio.cli.forecast;

import city.mio.models.forecast.DayTypes;
import city.mio.models.forecast.JapaneseDays;
import city.mio.models.forecast.Panel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A folder that {@code mio history} wrote: series of the same targets beside each other. */
public final class History {

    private static final String RAIN = "rain";

    private History() {}

    /**
     * Reads series as channels.
     *
     * @param series names of files without their ending, as {@code detector_speed}; all of the same targets
     */
    public static Panel read(Path folder, List<String> series) throws IOException {
        Path description = folder.resolve("history.json");
        if (!Files.isRegularFile(description)) {
            throw new IOException(folder + ": holds no history.json; name a --protocol for a public data set");
        }
        JsonNode told = new ObjectMapper().readTree(Files.readAllBytes(description));
        List<float[]> values = new ArrayList<>();
        List<String> targets = null;
        for (String name : series) {
            Matrix matrix = Matrix.read(Protocol.inFolder(folder, name));
            if (targets != null && (!targets.equals(matrix.targets()) || values.get(0).length != matrix.values().length)) {
                throw new IOException(folder + ": " + name + " is not of the same targets and steps as " + series.get(0));
            }
            targets = matrix.targets();
            values.add(matrix.values());
        }
        try {
            ZoneId zone = ZoneId.of(told.path("timezone").asText());
            long start = OffsetDateTime.parse(told.path("start").asText()).toInstant().toEpochMilli();
            long step = told.path("stepMinutes").asLong() * 60_000;
            DayTypes days = zone.getId().equals("Asia/Tokyo") ? new JapaneseDays() : DayTypes.weekly();
            Panel panel =
                    new Panel(targets, series, new Panel.Timeline(start, step, zone, days), values.toArray(new float[0][]));
            return hasRain(folder) ? panel.withRain(rain(folder, panel.steps())) : panel;
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException(description + ": " + e.getMessage(), e);
        }
    }

    /** A recorded history has none, unless somebody put it there. */
    private static boolean hasRain(Path folder) {
        return Files.isRegularFile(folder.resolve(RAIN + ".csv.gz")) || Files.isRegularFile(folder.resolve(RAIN + ".csv"));
    }

    private static float[] rain(Path folder, int steps) throws IOException {
        Matrix matrix = Matrix.read(Protocol.inFolder(folder, RAIN));
        float[] rain = matrix.values();
        if (matrix.targets().size() != 1 || rain.length != steps) {
            throw new IOException(folder + ": " + RAIN + " must have one column of " + steps + " steps");
        }
        for (int step = 0; step < rain.length; step++) {
            rain[step] = Float.isNaN(rain[step]) ? 0 : rain[step];
        }
        return rain;
    }
}
