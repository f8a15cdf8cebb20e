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
 */
public record HaulTraffic(
        double capShare,
        int rushEverySlots,
        double cancelledShare,
        double undeclaredShare,
        double offSlotShare,
        double probeShare) {

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
    }

    /** What a demonstration shows: most keep to the plan, a slot in four is overbooked. */
    public static HaulTraffic usual() {
        return new HaulTraffic(0.7, 4, 0.04, 0.02, 0.05, 0.5);
    }
}
