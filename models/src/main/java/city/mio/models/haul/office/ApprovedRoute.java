package city.mio.models.haul.office;

import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A way that construction vehicles may take, what fits through it, and how many. A slot that no rule speaks of lets
 * nobody through. Immutable.
 *
 * @param id unique in the city
 * @param linkIds in driving order
 * @param mostWidthMetres of a vehicle with its load
 * @param mostHeightMetres of a vehicle with its load
 * @param mostWeightTonnes gross
 * @param caps the first that holds counts
 */
public record ApprovedRoute(
        String id,
        List<Long> linkIds,
        double mostWidthMetres,
        double mostHeightMetres,
        double mostWeightTonnes,
        List<CapRule> caps) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public ApprovedRoute {
        Check.text("id", id);
        linkIds = List.copyOf(Check.present("linkIds", linkIds));
        Check.holds(!linkIds.isEmpty(), "linkIds is empty");
        Check.holds(new HashSet<>(linkIds).size() == linkIds.size(), "linkIds: a link is there twice");
        Check.range("mostWidthMetres", mostWidthMetres, 0.5, 10);
        Check.range("mostHeightMetres", mostHeightMetres, 0.5, 10);
        Check.range("mostWeightTonnes", mostWeightTonnes, 0.1, 500);
        caps = List.copyOf(Check.present("caps", caps));
    }

    /** This route along other links. */
    public ApprovedRoute withLinks(List<Long> others) {
        return new ApprovedRoute(id, others, mostWidthMetres, mostHeightMetres, mostWeightTonnes, caps);
    }

    /** The rule for a slot; empty where nobody is let through. */
    public Optional<CapRule> findCap(DayType dayType, LocalTime slotStart) {
        return dayType == DayType.NO_WORK
                ? Optional.empty()
                : caps.stream().filter(rule -> rule.holds(dayType, slotStart)).findFirst();
    }

    /** What of the route a vehicle is too large for, in one word; empty if it fits. */
    public Optional<String> findLimit(VehicleSize size) {
        if (size.widthMetres() > mostWidthMetres) {
            return Optional.of("width");
        }
        if (size.heightMetres() > mostHeightMetres) {
            return Optional.of("height");
        }
        return size.weightTonnes() > mostWeightTonnes ? Optional.of("weight") : Optional.empty();
    }
}
