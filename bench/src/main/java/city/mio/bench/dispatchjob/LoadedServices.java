package city.mio.bench.dispatchjob;

import city.mio.jobs.dispatch.ServiceSettings;
import city.mio.models.dispatch.service.FleetVehicle;
import java.util.ArrayList;
import java.util.List;

/** A city's services several times over, each with a fleet of a wanted size: more operators in the same streets. */
final class LoadedServices {

    private LoadedServices() {}

    /**
     * So many services, in turn of the city's, the copies under other operators.
     *
     * @param vehicles of each service
     */
    static List<ServiceSettings> of(List<ServiceSettings> city, int count, int vehicles) {
        List<ServiceSettings> services = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            services.add(copy(city.get(i % city.size()), i + 1, vehicles));
        }
        return services;
    }

    private static ServiceSettings copy(ServiceSettings s, int number, int vehicles) {
        List<FleetVehicle> fleet = new ArrayList<>();
        for (int i = 1; i <= vehicles; i++) {
            fleet.add(new FleetVehicle("B" + i, 8, 1, s.depots().get(i % s.depots().size()).id()));
        }
        List<String> days =
                List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
        return new ServiceSettings(
                new ServiceSettings.Named("operator-" + number, s.operator().name()),
                s.zone(),
                s.timeZone(),
                s.maxParty(),
                s.hours(),
                s.closedDates(),
                s.districts(),
                s.stops(),
                s.depots(),
                fleet,
                List.of(new ServiceSettings.ShiftPattern(
                        fleet.stream().map(FleetVehicle::vehicleId).toList(), days, "05:45", "23:30", List.of())),
                s.boarding(),
                s.fares(),
                s.promises(),
                s.dispatch(),
                null);
    }
}
