package city.mio.cli.city;

import city.mio.geo.importers.ImportReport;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.routing.LinkOrder;
import java.util.Optional;

/**
 * A city that is ready to run. Immutable.
 *
 * @param network its roads
 * @param linkOrder of the network, as import wrote it beside it; what routes are prepared with
 * @param places its zones, detectors, cameras, haul sites and crowds
 * @param thresholds from when on it raises an alert
 * @param report what became of the network's file
 */
public record City(
        RoadNetwork network,
        Optional<LinkOrder> linkOrder,
        CityPlaces places,
        Thresholds thresholds,
        ImportReport report) {}
