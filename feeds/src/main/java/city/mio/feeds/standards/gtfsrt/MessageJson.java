package city.mio.feeds.standards.gtfsrt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A Protocol Buffers message as JSON for people, with the field names of its schema. Stateless. */
public final class MessageJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private MessageJson() {}

    /** The fields that are set; enums by name. */
    public static byte[] of(Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            write(json, message);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Message message) throws IOException {
        json.writeStartObject();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            json.writeFieldName(field.getKey().getName());
            if (field.getKey().isRepeated()) {
                json.writeStartArray();
                for (Object value : (List<?>) field.getValue()) {
                    value(json, value);
                }
                json.writeEndArray();
            } else {
                value(json, field.getValue());
            }
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Message message) {
            write(json, message);
        } else if (value instanceof EnumValueDescriptor constant) {
            json.writeString(constant.getName());
        } else {
            json.writePOJO(value);
        }
    }
}
