package city.mio.feeds.standards.gofs;

import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.OpenTime;
import city.mio.feeds.ondemand.RiderFares;
import city.mio.feeds.ondemand.ServiceVehicle;
import city.mio.feeds.ondemand.ServiceDistrict;
import city.mio.geo.places.LocalName;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;

/**
 * A service as GOFS 1.0, in Japanese and English. Its districts are the zones of the standard, outlined by their stops, as riders are served at
 * stops only. Immutable and thread-safe.
 */
public final class GofsFeed {

    /** The version of the specification. */
    public static final String VERSION = "1.0";

    /** Languages in which there is a set of files. */
    public static final List<String> LANGUAGES = List.of("ja", "en");

    /** The one brand that a service has. */
    public static final String BRAND = "ondemand";

    private static final int STATIC_TTL_SECONDS = 3_600;
    private static final int LIVE_TTL_SECONDS = 0;
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final List<String> FILES = List.of(
            "system_information",
            "service_brands",
            "vehicle_types",
            "zones",
            "operating_rules",
            "calendars",
            "fares",
            "booking_rules",
            "wait_time",
            "realtime_booking");

    @FunctionalInterface
    private interface Part {
        void write(JsonGenerator json) throws IOException;
    }

    private final OnDemandService service;
    private final String baseUrl;
    private final long updatedMillis;
    private final LocalDate from;
    private final LocalDate until;

    /**
     * @param baseUrl where this server is reached, without a slash at the end
     * @param nowMillis how late it is, UTC epoch milliseconds; calendars begin on that day and last a year
     */
    public GofsFeed(OnDemandService service, String baseUrl, long nowMillis) {
        this.service = service;
        this.baseUrl = baseUrl;
        this.updatedMillis = nowMillis;
        this.from = Instant.ofEpochMilli(nowMillis).atZone(service.timezone()).toLocalDate();
        this.until = from.plusYears(1);
    }

    /** Names of the static files of a language, without {@code .json}. */
    public static List<String> listStaticFiles() {
        return FILES.subList(0, FILES.indexOf("wait_time"));
    }

    private String address(String language, String file) {
        return baseUrl + "/feeds/ondemand/" + service.operatorId() + "/gofs/" + language + "/" + file;
    }

    /** {@code gofs.json}: where the others are. */
    public byte[] discovery() {
        return document(STATIC_TTL_SECONDS, json -> {
            for (String language : LANGUAGES) {
                json.writeObjectFieldStart(language);
                json.writeArrayFieldStart("feeds");
                for (String file : FILES) {
                    json.writeStartObject();
                    json.writeStringField("name", file);
                    json.writeStringField("url", address(language, file));
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
        });
    }

    /**
     * A static file.
     *
     * @param language of {@link #LANGUAGES}
     * @param file of {@link #listStaticFiles}
     * @throws IllegalArgumentException if there is no such language or file
     */
    public byte[] file(String language, String file) {
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException("language is not one of " + LANGUAGES);
        }
        Part part =
                switch (file) {
                    case "system_information" -> json -> systemInformation(json, language);
                    case "service_brands" -> json -> brands(json, language);
                    case "vehicle_types" -> this::vehicleTypes;
                    case "zones" -> json -> zones(json, language);
                    case "operating_rules" -> this::operatingRules;
                    case "calendars" -> this::calendars;
                    case "fares" -> this::fares;
                    case "booking_rules" -> json -> bookingRules(json, language);
                    default -> throw new IllegalArgumentException("file is not one of " + listStaticFiles());
                };
        return document(STATIC_TTL_SECONDS, part);
    }

    /**
     * The answer of {@code wait_time}.
     *
     * @param waitSeconds empty where nothing is known or the place is not served
     */
    public byte[] waitTime(OptionalInt waitSeconds) {
        return document(LIVE_TTL_SECONDS, json -> {
            json.writeArrayFieldStart("wait_times");
            if (waitSeconds.isPresent()) {
                json.writeStartObject();
                json.writeStringField("brand_id", BRAND);
                json.writeNumberField("wait_time", waitSeconds.getAsInt());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /**
     * The answer of {@code realtime_booking}.
     *
     * @param waitSeconds empty where nothing is known or the place is not served
     * @param adultFare of the trip, empty without a place to go to
     * @param query to hand on to the booking page, such as {@code from=A&to=B}; empty for none
     */
    public byte[] realtimeBooking(OptionalInt waitSeconds, OptionalInt adultFare, String query, String language) {
        return document(LIVE_TTL_SECONDS, json -> {
            json.writeArrayFieldStart("realtime_booking");
            if (waitSeconds.isPresent()) {
                json.writeStartObject();
                json.writeStringField("brand_id", BRAND);
                json.writeNumberField("wait_time", waitSeconds.getAsInt());
                if (adultFare.isPresent()) {
                    json.writeNumberField("travel_cost", adultFare.getAsInt());
                    json.writeStringField("travel_cost_currency", service.fares().currency());
                }
                json.writeObjectFieldStart("booking_detail");
                json.writeStringField("service_name", title(language));
                json.writeStringField("web_uri", service.bookingUrl(baseUrl) + (query.isEmpty() ? "" : "&" + query));
                if (service.findPhone().isPresent()) {
                    json.writeStringField("phone_number", service.findPhone().get());
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private byte[] document(int ttlSeconds, Part data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("last_updated", updatedMillis / 1_000);
            json.writeNumberField("ttl", ttlSeconds);
            json.writeStringField("version", VERSION);
            json.writeObjectFieldStart("data");
            data.write(json);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private static String name(LocalName name, String language) {
        return language.equals("ja") ? name.ja() : name.en();
    }

    private String title(String language) {
        return language.equals("ja")
                ? service.operatorName().ja() + " " + service.zoneName().ja()
                : service.operatorName().en() + ", " + service.zoneName().en();
    }

    private void systemInformation(JsonGenerator json, String language) throws IOException {
        json.writeStringField("language", language);
        json.writeStringField("timezone", service.timezone().getId());
        json.writeStringField("name", title(language));
        json.writeStringField("operator", name(service.operatorName(), language));
        json.writeStringField("url", service.findUrl().orElse(service.bookingUrl(baseUrl)));
        if (service.findPhone().isPresent()) {
            json.writeStringField("phone_number", service.findPhone().get());
        }
    }

    private void brands(JsonGenerator json, String language) throws IOException {
        json.writeArrayFieldStart("service_brands");
        json.writeStartObject();
        json.writeStringField("brand_id", BRAND);
        json.writeStringField("brand_name", title(language));
        json.writeEndObject();
        json.writeEndArray();
    }

    private static String vehicleType(ServiceVehicle vehicle) {
        return "seats" + vehicle.seats() + "_wheelchairs" + vehicle.wheelchairPlaces();
    }

    private Set<String> vehicleTypes() {
        Set<String> types = new LinkedHashSet<>();
        service.listVehicles().forEach(vehicle -> types.add(vehicleType(vehicle)));
        return types;
    }

    private void vehicleTypes(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("vehicle_types");
        Set<String> told = new LinkedHashSet<>();
        for (ServiceVehicle vehicle : service.listVehicles()) {
            if (told.add(vehicleType(vehicle))) {
                json.writeStartObject();
                json.writeStringField("vehicle_type_id", vehicleType(vehicle));
                json.writeNumberField("max_capacity", vehicle.seats() + vehicle.wheelchairPlaces());
                json.writeStringField(
                        "wheelchair_boarding",
                        vehicle.wheelchairPlaces() > 0 ? "boarding_accessible" : "boarding_inaccessible");
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private List<ServiceDistrict> servedDistricts() {
        return service.listDistricts().stream()
                .filter(district -> !service.listStops(district.districtId()).isEmpty())
                .toList();
    }

    private void zones(JsonGenerator json, String language) throws IOException {
        json.writeObjectFieldStart("zones");
        json.writeStringField("type", "FeatureCollection");
        json.writeArrayFieldStart("features");
        for (ServiceDistrict district : servedDistricts()) {
            json.writeStartObject();
            json.writeStringField("type", "Feature");
            json.writeStringField("zone_id", district.districtId());
            json.writeObjectFieldStart("properties");
            json.writeStringField("name", name(district.name(), language));
            json.writeEndObject();
            json.writeObjectFieldStart("geometry");
            json.writeStringField("type", "Polygon");
            json.writeArrayFieldStart("coordinates");
            json.writeStartArray();
            for (Coordinate at : ZoneOutline.of(service.listStops(district.districtId()))) {
                json.writeStartArray();
                json.writeNumber(Math.round(at.x * 1e6) / 1e6);
                json.writeNumber(Math.round(at.y * 1e6) / 1e6);
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String calendar(int hours) {
        return "hours" + (hours + 1);
    }

    private void operatingRules(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("operating_rules");
        List<OpenTime> hours = service.listHours();
        for (int i = 0; i < hours.size(); i++) {
            for (ServiceDistrict board : servedDistricts()) {
                for (ServiceDistrict alight : servedDistricts()) {
                    json.writeStartObject();
                    json.writeStringField("from_zone_id", board.districtId());
                    json.writeStringField("to_zone_id", alight.districtId());
                    json.writeStringField("start_pickup_window", time(hours.get(i).from().toSecondOfDay()));
                    json.writeStringField("end_pickup_window", time(hours.get(i).endSecond()));
                    // Who was picked up at the last moment still rides.
                    json.writeStringField(
                            "end_dropoff_window", time(hours.get(i).endSecond() + service.terms().detourSeconds()));
                    strings(json, "calendars", List.of(calendar(i)));
                    json.writeStringField("brand_id", BRAND);
                    strings(json, "vehicle_type_id", vehicleTypes());
                    json.writeStringField("fare_id", fare(service.fares().surcharge(board.districtId(), alight.districtId())));
                    json.writeEndObject();
                }
            }
        }
        json.writeEndArray();
    }

    private static String time(int secondOfDay) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", secondOfDay / 3_600, secondOfDay / 60 % 60, secondOfDay % 60);
    }

    private static void strings(JsonGenerator json, String field, Iterable<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private void calendars(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("calendars");
        List<OpenTime> hours = service.listHours();
        for (int i = 0; i < hours.size(); i++) {
            json.writeStartObject();
            json.writeStringField("calendar_id", calendar(i));
            json.writeArrayFieldStart("days");
            for (DayOfWeek day : hours.get(i).sortedDays()) {
                json.writeString(day.name().substring(0, 3).toLowerCase(Locale.ROOT));
            }
            json.writeEndArray();
            json.writeStringField("start_date", from.format(DATE));
            json.writeStringField("end_date", until.format(DATE));
            List<String> closed = service.listClosedDates().stream()
                    .filter(date -> !date.isBefore(from) && !date.isAfter(until))
                    .map(date -> date.format(DATE))
                    .toList();
            if (!closed.isEmpty()) {
                strings(json, "excepted_dates", closed);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String fare(int surcharge) {
        return surcharge == 0 ? "adult" : "adult_plus_" + surcharge;
    }

    /** GOFS has no types of riders: the fares are those of adults. */
    private void fares(JsonGenerator json) throws IOException {
        RiderFares ride = service.fares().ride();
        Set<Integer> surcharges = new LinkedHashSet<>(List.of(0));
        surcharges.addAll(service.fares().surcharges().values());
        json.writeArrayFieldStart("fares");
        for (int surcharge : surcharges) {
            json.writeStartObject();
            json.writeStringField("fare_id", fare(surcharge));
            json.writeStringField("currency", service.fares().currency());
            json.writeArrayFieldStart("rider");
            json.writeStartObject();
            json.writeNumberField("amount", ride.adult() + surcharge);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void bookingRules(JsonGenerator json, String language) throws IOException {
        json.writeArrayFieldStart("booking_rules");
        bookingRule(json, language, false);
        if (service.terms().maxDaysAhead() > 0) {
            bookingRule(json, language, true);
        }
        json.writeEndArray();
    }

    private void bookingRule(JsonGenerator json, String language, boolean ahead) throws IOException {
        List<String> zones = servedDistricts().stream().map(ServiceDistrict::districtId).toList();
        json.writeStartObject();
        strings(json, "from_zone_ids", zones);
        strings(json, "to_zone_ids", zones);
        json.writeNumberField("booking_type", ahead ? 1 : 0);
        if (ahead) {
            json.writeNumberField("prior_notice_duration_min", 1);
            json.writeNumberField("prior_notice_start_day", service.terms().maxDaysAhead());
            json.writeStringField("prior_notice_start_time", "00:00:00");
        }
        int party = service.terms().maxParty();
        json.writeStringField(
                "message", language.equals("ja") ? "1組" + party + "名まで。" : "For parties of up to " + party + ".");
        if (service.findPhone().isPresent()) {
            json.writeStringField("phone_number", service.findPhone().get());
        }
        json.writeStringField("booking_url", service.bookingUrl(baseUrl));
        json.writeEndObject();
    }
}
