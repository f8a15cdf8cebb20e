package city.mio.feeds.standards.gtfsflex;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.feeds.ondemand.FareTable;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.RiderFares;
import city.mio.feeds.ondemand.Sennan;
import city.mio.feeds.ondemand.ServiceTerms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** Holds the dataset against what the GTFS reference says of each file. */
class GtfsFlexFeedTest {

    private static final LocalDate FROM = LocalDate.of(2026, 11, 18);
    private static final LocalDate UNTIL = LocalDate.of(2027, 11, 18);
    private static final String BASE = "http://localhost:8080";

    /** Columns that the reference calls required, in the files that it requires or that are written here. */
    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(
            Map.entry("agency.txt", List.of("agency_name", "agency_url", "agency_timezone")),
            Map.entry("feed_info.txt", List.of("feed_publisher_name", "feed_publisher_url", "feed_lang")),
            Map.entry("stops.txt", List.of("stop_id", "stop_name", "stop_lat", "stop_lon")),
            Map.entry("routes.txt", List.of("route_id", "route_long_name", "route_type")),
            Map.entry("trips.txt", List.of("route_id", "service_id", "trip_id")),
            Map.entry(
                    "stop_times.txt",
                    List.of("trip_id", "stop_sequence", "location_group_id", "start_pickup_drop_off_window", "end_pickup_drop_off_window")),
            Map.entry("calendar.txt", List.of("service_id", "monday", "sunday", "start_date", "end_date")),
            Map.entry("calendar_dates.txt", List.of("service_id", "date", "exception_type")),
            Map.entry("location_groups.txt", List.of("location_group_id")),
            Map.entry("location_group_stops.txt", List.of("location_group_id", "stop_id")),
            Map.entry("booking_rules.txt", List.of("booking_rule_id", "booking_type")),
            Map.entry("areas.txt", List.of("area_id")),
            Map.entry("stop_areas.txt", List.of("area_id", "stop_id")),
            Map.entry("networks.txt", List.of("network_id")),
            Map.entry("route_networks.txt", List.of("network_id", "route_id")),
            Map.entry("rider_categories.txt", List.of("rider_category_id", "rider_category_name")),
            Map.entry("fare_products.txt", List.of("fare_product_id", "amount", "currency")),
            Map.entry("fare_leg_rules.txt", List.of("fare_product_id")),
            Map.entry("translations.txt", List.of("table_name", "field_name", "language", "translation", "record_id")));

    private static Map<String, List<CSVRecord>> read(OnDemandService service) throws IOException {
        Map<String, List<CSVRecord>> tables = new LinkedHashMap<>();
        byte[] zip = new GtfsFlexFeed(service, FROM, UNTIL, BASE).zip();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                try (CSVParser parser =
                        CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(new java.io.StringReader(text))) {
                    tables.put(entry.getName(), parser.getRecords());
                }
            }
        }
        return tables;
    }

    private static Set<String> column(Map<String, List<CSVRecord>> tables, String file, String column) {
        return tables.get(file).stream().map(row -> row.get(column)).filter(value -> !value.isEmpty()).collect(Collectors.toSet());
    }

    private static List<String> row(CSVRecord row, String... columns) {
        List<String> values = new ArrayList<>();
        for (String column : columns) {
            values.add(row.get(column));
        }
        return values;
    }

    @Test
    void hasEveryRequiredFieldAndNoReferenceIntoNothing() throws Exception {
        Map<String, List<CSVRecord>> tables = read(Sennan.service());
        assertThat(tables.keySet()).isEqualTo(REQUIRED.keySet());
        REQUIRED.forEach((file, columns) -> tables.get(file).forEach(row -> columns.forEach(
                column -> assertThat(row.get(column)).as(file + " " + column + " " + row).isNotBlank())));

        assertThat(column(tables, "stop_times.txt", "trip_id")).isEqualTo(column(tables, "trips.txt", "trip_id"));
        assertThat(column(tables, "trips.txt", "route_id")).isEqualTo(column(tables, "routes.txt", "route_id"));
        assertThat(column(tables, "trips.txt", "service_id")).isEqualTo(column(tables, "calendar.txt", "service_id"));
        assertThat(column(tables, "routes.txt", "agency_id")).isEqualTo(column(tables, "agency.txt", "agency_id"));
        assertThat(column(tables, "stop_times.txt", "location_group_id"))
                .isEqualTo(column(tables, "location_groups.txt", "location_group_id"))
                .isEqualTo(column(tables, "location_group_stops.txt", "location_group_id"))
                .doesNotContainAnyElementsOf(column(tables, "stops.txt", "stop_id"));
        assertThat(column(tables, "location_group_stops.txt", "stop_id"))
                .isEqualTo(column(tables, "stops.txt", "stop_id"))
                .isEqualTo(column(tables, "stop_areas.txt", "stop_id"))
                .hasSize(5);
        assertThat(column(tables, "stop_times.txt", "pickup_booking_rule_id"))
                .isEqualTo(column(tables, "stop_times.txt", "drop_off_booking_rule_id"))
                .isEqualTo(column(tables, "booking_rules.txt", "booking_rule_id"));
        assertThat(column(tables, "fare_leg_rules.txt", "fare_product_id"))
                .isEqualTo(column(tables, "fare_products.txt", "fare_product_id"));
        assertThat(column(tables, "fare_leg_rules.txt", "from_area_id"))
                .isEqualTo(column(tables, "areas.txt", "area_id"))
                .isEqualTo(column(tables, "fare_leg_rules.txt", "to_area_id"));
        assertThat(column(tables, "fare_products.txt", "rider_category_id"))
                .isEqualTo(column(tables, "rider_categories.txt", "rider_category_id"));
    }

    @Test
    void ridersGoFromAnyZoneToAnyInItsHours() throws Exception {
        Map<String, List<CSVRecord>> tables = read(Sennan.service());
        assertThat(tables.get("trips.txt")).as("2 opening times, 2 zones with stops").hasSize(8);
        for (CSVRecord trip : tables.get("trips.txt")) {
            List<CSVRecord> times = tables.get("stop_times.txt").stream()
                    .filter(row -> row.get("trip_id").equals(trip.get("trip_id")))
                    .toList();
            // Windows forbid regular service (0); one boards first and alights then, also within a group.
            assertThat(times).extracting(row -> row(row, "stop_sequence", "pickup_type", "drop_off_type"))
                    .containsExactly(List.of("1", "2", "1"), List.of("2", "1", "2"));
        }
        CSVRecord board = tables.get("stop_times.txt").get(0);
        assertThat(row(board, "start_pickup_drop_off_window", "end_pickup_drop_off_window"))
                .containsExactly("06:00:00", "21:30:00");
        assertThat(tables.get("stop_times.txt").get(1).get("end_pickup_drop_off_window")).isEqualTo("21:45:00");
        assertThat(column(tables, "stop_times.txt", "end_pickup_drop_off_window")).contains("24:00:00", "24:15:00");
        assertThat(tables.get("calendar.txt")).extracting(row -> row(row, "friday", "saturday")).containsExactly(
                List.of("1", "0"), List.of("0", "1"));
        assertThat(tables.get("calendar_dates.txt"))
                .as("a Friday, and not the one beyond the dataset")
                .extracting(row -> row(row, "service_id", "date", "exception_type"))
                .containsExactly(List.of("hours1", "20270101", "2"));
    }

    @Test
    void saysHowToBookAndWhatItCosts() throws Exception {
        Map<String, List<CSVRecord>> tables = read(Sennan.service());
        CSVRecord rule = tables.get("booking_rules.txt").get(0);
        assertThat(row(rule, "booking_type", "prior_notice_duration_min", "prior_notice_start_day", "prior_notice_start_time"))
                .containsExactly("1", "1", "14", "00:00:00");
        assertThat(row(rule, "phone_number", "booking_url")).containsExactly("+81724123456", BASE + "/ride?service=sennan%2Fcoast");
        assertThat(tables.get("fare_products.txt"))
                .extracting(row -> row(row, "fare_product_id", "rider_category_id", "amount"))
                .contains(
                        List.of("ride", "adult", "300"),
                        List.of("ride_plus_100", "child", "250"),
                        List.of("day_pass", "disabled", "400"));
        assertThat(tables.get("fare_leg_rules.txt"))
                .extracting(row -> row(row, "from_area_id", "to_area_id", "fare_product_id"))
                .contains(List.of("west", "east", "ride_plus_100"), List.of("east", "east", "ride"));
    }

    @Test
    void aServiceForNowOnlyIsBookedInRealTime() throws Exception {
        Map<String, List<CSVRecord>> tables = read(Sennan.builder()
                .terms(new ServiceTerms(4, 0, 600, 1.5, 600))
                .fares(new FareTable("JPY", new RiderFares(200, 100, 100), new RiderFares(0, 0, 0), Map.of()))
                .build());
        CSVRecord rule = tables.get("booking_rules.txt").get(0);
        assertThat(row(rule, "booking_type", "prior_notice_duration_min", "prior_notice_start_day", "prior_notice_start_time"))
                .containsExactly("0", "", "", "");
        assertThat(column(tables, "fare_products.txt", "fare_product_id")).containsExactly("ride");
    }

    @Test
    void namesSurviveCommasAndQuotesAndAreTranslated() throws Exception {
        Map<String, List<CSVRecord>> tables = read(Sennan.service());
        assertThat(tables.get("agency.txt").get(0).get("agency_name")).isEqualTo("泉南デマンド \"みお\", バス");
        assertThat(column(tables, "stops.txt", "stop_name")).contains("団地,北", "市役所前");
        assertThat(tables.get("translations.txt"))
                .extracting(row -> row(row, "table_name", "language", "translation", "record_id"))
                .contains(
                        List.of("stops", "en", "Estate, north", "S4"),
                        List.of("agency", "en", "Sennan \"Mio\", Bus", "sennan"),
                        List.of("location_groups", "en", "East", "zone/east"));
    }

    @Test
    void theSameServiceGivesTheSameBytes() {
        assertThat(new GtfsFlexFeed(Sennan.service(), FROM, UNTIL, BASE).zip())
                .isEqualTo(new GtfsFlexFeed(Sennan.service(), FROM, UNTIL, BASE).zip());
    }
}
