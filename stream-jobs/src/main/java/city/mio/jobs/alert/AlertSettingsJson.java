package city.mio.jobs.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** The settings as JSON. Thread-safe. */
final class AlertSettingsJson {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private AlertSettingsJson() {}

    static String write(AlertSettings settings) {
        try {
            return MAPPER.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("alert settings: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws IllegalArgumentException naming what is wrong */
    static AlertSettings read(String json) {
        try {
            return MAPPER.readValue(json, AlertSettings.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("alert settings: " + e.getOriginalMessage(), e);
        }
    }
}
