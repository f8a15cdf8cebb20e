package city.mio.feeds.standards.gofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.Sennan;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** Holds the files against the tables of the GOFS 1.0 reference. */
class GofsFeedTest {

    private static final long NOW = Instant.parse("2026-11-17T22:00:00Z").toEpochMilli();
    private final OnDemandService service = Sennan.service();
    private final GofsFeed feed = new GofsFeed(service, "http://localhost:8080", NOW);

    private static JsonNode read(byte[] file) throws Exception {
        JsonNode document = new ObjectMapper().readTree(file);
        assertThat(document.path("last_updated").asLong()).isEqualTo(NOW / 1_000);
        assertThat(document.path("ttl").isInt()).isTrue();
        assertThat(document.path("version").asText()).isEqualTo("1.0");
        assertThat(document.path("data").isObject()).isTrue();
        assertThat(document).hasSize(4);
        return document.path("data");
    }

    private JsonNode file(String name) throws Exception {
        return read(feed.file("ja", name));
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.path(field).asText()));
        return texts;
    }

    @Test
    void discoveryNamesEveryFileInBothLanguages() throws Exception {
        JsonNode data = read(feed.discovery());
        for (String language : List.of("ja", "en")) {
            JsonNode feeds = data.path(language).path("feeds");
            assertThat(texts(feeds, "name")).containsAll(GofsFeed.listStaticFiles()).contains("wait_time", "realtime_booking");
            for (JsonNode each : feeds) {
                assertThat(each.path("url").asText())
                        .isEqualTo("http://localhost:8080/feeds/ondemand/sennan/gofs/" + language + "/" + each.path("name").asText());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "en"})
    void theSystemSpeaksTheLanguageOfItsFile(String language) throws Exception {
        JsonNode system = read(feed.file(language, "system_information"));
        assertThat(system.path("language").asText()).isEqualTo(language);
        assertThat(system.path("timezone").asText()).isEqualTo("Asia/Tokyo");
        assertThat(system.path("name").asText()).contains(language.equals("ja") ? "泉南" : "Sennan");
        assertThat(system.path("phone_number").asText()).matches("\\+[0-9]+");
    }

    @Test
    void rulesReferToWhatIsThere() throws Exception {
        Set<String> zones = new HashSet<>(texts(file("zones").path("zones").path("features"), "zone_id"));
        Set<String> calendars = new HashSet<>(texts(file("calendars").path("calendars"), "calendar_id"));
        Set<String> types = new HashSet<>(texts(file("vehicle_types").path("vehicle_types"), "vehicle_type_id"));
        Set<String> fares = new HashSet<>(texts(file("fares").path("fares"), "fare_id"));
        Set<String> brands = new HashSet<>(texts(file("service_brands").path("service_brands"), "brand_id"));
        assertThat(zones).containsExactlyInAnyOrder("east", "west");
        assertThat(types).hasSize(2);
        JsonNode rules = file("operating_rules").path("operating_rules");
        assertThat(rules).hasSize(8);
        for (JsonNode rule : rules) {
            assertThat(zones).contains(rule.path("from_zone_id").asText(), rule.path("to_zone_id").asText());
            assertThat(fares).contains(rule.path("fare_id").asText());
            assertThat(brands).contains(rule.path("brand_id").asText());
            assertThat(rule.path("start_pickup_window").asText()).matches("[0-9]{2}:[0-9]{2}:[0-9]{2}");
            assertThat(rule.path("end_pickup_window").asText()).matches("[0-9]{2}:[0-9]{2}:[0-9]{2}");
            rule.path("calendars").forEach(each -> assertThat(calendars).contains(each.asText()));
            rule.path("vehicle_type_id").forEach(each -> assertThat(types).contains(each.asText()));
        }
        JsonNode between = rules.get(1);
        assertThat(between.path("from_zone_id").asText()).isEqualTo("east");
        assertThat(between.path("to_zone_id").asText()).isEqualTo("west");
        assertThat(between.path("fare_id").asText()).isEqualTo("adult_plus_100");
    }

    @Test
    void zonesAreValidPolygonsAboutTheirStops() throws Exception {
        GeometryFactory factory = new GeometryFactory();
        for (JsonNode zone : file("zones").path("zones").path("features")) {
            List<Coordinate> ring = new ArrayList<>();
            zone.path("geometry").path("coordinates").get(0).forEach(at -> ring.add(new Coordinate(at.get(0).asDouble(), at.get(1).asDouble())));
            Polygon area = factory.createPolygon(ring.toArray(Coordinate[]::new));
            assertThat(area.isValid()).isTrue();
            assertThat(Orientation.isCCW(area.getCoordinates())).as("outer rings are counter-clockwise, RFC 7946").isTrue();
            for (var stop : service.listStops(zone.path("zone_id").asText())) {
                var point = factory.createPoint(new Coordinate(stop.lon(), stop.lat()));
                assertThat(area.contains(point)).isTrue();
                assertThat(area.getExteriorRing().distance(point) * 111_195).isBetween(80.0, 1_000.0);
            }
        }
    }

    @Test
    void calendarsAndFaresAndBooking() throws Exception {
        JsonNode weekdays = file("calendars").path("calendars").get(0);
        assertThat(weekdays.path("days").toString()).isEqualTo("[\"mon\",\"tue\",\"wed\",\"thu\",\"fri\"]");
        assertThat(weekdays.path("start_date").asText()).as("the operator's day").isEqualTo("20261118");
        assertThat(weekdays.path("excepted_dates").toString()).isEqualTo("[\"20270101\"]");
        JsonNode fares = file("fares").path("fares");
        assertThat(fares.get(0).path("rider").get(0).path("amount").asInt()).isEqualTo(300);
        assertThat(fares.get(1).path("rider").get(0).path("amount").asInt()).isEqualTo(400);
        JsonNode rules = file("booking_rules").path("booking_rules");
        assertThat(rules.get(0).path("booking_type").asInt()).isZero();
        assertThat(rules.get(0).has("prior_notice_duration_min")).isFalse();
        assertThat(rules.get(1).path("prior_notice_start_day").asInt()).isEqualTo(14);
        assertThat(rules.get(1).has("prior_notice_last_day")).isFalse();
    }

    @Test
    void liveQueriesAreEmptyWhereNothingIsKnown() throws Exception {
        assertThat(read(feed.waitTime(OptionalInt.empty())).path("wait_times")).isEmpty();
        assertThat(read(feed.waitTime(OptionalInt.of(420))).path("wait_times").get(0).path("wait_time").asInt()).isEqualTo(420);
        JsonNode booking = read(feed.realtimeBooking(OptionalInt.of(300), OptionalInt.of(400), "from=S1&to=S4", "en"))
                .path("realtime_booking")
                .get(0);
        assertThat(booking.path("travel_cost").asInt()).isEqualTo(400);
        assertThat(booking.path("travel_cost_currency").asText()).isEqualTo("JPY");
        assertThat(booking.path("booking_detail").path("web_uri").asText()).endsWith("/ride?service=sennan%2Fcoast&from=S1&to=S4");
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThatThrownBy(() -> feed.file("fr", "zones")).hasMessageContaining("language");
        assertThatThrownBy(() -> feed.file("en", "stations")).hasMessageContaining("file");
    }
}
