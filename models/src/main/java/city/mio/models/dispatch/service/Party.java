package city.mio.models.dispatch.service;

import java.io.Serializable;

/**
 * Who rides together. Immutable.
 *
 * @param adults on seats
 * @param children on seats
 * @param disabled on seats
 * @param wheelchairs riders who stay in their wheelchair, on wheelchair places; they pay as disabled
 */
public record Party(int adults, int children, int disabled, int wheelchairs) implements Serializable {

    /** @throws IllegalArgumentException naming the field; a party of nobody is a value, the dispatcher refuses it */
    public Party {
        Require.range("adults", adults, 0, 10_000);
        Require.range("children", children, 0, 10_000);
        Require.range("disabled", disabled, 0, 10_000);
        Require.range("wheelchairs", wheelchairs, 0, 10_000);
    }

    /** So many adults. */
    public static Party ofAdults(int adults) {
        return new Party(adults, 0, 0, 0);
    }

    /** Seats they take. */
    public int seats() {
        return adults + children + disabled;
    }

    /** Riders in all. */
    public int riders() {
        return seats() + wheelchairs;
    }
}
