package city.mio.models.dispatch.service;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * What a trip costs, in whole units of the currency: a fare for each rider type, more between zones, nothing with a day
 * pass. Immutable.
 */
public final class Fares implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String currency;
    private final int adult;
    private final int child;
    private final int disabled;
    private final int adultDayPass;
    private final int childDayPass;
    private final int disabledDayPass;
    private final TreeMap<String, Integer> between;

    private Fares(Builder builder) {
        currency = Require.text("currency", builder.currency);
        adult = money("adult", builder.adult);
        child = money("child", builder.child);
        disabled = money("disabled", builder.disabled);
        adultDayPass = money("adultDayPass", builder.adultDayPass);
        childDayPass = money("childDayPass", builder.childDayPass);
        disabledDayPass = money("disabledDayPass", builder.disabledDayPass);
        between = new TreeMap<>(builder.between);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Everybody rides for nothing. */
    public static Fares free() {
        return builder().build();
    }

    private static int money(String field, int value) {
        return (int) Require.range(field, value, 0, 1_000_000);
    }

    /** ISO 4217. */
    public String currency() {
        return currency;
    }

    /**
     * The fare of a party from a zone to a zone. Each rider pays the fare of the type and the surcharge between the zones.
     *
     * @param dayPass whether all of them hold one
     */
    public int fare(Party party, String fromZone, String toZone, boolean dayPass) {
        if (dayPass) {
            return 0;
        }
        int surcharge = between.getOrDefault(pair(fromZone, toZone), 0);
        return party.adults() * (adult + surcharge)
                + party.children() * (child + surcharge)
                + (party.disabled() + party.wheelchairs()) * (disabled + surcharge);
    }

    /** What day passes for a party cost. */
    public int dayPassPrice(Party party) {
        return party.adults() * adultDayPass
                + party.children() * childDayPass
                + (party.disabled() + party.wheelchairs()) * disabledDayPass;
    }

    private static String pair(String one, String other) {
        return one.compareTo(other) <= 0 ? one + "|" + other : other + "|" + one;
    }

    /** Collects fares; what is not given is 0, the currency JPY. */
    public static final class Builder {
        private String currency = "JPY";
        private int adult;
        private int child;
        private int disabled;
        private int adultDayPass;
        private int childDayPass;
        private int disabledDayPass;
        private final TreeMap<String, Integer> between = new TreeMap<>();

        private Builder() {}

        public Builder currency(String currency) {
            this.currency = currency;
            return this;
        }

        /** For one ride. */
        public Builder fares(int adult, int child, int disabled) {
            this.adult = adult;
            this.child = child;
            this.disabled = disabled;
            return this;
        }

        /** For a day. */
        public Builder dayPasses(int adult, int child, int disabled) {
            adultDayPass = adult;
            childDayPass = child;
            disabledDayPass = disabled;
            return this;
        }

        /** More for each rider who goes from one zone to the other, either way. */
        public Builder surcharge(String zone, String otherZone, int more) {
            between.put(pair(Require.text("zone", zone), Require.text("otherZone", otherZone)), money("surcharge", more));
            return this;
        }

        public Fares build() {
            return new Fares(this);
        }
    }
}
