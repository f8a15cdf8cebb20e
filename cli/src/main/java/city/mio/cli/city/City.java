package city.mio.cli.city;

import city.mio.geo.importers.ImportReport;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.routing.LinkOrder;
import city.mio.jobs.dispatch.ServiceSettings;
import city.mio.models.haul.headroom.SpeedFlow;
import city.mio.models.haul.office.HaulOffice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A city that is ready to run. Immutable.
 *
 * @param network its roads
 * @param linkOrder of the network, as import wrote it beside it; what routes are prepared with
 * @param places its zones, detectors, cameras, haul sites and crowds
 * @param thresholds from when on it raises an alert
 * @param report what became of the network's file
 * @param forecastModels folder of forecast models, {@code PART/VERSION}, if it has any
 * @param haul what its office for construction traffic has set, if it has one
 * @param onDemand its services of on-demand buses, if it has any
 * @param forecast how it is forecast and how forecasts are watched
 * @param speedFlows how speed falls with volume, by the names of classes of road; for classes that were fitted
 */
public record City(
        RoadNetwork network,
        Optional<LinkOrder> linkOrder,
        CityPlaces places,
        Thresholds thresholds,
        ImportReport report,
        Optional<Path> forecastModels,
        Optional<HaulOffice> haul,
        List<ServiceSettings> onDemand,
        ForecastRules forecast,
        Map<String, SpeedFlow> speedFlows) {

    /** This city with an office for construction traffic. */
    City withHaul(Optional<HaulOffice> office) {
        return new City(
                network, linkOrder, places, thresholds, report, forecastModels, office, onDemand, forecast, speedFlows);
    }

    /** This city with other forecast models. */
    public City withForecastModels(Path folder) {
        return new City(
                network, linkOrder, places, thresholds, report, Optional.of(folder), haul, onDemand, forecast, speedFlows);
    }
}
