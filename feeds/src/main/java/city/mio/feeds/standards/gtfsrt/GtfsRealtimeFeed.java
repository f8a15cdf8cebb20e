package city.mio.feeds.standards.gtfsrt;

import city.mio.events.BusStatus;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.feeds.dispatch.BusView;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.ServiceVehicle;
import com.google.transit.realtime.GtfsRealtime.FeedEntity;
import com.google.transit.realtime.GtfsRealtime.FeedHeader;
import com.google.transit.realtime.GtfsRealtime.FeedMessage;
import com.google.transit.realtime.GtfsRealtime.Position;
import com.google.transit.realtime.GtfsRealtime.TripDescriptor;
import com.google.transit.realtime.GtfsRealtime.TripUpdate;
import com.google.transit.realtime.GtfsRealtime.VehicleDescriptor;
import com.google.transit.realtime.GtfsRealtime.VehiclePosition;
import com.google.transit.realtime.GtfsRealtime.VehiclePosition.OccupancyStatus;
import com.google.transit.realtime.GtfsRealtime.VehiclePosition.VehicleStopStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The buses of a service as GTFS Realtime. A bus's day is a trip that no timetable has (ADDED), on the route of the static
 * dataset, and its stops are those of the dataset: halts at depots are left out. A bus that goes nowhere has a position and no
 * trip. Immutable, thread-safe.
 */
public final class GtfsRealtimeFeed {

    static {
        // The bindings were generated before Protocol Buffers 22, and its runtime warns of each message: whoever parses
        // such messages from strangers can be slowed down by them. Here they are only written.
        System.setProperty("com.google.protobuf.use_unsafe_pre22_gencode", "true");
    }

    /** A bus that was silent for longer is not said to be anywhere. */
    private static final long OLDEST_POSITION_MILLIS = 5 * 60_000;

    private static final String ROUTE = "ondemand";

    private final OnDemandService service;
    private final List<BusView> buses;
    private final long nowMillis;

    /**
     * @param buses of whatever service; those of this one are told of
     * @param nowMillis how late it is in the city, UTC epoch milliseconds
     */
    public GtfsRealtimeFeed(OnDemandService service, List<BusView> buses, long nowMillis) {
        this.service = service;
        this.buses = buses.stream()
                .filter(bus -> bus.service().equals(service.key()))
                .sorted(Comparator.comparing(BusView::vehicleId))
                .toList();
        this.nowMillis = nowMillis;
    }

    private FeedMessage.Builder message() {
        return FeedMessage.newBuilder()
                .setHeader(FeedHeader.newBuilder()
                        .setGtfsRealtimeVersion("2.0")
                        .setIncrementality(FeedHeader.Incrementality.FULL_DATASET)
                        .setTimestamp(Math.max(0, nowMillis) / 1_000));
    }

    /** Seconds, as nothing may be younger than the message; a bus's clock can be ahead of the city's. */
    private long told(long millis) {
        return Math.max(0, Math.min(millis, nowMillis)) / 1_000;
    }

    /** Where the buses are, where they go next, and how full they are. */
    public FeedMessage vehiclePositions() {
        FeedMessage.Builder message = message();
        for (BusView bus : buses) {
            Optional<BusStatus> position = bus.findPosition();
            if (position.isPresent() && position.get().time() >= nowMillis - OLDEST_POSITION_MILLIS) {
                message.addEntity(
                        FeedEntity.newBuilder().setId("position:" + bus.vehicleId()).setVehicle(position(bus, position.get())));
            }
        }
        return message.build();
    }

    private VehiclePosition position(BusView bus, BusStatus at) {
        Position.Builder where = Position.newBuilder().setLatitude((float) at.lat()).setLongitude((float) at.lon());
        if (!Float.isNaN(at.headingDegrees())) {
            where.setBearing(at.headingDegrees());
        }
        if (!Float.isNaN(at.speedMps())) {
            where.setSpeed(at.speedMps());
        }
        VehiclePosition.Builder vehicle = VehiclePosition.newBuilder()
                .setVehicle(descriptor(bus))
                .setPosition(where)
                .setTimestamp(told(at.time()));
        Optional<PlanStop> next = riderStops(bus).stream().findFirst();
        if (next.isPresent()) {
            vehicle.setTrip(trip(bus));
        }
        if (service.findStop(bus.atStopId()).isPresent()) {
            vehicle.setCurrentStatus(VehicleStopStatus.STOPPED_AT).setStopId(bus.atStopId());
        } else if (next.isPresent()) {
            vehicle.setCurrentStatus(VehicleStopStatus.IN_TRANSIT_TO).setStopId(next.get().placeId());
        }
        occupancy(bus, vehicle);
        return vehicle.build();
    }

    private void occupancy(BusView bus, VehiclePosition.Builder vehicle) {
        Optional<ServiceVehicle> known = service.findVehicle(bus.vehicleId());
        Optional<DispatchPlan> plan = bus.findPlan();
        if (known.isEmpty() || plan.isEmpty()) {
            return;
        }
        int places = known.get().seats() + known.get().wheelchairPlaces();
        int taken = plan.get().seatsOnBoard() + plan.get().wheelchairsOnBoard();
        OccupancyStatus status = taken == 0
                ? OccupancyStatus.EMPTY
                : taken >= places
                        ? OccupancyStatus.FULL
                        : taken * 2 <= places ? OccupancyStatus.MANY_SEATS_AVAILABLE : OccupancyStatus.FEW_SEATS_AVAILABLE;
        vehicle.setOccupancyStatus(bus.isBrokenDown() ? OccupancyStatus.NOT_ACCEPTING_PASSENGERS : status)
                .setOccupancyPercentage(Math.round(100f * taken / places));
    }

    private TripDescriptor trip(BusView bus) {
        LocalDate day = Instant.ofEpochMilli(nowMillis).atZone(service.timezone()).toLocalDate();
        String date = day.format(DateTimeFormatter.BASIC_ISO_DATE);
        return TripDescriptor.newBuilder()
                .setTripId(bus.vehicleId() + "_" + date)
                .setRouteId(ROUTE)
                .setStartDate(date)
                .setScheduleRelationship(TripDescriptor.ScheduleRelationship.ADDED)
                .build();
    }

    private VehicleDescriptor descriptor(BusView bus) {
        return VehicleDescriptor.newBuilder().setId(bus.vehicleId()).setLabel(bus.vehicleId()).build();
    }

    /** Halts of the plan that the static dataset knows: riders get on and off there. */
    private List<PlanStop> riderStops(BusView bus) {
        return bus.findPlan().map(DispatchPlan::stops).orElse(List.of()).stream()
                .filter(stop -> service.findStop(stop.placeId()).isPresent())
                .toList();
    }

    /** When the buses will be where, as planned. Buses without a halt for riders have no update. */
    public FeedMessage tripUpdates() {
        FeedMessage.Builder message = message();
        for (BusView bus : buses) {
            List<PlanStop> stops = riderStops(bus);
            if (!stops.isEmpty()) {
                TripUpdate.Builder update = TripUpdate.newBuilder()
                        .setTrip(trip(bus))
                        .setVehicle(descriptor(bus))
                        .setTimestamp(told(bus.findPlan().orElseThrow().time()));
                calls(stops).forEach(update::addStopTimeUpdate);
                message.addEntity(FeedEntity.newBuilder().setId("trip:" + bus.vehicleId()).setTripUpdate(update));
            }
        }
        return message.build();
    }

    /**
     * The stops in order. Halts at one stop one after the other (a bus waits there, then riders board) are one call, and each
     * call is later than the one before it.
     */
    private static List<TripUpdate.StopTimeUpdate.Builder> calls(List<PlanStop> stops) {
        List<TripUpdate.StopTimeUpdate.Builder> calls = new ArrayList<>();
        String lastStop = "";
        long lastSecond = Long.MIN_VALUE;
        for (PlanStop stop : stops) {
            long departs = stop.departTime() / 1_000;
            if (stop.placeId().equals(lastStop)) {
                lastSecond = Math.max(departs, lastSecond);
                calls.get(calls.size() - 1).setDeparture(event(lastSecond));
                continue;
            }
            // Two halts within one second are told apart by the next second.
            long arrives = Math.max(stop.arriveTime() / 1_000, lastSecond + 1);
            lastStop = stop.placeId();
            lastSecond = Math.max(departs, arrives);
            calls.add(TripUpdate.StopTimeUpdate.newBuilder()
                    .setStopSequence(calls.size() + 1)
                    .setStopId(lastStop)
                    .setArrival(event(arrives))
                    .setDeparture(event(lastSecond)));
        }
        return calls;
    }

    private static TripUpdate.StopTimeEvent event(long second) {
        return TripUpdate.StopTimeEvent.newBuilder().setTime(second).build();
    }
}
