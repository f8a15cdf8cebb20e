package city.mio.feeds.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** Reads bodies of requests strictly; what is wrong is said in one line that names the field. */
final class RequestBody {

    private static final int LONGEST_TEXT = 100;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestBody() {}

    /** One JSON object with no other fields than these; of an empty body one without fields, if that will do. */
    static JsonNode read(Context ctx, Set<String> fields, boolean mayBeEmpty) {
        String type = ctx.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            // Also what keeps a page from elsewhere from booking in its visitor's name: browsers ask first.
            throw ApiException.wrongType("the body has to be application/json");
        }
        JsonNode body;
        try {
            byte[] bytes = ctx.bodyAsBytes();
            body = bytes.length == 0 && mayBeEmpty ? MAPPER.createObjectNode() : MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw ApiException.badRequest("the body is not JSON");
        } catch (IOException e) {
            throw ApiException.badRequest("the body could not be read");
        }
        if (body == null || !body.isObject()) {
            throw ApiException.badRequest("the body is not a JSON object");
        }
        only(body, "", fields);
        return body;
    }

    /** Refuses fields that are not known. */
    static void only(JsonNode object, String where, Set<String> fields) {
        object.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
                throw ApiException.badRequest(where + shown.replaceAll("\\p{Cntrl}", "?") + ": no such field");
            }
        });
    }

    /** A text that may be absent. */
    static String text(JsonNode object, String field, String absent) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        boolean well = value.isTextual()
                && !value.textValue().isBlank()
                && value.textValue().length() <= LONGEST_TEXT
                && value.textValue().codePoints().noneMatch(Character::isISOControl);
        if (!well) {
            throw ApiException.badRequest(field + ": is not 1 to " + LONGEST_TEXT + " characters of plain text");
        }
        return value.textValue().strip();
    }

    /** A whole number that may be absent. */
    static int whole(JsonNode object, String where, String field, int absent, int least, int most) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw ApiException.badRequest(where + field + ": is not a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    static boolean flag(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw ApiException.badRequest(field + ": is not true or false");
        }
        return value.asBoolean(false);
    }
}
