package city.mio.feeds.standards.gtfsflex;

import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.OpenTime;
import city.mio.feeds.ondemand.ServiceStop;
import city.mio.feeds.ondemand.ServiceTerms;
import city.mio.feeds.ondemand.ServiceDistrict;
import city.mio.geo.places.LocalName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A service as GTFS-Flex. Riders go from any stop to any other: a district is a
 * location group (riders are served at stops only, so there are no polygons), and each opening time has one trip for each
 * pair of districts, first where one boards, then where one alights. Names are Japanese, with English translations. Immutable.
 *
 * <p>Two things the standard cannot say: a booking rule is either for a ride at once or for a later one, so a service that can be booked
 * both ways says "a minute before at the latest, so many days before at the earliest"; and a day pass is a fare product
 * without its duration.
 */
public final class GtfsFlexFeed {

    /** Of a trip's windows: that the agency has to be asked. Regular service is forbidden there. */
    private static final int BY_ARRANGEMENT = 2;

    private static final int NOT_AVAILABLE = 1;
    private static final int BUS = 3;
    private static final String ROUTE = "ondemand";
    private static final String RULE = "booking";
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    private final OnDemandService service;
    private final LocalDate from;
    private final LocalDate until;
    private final String pageUrl;
    private final String bookingUrl;

    /**
     * @param from first day the dataset is for
     * @param until last day, inclusive
     * @param baseUrl where this server is reached, without a slash at the end; the booking page lies under it
     * @throws IllegalArgumentException if {@code until} is before {@code from}
     */
    public GtfsFlexFeed(OnDemandService service, LocalDate from, LocalDate until, String baseUrl) {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("until " + until + " is before from " + from);
        }
        this.service = service;
        this.from = from;
        this.until = until;
        this.bookingUrl = service.bookingUrl(baseUrl);
        this.pageUrl = service.findUrl().orElse(bookingUrl);
    }

    /** The dataset as a zip archive; the same service and days give the same bytes. */
    public byte[] zip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                // Local, so that the bytes do not depend on the zone of the machine.
                entry.setTimeLocal(from.atStartOfDay());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /** The dataset's files by name, without those that would have no rows. */
    public Map<String, byte[]> files() {
        Map<String, CsvFile> files = new LinkedHashMap<>();
        files.put("agency.txt", agency());
        files.put("feed_info.txt", feedInfo());
        files.put("stops.txt", stops());
        files.put("routes.txt", routes());
        service(files);
        groups(files);
        files.put("booking_rules.txt", bookingRules());
        fares(files);
        files.put("translations.txt", translations());
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        files.forEach((name, file) -> {
            if (!file.isEmpty()) {
                bytes.put(name, file.bytes());
            }
        });
        return bytes;
    }

    private CsvFile agency() {
        return new CsvFile("agency_id", "agency_name", "agency_url", "agency_timezone", "agency_lang", "agency_phone")
                .row(
                        service.operatorId(),
                        service.operatorName().ja(),
                        pageUrl,
                        service.timezone().getId(),
                        "ja",
                        service.findPhone().orElse(""));
    }

    private CsvFile feedInfo() {
        return new CsvFile(
                        "feed_publisher_name",
                        "feed_publisher_url",
                        "feed_lang",
                        "feed_start_date",
                        "feed_end_date",
                        "feed_version",
                        "feed_contact_url")
                .row(service.operatorName().ja(), pageUrl, "ja", from.format(DATE), until.format(DATE), from.format(DATE), pageUrl);
    }

    private CsvFile stops() {
        CsvFile file = new CsvFile("stop_id", "stop_name", "stop_lat", "stop_lon", "zone_id", "location_type");
        for (ServiceStop stop : service.listStops()) {
            file.row(stop.stopId(), stop.name().ja(), degrees(stop.lat()), degrees(stop.lon()), stop.districtId(), 0);
        }
        return file;
    }

    private static String degrees(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private CsvFile routes() {
        return new CsvFile("route_id", "agency_id", "route_long_name", "route_type")
                .row(ROUTE, service.operatorId(), service.zoneName().ja(), BUS);
    }

    private void service(Map<String, CsvFile> files) {
        CsvFile calendar = new CsvFile(
                "service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "start_date", "end_date");
        CsvFile dates = new CsvFile("service_id", "date", "exception_type");
        CsvFile trips = new CsvFile("route_id", "service_id", "trip_id", "wheelchair_accessible");
        CsvFile times = new CsvFile(
                "trip_id",
                "stop_sequence",
                "location_group_id",
                "start_pickup_drop_off_window",
                "end_pickup_drop_off_window",
                "pickup_type",
                "drop_off_type",
                "pickup_booking_rule_id",
                "drop_off_booking_rule_id");
        boolean wheelchairs = service.listVehicles().stream().anyMatch(vehicle -> vehicle.wheelchairPlaces() > 0);
        int number = 0;
        for (OpenTime open : service.listHours()) {
            String hours = "hours" + ++number;
            Object[] row = new Object[10];
            row[0] = hours;
            for (DayOfWeek day : DayOfWeek.values()) {
                row[day.getValue()] = open.days().contains(day) ? 1 : 0;
            }
            row[8] = from.format(DATE);
            row[9] = until.format(DATE);
            calendar.row(row);
            for (LocalDate closed : service.listClosedDates()) {
                boolean inside = !closed.isBefore(from) && !closed.isAfter(until);
                if (inside && open.days().contains(closed.getDayOfWeek())) {
                    dates.row(hours, closed.format(DATE), 2);
                }
            }
            String start = time(open.from().toSecondOfDay());
            String end = time(open.endSecond());
            // Who was picked up at the last moment still rides: the direct ride is short beside the detour that may be made.
            String lastDropOff = time(open.endSecond() + service.terms().detourSeconds());
            for (ServiceDistrict board : servedDistricts()) {
                for (ServiceDistrict alight : servedDistricts()) {
                    // No id has a slash in it, so that two pairs never become one name.
                    String trip = hours + "/" + board.districtId() + "/" + alight.districtId();
                    trips.row(ROUTE, hours, trip, wheelchairs ? 1 : 2);
                    times.row(trip, 1, group(board), start, end, BY_ARRANGEMENT, NOT_AVAILABLE, RULE, "");
                    times.row(trip, 2, group(alight), start, lastDropOff, NOT_AVAILABLE, BY_ARRANGEMENT, "", RULE);
                }
            }
        }
        files.put("calendar.txt", calendar);
        files.put("calendar_dates.txt", dates);
        files.put("trips.txt", trips);
        files.put("stop_times.txt", times);
    }

    /** A group without stops would not be valid. */
    private List<ServiceDistrict> servedDistricts() {
        return service.listDistricts().stream()
                .filter(district -> !service.listStops(district.districtId()).isEmpty())
                .toList();
    }

    /** Groups and stops share one space of ids, and no stop's has a slash. */
    private static String group(ServiceDistrict district) {
        return "zone/" + district.districtId();
    }

    private static String time(int secondOfDay) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", secondOfDay / 3_600, secondOfDay / 60 % 60, secondOfDay % 60);
    }

    private void groups(Map<String, CsvFile> files) {
        CsvFile groups = new CsvFile("location_group_id", "location_group_name");
        CsvFile members = new CsvFile("location_group_id", "stop_id");
        for (ServiceDistrict district : servedDistricts()) {
            groups.row(group(district), district.name().ja());
            for (ServiceStop stop : service.listStops(district.districtId())) {
                members.row(group(district), stop.stopId());
            }
        }
        files.put("location_groups.txt", groups);
        files.put("location_group_stops.txt", members);
    }

    private CsvFile bookingRules() {
        ServiceTerms terms = service.terms();
        CsvFile file = new CsvFile(
                "booking_rule_id",
                "booking_type",
                "prior_notice_duration_min",
                "prior_notice_start_day",
                "prior_notice_start_time",
                "message",
                "phone_number",
                "info_url",
                "booking_url");
        boolean ahead = terms.maxDaysAhead() > 0;
        return file.row(
                RULE,
                ahead ? 1 : 0,
                ahead ? 1 : "",
                ahead ? terms.maxDaysAhead() : "",
                ahead ? "00:00:00" : "",
                message(terms).ja(),
                service.findPhone().orElse(""),
                pageUrl,
                bookingUrl);
    }

    /** What riders have to do, in a sentence. */
    private static LocalName message(ServiceTerms terms) {
        String ja = terms.maxDaysAhead() > 0
                ? "予約制です。今すぐ、または" + terms.maxDaysAhead() + "日先まで予約できます（1組" + terms.maxParty() + "名まで）。"
                : "予約制です。ご利用の直前に予約してください（1組" + terms.maxParty() + "名まで）。";
        String en = terms.maxDaysAhead() > 0
                ? "Book a ride at once or up to " + terms.maxDaysAhead() + " days ahead, for parties of up to " + terms.maxParty() + "."
                : "Book a ride at once, for parties of up to " + terms.maxParty() + ".";
        return new LocalName(ja, en);
    }

    private void fares(Map<String, CsvFile> files) {
        CsvFile categories = new CsvFile("rider_category_id", "rider_category_name", "is_default_fare_category")
                .row("adult", "大人", 1)
                .row("child", "小児", 0)
                .row("disabled", "障がい者", 0);
        CsvFile networks = new CsvFile("network_id", "network_name").row(ROUTE, service.zoneName().ja());
        CsvFile routeNetworks = new CsvFile("network_id", "route_id").row(ROUTE, ROUTE);
        CsvFile areas = new CsvFile("area_id", "area_name");
        CsvFile stopAreas = new CsvFile("area_id", "stop_id");
        CsvFile rules = new CsvFile("network_id", "from_area_id", "to_area_id", "fare_product_id");
        FareProducts products = new FareProducts(service.fares());
        for (ServiceDistrict board : servedDistricts()) {
            areas.row(board.districtId(), board.name().ja());
            service.listStops(board.districtId()).forEach(stop -> stopAreas.row(board.districtId(), stop.stopId()));
            for (ServiceDistrict alight : servedDistricts()) {
                rules.row(ROUTE, board.districtId(), alight.districtId(), products.ride(board.districtId(), alight.districtId()));
                if (products.hasDayPass()) {
                    rules.row(ROUTE, board.districtId(), alight.districtId(), FareProducts.DAY_PASS);
                }
            }
        }
        files.put("areas.txt", areas);
        files.put("stop_areas.txt", stopAreas);
        files.put("networks.txt", networks);
        files.put("route_networks.txt", routeNetworks);
        files.put("rider_categories.txt", categories);
        files.put("fare_products.txt", products.file());
        files.put("fare_leg_rules.txt", rules);
    }

    private CsvFile translations() {
        CsvFile file = new CsvFile("table_name", "field_name", "language", "translation", "record_id");
        english(file, "agency", "agency_name", service.operatorId(), service.operatorName());
        english(file, "routes", "route_long_name", ROUTE, service.zoneName());
        service.listStops().forEach(stop -> english(file, "stops", "stop_name", stop.stopId(), stop.name()));
        servedDistricts().forEach(district -> {
            english(file, "location_groups", "location_group_name", group(district), district.name());
            english(file, "areas", "area_name", district.districtId(), district.name());
        });
        english(file, "booking_rules", "message", RULE, message(service.terms()));
        english(file, "rider_categories", "rider_category_name", "adult", new LocalName("大人", "Adult"));
        english(file, "rider_categories", "rider_category_name", "child", new LocalName("小児", "Child"));
        english(file, "rider_categories", "rider_category_name", "disabled", new LocalName("障がい者", "Disabled"));
        return file;
    }

    private static void english(CsvFile file, String table, String field, String id, LocalName name) {
        if (!name.en().equals(name.ja())) {
            file.row(table, field, "en", name.en(), id);
        }
    }
}
