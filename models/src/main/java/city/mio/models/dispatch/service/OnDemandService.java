package city.mio.models.dispatch.service;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One operator's service. Places are numbered: first the stops in their order, then the depots. Immutable, thread-safe.
 */
public final class OnDemandService implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String operatorId;
    private final List<ServiceZone> zones;
    private final List<ServiceStop> stops;
    private final List<Depot> depots;
    private final List<FleetVehicle> vehicles;
    private final List<Shift> shifts;
    private final OpeningHours hours;
    private final BoardingTimes boarding;
    private final Fares fares;
    private final Promises promises;
    private final int maxParty;
    private final HashMap<String, Integer> placeOf = new HashMap<>();
    private final HashMap<String, FleetVehicle> vehicleOf = new HashMap<>();
    private final HashSet<String> zoneIds = new HashSet<>();

    private OnDemandService(Builder builder) {
        operatorId = Require.text("operatorId", builder.operatorId);
        zones = List.copyOf(builder.zones);
        stops = List.copyOf(builder.stops);
        depots = List.copyOf(builder.depots);
        vehicles = List.copyOf(builder.vehicles);
        shifts = List.copyOf(builder.shifts);
        Require.holds(!stops.isEmpty(), "stops is empty");
        Require.holds(builder.hours != null, "hours is missing");
        Require.holds(builder.boarding != null, "boarding is missing");
        Require.holds(builder.fares != null, "fares is missing");
        Require.holds(builder.promises != null, "promises is missing");
        hours = builder.hours;
        boarding = builder.boarding;
        fares = builder.fares;
        promises = builder.promises;
        maxParty = (int) Require.range("maxParty", builder.maxParty, 1, 200);
        for (ServiceZone zone : zones) {
            Require.holds(zoneIds.add(zone.zoneId()), "zone " + zone.zoneId() + " is there twice");
        }
        for (ServiceStop stop : stops) {
            Require.holds(
                    placeOf.put(stop.stopId(), placeOf.size()) == null, "stop " + stop.stopId() + " is there twice");
        }
        for (Depot depot : depots) {
            Require.holds(
                    placeOf.put(depot.depotId(), placeOf.size()) == null,
                    "depot " + depot.depotId() + " is there twice, or a stop is called so");
        }
        for (FleetVehicle vehicle : vehicles) {
            String name = "vehicle " + vehicle.vehicleId();
            Require.holds(vehicleOf.put(vehicle.vehicleId(), vehicle) == null, name + " is there twice");
            Integer depot = placeOf.get(vehicle.depotId());
            Require.holds(depot != null && depot >= stops.size(), name + ": depotId " + vehicle.depotId() + " is unknown");
        }
        for (Shift shift : shifts) {
            Require.holds(vehicleOf.containsKey(shift.vehicleId()), "shift: vehicleId " + shift.vehicleId() + " is unknown");
        }
    }

    public static Builder builder(String operatorId) {
        return new Builder(operatorId);
    }

    public String operatorId() {
        return operatorId;
    }

    public List<ServiceZone> listZones() {
        return zones;
    }

    public List<ServiceStop> listStops() {
        return stops;
    }

    public List<Depot> listDepots() {
        return depots;
    }

    public List<FleetVehicle> listVehicles() {
        return vehicles;
    }

    /** Shifts known from the beginning; more may come to the dispatcher day by day. */
    public List<Shift> listShifts() {
        return shifts;
    }

    public OpeningHours hours() {
        return hours;
    }

    public BoardingTimes boarding() {
        return boarding;
    }

    public Fares fares() {
        return fares;
    }

    public Promises promises() {
        return promises;
    }

    /** Most riders of one party. */
    public int maxParty() {
        return maxParty;
    }

    /** Stops and depots. */
    public int places() {
        return stops.size() + depots.size();
    }

    /** Whether stops of a zone are served; a stop may belong to one that is not. */
    public boolean isServed(String zoneId) {
        return zoneIds.contains(zoneId);
    }

    /** The number of a stop. */
    public OptionalInt findStop(String stopId) {
        Integer place = stopId == null ? null : placeOf.get(stopId);
        return place == null || place >= stops.size() ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** The number of the stop nearest to a point as the crow flies; empty where there is no stop at all. */
    public OptionalInt findNearestStop(double lon, double lat) {
        double shrink = Math.cos(Math.toRadians(lat));
        double least = Double.POSITIVE_INFINITY;
        OptionalInt nearest = OptionalInt.empty();
        for (int stop = 0; stop < stops.size(); stop++) {
            double away = Math.hypot((lon(stop) - lon) * shrink, lat(stop) - lat);
            if (away < least) {
                least = away;
                nearest = OptionalInt.of(stop);
            }
        }
        return nearest;
    }

    /** The number of a stop or depot. */
    public OptionalInt findPlace(String placeId) {
        Integer place = placeId == null ? null : placeOf.get(placeId);
        return place == null ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** Id of the stop or depot with a number. */
    public String getPlaceId(int place) {
        return place < stops.size() ? stops.get(place).stopId() : depots.get(place - stops.size()).depotId();
    }

    /** Longitude of the stop or depot with a number, WGS 84 degrees. */
    public double lon(int place) {
        return place < stops.size() ? stops.get(place).lon() : depots.get(place - stops.size()).lon();
    }

    /** Latitude of the stop or depot with a number, WGS 84 degrees. */
    public double lat(int place) {
        return place < stops.size() ? stops.get(place).lat() : depots.get(place - stops.size()).lat();
    }

    /** Vehicles by id. */
    public Map<String, FleetVehicle> vehiclesById() {
        return Map.copyOf(vehicleOf);
    }

    /** Zones by id. */
    public Set<String> zoneIds() {
        return Set.copyOf(zoneIds);
    }

    /** Collects a service. */
    public static final class Builder {
        private final String operatorId;
        private final List<ServiceZone> zones = new ArrayList<>();
        private final List<ServiceStop> stops = new ArrayList<>();
        private final List<Depot> depots = new ArrayList<>();
        private final List<FleetVehicle> vehicles = new ArrayList<>();
        private final List<Shift> shifts = new ArrayList<>();
        private OpeningHours hours;
        private BoardingTimes boarding = new BoardingTimes(20, 5, 5, 15, 90);
        private Fares fares = Fares.free();
        private Promises promises = Promises.builder().build();
        private int maxParty = 8;

        private Builder(String operatorId) {
            this.operatorId = operatorId;
        }

        public Builder zone(ServiceZone zone) {
            zones.add(zone);
            return this;
        }

        public Builder stop(ServiceStop stop) {
            stops.add(stop);
            return this;
        }

        public Builder depot(Depot depot) {
            depots.add(depot);
            return this;
        }

        public Builder vehicle(FleetVehicle vehicle) {
            vehicles.add(vehicle);
            return this;
        }

        public Builder shift(Shift shift) {
            shifts.add(shift);
            return this;
        }

        public Builder hours(OpeningHours hours) {
            this.hours = hours;
            return this;
        }

        public Builder boarding(BoardingTimes boarding) {
            this.boarding = boarding;
            return this;
        }

        public Builder fares(Fares fares) {
            this.fares = fares;
            return this;
        }

        public Builder promises(Promises promises) {
            this.promises = promises;
            return this;
        }

        public Builder maxParty(int maxParty) {
            this.maxParty = maxParty;
            return this;
        }

        public OnDemandService build() {
            return new OnDemandService(this);
        }
    }
}
