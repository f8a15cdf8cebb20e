package city.mio.feeds.ondemand;

import city.mio.geo.places.LocalName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

/**
 * What one operator of on-demand buses offers in one zone: districts, stops, depots, hours, fleet, fares and terms. Operator and
 * zone together name the service. Immutable, thread-safe.
 */
public final class OnDemandService {

    private final String operatorId;
    private final LocalName operatorName;
    private final String zoneId;
    private final LocalName zoneName;
    private final ZoneId timezone;
    private final String url;
    private final String phone;
    private final Map<String, ServiceDistrict> districts;
    private final Map<String, ServiceStop> stops;
    private final Map<String, ServiceDepot> depots;
    private final List<ServiceVehicle> vehicles;
    private final List<OpenTime> hours;
    private final Set<LocalDate> closedDates;
    private final FareTable fares;
    private final ServiceTerms terms;
    private final OfferLimits offers;

    private OnDemandService(Builder builder) {
        operatorId = Require.id("operatorId", builder.operatorId);
        zoneId = Require.id("zoneId", builder.zoneId);
        String service = "service " + key() + ": ";
        operatorName = Require.present(service + "operatorName", builder.operatorName);
        zoneName = Require.present(service + "zoneName", builder.zoneName);
        timezone = Require.present(service + "timezone", builder.timezone);
        url = builder.url;
        Require.holds(url.isEmpty() || url.matches("https?://\\S+"), service + "url is not http:// or https://: " + url);
        phone = builder.phone;
        Require.holds(phone.isEmpty() || phone.matches("\\+[0-9]{6,15}"), service + "phone is not + and digits: " + phone);
        districts = new LinkedHashMap<>();
        for (ServiceDistrict district : builder.districts) {
            Require.holds(
                    districts.put(district.districtId(), district) == null,
                    service + "district " + district.districtId() + " is there twice");
        }
        stops = new LinkedHashMap<>();
        for (ServiceStop stop : builder.stops) {
            Require.holds(stops.put(stop.stopId(), stop) == null, service + "stop " + stop.stopId() + " is there twice");
            Require.holds(
                    districts.containsKey(stop.districtId()),
                    service + "stop " + stop.stopId() + ": districtId " + stop.districtId() + " is unknown");
        }
        Require.holds(!stops.isEmpty(), service + "stops is empty");
        depots = new LinkedHashMap<>();
        for (ServiceDepot depot : builder.depots) {
            Require.holds(
                    !stops.containsKey(depot.depotId()) && depots.put(depot.depotId(), depot) == null,
                    service + "depot " + depot.depotId() + " is there twice, or a stop is called so");
        }
        vehicles = List.copyOf(builder.vehicles);
        Require.holds(
                vehicles.stream().map(ServiceVehicle::vehicleId).distinct().count() == vehicles.size(),
                service + "a vehicle is there twice");
        Require.holds(!builder.hours.isEmpty(), service + "hours is empty");
        hours = List.copyOf(builder.hours);
        closedDates = new TreeSet<>(builder.closedDates);
        fares = Require.present(service + "fares", builder.fares);
        terms = Require.present(service + "terms", builder.terms);
        offers = Require.present(service + "offers", builder.offers);
    }

    /** Collects a service. */
    public static Builder builder(String operatorId, String zoneId) {
        return new Builder(operatorId, zoneId);
    }

    /** Operator and zone, as records on the topics have it. */
    public String key() {
        return operatorId + "/" + zoneId;
    }

    public String operatorId() {
        return operatorId;
    }

    public LocalName operatorName() {
        return operatorName;
    }

    /** The area that the operator serves so. */
    public String zoneId() {
        return zoneId;
    }

    public LocalName zoneName() {
        return zoneName;
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

    /**
     * Where riders book it on this server.
     *
     * @param baseUrl where the server is reached, without a slash at the end
     */
    public String bookingUrl(String baseUrl) {
        return baseUrl + "/ride?service=" + URLEncoder.encode(key(), StandardCharsets.UTF_8);
    }

    public List<ServiceDistrict> listDistricts() {
        return List.copyOf(districts.values());
    }

    public List<ServiceStop> listStops() {
        return List.copyOf(stops.values());
    }

    public List<ServiceStop> listStops(String districtId) {
        return stops.values().stream().filter(stop -> stop.districtId().equals(districtId)).toList();
    }

    public Optional<ServiceStop> findStop(String stopId) {
        return Optional.ofNullable(stops.get(stopId));
    }

    public List<ServiceDepot> listDepots() {
        return List.copyOf(depots.values());
    }

    /** What people call a stop or a depot. */
    public Optional<LocalName> findPlaceName(String placeId) {
        return findStop(placeId)
                .map(ServiceStop::name)
                .or(() -> Optional.ofNullable(depots.get(placeId)).map(ServiceDepot::name));
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

    /** How much one client may hold by offers that it has not taken. */
    public OfferLimits offers() {
        return offers;
    }

    /** Collects a service; what is not given: no page, no phone, no districts, stops, depots, vehicles, hours or closed dates. */
    public static final class Builder {
        private final String operatorId;
        private final String zoneId;
        private LocalName operatorName;
        private LocalName zoneName;
        private ZoneId timezone;
        private String url = "";
        private String phone = "";
        private final List<ServiceDistrict> districts = new ArrayList<>();
        private final List<ServiceStop> stops = new ArrayList<>();
        private final List<ServiceDepot> depots = new ArrayList<>();
        private final List<ServiceVehicle> vehicles = new ArrayList<>();
        private final List<OpenTime> hours = new ArrayList<>();
        private final Set<LocalDate> closedDates = new LinkedHashSet<>();
        private FareTable fares;
        private ServiceTerms terms;
        private OfferLimits offers;

        private Builder(String operatorId, String zoneId) {
            this.operatorId = operatorId;
            this.zoneId = zoneId;
        }

        public Builder names(LocalName operatorName, LocalName zoneName) {
            this.operatorName = operatorName;
            this.zoneName = zoneName;
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

        public Builder district(ServiceDistrict district) {
            districts.add(district);
            return this;
        }

        public Builder stop(ServiceStop stop) {
            stops.add(stop);
            return this;
        }

        public Builder depot(ServiceDepot depot) {
            depots.add(depot);
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

        public Builder offers(OfferLimits offers) {
            this.offers = offers;
            return this;
        }

        /** @throws IllegalArgumentException naming the service and the field at fault */
        public OnDemandService build() {
            return new OnDemandService(this);
        }
    }
}
