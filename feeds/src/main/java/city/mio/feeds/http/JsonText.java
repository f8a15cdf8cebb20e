package city.mio.feeds.http;

import city.mio.geo.places.LocalName;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Writes JSON without building trees: the pieces that all answers share. Immutable and thread-safe. */
final class JsonText {

    /** Writes the body of an answer. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static final JsonFactory FACTORY = new JsonFactory();

    private final ZoneId zone;

    /** @param zone whose offset times are given in */
    JsonText(ZoneId zone) {
        this.zone = zone;
    }

    /** One JSON object. */
    static byte[] object(Body fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /** A time as ISO 8601 with offset, null where there is none (0). */
    void time(JsonGenerator json, String field, long epochMillis) throws IOException {
        if (epochMillis <= 0) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, format(epochMillis));
        }
    }

    String format(long epochMillis) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.ofEpochMilli(epochMillis).atZone(zone));
    }

    static void name(JsonGenerator json, String field, LocalName name) throws IOException {
        name(json, field, name.ja(), name.en());
    }

    static void name(JsonGenerator json, String field, String ja, String en) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("ja", ja.isEmpty() ? en : ja);
        json.writeStringField("en", en.isEmpty() ? ja : en);
        json.writeEndObject();
    }

    /** A number with that many decimals, null where it is NaN. */
    static void number(JsonGenerator json, String field, double value, int decimals) throws IOException {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            json.writeNullField(field);
        } else {
            double scale = Math.pow(10, decimals);
            json.writeNumberField(field, Math.round(value * scale) / scale);
        }
    }

    /** A coordinate pair with seven decimals (1 cm). */
    static void point(JsonGenerator json, double lon, double lat) throws IOException {
        json.writeStartArray();
        json.writeNumber(Math.round(lon * 1e7) / 1e7);
        json.writeNumber(Math.round(lat * 1e7) / 1e7);
        json.writeEndArray();
    }
}
