package city.mio.geo.importers;

/**
 * How to import. Immutable.
 *
 * @param keepParts which connected parts to keep
 * @param heavy the heavy vehicle: roads that do not let it pass are closed to heavy vehicles
 * @param mostBytes how many bytes a file may unpack to
 * @param mostRatio how many times its packed size a file may unpack to, once it is over 64 MiB
 * @param mostElements how many nodes, and how many roads, a file may hold
 * @param crs the reference system of CSV, shapefile and GeoJSON coordinates, as {@code EPSG:6674}; empty where the
 *     file says it or it is WGS 84; coordinates are east before north in any case
 */
public record ImportOptions(
        KeepParts keepParts, HeavyVehicle heavy, long mostBytes, int mostRatio, int mostElements, String crs) {

    /** @throws IllegalArgumentException naming the field */
    public ImportOptions {
        if (keepParts == null) {
            throw new IllegalArgumentException("keepParts is missing");
        }
        if (heavy == null) {
            throw new IllegalArgumentException("heavy is missing");
        }
        if (crs == null) {
            throw new IllegalArgumentException("crs is missing");
        }
        if (mostBytes < 1 || mostRatio < 1 || mostElements < 1) {
            throw new IllegalArgumentException(
                    "mostBytes " + mostBytes + ", mostRatio " + mostRatio + ", mostElements " + mostElements);
        }
    }

    /**
     * For the largest vehicle that needs no permit in Japan; a file may unpack to 32 GiB, to 200 times its size (gzip
     * of OpenStreetMap XML reaches 10 to 20, a bomb 1000), and hold 200 million elements.
     */
    public static ImportOptions defaults() {
        return new ImportOptions(KeepParts.BY_KIND, HeavyVehicle.JAPAN, 32L << 30, 200, 200_000_000, "");
    }

    public ImportOptions withKeepParts(KeepParts parts) {
        return new ImportOptions(parts, heavy, mostBytes, mostRatio, mostElements, crs);
    }

    public ImportOptions withHeavy(HeavyVehicle vehicle) {
        return new ImportOptions(keepParts, vehicle, mostBytes, mostRatio, mostElements, crs);
    }

    public ImportOptions withMostBytes(long bytes) {
        return new ImportOptions(keepParts, heavy, bytes, mostRatio, mostElements, crs);
    }

    public ImportOptions withMostRatio(int ratio) {
        return new ImportOptions(keepParts, heavy, mostBytes, ratio, mostElements, crs);
    }

    public ImportOptions withMostElements(int elements) {
        return new ImportOptions(keepParts, heavy, mostBytes, mostRatio, elements, crs);
    }

    public ImportOptions withCrs(String code) {
        return new ImportOptions(keepParts, heavy, mostBytes, mostRatio, mostElements, code);
    }

    boolean keepsLargest(boolean plain) {
        return keepParts == KeepParts.LARGEST || (keepParts == KeepParts.BY_KIND && !plain);
    }
}
