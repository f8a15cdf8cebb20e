package city.mio.feeds.ondemand;

/**
 * What each type of rider pays, in whole units of the currency. Who stays in a wheelchair pays as disabled. Immutable.
 *
 * @param adult for each adult
 * @param child for each child
 * @param disabled for each disabled rider
 */
public record RiderFares(int adult, int child, int disabled) {

    /** @throws IllegalArgumentException naming the field */
    public RiderFares {
        Require.range("adult", adult, 0, 1_000_000);
        Require.range("child", child, 0, 1_000_000);
        Require.range("disabled", disabled, 0, 1_000_000);
    }

    /** So much more for everybody. */
    public RiderFares plus(int surcharge) {
        return new RiderFares(adult + surcharge, child + surcharge, disabled + surcharge);
    }

    /** Whether nobody pays. */
    public boolean isFree() {
        return adult == 0 && child == 0 && disabled == 0;
    }
}
