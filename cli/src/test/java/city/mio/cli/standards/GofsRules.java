package city.mio.cli.standards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * The GOFS 1.0 reference: each file's fields by a JSON schema written from its tables, and what no schema says, that ids are
 * there once and refer to something. Stateless.
 */
final class GofsRules {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final Set<String> REQUIRED =
            Set.of("gofs", "system_information", "service_brands", "zones", "operating_rules", "calendars");

    private GofsRules() {}

    /**
     * What is wrong with a set of files in one language, a line each.
     *
     * @param files by name without {@code .json}, {@code gofs} among them
     */
    static List<String> faults(Map<String, byte[]> files, String language) throws IOException {
        List<String> faults = new ArrayList<>();
        REQUIRED.stream().filter(name -> !files.containsKey(name)).forEach(name -> faults.add(name + ": is required"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            JsonSchema schema = SCHEMAS.getSchema(SchemaLocation.of("classpath:standards/gofs-1.0.schema.json#/$defs/" + file.getKey()));
            schema.validate(
                            new String(file.getValue(), StandardCharsets.UTF_8),
                            InputFormat.JSON,
                            context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                    .forEach(message -> faults.add(file.getKey() + ": " + message));
        }
        if (faults.isEmpty()) {
            refer(files, language, faults);
        }
        return faults;
    }

    private static void refer(Map<String, byte[]> files, String language, List<String> faults) throws IOException {
        Set<String> brands = ids(files, "service_brands", "brand_id", faults);
        Set<String> types = files.containsKey("vehicle_types") ? ids(files, "vehicle_types", "vehicle_type_id", faults) : Set.of();
        Set<String> calendars = ids(files, "calendars", "calendar_id", faults);
        Set<String> fares = files.containsKey("fares") ? ids(files, "fares", "fare_id", faults) : Set.of();
        Set<String> zones = zones(data(files, "zones").path("zones").path("features"), faults);

        JsonNode system = data(files, "system_information");
        holds(system.path("language").asText().equals(language), "system_information: language is not the file's", faults);
        holds(ZoneId.getAvailableZoneIds().contains(system.path("timezone").asText()), "system_information: timezone", faults);
        Set<String> named = new HashSet<>();
        data(files, "gofs").path(language).path("feeds").forEach(feed -> named.add(feed.path("name").asText()));
        files.keySet().stream()
                .filter(name -> !name.equals("gofs"))
                .forEach(name -> holds(named.contains(name), "gofs: does not name " + name, faults));

        for (JsonNode rule : data(files, "operating_rules").path("operating_rules")) {
            refers(rule.path("from_zone_id"), zones, "operating_rules: from_zone_id", faults);
            refers(rule.path("to_zone_id"), zones, "operating_rules: to_zone_id", faults);
            refers(rule.path("brand_id"), brands, "operating_rules: brand_id", faults);
            refers(rule.path("fare_id"), fares, "operating_rules: fare_id", faults);
            rule.path("calendars").forEach(each -> refers(each, calendars, "operating_rules: calendars", faults));
            rule.path("vehicle_type_id").forEach(each -> refers(each, types, "operating_rules: vehicle_type_id", faults));
            holds(
                    rule.path("start_pickup_window").asText().compareTo(rule.path("end_pickup_window").asText("99")) <= 0,
                    "operating_rules: the window ends before it begins: " + rule,
                    faults);
        }
        for (JsonNode calendar : data(files, "calendars").path("calendars")) {
            holds(
                    calendar.path("start_date").asText().compareTo(calendar.path("end_date").asText()) <= 0,
                    "calendars: end_date is before start_date: " + calendar,
                    faults);
        }
        boolean now = !files.containsKey("booking_rules");
        if (files.containsKey("booking_rules")) {
            for (JsonNode rule : data(files, "booking_rules").path("booking_rules")) {
                rule.path("from_zone_ids").forEach(each -> refers(each, zones, "booking_rules: from_zone_ids", faults));
                rule.path("to_zone_ids").forEach(each -> refers(each, zones, "booking_rules: to_zone_ids", faults));
                now |= rule.path("booking_type").asInt() == 0;
            }
        }
        holds(
                !now || files.containsKey("wait_time") || files.containsKey("realtime_booking"),
                "wait_time or realtime_booking is required where one can book for now",
                faults);
        for (String query : List.of("wait_time", "realtime_booking")) {
            if (files.containsKey(query)) {
                data(files, query).forEach(answers -> answers.forEach(each ->
                        refers(each.path("brand_id"), brands, query + ": brand_id", faults)));
            }
        }
    }

    private static JsonNode data(Map<String, byte[]> files, String name) throws IOException {
        return MAPPER.readTree(files.get(name)).path("data");
    }

    private static void holds(boolean condition, String fault, List<String> faults) {
        if (!condition) {
            faults.add(fault);
        }
    }

    private static void refers(JsonNode id, Set<String> known, String field, List<String> faults) {
        holds(id.isMissingNode() || known.contains(id.asText()), field + " refers to nothing: " + id, faults);
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Set<String> ids(Map<String, byte[]> files, String name, String field, List<String> faults) throws IOException {
        List<String> ids = each(data(files, name).path(name)).map(row -> row.path(field).asText()).toList();
        holds(new HashSet<>(ids).size() == ids.size(), name + ": a " + field + " is there twice: " + ids, faults);
        return Set.copyOf(new HashSet<>(ids));
    }

    /** Zones are valid polygons whose rings turn as RFC 7946 wants it. */
    private static Set<String> zones(JsonNode features, List<String> faults) {
        GeometryFactory factory = new GeometryFactory();
        Set<String> ids = new HashSet<>();
        for (JsonNode zone : features) {
            String id = zone.path("zone_id").asText();
            holds(ids.add(id), "zones: zone_id is there twice: " + id, faults);
            Coordinate[] ring = each(zone.path("geometry").path("coordinates").get(0))
                    .map(at -> new Coordinate(at.get(0).asDouble(), at.get(1).asDouble()))
                    .toArray(Coordinate[]::new);
            holds(ring[0].equals2D(ring[ring.length - 1]), "zones: the ring is not closed: " + id, faults);
            holds(factory.createPolygon(ring).isValid(), "zones: the polygon is not valid: " + id, faults);
            double doubled = 0;
            for (int i = 1; i < ring.length; i++) {
                doubled += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) - (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
            }
            holds(doubled > 0, "zones: the outer ring is not counter-clockwise: " + id, faults);
        }
        return ids;
    }
}
