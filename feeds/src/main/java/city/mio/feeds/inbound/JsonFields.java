package city.mio.feeds.inbound;

import city.mio.events.RefusalReason;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the fields of one JSON object as strictly as the published schema: no unknown, missing, repeated or mistyped
 * field passes. Messages name the field and never show its value, which could be a plate in the wrong place.
 */
final class JsonFields {

    /** What a detector's or camera's id may look like. */
    static final Pattern DEVICE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]"
            + ":[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-7]):[0-5][0-9])");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonNode object;
    private final String prefix;

    private JsonFields(JsonNode object, String prefix) {
        this.object = object;
        this.prefix = prefix;
    }

    /**
     * The object in the bytes.
     *
     * @param known the fields it may have
     * @throws PayloadException if it is not one JSON object, or has another field
     */
    static JsonFields parse(byte[] payload, Set<String> known) throws PayloadException {
        JsonNode node = tree(payload);
        if (node == null || !node.isObject()) {
            throw new PayloadException(RefusalReason.UNDECODABLE, "payload is not a JSON object");
        }
        return new JsonFields(node, "").only(known);
    }

    /** What the bytes say, null if they are not JSON. */
    static JsonNode tree(byte[] payload) {
        try {
            return MAPPER.readTree(payload);
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree could not be written", e);
        }
    }

    private JsonFields only(Set<String> known) throws PayloadException {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            if (!known.contains(names.next())) {
                throw invalid(prefix.isEmpty() ? "payload" : prefix, "has a field that its schema does not know");
            }
        }
        return this;
    }

    private PayloadException invalid(String field, String fault) {
        return new PayloadException(RefusalReason.INVALID_FIELD, field + " " + fault);
    }

    private JsonNode get(String field) throws PayloadException {
        JsonNode value = object.get(field);
        if (value == null) {
            throw invalid(prefix + field, "is missing");
        }
        return value;
    }

    String text(String field, int longest) throws PayloadException {
        JsonNode value = get(field);
        if (!value.isTextual()) {
            throw invalid(prefix + field, "is not text");
        }
        String text = value.textValue();
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > longest) {
            throw invalid(prefix + field, "is not 1 to " + longest + " characters long");
        }
        return text;
    }

    String deviceId(String field) throws PayloadException {
        String text = text(field, 64);
        if (!DEVICE_ID.matcher(text).matches()) {
            throw invalid(prefix + field, "has characters beyond A-Z, a-z, 0-9, dot, underscore and hyphen");
        }
        return text;
    }

    <E extends Enum<E>> E constant(String field, Class<E> type) throws PayloadException {
        String text = text(field, 64);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw invalid(prefix + field, "is not one of " + java.util.List.of(type.getEnumConstants()));
    }

    long integer(String field, long greatest) throws PayloadException {
        BigDecimal value = decimal(field, get(field));
        // As in JSON Schema, 1.0 is an integer. The range is looked at first: 1e999999999 must not be spelt out.
        checkRange(field, value, 0, greatest);
        if (value.stripTrailingZeros().scale() > 0) {
            throw invalid(prefix + field, "is not an integer");
        }
        return value.longValue();
    }

    long integerOr(String field, long greatest, long absent) throws PayloadException {
        return object.has(field) ? integer(field, greatest) : absent;
    }

    float number(String field, double greatest) throws PayloadException {
        BigDecimal value = decimal(field, get(field));
        checkRange(field, value, 0, greatest);
        return value.floatValue();
    }

    float numberOr(String field, double greatest, float absent) throws PayloadException {
        return object.hasNonNull(field) ? number(field, greatest) : absent;
    }

    private BigDecimal decimal(String field, JsonNode value) throws PayloadException {
        if (!value.isNumber()) {
            throw invalid(prefix + field, "is not a number");
        }
        return value.decimalValue();
    }

    private void checkRange(String field, BigDecimal value, double least, double greatest) throws PayloadException {
        if (value.compareTo(BigDecimal.valueOf(least)) < 0 || value.compareTo(BigDecimal.valueOf(greatest)) > 0) {
            throw invalid(prefix + field, "is outside " + (long) least + " to " + (long) greatest);
        }
    }

    /** UTC epoch milliseconds of an ISO 8601 time with offset. */
    long time(String field) throws PayloadException {
        String text = text(field, 64);
        if (!TIME.matcher(text).matches()) {
            throw invalid(prefix + field, "is not an ISO 8601 time with offset");
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw invalid(prefix + field, "is not a time of the calendar");
        }
    }

    /** The object in a field; without fields of its own where it is null or absent. */
    JsonFields objectOrEmpty(String field, Set<String> known) throws PayloadException {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return new JsonFields(MAPPER.createObjectNode(), prefix + field + ".");
        }
        if (!value.isObject()) {
            throw invalid(prefix + field, "is not an object");
        }
        return new JsonFields(value, prefix + field + ".").only(known);
    }
}
