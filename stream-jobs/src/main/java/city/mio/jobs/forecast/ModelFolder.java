package city.mio.jobs.forecast;

import city.mio.models.forecast.ForecastModel;
import city.mio.models.forecast.Panel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as a folder: {@code model.json} tells what it is of and lists its parts with their SHA-256, each a file beside
 * it. Whatever does not fit is refused with one line.
 */
public final class ModelFolder {

    private static final String FORMAT = "mio-forecast-3";
    static final String DESCRIPTION = "model.json";

    private ModelFolder() {}

    /**
     * Where and when a model was learnt.
     *
     * @param learntUntilMillis end of what was learnt or chosen from; forecasts made later are fair to score
     */
    public record Origin(String codeVersion, String dataHash, long learntFromMillis, long learntUntilMillis, long seed) {}

    /** A model that was read, and what its folder says of it. */
    public record Stored(
            ForecastModel model, Origin origin, long stepMillis, List<String> targets, List<String> channels) {

        /** Refuses a history of other targets, channels or steps. */
        public void check(Panel panel, Path data) throws IOException {
            if (!panel.targets().equals(targets) || !panel.channels().equals(channels)) {
                throw new IOException(data + ": has other targets or channels than the model");
            }
        }
    }

    /** SHA-256 over the names and values of a history. */
    public static String hash(Panel panel) {
        MessageDigest digest = sha256();
        digest.update(String.join(",", panel.targets()).getBytes(StandardCharsets.UTF_8));
        ByteBuffer line = ByteBuffer.allocate(panel.targetCount() * Float.BYTES);
        for (int channel = 0; channel < panel.channelCount(); channel++) {
            for (int step = 0; step < panel.steps(); step++) {
                line.clear();
                for (int target = 0; target < panel.targetCount(); target++) {
                    line.putFloat(panel.value(channel, step, target));
                }
                digest.update(line.array());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Writes a model; the description last, so that a folder that was left half written is refused.
     *
     * @param errors as in the table, by horizon
     */
    public static void write(Path folder, ForecastModel model, Panel panel, Origin origin, List<Map<String, Object>> errors)
            throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(DESCRIPTION));
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("format", FORMAT);
        described.put("codeVersion", origin.codeVersion());
        described.put("dataHash", origin.dataHash());
        described.put("learntFromMillis", origin.learntFromMillis());
        described.put("learntUntilMillis", origin.learntUntilMillis());
        described.put("seed", origin.seed());
        described.put("timezone", panel.timeline().zone().getId());
        described.put("stepMillis", panel.timeline().stepMillis());
        described.put("horizons", model.horizons());
        described.put("channels", panel.channels());
        described.put("targets", panel.targets());
        described.put("errors", errors);
        Map<String, String> hashes = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> part : model.parts().entrySet()) {
            Files.write(folder.resolve(part.getKey()), part.getValue());
            hashes.put(part.getKey(), HexFormat.of().formatHex(sha256().digest(part.getValue())));
        }
        described.put("parts", hashes);
        Files.write(folder.resolve(DESCRIPTION),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(described));
    }

    /**
     * Reads a model.
     *
     * @throws IOException one line that names the folder and what is wrong with it
     */
    public static Stored read(Path folder) throws IOException {
        Path description = folder.resolve(DESCRIPTION);
        if (!Files.isRegularFile(description)) {
            throw new IOException(folder + ": is no forecast model, it holds no " + DESCRIPTION);
        }
        try {
            JsonNode told = new ObjectMapper().readTree(Files.readAllBytes(description));
            if (!(told instanceof ObjectNode) || !FORMAT.equals(told.path("format").asText())) {
                throw new IOException("its format is not " + FORMAT);
            }
            Map<String, byte[]> parts = new LinkedHashMap<>();
            for (Iterator<String> names = told.path("parts").fieldNames(); names.hasNext(); ) {
                String name = names.next();
                Path file = folder.resolve(name);
                if (!file.normalize().startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
                    throw new IOException("the part " + name + " is missing");
                }
                byte[] part = Files.readAllBytes(file);
                if (!HexFormat.of().formatHex(sha256().digest(part)).equals(told.path("parts").path(name).asText())) {
                    throw new IOException("the part " + name + " is damaged");
                }
                parts.put(name, part);
            }
            ForecastModel model = ForecastModel.of(parts);
            List<String> targets = strings(told.path("targets"));
            List<String> channels = strings(told.path("channels"));
            if (model.targets() != targets.size() || model.channels() != channels.size()) {
                throw new IOException("its parts are of other targets than it names");
            }
            Origin origin = new Origin(told.path("codeVersion").asText(), told.path("dataHash").asText(),
                    told.path("learntFromMillis").asLong(), told.path("learntUntilMillis").asLong(),
                    told.path("seed").asLong());
            return new Stored(model, origin, told.path("stepMillis").asLong(), targets, channels);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(folder + ": is no usable forecast model: " + oneLine(e.getMessage()), e);
        } catch (LinkageError e) {
            throw new IOException(folder + ": is no usable forecast model: it holds a network, and no library to run one"
                    + " is here", e);
        }
    }

    private static String oneLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(item -> strings.add(item.asText()));
        return strings;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
