package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.Require;

/** Driving times that do not change, from a table. Vehicles are always at, or about to reach, a numbered place. */
public final class TableDriveTimes implements DriveTimes {

    private final int places;
    private final int unitMillis;
    private final char[] units;

    /**
     * A table of whole units, row after row; {@link Character#MAX_VALUE} where no way leads.
     *
     * @param places number of them
     * @param unitMillis length of a unit
     * @param units from each place to each, not copied
     */
    public TableDriveTimes(int places, int unitMillis, char[] units) {
        Require.holds(units.length == places * places, "units: there are " + units.length + " for " + places + " places");
        Require.range("unitMillis", unitMillis, 1, 3_000);
        this.places = places;
        this.unitMillis = unitMillis;
        this.units = units;
    }

    @Override
    public int millis(int fromPlace, int toPlace, long departMillis) {
        char value = units[fromPlace * places + toPlace];
        return value == Character.MAX_VALUE ? NEVER : value * unitMillis;
    }

    /** @throws IllegalArgumentException if the vehicle is on a link: the table does not know links */
    @Override
    public int millis(Whereabouts from, int toPlace, long departMillis) {
        if (from instanceof Whereabouts.AtPlace at) {
            return millis(at.place(), toPlace, departMillis);
        }
        throw new IllegalArgumentException("a table of places knows no links: " + from);
    }
}
