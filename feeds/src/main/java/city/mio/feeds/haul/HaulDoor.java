package city.mio.feeds.haul;

import city.mio.feeds.inbound.PlateHasher;
import java.util.List;

/**
 * What a door for construction traffic needs to know of the city's office. Immutable.
 *
 * @param desk who checks declarations
 * @param hasher that plates are replaced by
 * @param slotMinutes length of a slot
 * @param areas where vehicles wait
 */
public record HaulDoor(HaulDesk desk, PlateHasher hasher, int slotMinutes, List<Area> areas) {

    /** A holding area, for the map. */
    public record Area(String id, String nameEn, String nameJa, double lon, double lat, int capacity) {}

    /** @throws IllegalArgumentException naming the field that is missing or out of range */
    public HaulDoor {
        if (desk == null || hasher == null) {
            throw new IllegalArgumentException("desk or hasher is missing");
        }
        if (slotMinutes < 5 || slotMinutes > 240) {
            throw new IllegalArgumentException("slotMinutes is outside 5 to 240: " + slotMinutes);
        }
        areas = List.copyOf(areas);
    }
}
