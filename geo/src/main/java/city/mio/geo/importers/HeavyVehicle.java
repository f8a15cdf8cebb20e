package city.mio.geo.importers;

/**
 * The vehicle that heavy traffic is judged by: a road with a lower limit is closed to it. Immutable.
 *
 * @param tonnes its weight, laden
 * @param axleTonnes the weight on its heaviest axle
 * @param heightMetres its height
 * @param widthMetres its width
 * @param lengthMetres its length
 */
public record HeavyVehicle(
        double tonnes, double axleTonnes, double heightMetres, double widthMetres, double lengthMetres) {

    /**
     * The largest that needs no permit in Japan: 20 t, 10 t an axle, 3.8 m high, 2.5 m wide, 12 m long (general limits
     * of the Cabinet Order on Vehicle Restrictions, 車両制限令 article 3). A laden ten-wheel tipper has these.
     */
    public static final HeavyVehicle JAPAN = new HeavyVehicle(20, 10, 3.8, 2.5, 12);

    /** @throws IllegalArgumentException naming the field */
    public HeavyVehicle {
        require(tonnes, "tonnes");
        require(axleTonnes, "axleTonnes");
        require(heightMetres, "heightMetres");
        require(widthMetres, "widthMetres");
        require(lengthMetres, "lengthMetres");
    }

    private static void require(double value, String field) {
        if (!(value >= 0 && value < 1000)) {
            throw new IllegalArgumentException(field + " " + value);
        }
    }
}
