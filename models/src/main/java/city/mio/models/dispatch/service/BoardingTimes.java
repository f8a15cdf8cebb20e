package city.mio.models.dispatch.service;

import java.io.Serializable;

/**
 * How long a bus stands: once for halting, and for each rider who boards or alights. Immutable.
 *
 * @param stopSeconds for each halt, whoever boards or alights there
 * @param adultSeconds more for each adult
 * @param childSeconds more for each child
 * @param disabledSeconds more for each disabled rider on a seat
 * @param wheelchairSeconds more for each wheelchair
 */
public record BoardingTimes(
        int stopSeconds, int adultSeconds, int childSeconds, int disabledSeconds, int wheelchairSeconds)
        implements Serializable {

    /** @throws IllegalArgumentException naming the field */
    public BoardingTimes {
        Require.range("stopSeconds", stopSeconds, 0, 3600);
        Require.range("adultSeconds", adultSeconds, 0, 3600);
        Require.range("childSeconds", childSeconds, 0, 3600);
        Require.range("disabledSeconds", disabledSeconds, 0, 3600);
        Require.range("wheelchairSeconds", wheelchairSeconds, 0, 3600);
    }

    /** Beside the halt itself. */
    public int boardingSeconds(Party party) {
        return party.adults() * adultSeconds
                + party.children() * childSeconds
                + party.disabled() * disabledSeconds
                + party.wheelchairs() * wheelchairSeconds;
    }
}
