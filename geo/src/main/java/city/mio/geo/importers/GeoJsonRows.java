package city.mio.geo.importers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The features of a GeoJSON collection (RFC 7946), as a stream: points and lines; of a line of several parts each
 * comes as a row of its own, other geometries as rows without one. Not thread-safe.
 */
final class GeoJsonRows extends Rows {

    private static final int DEEPEST = 50;
    private static final int LONGEST_TEXT = 1 << 20;

    private final Path file;
    private final JsonParser json;
    private final int mostRows;

    private long feature;
    private int rows;
    private Map<String, String> properties = Map.of();
    private double[] points = new double[0];
    private final List<double[]> parts = new ArrayList<>();

    private GeoJsonRows(Path file, ImportOptions options) throws IOException {
        super(file, ToWgs84.of(file, options.crs()));
        this.file = file;
        this.mostRows = options.mostElements();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(LONGEST_TEXT)
                        .build())
                .build();
        json = factory.createParser(BoundedInputStream.open(file, options));
    }

    static GeoJsonRows open(Path file, ImportOptions options) throws IOException {
        GeoJsonRows rows = new GeoJsonRows(file, options);
        try {
            rows.seekFeatures();
            return rows;
        } catch (JsonProcessingException fault) {
            rows.close();
            throw rows.explain(fault);
        } catch (IOException fault) {
            rows.close();
            throw fault;
        }
    }

    private ImportException explain(JsonProcessingException fault) {
        long line = fault.getLocation() == null ? 1 : fault.getLocation().getLineNr();
        return new ImportException(
                file, Math.max(1, line), "no whole GeoJSON: " + ImportReport.shown(fault.getOriginalMessage()));
    }

    private void seekFeatures() throws IOException {
        if (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean features = json.currentName().equals("features");
                JsonToken value = json.nextToken();
                if (features && value == JsonToken.START_ARRAY) {
                    return;
                }
                json.skipChildren();
            }
        }
        throw new ImportException(file, "not GeoJSON: no feature collection");
    }

    @Override
    boolean next() throws IOException {
        if (!parts.isEmpty()) {
            points = parts.remove(0);
            return count();
        }
        try {
            JsonToken token = json.nextToken();
            if (token == JsonToken.END_ARRAY) {
                // What follows must be whole as well, or the file was cut.
                while (json.nextToken() != null) {
                    json.skipChildren();
                }
                return false;
            }
            feature++;
            if (token != JsonToken.START_OBJECT) {
                throw new ImportException(file, place() + ": no object");
            }
            readFeature();
            return count();
        } catch (JsonProcessingException fault) {
            throw explain(fault);
        }
    }

    private boolean count() throws ImportException {
        if (++rows > mostRows) {
            throw new ImportException(file, "more than " + mostRows + " features");
        }
        return true;
    }

    private void readFeature() throws IOException {
        properties = new HashMap<>();
        points = new double[0];
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("properties") && value == JsonToken.START_OBJECT) {
                readProperties();
            } else if (name.equals("geometry") && value == JsonToken.START_OBJECT) {
                readGeometry();
            } else if (name.equals("id") && value.isScalarValue()) {
                properties.putIfAbsent("id", json.getText());
            } else {
                json.skipChildren();
            }
        }
        if (!parts.isEmpty()) {
            points = parts.remove(0);
        }
    }

    private void readProperties() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                properties.put(name, json.getText());
            } else if (value == JsonToken.START_ARRAY) {
                List<String> values = new ArrayList<>();
                for (JsonToken one = json.nextToken(); one != JsonToken.END_ARRAY; one = json.nextToken()) {
                    if (one == null) {
                        throw new ImportException(file, place() + ": cut short");
                    }
                    values.add(one.isScalarValue() ? json.getText() : "");
                    json.skipChildren();
                }
                properties.put(name, String.join(";", values));
            } else {
                json.skipChildren();
            }
        }
    }

    private void readGeometry() throws IOException {
        String type = "";
        List<double[]> lines = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("type")) {
                type = json.getText();
            } else if (name.equals("coordinates") && value == JsonToken.START_ARRAY) {
                readLines(lines);
            } else {
                json.skipChildren();
            }
        }
        if (type.equals("Point") || type.equals("LineString") || type.equals("MultiLineString")) {
            parts.addAll(lines);
        }
    }

    /** Nested arrays of numbers: each array of positions, or a single position, is a line. */
    private void readLines(List<double[]> lines) throws IOException {
        List<double[]> line = new ArrayList<>();
        int depth = 1;
        List<Double> numbers = new ArrayList<>();
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == null) {
                throw new ImportException(file, place() + ": cut short");
            }
            if (token == JsonToken.START_ARRAY) {
                depth++;
                if (line.size() > OsmSource.MOST_MEMBERS) {
                    throw new ImportException(file, place() + ": more than " + OsmSource.MOST_MEMBERS + " points");
                }
            } else if (token.isNumeric()) {
                if (numbers.size() < 4) {
                    numbers.add(json.getDoubleValue());
                }
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
                if (numbers.size() >= 2) {
                    line.add(new double[] {numbers.get(0), numbers.get(1)});
                } else if (numbers.isEmpty() && !line.isEmpty()) {
                    lines.add(flat(line));
                    line = new ArrayList<>();
                } else if (numbers.size() == 1) {
                    throw new ImportException(file, place() + ": a position of one number");
                }
                numbers.clear();
            } else {
                throw new ImportException(file, place() + ": coordinates that are no numbers");
            }
        }
        if (!line.isEmpty()) {
            lines.add(flat(line));
        }
    }

    private static double[] flat(List<double[]> line) {
        double[] flat = new double[2 * line.size()];
        for (int i = 0; i < line.size(); i++) {
            flat[2 * i] = line.get(i)[0];
            flat[2 * i + 1] = line.get(i)[1];
        }
        return flat;
    }

    @Override
    String place() {
        return "feature " + feature;
    }

    @Override
    boolean has(String column) {
        return properties.containsKey(column);
    }

    @Override
    String text(String column) {
        return properties.getOrDefault(column, "").trim();
    }

    @Override
    double[] geometry() throws ImportException {
        return places("coordinates", points.clone());
    }

    @Override
    int rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
