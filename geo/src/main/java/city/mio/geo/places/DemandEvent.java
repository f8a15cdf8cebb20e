package city.mio.geo.places;

import java.io.Serializable;
import java.time.LocalTime;

/**
 * Something that draws a crowd each day it takes place. Immutable.
 *
 * @param id unique in the city
 * @param name for people
 * @param zoneId where
 * @param start local time at which it begins
 * @param end local time at which it ends
 * @param trips vehicle trips it draws each way
 */
public record DemandEvent(
        String id,
        LocalName name,
        String zoneId,
        LocalTime start,
        LocalTime end,
        double trips) implements Serializable {

    /** @throws IllegalArgumentException naming the place and the field */
    public DemandEvent {
        Require.present("DemandEvent", "id", id);
        Require.present(String.valueOf(id), "name", name);
        Require.present(String.valueOf(id), "zoneId", zoneId);
        Require.present(String.valueOf(id), "start", start);
        Require.present(String.valueOf(id), "end", end);
        Require.range(id, "trips", trips, 0, 1e7);
    }
}
