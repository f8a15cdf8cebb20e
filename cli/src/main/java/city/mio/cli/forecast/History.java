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
            return new Panel(targets, series, new Panel.Timeline(start, step, zone, days), values.toArray(new float[0][]));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException(description + ": " + e.getMessage(), e);
        }
    }
}
