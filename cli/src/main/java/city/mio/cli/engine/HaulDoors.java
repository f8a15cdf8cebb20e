package city.mio.cli.engine;

import city.mio.cli.city.City;
import city.mio.events.HaulDeclaration;
import city.mio.feeds.haul.HaulDesk;
import city.mio.feeds.haul.HaulDoor;
import city.mio.feeds.inbound.PlateHasher;
import city.mio.geo.network.RoadNetwork;
import city.mio.jobs.haul.OfficeOrders;
import city.mio.models.haul.declarations.DeclarationBook;
import city.mio.models.haul.declarations.DeclarationDesk;
import city.mio.models.haul.declarations.TripDeclaration;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.VehicleClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The door of a city's office for construction traffic: its desk checks by the same rules as the haul job's. */
final class HaulDoors {

    private HaulDoors() {}

    static Optional<HaulDoor> of(City city, PlateHasher hasher) {
        return city.haul().map(office -> new HaulDoor(desk(office), hasher, office.slotMinutes(), areas(city.network(), office)));
    }

    private static HaulDesk desk(HaulOffice office) {
        return (known, orders, rows, now) -> {
            DeclarationDesk desk = new DeclarationDesk(OfficeOrders.amend(office, orders, now));
            DeclarationBook book = DeclarationBook.EMPTY.with(trips(known));
            return desk.take(book, trips(rows), DeclarationDesk.Mode.GOOD_ROWS, now).faults().stream()
                    .map(fault -> new HaulDesk.Fault(fault.row(), fault.kind().name(), fault.message()))
                    .toList();
        };
    }

    private static List<TripDeclaration> trips(Collection<HaulDeclaration> declarations) {
        List<TripDeclaration> trips = new ArrayList<>();
        for (HaulDeclaration d : declarations) {
            trips.add(new TripDeclaration(
                    trips.size(),
                    d.declarationId(),
                    d.contractor(),
                    d.siteId(),
                    d.routeId(),
                    d.slotStart(),
                    d.plateHash(),
                    VehicleClass.valueOf(d.vehicleClass().name()),
                    TripDeclaration.Status.valueOf(d.status().name())));
        }
        return trips;
    }

    private static List<HaulDoor.Area> areas(RoadNetwork network, HaulOffice office) {
        return office.holdingAreas().stream()
                .map(area -> {
                    int node = network.getNode(area.nodeId());
                    return new HaulDoor.Area(
                            area.id(), area.name().en(), area.name().ja(), network.nodeLon(node), network.nodeLat(node),
                            area.capacity());
                })
                .toList();
    }
}
