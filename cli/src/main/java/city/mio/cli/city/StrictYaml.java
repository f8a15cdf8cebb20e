package city.mio.cli.city;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads YAML into records; an unknown key, a missing one and one given twice are faults. */
final class StrictYaml {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .annotationIntrospector(new AllRequired())
            .build();

    /** Whatever does not say that it may be missing, by {@code @JsonProperty(required = false)}, has to be there. */
    private static final class AllRequired extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(AnnotatedMember member) {
            return !member.hasAnnotation(JsonProperty.class) || super.hasRequiredMarker(member);
        }
    }

    private StrictYaml() {}

    /**
     * The text of a file.
     *
     * @throws CityFault if it cannot be read
     */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new CityFault(file + ": is not UTF-8 text", e);
        } catch (IOException e) {
            throw new CityFault(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What a text says.
     *
     * @throws CityFault naming the line and the key at fault
     */
    static <T> T parse(Path file, String text, Class<T> type) {
        try {
            T entries = YAML.readValue(text, type);
            if (entries == null) {
                throw new CityFault(file + ": line 1: the file is empty");
            }
            return entries;
        } catch (UnrecognizedPropertyException e) {
            String known = e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
            throw new CityFault(
                    file + ": line " + line(e.getLocation()) + ": " + path(e) + " is no known key here (known: " + known
                            + ")",
                    e);
        } catch (JsonMappingException e) {
            Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
            String fault = cause == e ? e.getOriginalMessage() : cause.getMessage();
            throw new CityFault(
                    file + ": line " + line(e.getLocation()) + ": " + (path(e).isEmpty() ? "" : path(e) + ": ")
                            + oneLine(fault),
                    e);
        } catch (JsonProcessingException e) {
            throw new CityFault(file + ": line " + line(e.getLocation()) + ": " + oneLine(e.getOriginalMessage()), e);
        }
    }

    private static String line(JsonLocation location) {
        return location == null ? "1" : Integer.toString(Math.max(1, location.getLineNr()));
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String oneLine(String message) {
        String first = message.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("fault");
        if (first.startsWith("Missing required creator property")) {
            return "is missing, or its key is misspelt";
        }
        return first.replaceAll("`?city\\.mio\\.[A-Za-z.$]+`?", "this entry").replaceAll("`?java\\.[a-z]+\\.([A-Za-z]+)[^ ]*`?", "$1");
    }
}
