package city.mio.jobs.forecast;

import city.mio.models.forecast.JapaneseDays;
import city.mio.models.forecast.DayTypes;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.slots.SlotCalendar;
import city.mio.models.forecast.slots.SlotModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model of the next two weeks as a folder: {@code model.json} tells what it is of and the SHA-256 of {@code slots.bin}
 * beside it. Whatever does not fit is refused with one line.
 */
public final class SlotModelFolder {

    private static final String FORMAT = "mio-slots-1";
    private static final String DESCRIPTION = "model.json";
    private static final String MODEL = "slots.bin";
    private static final String JAPANESE = "japanese";
    private static final String WEEKLY = "weekly";

    private SlotModelFolder() {}

    /**
     * A model that was read, and what its folder says of it.
     *
     * @param zone whose days it knows
     * @param calendar which kind of day a date is
     */
    public record Stored(
            SlotModel model,
            ModelFolder.Origin origin,
            ZoneId zone,
            SlotCalendar calendar,
            long slotMillis,
            List<String> targets,
            List<String> channels) {}

    /** The calendar of a history: the Japanese one in Japan, else days of the week. */
    public static SlotCalendar calendar(Panel panel) {
        return isJapanese(panel) ? SlotCalendar.japanese() : SlotCalendar.of(panel.timeline().dayTypes());
    }

    private static boolean isJapanese(Panel panel) {
        return panel.timeline().dayTypes() instanceof JapaneseDays;
    }

    /**
     * Writes a model; the description last, so that a folder that was left half written is refused.
     *
     * @param panel of slots, that it was learnt from
     * @param conditions names of what it was told beside the history
     * @param errors as in the table
     */
    public static void write(Path folder, SlotModel model, Panel panel, ModelFolder.Origin origin,
            List<String> conditions, List<Map<String, Object>> errors) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(DESCRIPTION));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(new DataOutputStream(bytes));
        Files.write(folder.resolve(MODEL), bytes.toByteArray());
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("format", FORMAT);
        described.put("codeVersion", origin.codeVersion());
        described.put("dataHash", origin.dataHash());
        described.put("learntFromMillis", origin.learntFromMillis());
        described.put("learntUntilMillis", origin.learntUntilMillis());
        described.put("timezone", panel.timeline().zone().getId());
        described.put("calendar", isJapanese(panel) ? JAPANESE : WEEKLY);
        described.put("slotMillis", panel.timeline().stepMillis());
        described.put("conditions", conditions);
        described.put("channels", panel.channels());
        described.put("targets", panel.targets());
        described.put("errors", errors);
        described.put("sha256", sha256(bytes.toByteArray()));
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
            throw new IOException(folder + ": is no slot model, it holds no " + DESCRIPTION);
        }
        try {
            JsonNode told = new ObjectMapper().readTree(Files.readAllBytes(description));
            if (!(told instanceof ObjectNode) || !FORMAT.equals(told.path("format").asText())) {
                throw new IOException("its format is not " + FORMAT);
            }
            Path file = folder.resolve(MODEL);
            if (!Files.isRegularFile(file)) {
                throw new IOException("the part " + MODEL + " is missing");
            }
            byte[] bytes = Files.readAllBytes(file);
            if (!sha256(bytes).equals(told.path("sha256").asText())) {
                throw new IOException("the part " + MODEL + " is damaged");
            }
            SlotModel model = SlotModel.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            List<String> targets = strings(told.path("targets"));
            List<String> channels = strings(told.path("channels"));
            long slotMillis = told.path("slotMillis").asLong();
            if (model.targets() != targets.size() || model.channels() != channels.size()
                    || model.perDay() * slotMillis != 86_400_000L) {
                throw new IOException("its part is of other targets or slots than it names");
            }
            ModelFolder.Origin origin = new ModelFolder.Origin(told.path("codeVersion").asText(),
                    told.path("dataHash").asText(), told.path("learntFromMillis").asLong(),
                    told.path("learntUntilMillis").asLong(), 0);
            SlotCalendar calendar = switch (told.path("calendar").asText()) {
                case JAPANESE -> SlotCalendar.japanese();
                case WEEKLY -> SlotCalendar.of(DayTypes.weekly());
                default -> throw new IOException("its calendar is unknown: " + told.path("calendar").asText());
            };
            return new Stored(model, origin, ZoneId.of(told.path("timezone").asText()), calendar, slotMillis, targets, channels);
        } catch (EOFException e) {
            throw new IOException(folder + ": is no usable slot model: the part " + MODEL + " is cut off", e);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new IOException(folder + ": is no usable slot model: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(item -> strings.add(item.asText()));
        return strings;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
