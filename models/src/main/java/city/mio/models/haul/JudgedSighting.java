package city.mio.models.haul;

import java.util.Optional;

/**
 * A reading that has been held against the declarations. Immutable.
 *
 * @param sighting the reading
 * @param registered whether a firm declaration covers the plate at that time
 * @param declaredRouteId route of the covering declaration whose slot is nearest; empty if there is none
 */
public record JudgedSighting(Sighting sighting, boolean registered, Optional<String> declaredRouteId) {}
