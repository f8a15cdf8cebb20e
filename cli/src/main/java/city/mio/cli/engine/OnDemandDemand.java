package city.mio.cli.engine;

import city.mio.cli.city.City;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.LinkPosition;
import city.mio.jobs.dispatch.ServiceSettings;
import city.mio.simulators.ondemand.SimulatedService;
import java.util.List;

/** A city's services of on-demand buses as its simulation needs them. */
public final class OnDemandDemand {

    /** A demonstration in which buses are busy and share; a service in a small town has a third of it. */
    private static final double REQUESTS_PER_BUS_HOUR = 7;

    private OnDemandDemand() {}

    static List<SimulatedService> of(City city) {
        return city.onDemand().stream().map(service -> of(service, city.network(), REQUESTS_PER_BUS_HOUR * service.vehicles().size()))
                .toList();
    }

    /** A service with so many requests. */
    public static SimulatedService of(ServiceSettings service, RoadNetwork network, double requestsPerHour) {
        return new SimulatedService(
                service.operator().id(),
                service.zone().id(),
                service.stops().stream()
                        .map(stop -> new SimulatedService.Place(
                                stop.id(),
                                new LinkPosition(network.getLink(stop.linkId()), stop.share()),
                                stop.lon(),
                                stop.lat()))
                        .toList(),
                service.depots().stream()
                        .map(depot -> new SimulatedService.Place(
                                depot.id(),
                                new LinkPosition(network.getLink(depot.linkId()), depot.share()),
                                depot.lon(),
                                depot.lat()))
                        .toList(),
                service.vehicles().stream()
                        .map(bus -> new SimulatedService.FleetBus(
                                bus.vehicleId(), bus.depotId(), bus.seats(), bus.wheelchairPlaces()))
                        .toList(),
                service.maxParty(),
                requestsPerHour);
    }
}
