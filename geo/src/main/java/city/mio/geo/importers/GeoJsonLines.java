package city.mio.geo.importers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads drawn lines from GeoJSON (RFC 7946): a geometry, a feature or a collection of features, of type LineString or
 * MultiLineString. Files are taken for hostile: what they may hold is bounded, and every fault is one line that names file,
 * feature and position. Stateless and thread-safe.
 */
public final class GeoJsonLines {

    private static final int DEEPEST = 50;
    private static final long MOST_BYTES = 16L << 20;
    private static final int MOST_POINTS = 200_000;

    private final Path file;
    private int points;

    private GeoJsonLines(Path file) {
        this.file = file;
    }

    /**
     * All lines of a file.
     *
     * @return at least one
     * @throws IOException if the file cannot be read; an {@link ImportException} if it holds no lines
     */
    public static List<DrawnLine> read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new ImportException(file, "more than " + (MOST_BYTES >> 20) + " MB");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new GeoJsonLines(file).read(in);
        }
    }

    /**
     * All lines of a text.
     *
     * @param name what faults call it
     * @return at least one
     * @throws IOException an {@link ImportException} if it holds no lines
     */
    public static List<DrawnLine> read(String name, byte[] text) throws IOException {
        if (text.length > MOST_BYTES) {
            throw new ImportException(Path.of(name), "more than " + (MOST_BYTES >> 20) + " MB");
        }
        return new GeoJsonLines(Path.of(name)).read(new ByteArrayInputStream(text));
    }

    /**
     * The line of a feature by its id; the only one if there is one alone and no other id is written on it.
     *
     * @param id wanted; empty for the only line there is
     * @throws ImportException naming the ids that there are
     */
    public static DrawnLine find(Path file, List<DrawnLine> lines, String id) throws ImportException {
        List<DrawnLine> named = lines.stream().filter(line -> !id.isEmpty() && line.id().equals(id)).toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        if (named.size() > 1) {
            throw new ImportException(file, "the id " + id + " is there " + named.size() + " times");
        }
        if (lines.size() == 1 && (id.isEmpty() || lines.get(0).id().isEmpty())) {
            return lines.get(0);
        }
        List<String> ids = lines.stream().map(line -> line.id().isEmpty() ? line.place() : line.id()).toList();
        throw new ImportException(
                file, id.isEmpty() ? "several lines, say which: " + ids : "no feature has the id " + id + ", only " + ids);
    }

    private List<DrawnLine> read(InputStream in) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(1 << 20)
                        .build())
                .build();
        Object root;
        try (JsonParser json = factory.createParser(in)) {
            root = value(json, json.nextToken());
            if (json.nextToken() != null) {
                throw new ImportException(file, "not GeoJSON: more than one value");
            }
        } catch (JsonProcessingException fault) {
            long line = fault.getLocation() == null ? 1 : fault.getLocation().getLineNr();
            throw new ImportException(
                    file, Math.max(1, line), "not GeoJSON: " + ImportReport.shown(fault.getOriginalMessage()));
        }
        if (!(root instanceof Map<?, ?> object) || !(object.get("type") instanceof String type)) {
            throw new ImportException(file, "not GeoJSON: no object with a type");
        }
        requireDegrees(object);
        List<DrawnLine> lines = new ArrayList<>();
        switch (type) {
            case "FeatureCollection" -> {
                if (!(object.get("features") instanceof List<?> features) || features.isEmpty()) {
                    throw new ImportException(file, "the collection has no features");
                }
                int number = 0;
                for (Object feature : features) {
                    lines.add(feature(feature, "feature " + ++number));
                }
            }
            case "Feature" -> lines.add(feature(object, "feature 1"));
            default -> lines.add(line(object, "geometry", ""));
        }
        return lines;
    }

    /** Objects as maps, arrays as lists, numbers as doubles; other values as texts, null as null. */
    private static Object value(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                object.put(name, value(json, json.nextToken()));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> array = new ArrayList<>();
            for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                array.add(value(json, next));
            }
            return array;
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return json.getDoubleValue();
        }
        return token == null || token == JsonToken.VALUE_NULL ? null : json.getText();
    }

    /** Files of before RFC 7946 may name another coordinate system. */
    private void requireDegrees(Map<?, ?> object) throws ImportException {
        if (object.get("crs") instanceof Map<?, ?> crs
                && crs.get("properties") instanceof Map<?, ?> properties
                && properties.get("name") instanceof String name
                && !name.matches("(?i).*(CRS:?:?84|EPSG:?:?4326|EPSG:?:?6668|EPSG:?:?4612)")) {
            throw new ImportException(file, "crs: " + ImportReport.shown(name) + " is not WGS 84, which RFC 7946 wants");
        }
    }

    private DrawnLine feature(Object feature, String place) throws ImportException {
        if (!(feature instanceof Map<?, ?> object)) {
            throw new ImportException(file, place + ": no object");
        }
        String id = id(object.get("id"))
                .or(() -> object.get("properties") instanceof Map<?, ?> properties ? id(properties.get("id")) : Optional.empty())
                .orElse("");
        String named = id.isEmpty() ? place : place + " (" + ImportReport.shown(id) + ")";
        if (!(object.get("geometry") instanceof Map<?, ?> geometry)) {
            throw new ImportException(file, named + ": has no geometry");
        }
        return line(geometry, named, id);
    }

    private static Optional<String> id(Object value) {
        if (value instanceof Double number) {
            return Optional.of(number == Math.rint(number) ? Long.toString(number.longValue()) : number.toString());
        }
        return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private DrawnLine line(Map<?, ?> geometry, String place, String id) throws ImportException {
        String type = String.valueOf(geometry.get("type"));
        if (!(geometry.get("coordinates") instanceof List<?> coordinates)
                || !type.equals("LineString") && !type.equals("MultiLineString")) {
            boolean known = type.equals("LineString") || type.equals("MultiLineString");
            throw new ImportException(
                    file,
                    place + ": " + (known
                            ? "has no coordinates"
                            : "a " + ImportReport.shown(type) + " is no line: a route is a LineString or a MultiLineString"));
        }
        List<double[]> parts = new ArrayList<>();
        if (type.equals("LineString")) {
            parts.add(part(coordinates, place));
        } else {
            for (Object part : coordinates) {
                if (!(part instanceof List<?> positions)) {
                    throw new ImportException(file, place + ": part " + (parts.size() + 1) + ": no array of positions");
                }
                parts.add(part(positions, place + ", part " + (parts.size() + 1)));
            }
            if (parts.isEmpty()) {
                throw new ImportException(file, place + ": has no parts");
            }
        }
        return new DrawnLine(place, id, parts);
    }

    private double[] part(List<?> positions, String place) throws ImportException {
        if (positions.size() < 2) {
            throw new ImportException(file, place + ": a line of " + positions.size() + " positions, at least 2 are needed");
        }
        points += positions.size();
        if (points > MOST_POINTS) {
            throw new ImportException(file, place + ": more than " + MOST_POINTS + " positions");
        }
        double[] part = new double[2 * positions.size()];
        int at = 0;
        for (Object position : positions) {
            String where = place + ", position " + (at + 1);
            if (!(position instanceof List<?> numbers)
                    || numbers.size() < 2
                    || !(numbers.get(0) instanceof Double lon)
                    || !(numbers.get(1) instanceof Double lat)) {
                throw new ImportException(file, where + ": is not [longitude, latitude]");
            }
            if (!(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) {
                boolean swapped = Math.abs(lon) <= 90 && Math.abs(lat) <= 180;
                throw new ImportException(
                        file,
                        where + ": " + lon + "," + lat + (swapped
                                ? " has latitude before longitude: GeoJSON has longitude first (RFC 7946)"
                                : " are no degrees: RFC 7946 wants WGS 84"));
            }
            part[2 * at] = lon;
            part[2 * at + 1] = lat;
            at++;
        }
        return part;
    }
}
