package city.mio.geo.matching;

/**
 * How far a line that a person drew may be from the roads it means. Immutable.
 *
 * @param withinMetres that a drawn point may be off its road
 * @param swingShare of the way to the nearest drawn point that a place between drawn points may be off beside: who draws few
 *     points cuts the bends
 * @param mostSwingMetres and never by more than this beside
 * @param heavy whether only roads and turns count that heavy vehicles may take
 */
public record LineMatchSettings(double withinMetres, double swingShare, double mostSwingMetres, boolean heavy) {

    /** @throws IllegalArgumentException naming the field that is out of range */
    public LineMatchSettings {
        if (!(withinMetres >= 5 && withinMetres <= 500)) {
            throw new IllegalArgumentException("withinMetres is outside 5 to 500: " + withinMetres);
        }
        if (!(swingShare >= 0 && swingShare <= 1)) {
            throw new IllegalArgumentException("swingShare is outside 0 to 1: " + swingShare);
        }
        if (!(mostSwingMetres >= 0 && mostSwingMetres <= 1000)) {
            throw new IllegalArgumentException("mostSwingMetres is outside 0 to 1000: " + mostSwingMetres);
        }
    }

    /**
     * For haul routes: 60 m hold a carriageway beside the one that is meant, and a screen's inaccuracy; a bend between two points
     * may swing out by a fifth of the way to the nearer of them.
     */
    public static LineMatchSettings heavyVehicles() {
        return new LineMatchSettings(60, 0.2, 200, true);
    }

    /** These settings with another distance for drawn points. */
    public LineMatchSettings within(double metres) {
        return new LineMatchSettings(metres, swingShare, mostSwingMetres, heavy);
    }
}
