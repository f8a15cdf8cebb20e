package city.mio.cli.standards;

import static org.assertj.core.api.Assertions.assertThat;

import city.mio.cli.city.CityFolder;
import city.mio.cli.engine.OnDemandDoors;
import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.PlanStopKind;
import city.mio.feeds.dispatch.DispatchLimits;
import city.mio.feeds.dispatch.LiveDispatch;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.ServiceStop;
import city.mio.feeds.ondemand.ServiceVehicle;
import city.mio.feeds.standards.gofs.GofsFeed;
import city.mio.feeds.standards.gtfsflex.GtfsFlexFeed;
import city.mio.feeds.standards.gtfsrt.GtfsRealtimeFeed;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import com.google.transit.realtime.GtfsRealtime.TripUpdate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StandardFeedsTest {

    /** Where a deployment would be: the validator takes no address without a public name. */
    private static final String BASE = "https://bus.example.jp";

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 18);
    private static final long NOW = Instant.parse("2026-11-18T14:58:30.700Z").toEpochMilli();

    private static DatasetValidator validator;
    private static List<OnDemandService> osaka;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open() throws Exception {
        validator = new DatasetValidator();
        osaka = OnDemandDoors.of(CityFolder.read(Path.of("../config/osaka")).onDemand()).listServices();
    }

    static List<OnDemandService> services() {
        return Stream.concat(osaka.stream(), OtherCity.services(20261118).stream()).toList();
    }

    private static byte[] dataset(OnDemandService service) {
        return new GtfsFlexFeed(service, TODAY, TODAY.plusYears(1), BASE).zip();
    }

    @Test
    void osakaHasServices() {
        assertThat(osaka).hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("services")
    void theDatasetPassesTheCanonicalValidator(OnDemandService service) throws Exception {
        assertThat(validator.faults(dataset(service), TODAY, directory)).isEmpty();
    }

    @Test
    void theCanonicalValidatorFindsWhatIsPlanted() throws Exception {
        byte[] good = dataset(osaka.get(0));
        assertThat(validator.faults(changed(good, "stop_times.txt", text -> text.replace(",booking,", ",nobody,")), TODAY, directory))
                .as("a booking rule that is not there")
                .anyMatch(fault -> fault.contains("foreign_key_violation"));
        assertThat(validator.faults(changed(good, "booking_rules.txt", text -> text.replaceFirst("booking,1,1,", "booking,1,,")), TODAY, directory))
                .as("a same-day rule without its shortest notice")
                .anyMatch(fault -> fault.contains("prior_notice_duration_min"));
        assertThat(validator.faults(changed(good, "location_group_stops.txt", text -> text.replace("K01", "K99")), TODAY, directory))
                .as("a stop that no group has any more")
                .anyMatch(fault -> fault.contains("stop_without_stop_time"));
        assertThat(validator.faults(changed(good, "stop_times.txt", text -> text.replace("06:00:00,23:00:00", "23:00:00,06:00:00")), TODAY, directory))
                .as("a window that ends before it begins")
                .anyMatch(fault -> fault.contains("window"));
    }

    private static byte[] changed(byte[] zip, String file, UnaryOperator<String> change) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                String then = entry.getName().equals(file) ? change.apply(text) : text;
                assertThat(entry.getName().equals(file)).as(file + " is changed").isEqualTo(!then.equals(text));
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(then.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> gofs(OnDemandService service, String language) {
        GofsFeed feed = new GofsFeed(service, BASE, NOW);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("gofs", feed.discovery());
        GofsFeed.listStaticFiles().forEach(name -> files.put(name, feed.file(language, name)));
        files.put("wait_time", feed.waitTime(OptionalInt.of(420)));
        files.put("realtime_booking", feed.realtimeBooking(OptionalInt.of(420), OptionalInt.of(300), "from=A&to=B%20C", language));
        return files;
    }

    @ParameterizedTest
    @MethodSource("services")
    void theGofsFilesFollowTheReference(OnDemandService service) throws Exception {
        for (String language : GofsFeed.LANGUAGES) {
            assertThat(GofsRules.faults(gofs(service, language), language)).as(language).isEmpty();
        }
        GofsFeed feed = new GofsFeed(service, BASE, NOW);
        Map<String, byte[]> nothingKnown = gofs(service, "ja");
        nothingKnown.put("wait_time", feed.waitTime(OptionalInt.empty()));
        nothingKnown.put("realtime_booking", feed.realtimeBooking(OptionalInt.of(0), OptionalInt.empty(), "", "ja"));
        assertThat(GofsRules.faults(nothingKnown, "ja")).isEmpty();
    }

    @Test
    void theGofsRulesFindWhatIsPlanted() throws Exception {
        planted("booking_rules", "\"prior_notice_duration_min\":1,", "", "prior_notice_duration_min");
        planted("booking_rules", "\"booking_type\":0", "\"booking_type\":0,\"prior_notice_start_day\":1", "prior_notice_start");
        planted("operating_rules", "\"to_zone_id\":\"kita\"", "\"to_zone_id\":\"nowhere\"", "to_zone_id refers to nothing");
        planted("operating_rules", "\"start_pickup_window\":\"06:00:00\",", "", "start_pickup_window");
        planted("calendars", "\"start_date\":\"20261118\"", "\"start_date\":\"2026-11-18\"", "start_date");
        planted("system_information", "Asia/Tokyo", "Asia/Naniwa", "timezone");
        planted("zones", "\"Polygon\"", "\"Point\"", "zones");
        planted("vehicle_types", "boarding_accessible", "yes", "wheelchair_boarding");
        planted("gofs", "\"name\":\"fares\"", "\"name\":\"prices\"", "gofs");
        planted("fares", "\"JPY\"", "\"yen\"", "currency");
    }

    private static void planted(String file, String text, String other, String fault) throws Exception {
        Map<String, byte[]> files = gofs(osaka.get(0), "ja");
        String good = new String(files.get(file), StandardCharsets.UTF_8);
        assertThat(good).contains(text);
        files.put(file, good.replace(text, other).getBytes(StandardCharsets.UTF_8));
        assertThat(GofsRules.faults(files, "ja")).anyMatch(each -> each.startsWith(file) && each.contains(fault));
    }

    /** Buses of all kinds: on the way, waiting where riders then board, idle, silent, broken down, ahead of the city's clock. */
    private static LiveDispatch evening(OnDemandService service) {
        LiveDispatch live = new LiveDispatch(new OnDemandOffering(List.of(service)), DispatchLimits.defaults());
        Random random = new Random(7);
        List<ServiceVehicle> buses = service.listVehicles();
        for (int i = 0; i < buses.size(); i++) {
            String bus = buses.get(i).vehicleId();
            boolean silent = i % 6 == 3;
            long heard = silent ? NOW - 600_000 : i % 6 == 1 ? NOW + 90_000 : NOW - 4_000;
            ServiceStop at = service.listStops().get(random.nextInt(service.listStops().size()));
            BusStatus.Builder status = BusStatus.builder()
                    .operatorId(service.operatorId())
                    .zoneId(service.zoneId())
                    .vehicleId(bus)
                    .kind(BusStatusKind.POSITION)
                    .time(heard)
                    .lon(at.lon())
                    .lat(at.lat());
            if (i % 2 == 0) {
                status.speedMps(8.3f).headingDegrees(359.5f);
            }
            live.apply(status.build());
            if (i % 6 == 4) {
                live.apply(status.kind(BusStatusKind.STOP_REACHED).stopId(at.stopId()).build());
            }
            if (i % 6 == 5) {
                live.apply(status.kind(BusStatusKind.BREAKDOWN).stopId("").build());
            }
            // The idle and the silent have no stops before them.
            live.apply(DispatchPlan.builder()
                    .operatorId(service.operatorId())
                    .zoneId(service.zoneId())
                    .vehicleId(bus)
                    .version(3)
                    .time(heard)
                    .seatsOnBoard(Math.min(buses.get(i).seats(), i))
                    .wheelchairsOnBoard(0)
                    .stops(i % 6 == 2 || silent ? List.of() : stops(service, random))
                    .build());
        }
        return live;
    }

    private static List<PlanStop> stops(OnDemandService service, Random random) {
        List<PlanStop> stops = new ArrayList<>();
        long time = NOW + 20_000;
        for (int i = 0; i < 8; i++) {
            ServiceStop stop = service.listStops().get(random.nextInt(service.listStops().size()));
            // Waiting there first, then riders; stops across the street are reached at once.
            for (PlanStopKind kind : i % 3 == 0 ? List.of(PlanStopKind.WAIT, PlanStopKind.RIDERS) : List.of(PlanStopKind.RIDERS)) {
                stops.add(planned(stop.stopId(), stop.lon(), stop.lat(), kind, time, time + 200));
                time += 200;
            }
            time += i % 4 == 1 ? 0 : 90_000;
        }
        stops.add(planned("a-depot", 135.4, 34.6, PlanStopKind.BREAK, time, time + 1_800_000));
        return stops;
    }

    private static PlanStop planned(String place, double lon, double lat, PlanStopKind kind, long arrives, long departs) {
        return PlanStop.builder()
                .placeId(place)
                .lon(lon)
                .lat(lat)
                .kind(kind)
                .arriveTime(arrives)
                .departTime(departs)
                .boarding(List.of())
                .alighting(List.of())
                .build();
    }

    @ParameterizedTest
    @MethodSource("services")
    void theRealtimeFeedsKeepTheRules(OnDemandService service) throws Exception {
        GtfsRealtimeFeed feed = new GtfsRealtimeFeed(service, evening(service).listBuses(), NOW);
        FeedMessage positions = FeedMessage.parseFrom(feed.vehiclePositions().toByteArray());
        FeedMessage updates = FeedMessage.parseFrom(feed.tripUpdates().toByteArray());
        assertThat(positions.getEntityCount()).isGreaterThanOrEqualTo(4);
        assertThat(updates.getEntityCount()).isGreaterThanOrEqualTo(3).isLessThan(positions.getEntityCount());
        assertThat(new RealtimeRules(dataset(service)).faults(positions, updates, NOW / 1_000)).isEmpty();
    }

    @Test
    void theRealtimeRulesFindWhatIsPlanted() throws Exception {
        OnDemandService service = osaka.get(0);
        GtfsRealtimeFeed feed = new GtfsRealtimeFeed(service, evening(service).listBuses(), NOW);
        FeedMessage positions = feed.vehiclePositions();
        FeedMessage updates = feed.tripUpdates();
        RealtimeRules rules = new RealtimeRules(dataset(service));

        FeedMessage.Builder stops = updates.toBuilder();
        TripUpdate.Builder update = stops.getEntityBuilder(0).getTripUpdateBuilder();
        update.getStopTimeUpdateBuilder(0).setStopId("K99");
        update.getStopTimeUpdateBuilder(1).getArrivalBuilder().setTime(update.getStopTimeUpdate(1).getDeparture().getTime() + 1);
        update.getStopTimeUpdateBuilder(2).setStopSequence(1);
        stops.getEntityBuilder(1).getTripUpdateBuilder().setTimestamp(NOW);
        assertThat(rules.faults(positions, stops.build(), NOW / 1_000))
                .anyMatch(fault -> fault.startsWith("E011"))
                .anyMatch(fault -> fault.startsWith("E025"))
                .anyMatch(fault -> fault.startsWith("E002"))
                .anyMatch(fault -> fault.startsWith("E001"))
                .anyMatch(fault -> fault.startsWith("E012"));

        FeedMessage.Builder vehicles = positions.toBuilder();
        vehicles.getEntityBuilder(0).setId(positions.getEntity(1).getId());
        vehicles.getEntityBuilder(0).getVehicleBuilder().getVehicleBuilder().setId(positions.getEntity(1).getVehicle().getVehicle().getId());
        vehicles.getEntityBuilder(0).getVehicleBuilder().getTripBuilder().setTripId("hours1/kita/kita");
        vehicles.getEntityBuilder(0).getVehicleBuilder().getTripBuilder().setStartDate("2026-11-18");
        assertThat(rules.faults(vehicles.build(), updates, NOW / 1_000 + 100))
                .anyMatch(fault -> fault.contains("entity ids are unique"))
                .anyMatch(fault -> fault.startsWith("E052"))
                .anyMatch(fault -> fault.startsWith("E016"))
                .anyMatch(fault -> fault.startsWith("E021"))
                .anyMatch(fault -> fault.startsWith("W003"))
                .anyMatch(fault -> fault.startsWith("W008"));
        vehicles.getEntityBuilder(0).getVehicleBuilder().getTripBuilder().clearScheduleRelationship().setTripId("nothing");
        assertThat(rules.faults(vehicles.build(), updates, NOW / 1_000)).anyMatch(fault -> fault.startsWith("E003"));
    }
}
