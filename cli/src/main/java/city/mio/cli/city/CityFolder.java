package city.mio.cli.city;

import city.mio.geo.importers.ImportOptions;
import city.mio.geo.importers.ImportResult;
import city.mio.geo.importers.NetworkImporter;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads a city's folder: {@code city.yaml} and the network files it names. Strict: an unknown key, a key given
 * twice, a reference to nothing each end with one line that names the file, the line and the key. Stateless and
 * thread-safe.
 */
public final class CityFolder {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private CityFolder() {}

    /**
     * The city in this folder.
     *
     * @throws CityFault if a file is missing or faulty
     */
    public static City read(Path folder) {
        Path file = folder.resolve("city.yaml");
        if (!Files.isRegularFile(file)) {
            throw new CityFault(file + ": there is no such file; a city is a folder with a city.yaml in it");
        }
        String text = text(file);
        CityFile entries = parse(file, text);
        ImportResult imported = network(file, text, folder, entries);
        return new City(
                imported.network(),
                Optional.empty(),
                new PlacesBinder(file, text, imported.network()).bind(entries),
                entries.thresholds(),
                imported.report());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new CityFault(file + ": is not UTF-8 text", e);
        } catch (IOException e) {
            throw new CityFault(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static CityFile parse(Path file, String text) {
        try {
            CityFile entries = YAML.readValue(text, CityFile.class);
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
        if (first.startsWith("Missing creator property")) {
            return "is missing, or its key is misspelt";
        }
        return first.replaceAll("`?city\\.mio\\.[A-Za-z.$]+`?", "this entry").replaceAll("`?java\\.[a-z]+\\.([A-Za-z]+)[^ ]*`?", "$1");
    }

    private static ImportResult network(Path file, String text, Path folder, CityFile entries) {
        if (entries.network() == null || entries.network().nodes() == null || entries.network().roads() == null) {
            throw new CityFault(file + ": line 1: network.nodes and network.roads are needed");
        }
        Path nodes = folder.resolve(entries.network().nodes()).normalize();
        Path roads = folder.resolve(entries.network().roads()).normalize();
        for (Path named : new Path[] {nodes, roads}) {
            if (!named.startsWith(folder.normalize()) || !Files.isRegularFile(named)) {
                throw new CityFault(file + ": line " + PlacesBinder.lineOf(text, "network") + ": network: there is no file "
                        + named + " in the city's folder");
            }
        }
        if (!nodes.getParent().equals(roads.getParent())
                || !nodes.endsWith("nodes.csv")
                || !roads.endsWith("roads.csv")) {
            throw new CityFault(file + ": line " + PlacesBinder.lineOf(text, "network")
                    + ": network: nodes.csv and roads.csv must lie in one folder under these names");
        }
        try {
            return NetworkImporter.importFile(nodes.getParent(), ImportOptions.defaults());
        } catch (IOException e) {
            throw new CityFault(e.getMessage(), e);
        }
    }
}
