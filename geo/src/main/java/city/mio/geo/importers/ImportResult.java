package city.mio.geo.importers;

import city.mio.geo.network.RoadNetwork;

/**
 * A network and how it came about. Immutable.
 *
 * @param network what was kept
 * @param report what was read, kept, repaired and dropped
 */
public record ImportResult(RoadNetwork network, ImportReport report) {}
