package city.mio.cli.engine;

import city.mio.feeds.ondemand.FareTable;
import city.mio.feeds.ondemand.OfferLimits;
import city.mio.feeds.ondemand.OnDemandOffering;
import city.mio.feeds.ondemand.OnDemandService;
import city.mio.feeds.ondemand.OpenTime;
import city.mio.feeds.ondemand.RiderFares;
import city.mio.feeds.ondemand.ServiceDepot;
import city.mio.feeds.ondemand.ServiceDistrict;
import city.mio.feeds.ondemand.ServiceStop;
import city.mio.feeds.ondemand.ServiceTerms;
import city.mio.feeds.ondemand.ServiceVehicle;
import city.mio.jobs.dispatch.OfferRules;
import city.mio.jobs.dispatch.ServiceSettings;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Hands the city's on-demand services to the doors, in their own words. Stateless. */
public final class OnDemandDoors {

    private OnDemandDoors() {}

    /** What riders are told of these services. */
    public static OnDemandOffering of(List<ServiceSettings> services) {
        return new OnDemandOffering(services.stream().map(OnDemandDoors::service).toList());
    }

    private static OnDemandService service(ServiceSettings settings) {
        OnDemandService.Builder service = OnDemandService.builder(settings.operator().id(), settings.zone().id())
                .names(settings.operator().name(), settings.zone().name())
                .timezone(ZoneId.of(settings.timeZone()))
                .closedDates(settings.closedDates().stream().map(LocalDate::parse).collect(Collectors.toSet()))
                .fares(fares(settings.fares()))
                .terms(new ServiceTerms(
                        settings.maxParty(),
                        settings.promises().maxDaysAhead(),
                        settings.promises().maxWaitMinutes() * 60,
                        settings.promises().detourFactor(),
                        settings.promises().detourMinutes() * 60))
                .offers(offers(settings));
        settings.districts().forEach(district -> service.district(new ServiceDistrict(district.id(), district.name())));
        settings.stops().forEach(stop -> service.stop(
                new ServiceStop(stop.id(), stop.name(), stop.lon(), stop.lat(), stop.side(), stop.district())));
        settings.depots().forEach(depot -> service.depot(new ServiceDepot(depot.id(), depot.name())));
        settings.vehicles().forEach(vehicle -> service.vehicle(
                new ServiceVehicle(vehicle.vehicleId(), vehicle.seats(), vehicle.wheelchairPlaces())));
        settings.hours().forEach(open -> service.hours(new OpenTime(
                open.days().stream()
                        .map(day -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                LocalTime.parse(open.from()),
                open.until().equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(open.until()))));
        return service.build();
    }

    private static OfferLimits offers(ServiceSettings settings) {
        OfferRules rules = settings.offers();
        return new OfferLimits(
                new OfferLimits.Limit(rules.openPerClient(), rules.openRidersPerClient()),
                rules.clients().stream()
                        .collect(Collectors.toMap(
                                OfferRules.Client::address,
                                client -> new OfferLimits.Limit(client.open(), client.openRiders()))),
                settings.promises().offerHoldSeconds());
    }

    private static FareTable fares(ServiceSettings.FareTable fares) {
        Map<String, Integer> surcharges = new TreeMap<>();
        if (fares.surcharges() != null) {
            fares.surcharges().forEach(surcharge -> surcharges.put(
                    FareTable.pair(surcharge.between().get(0), surcharge.between().get(1)), surcharge.more()));
        }
        ServiceSettings.DayPass pass = fares.dayPass();
        return new FareTable(
                fares.currency(),
                new RiderFares(fares.adult(), fares.child(), fares.disabled()),
                pass == null ? new RiderFares(0, 0, 0) : new RiderFares(pass.adult(), pass.child(), pass.disabled()),
                surcharges);
    }
}
