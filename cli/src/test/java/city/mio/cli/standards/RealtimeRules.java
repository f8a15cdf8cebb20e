package city.mio.cli.standards;

import com.google.transit.realtime.GtfsRealtime.FeedEntity;
import com.google.transit.realtime.GtfsRealtime.FeedHeader;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import com.google.transit.realtime.GtfsRealtime.Position;
import com.google.transit.realtime.GtfsRealtime.TripDescriptor;
import com.google.transit.realtime.GtfsRealtime.TripUpdate;
import com.google.transit.realtime.GtfsRealtime.VehicleDescriptor;
import com.google.transit.realtime.GtfsRealtime.VehiclePosition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The rules of MobilityData's gtfs-realtime-validator (E… errors, W… warnings) that can touch a feed of positions and trip
 * updates without frequencies, blocks and alerts, held against messages and the dataset they refer to. That validator is in
 * no package repository, so its rules stand here by number; E0xx beyond them are the reference's own.
 */
final class RealtimeRules {

    /** 1 January 2010 and 2100: what lies between is seconds, and not milliseconds, since 1970. */
    private static final long EARLIEST_POSIX = 1_262_304_000L;

    private static final long LATEST_POSIX = 4_102_444_800L;
    /** 60 miles an hour, where the validator begins to wonder. */
    private static final float FAST_MPS = 26.8224f;

    private final Set<String> stops = new HashSet<>();
    private final Set<String> noPlatforms = new HashSet<>();
    private final Set<String> routes = new HashSet<>();
    private final Set<String> trips = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    /** Reads the dataset that the messages refer to. */
    RealtimeRules(byte[] datasetZip) throws IOException {
        Map<String, List<CSVRecord>> tables = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(datasetZip))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                tables.put(
                        entry.getName(),
                        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(new StringReader(text)).getRecords());
            }
        }
        tables.get("stops.txt").forEach(row -> {
            stops.add(row.get("stop_id"));
            String type = row.isMapped("location_type") ? row.get("location_type") : "";
            if (!type.isEmpty() && !type.equals("0")) {
                noPlatforms.add(row.get("stop_id"));
            }
        });
        tables.get("routes.txt").forEach(row -> routes.add(row.get("route_id")));
        tables.get("trips.txt").forEach(row -> trips.add(row.get("trip_id")));
    }

    /** What is wrong with two messages of one moment, a line each beginning with the rule's number. */
    List<String> faults(FeedMessage positions, FeedMessage updates, long nowSeconds) {
        faults.clear();
        for (FeedMessage message : List.of(positions, updates)) {
            header(message.getHeader(), nowSeconds);
            entities(message);
            message.getEntityList().forEach(entity -> {
                if (entity.hasVehicle()) {
                    vehicle(entity.getVehicle(), message.getHeader().getTimestamp());
                }
                if (entity.hasTripUpdate()) {
                    update(entity.getTripUpdate(), message.getHeader().getTimestamp());
                }
            });
        }
        pairs(positions, updates);
        return List.copyOf(faults);
    }

    private void holds(boolean condition, String rule, Object about) {
        if (!condition) {
            faults.add(rule + ": " + String.valueOf(about).replaceAll("\\s+", " "));
        }
    }

    private void header(FeedHeader header, long nowSeconds) {
        holds(Set.of("1.0", "2.0").contains(header.getGtfsRealtimeVersion()), "E038 version", header);
        holds(header.hasTimestamp(), "E048 header timestamp not populated", header);
        holds(header.hasIncrementality(), "E049 header incrementality not populated", header);
        time(header.getTimestamp(), nowSeconds, header);
        holds(nowSeconds - header.getTimestamp() <= 65, "W008 header timestamp older than 65 seconds", header);
    }

    private void time(long seconds, long newest, Object about) {
        holds(seconds >= EARLIEST_POSIX && seconds <= LATEST_POSIX, "E001 not in POSIX time", about);
        holds(seconds <= newest, "E050 timestamp is in the future", about);
    }

    private void entities(FeedMessage message) {
        List<String> ids = message.getEntityList().stream().map(FeedEntity::getId).toList();
        holds(new HashSet<>(ids).size() == ids.size(), "reference: entity ids are unique in a message", ids);
        boolean full = message.getHeader().getIncrementality() == FeedHeader.Incrementality.FULL_DATASET;
        for (FeedEntity entity : message.getEntityList()) {
            holds(!entity.getId().isEmpty(), "reference: entity id is required", entity);
            holds(!full || !entity.hasIsDeleted(), "E039 FULL_DATASET with is_deleted", entity);
            holds(
                    entity.hasVehicle() || entity.hasTripUpdate() || entity.hasAlert(),
                    "reference: an entity has one of trip update, vehicle, alert",
                    entity);
        }
        List<String> vehicles = message.getEntityList().stream()
                .map(RealtimeRules::descriptor)
                .map(VehicleDescriptor::getId)
                .toList();
        holds(new HashSet<>(vehicles).size() == vehicles.size(), "E052 vehicle.id is not unique", vehicles);
    }

    private static VehicleDescriptor descriptor(FeedEntity entity) {
        return entity.hasVehicle() ? entity.getVehicle().getVehicle() : entity.getTripUpdate().getVehicle();
    }

    private static TripDescriptor trip(FeedEntity entity) {
        return entity.hasVehicle() ? entity.getVehicle().getTrip() : entity.getTripUpdate().getTrip();
    }

    private void vehicle(VehiclePosition vehicle, long headerSeconds) {
        holds(!vehicle.getVehicle().getId().isEmpty(), "W002 vehicle_id not populated", vehicle);
        holds(vehicle.hasTimestamp(), "W001 timestamp not populated", vehicle);
        holds(vehicle.getTimestamp() <= headerSeconds, "E012 header timestamp is less than an entity's", vehicle);
        time(vehicle.getTimestamp(), headerSeconds, vehicle);
        if (vehicle.hasPosition()) {
            Position at = vehicle.getPosition();
            holds(Math.abs(at.getLatitude()) <= 90 && Math.abs(at.getLongitude()) <= 180, "E026 invalid position", vehicle);
            holds(!at.hasBearing() || (at.getBearing() >= 0 && at.getBearing() <= 360), "E027 invalid bearing", vehicle);
            holds(!at.hasSpeed() || (at.getSpeed() >= 0 && at.getSpeed() <= FAST_MPS), "W004 unrealistic speed", vehicle);
        }
        if (vehicle.hasStopId()) {
            stop(vehicle.getStopId(), vehicle);
        }
        if (vehicle.hasTrip()) {
            trip(vehicle.getTrip());
        }
    }

    private void stop(String id, Object about) {
        holds(stops.contains(id), "E011 stop_id does not exist in GTFS data", about);
        holds(!noPlatforms.contains(id), "E015 stop_id without location_type 0", about);
    }

    private void trip(TripDescriptor trip) {
        boolean added = trip.getScheduleRelationship() == TripDescriptor.ScheduleRelationship.ADDED;
        holds(!trip.getTripId().isEmpty(), "W006 trip missing trip_id", trip);
        holds(trip.hasScheduleRelationship(), "W009 schedule_relationship not populated", trip);
        holds(added || trips.contains(trip.getTripId()), "E003 trip_id does not exist in GTFS data and is not ADDED", trip);
        holds(!added || !trips.contains(trip.getTripId()), "E016 ADDED trip_id exists in GTFS data", trip);
        holds(!trip.hasRouteId() || routes.contains(trip.getRouteId()), "E004 route_id does not exist in GTFS data", trip);
        holds(
                !trip.hasStartTime() || trip.getStartTime().matches("[0-9]{1,2}:[0-5][0-9]:[0-5][0-9]"),
                "E020 invalid start_time",
                trip);
        if (trip.hasStartDate()) {
            try {
                LocalDate.parse(trip.getStartDate(), DateTimeFormatter.BASIC_ISO_DATE);
            } catch (DateTimeParseException e) {
                holds(false, "E021 invalid start_date", trip);
            }
        }
    }

    private void update(TripUpdate update, long headerSeconds) {
        trip(update.getTrip());
        holds(!update.getVehicle().getId().isEmpty(), "W002 vehicle_id not populated", update);
        holds(update.hasTimestamp(), "W001 timestamp not populated", update);
        holds(update.getTimestamp() <= headerSeconds, "E012 header timestamp is less than an entity's", update);
        time(update.getTimestamp(), headerSeconds, update);
        holds(
                update.getStopTimeUpdateCount() > 0
                        || update.getTrip().getScheduleRelationship() == TripDescriptor.ScheduleRelationship.CANCELED,
                "E041 trip without stop_time_updates",
                update);
        TripUpdate.StopTimeUpdate last = null;
        for (TripUpdate.StopTimeUpdate call : update.getStopTimeUpdateList()) {
            holds(call.hasStopId() || call.hasStopSequence(), "E040 neither stop_id nor stop_sequence", call);
            if (call.hasStopId()) {
                stop(call.getStopId(), call);
            }
            holds(call.hasArrival() || call.hasDeparture(), "E043 neither arrival nor departure", call);
            for (TripUpdate.StopTimeEvent event : events(call)) {
                holds(event.hasTime() || event.hasDelay(), "E044 neither delay nor time", call);
                holds(event.hasTime(), "E046 no time, and none in GTFS data", call);
                holds(event.getTime() >= EARLIEST_POSIX && event.getTime() <= LATEST_POSIX, "E001 not in POSIX time", call);
            }
            holds(
                    !call.hasArrival() || !call.hasDeparture() || call.getArrival().getTime() <= call.getDeparture().getTime(),
                    "E025 departure before arrival",
                    call);
            if (last != null) {
                holds(last.getStopSequence() < call.getStopSequence(), "E002/E036 not strictly sorted by stop_sequence", update);
                holds(!last.getStopId().equals(call.getStopId()), "E037 sequential updates with the same stop_id", update);
                holds(events(last).get(events(last).size() - 1).getTime() < events(call).get(0).getTime(),
                        "E022 times are not increasing", update);
            }
            last = call;
        }
    }

    private static List<TripUpdate.StopTimeEvent> events(TripUpdate.StopTimeUpdate call) {
        List<TripUpdate.StopTimeEvent> events = new ArrayList<>();
        if (call.hasArrival()) {
            events.add(call.getArrival());
        }
        if (call.hasDeparture()) {
            events.add(call.getDeparture());
        }
        return events;
    }

    private void pairs(FeedMessage positions, FeedMessage updates) {
        Map<String, String> vehicleOfTrip = updates.getEntityList().stream()
                .collect(Collectors.toMap(entity -> trip(entity).getTripId(), entity -> descriptor(entity).getId(), (a, b) -> {
                    faults.add("reference: at most one trip update for a trip: " + a + ", " + b);
                    return a;
                }));
        Set<String> withPosition =
                positions.getEntityList().stream().map(RealtimeRules::descriptor).map(VehicleDescriptor::getId).collect(Collectors.toSet());
        positions.getEntityList().stream().filter(entity -> entity.getVehicle().hasTrip()).forEach(entity -> {
            String trip = trip(entity).getTripId();
            holds(vehicleOfTrip.containsKey(trip), "W003 trip_id without a trip update", entity);
            holds(
                    descriptor(entity).getId().equals(vehicleOfTrip.getOrDefault(trip, descriptor(entity).getId())),
                    "E047 pairing of trip and vehicle differs",
                    entity);
        });
        vehicleOfTrip.values().forEach(vehicle ->
                holds(withPosition.contains(vehicle), "W003 vehicle_id without a position", vehicle));
    }
}
