package city.mio.geo.importers;

/**
 * How to import. Immutable.
 *
 * @param keepParts which connected parts to keep
 * @param heavyTonnes what a heavy vehicle weighs: roads with a lower {@code maxweight} are closed to it
 * @param heavyHeightMetres how high a heavy vehicle is: roads with a lower {@code maxheight} are closed to it
 * @param mostBytes how many bytes a file may unpack to
 * @param mostElements how many nodes, and how many roads, a file may hold
 * @param crs the reference system of CSV, shapefile and GeoJSON coordinates, as {@code EPSG:6674}; empty where the
 *     file says it or it is WGS 84; coordinates are east before north in any case
 */
public record ImportOptions(
        KeepParts keepParts, double heavyTonnes, double heavyHeightMetres, long mostBytes, int mostElements,
        String crs) {

    /** @throws IllegalArgumentException naming the field */
    public ImportOptions {
        if (keepParts == null) {
            throw new IllegalArgumentException("keepParts is missing");
        }
        if (!(heavyTonnes >= 0) || !(heavyHeightMetres >= 0)) {
            throw new IllegalArgumentException("heavyTonnes " + heavyTonnes + ", heavyHeightMetres " + heavyHeightMetres);
        }
        if (crs == null) {
            throw new IllegalArgumentException("crs is missing");
        }
        if (mostBytes < 1 || mostElements < 1) {
            throw new IllegalArgumentException("mostBytes " + mostBytes + ", mostElements " + mostElements);
        }
    }

    /**
     * Heavy is what needs no special permit in Japan: 20 t and 3.8 m (general limits of the Cabinet Order on
     * Vehicle Restrictions, 車両制限令 article 3). A file may unpack to 32 GiB and hold 200 million elements.
     */
    public static ImportOptions defaults() {
        return new ImportOptions(KeepParts.BY_KIND, 20, 3.8, 32L << 30, 200_000_000, "");
    }

    public ImportOptions withKeepParts(KeepParts parts) {
        return new ImportOptions(parts, heavyTonnes, heavyHeightMetres, mostBytes, mostElements, crs);
    }

    public ImportOptions withMostBytes(long bytes) {
        return new ImportOptions(keepParts, heavyTonnes, heavyHeightMetres, bytes, mostElements, crs);
    }

    public ImportOptions withMostElements(int elements) {
        return new ImportOptions(keepParts, heavyTonnes, heavyHeightMetres, mostBytes, elements, crs);
    }

    public ImportOptions withCrs(String code) {
        return new ImportOptions(keepParts, heavyTonnes, heavyHeightMetres, mostBytes, mostElements, code);
    }

    boolean keepsLargest(boolean plain) {
        return keepParts == KeepParts.LARGEST || (keepParts == KeepParts.BY_KIND && !plain);
    }
}
