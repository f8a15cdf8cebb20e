package city.mio.feeds.ondemand;

import city.mio.geo.places.LocalName;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What one operator of on-demand buses offers: zones, stops, hours, fleet, fares and terms. Immutable, thread-safe. */
public final class OnDemandOperator {

    private final String operatorId;
    private final LocalName name;
    private final ZoneId timezone;
    private final String url;
    private final String phone;
    private final Map<String, ServiceZone> zones;
    private final Map<String, ServiceStop> stops;
    private final List<ServiceVehicle> vehicles;
    private final List<OpenTime> hours;
    private final Set<LocalDate> closedDates;
    private final FareTable fares;
    private final ServiceTerms terms;

    private OnDemandOperator(Builder builder) {
        operatorId = Require.id("operatorId", builder.operatorId);
        String operator = "operator " + operatorId + ": ";
        name = Require.present(operator + "name", builder.name);
        timezone = Require.present(operator + "timezone", builder.timezone);
        url = builder.url;
        Require.holds(url.isEmpty() || url.matches("https?://\\S+"), operator + "url is not http:// or https://: " + url);
        phone = builder.phone;
        Require.holds(phone.isEmpty() || phone.matches("\\+[0-9]{6,15}"), operator + "phone is not + and digits: " + phone);
        zones = new LinkedHashMap<>();
        for (ServiceZone zone : builder.zones) {
            Require.holds(zones.put(zone.zoneId(), zone) == null, operator + "zone " + zone.zoneId() + " is there twice");
        }
        stops = new LinkedHashMap<>();
        for (ServiceStop stop : builder.stops) {
            Require.holds(stops.put(stop.stopId(), stop) == null, operator + "stop " + stop.stopId() + " is there twice");
            Require.holds(
                    zones.containsKey(stop.zoneId()),
                    operator + "stop " + stop.stopId() + ": zoneId " + stop.zoneId() + " is unknown");
        }
        Require.holds(!stops.isEmpty(), operator + "stops is empty");
        vehicles = List.copyOf(builder.vehicles);
        Require.holds(
                vehicles.stream().map(ServiceVehicle::vehicleId).distinct().count() == vehicles.size(),
                operator + "a vehicle is there twice");
        Require.holds(!builder.hours.isEmpty(), operator + "hours is empty");
        hours = List.copyOf(builder.hours);
        closedDates = new TreeSet<>(builder.closedDates);
        fares = Require.present(operator + "fares", builder.fares);
        terms = Require.present(operator + "terms", builder.terms);
    }

    /** Collects an operator. */
    public static Builder builder(String operatorId) {
        return new Builder(operatorId);
    }

    public String operatorId() {
        return operatorId;
    }

    public LocalName name() {
        return name;
    }

    /** Of its hours and dates. */
    public ZoneId timezone() {
        return timezone;
    }

    /** Its own web page. */
    public Optional<String> findUrl() {
        return url.isEmpty() ? Optional.empty() : Optional.of(url);
    }

    /** To book by voice, with country code: {@code +81612345678}. */
    public Optional<String> findPhone() {
        return phone.isEmpty() ? Optional.empty() : Optional.of(phone);
    }

    public List<ServiceZone> listZones() {
        return List.copyOf(zones.values());
    }

    public List<ServiceStop> listStops() {
        return List.copyOf(stops.values());
    }

    public List<ServiceStop> listStops(String zoneId) {
        return stops.values().stream().filter(stop -> stop.zoneId().equals(zoneId)).toList();
    }

    public Optional<ServiceStop> findStop(String stopId) {
        return Optional.ofNullable(stops.get(stopId));
    }

    public List<ServiceVehicle> listVehicles() {
        return vehicles;
    }

    public Optional<ServiceVehicle> findVehicle(String vehicleId) {
        return vehicles.stream().filter(vehicle -> vehicle.vehicleId().equals(vehicleId)).findFirst();
    }

    /** When riders may be picked up. */
    public List<OpenTime> listHours() {
        return hours;
    }

    /** Days without service, in order. */
    public List<LocalDate> listClosedDates() {
        return List.copyOf(closedDates);
    }

    public FareTable fares() {
        return fares;
    }

    public ServiceTerms terms() {
        return terms;
    }

    /** Collects an operator; what is not given: no page, no phone, no zones, stops, vehicles, hours or closed dates. */
    public static final class Builder {
        private final String operatorId;
        private LocalName name;
        private ZoneId timezone;
        private String url = "";
        private String phone = "";
        private final List<ServiceZone> zones = new ArrayList<>();
        private final List<ServiceStop> stops = new ArrayList<>();
        private final List<ServiceVehicle> vehicles = new ArrayList<>();
        private final List<OpenTime> hours = new ArrayList<>();
        private final Set<LocalDate> closedDates = new LinkedHashSet<>();
        private FareTable fares;
        private ServiceTerms terms;

        private Builder(String operatorId) {
            this.operatorId = operatorId;
        }

        public Builder name(LocalName name) {
            this.name = name;
            return this;
        }

        public Builder timezone(ZoneId timezone) {
            this.timezone = timezone;
            return this;
        }

        /** Empty for none. */
        public Builder url(String url) {
            this.url = url == null ? "" : url;
            return this;
        }

        /** Empty for none. */
        public Builder phone(String phone) {
            this.phone = phone == null ? "" : phone;
            return this;
        }

        public Builder zone(ServiceZone zone) {
            zones.add(zone);
            return this;
        }

        public Builder stop(ServiceStop stop) {
            stops.add(stop);
            return this;
        }

        public Builder vehicle(ServiceVehicle vehicle) {
            vehicles.add(vehicle);
            return this;
        }

        public Builder hours(OpenTime time) {
            hours.add(time);
            return this;
        }

        public Builder closedDates(Set<LocalDate> dates) {
            closedDates.addAll(dates);
            return this;
        }

        public Builder fares(FareTable fares) {
            this.fares = fares;
            return this;
        }

        public Builder terms(ServiceTerms terms) {
            this.terms = terms;
            return this;
        }

        /** @throws IllegalArgumentException naming the operator and the field at fault */
        public OnDemandOperator build() {
            return new OnDemandOperator(this);
        }
    }
}
