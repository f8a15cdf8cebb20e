package city.mio.simulators.city;

/**
 * How many construction trucks there are and how well they keep to their plan. Immutable.
 *
 * @param capShare trucks declared per slot, as a share of the route's cap; over 1 breaks the cap
 * @param rushEverySlots each how many slots one is overbooked to 1.25 times the cap; 0 for never
 * @param cancelledShare declarations that are withdrawn before their slot
 * @param undeclaredShare extra trucks that nobody declared
 * @param offSlotShare declared trucks that drive a slot or two later
 * @param probeShare trucks that send positions
 * @param noShowShare declared trucks that do not come
 * @param wrongRouteShare declared trucks that take another route
 * @param deafShare declared trucks whose drivers do not hear that their slot was moved
 */
public record HaulTraffic(
        double capShare,
        int rushEverySlots,
        double cancelledShare,
        double undeclaredShare,
        double offSlotShare,
        double probeShare,
        double noShowShare,
        double wrongRouteShare,
        double deafShare) {

    /** Trucks of which all come, by their own routes, and hear of their slots. */
    public HaulTraffic(
            double capShare,
            int rushEverySlots,
            double cancelledShare,
            double undeclaredShare,
            double offSlotShare,
            double probeShare) {
        this(capShare, rushEverySlots, cancelledShare, undeclaredShare, offSlotShare, probeShare, 0, 0, 0);
    }

    /** @throws IllegalArgumentException naming the field that is out of range */
    public HaulTraffic {
        if (!(capShare >= 0 && capShare <= 10)) {
            throw new IllegalArgumentException("haul: capShare is out of range: " + capShare);
        }
        if (rushEverySlots < 0) {
            throw new IllegalArgumentException("haul: rushEverySlots is negative: " + rushEverySlots);
        }
        FaultRates.share("haul: cancelledShare", cancelledShare);
        FaultRates.share("haul: undeclaredShare", undeclaredShare);
        FaultRates.share("haul: offSlotShare", offSlotShare);
        FaultRates.share("haul: probeShare", probeShare);
        FaultRates.share("haul: noShowShare", noShowShare);
        FaultRates.share("haul: wrongRouteShare", wrongRouteShare);
        FaultRates.share("haul: deafShare", deafShare);
    }

    /** What a demonstration shows: most keep to the plan, a slot in eight is overbooked. */
    public static HaulTraffic usual() {
        return new HaulTraffic(0.45, 8, 0.04, 0.02, 0.05, 0.5, 0.02, 0.01, 0.03);
    }
}
