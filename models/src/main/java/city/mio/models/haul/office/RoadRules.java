package city.mio.models.haul.office;

/**
 * What the office wants to hold of the road, whatever the caps say. Immutable.
 *
 * @param mostVolumeShare predicted volume over capacity that no link of an approved route may pass in a slot
 * @param leastSpeedShare speed over free flow below which no link of an approved route should fall
 * @param confidence probability with which that must hold for a cap to be relaxed
 */
public record RoadRules(RoadThreshold mostVolumeShare, RoadThreshold leastSpeedShare, RoadThreshold confidence) {

    /** @throws IllegalArgumentException naming the threshold that is missing or out of range */
    public RoadRules {
        Check.range("mostVolumeShare", Check.present("mostVolumeShare", mostVolumeShare).value(), 0.05, 2);
        Check.range("leastSpeedShare", Check.present("leastSpeedShare", leastSpeedShare).value(), 0.01, 1);
        Check.range("confidence", Check.present("confidence", confidence).value(), 0.5, 0.999);
    }
}
