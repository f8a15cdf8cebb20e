package city.mio.geo.places;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

/**
 * Something that draws a crowd on each day on which it takes place: an entry of the city's event calendar. Immutable.
 *
 * @param id unique in the city
 * @param name for people
 * @param zoneId where
 * @param start local time at which it begins
 * @param end local time at which it ends
 * @param trips vehicle trips it draws each way
 * @param dates local dates on which it takes place; every day if empty or missing
 */
public record DemandEvent(
        String id,
        LocalName name,
        String zoneId,
        LocalTime start,
        LocalTime end,
        double trips,
        List<LocalDate> dates) implements Serializable {

    /** A crowd comes over so many seconds before the begin. */
    public static final int COMING_SECONDS = 5400;

    /** A crowd leaves over so many seconds after the end. */
    public static final int LEAVING_SECONDS = 3600;


    /** @throws IllegalArgumentException naming the place and the field */
    public DemandEvent {
        Require.present("DemandEvent", "id", id);
        Require.present(String.valueOf(id), "name", name);
        Require.present(String.valueOf(id), "zoneId", zoneId);
        Require.present(String.valueOf(id), "start", start);
        Require.present(String.valueOf(id), "end", end);
        Require.range(id, "trips", trips, 0, 1e7);
        dates = dates == null ? List.of() : List.copyOf(dates);
    }

    /** Whether it takes place on a local date. */
    public boolean takesPlaceOn(LocalDate date) {
        return dates.isEmpty() || dates.contains(date);
    }
}
