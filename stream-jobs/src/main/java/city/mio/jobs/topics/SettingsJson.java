package city.mio.jobs.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The settings of a job as one JSON document: what {@code cli} writes and a job on a cluster reads. Thread-safe. */
public final class SettingsJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private SettingsJson() {}

    /** The document. */
    public static String write(Object settings) {
        try {
            return MAPPER.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("settings cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The settings in a file.
     *
     * @throws IllegalArgumentException naming the file and the field that is unknown, missing or out of range
     */
    public static <T> T read(Path file, Class<T> type) {
        try {
            return MAPPER.readValue(Files.readAllBytes(file), type);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("settings: no such file: " + file, e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": " + fault(e), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("settings: cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The settings in a document.
     *
     * @throws IllegalArgumentException naming the field that is unknown, missing or out of range
     */
    public static <T> T read(String document, Class<T> type) {
        try {
            return MAPPER.readValue(document, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("settings: " + fault(e), e);
        }
    }

    /** Where in the document, and what. */
    private static String fault(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return e.getOriginalMessage();
        }
        return mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                + ": "
                + e.getOriginalMessage();
    }
}
