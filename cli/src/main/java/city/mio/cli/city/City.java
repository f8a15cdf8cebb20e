package city.mio.cli.city;

import city.mio.geo.importers.ImportReport;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;

/**
 * A city that is ready to run. Immutable.
 *
 * @param network its roads
 * @param places its zones, detectors, cameras, haul sites and crowds
 * @param thresholds from when on it raises an alert
 * @param report what became of the network's file
 */
public record City(RoadNetwork network, CityPlaces places, Thresholds thresholds, ImportReport report) {}
