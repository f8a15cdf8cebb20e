package city.mio.events;

/**
 * Who rides together.
 *
 * @param adults on seats
 * @param children on seats
 * @param disabled on seats
 * @param wheelchairs riders who stay in their wheelchair
 */
public record RiderParty(
        int adults,
        int children,
        int disabled,
        int wheelchairs) {

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public RiderParty {
        Checks.range("adults", adults, 0, 10_000);
        Checks.range("children", children, 0, 10_000);
        Checks.range("disabled", disabled, 0, 10_000);
        Checks.range("wheelchairs", wheelchairs, 0, 10_000);
    }

    /** No riders: what was said is not about who rides, or it is for the dispatcher to refuse. */
    public static final RiderParty NOBODY = new RiderParty(0, 0, 0, 0);

    /** Riders in all. */
    public int riders() {
        return adults + children + disabled + wheelchairs;
    }
}
