package city.mio.geo.importers;

import java.nio.file.Path;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.GeographicCRS;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;

/**
 * Takes coordinates to WGS 84 from the reference system they stand in, by GeoTools; always east before north, as
 * Japanese GIS files have it too, whatever the system's own order. Not thread-safe.
 */
final class ToWgs84 {

    private static final double NEAR_DEGREES = 360;

    private final String name;
    private final MathTransform transform;
    private final boolean projected;

    private ToWgs84(String name, MathTransform transform, boolean projected) {
        this.name = name;
        this.transform = transform;
        this.projected = projected;
    }

    /**
     * From a system by its code, such as {@code EPSG:6674}, or its well-known text; {@code EPSG:4326} and nothing are
     * WGS 84 itself, for which GeoTools is left asleep.
     *
     * @throws ImportException naming the file if the system is not known
     */
    static ToWgs84 of(Path file, String crs) throws ImportException {
        if (crs.isEmpty() || crs.equals("EPSG:4326")) {
            return new ToWgs84("WGS 84", null, false);
        }
        try {
            boolean text = crs.contains("[");
            CoordinateReferenceSystem system = text ? CRS.parseWKT(crs) : CRS.decode(crs, true);
            String name = text ? system.getName().getCode() : crs;
            return new ToWgs84(
                    name,
                    CRS.findMathTransform(system, DefaultGeographicCRS.WGS84, true),
                    !(system instanceof GeographicCRS));
        } catch (FactoryException | RuntimeException fault) {
            throw new ImportException(file, "crs " + ImportReport.shown(crs) + " is not known");
        }
    }

    /**
     * WGS 84 degrees of a point.
     *
     * @throws IllegalArgumentException if it is no place on Earth, saying what it looks like instead
     */
    double[] lonLat(double x, double y) {
        double lon = x;
        double lat = y;
        if (transform != null) {
            if (projected && Math.abs(x) <= 180 && Math.abs(y) <= 180 && x != 0 && y != 0 && looksLikeDegrees(x, y)) {
                throw new IllegalArgumentException("is " + x + ", " + y + ": looks like degrees, not like " + name);
            }
            try {
                double[] point = {x, y};
                transform.transform(point, 0, point, 0, 1);
                lon = point[0];
                lat = point[1];
            } catch (TransformException | RuntimeException fault) {
                throw new IllegalArgumentException("is no place in " + name + ": " + x + ", " + y);
            }
        }
        if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) {
            return new double[] {lon, lat};
        }
        String hint = "";
        if (transform == null && Math.abs(lon) <= 90 && Math.abs(lat) <= 180) {
            hint = "; lon and lat look swapped";
        } else if (transform == null && (Math.abs(lon) > NEAR_DEGREES || Math.abs(lat) > NEAR_DEGREES)) {
            hint = "; it looks like metres: name their crs";
        }
        throw new IllegalArgumentException("is no place on Earth: " + x + ", " + y + hint);
    }

    /** Metres of a city's grid are seldom below 180 both ways, and never with the places after the point of degrees. */
    private static boolean looksLikeDegrees(double x, double y) {
        return x * 1000 != Math.rint(x * 1000) || y * 1000 != Math.rint(y * 1000);
    }
}
