package city.mio.feeds.inbound;

import city.mio.events.HaulVehicleClass;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a refused camera payload whatever could be a plate, wherever it stands: what is not surely something
 * else becomes {@code ***}. The dead letter keeps its shape, so that the fault can still be found.
 */
final class PlateMask {

    private static final String MASK = "***";
    private static final Pattern KNOWN_NAMES =
            Pattern.compile("\"(cameraId|sequence|time|plate|vehicleClass|confidence)\"");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}(Z|[+-][0-9:]{5})?");

    private PlateMask() {}

    /**
     * The payload without plates.
     *
     * @param deviceId the camera's id as the topic says it; empty if it says none
     */
    static byte[] mask(byte[] payload, String deviceId) {
        JsonNode node = JsonFields.tree(payload);
        return node != null && node.isObject()
                ? JsonFields.write(maskObject((ObjectNode) node, deviceId))
                : maskText(new String(payload, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode maskObject(ObjectNode object, String deviceId) {
        ObjectNode masked = JsonNodeFactory.instance.objectNode();
        int unknown = 0;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            boolean known = true;
            boolean safe =
                    switch (field.getKey()) {
                        case "cameraId" -> value.isTextual() && value.textValue().equals(deviceId);
                        case "time" -> value.isTextual() && TIME.matcher(value.textValue()).matches();
                        case "vehicleClass" -> value.isTextual() && isClass(value.textValue());
                        case "confidence" -> value.isNumber() && Math.abs(value.doubleValue()) < 10;
                        case "sequence" -> value.isIntegralNumber();
                        case "plate" -> false;
                        default -> known = false;
                    };
            // The name of an unknown field may itself be a plate.
            String name = known ? field.getKey() : "unknown" + ++unknown;
            if (known && safe) {
                masked.set(name, value);
            } else {
                masked.put(name, MASK);
            }
        }
        return masked;
    }

    private static boolean isClass(String text) {
        for (HaulVehicleClass vehicleClass : HaulVehicleClass.values()) {
            if (vehicleClass.name().equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static String maskText(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        Matcher names = KNOWN_NAMES.matcher(text);
        int at = 0;
        while (names.find()) {
            maskInto(text, at, names.start(), masked);
            masked.append(names.group());
            at = names.end();
        }
        maskInto(text, at, text.length(), masked);
        return masked.toString();
    }

    private static void maskInto(String text, int from, int to, StringBuilder masked) {
        text.substring(from, to).codePoints().forEach(c -> {
            boolean shape = c < 0x80 && !Character.isLetterOrDigit(c);
            masked.appendCodePoint(shape ? c : '*');
        });
    }
}
