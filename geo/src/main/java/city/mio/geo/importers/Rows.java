package city.mio.geo.importers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Rows with named fields and, some of them, a geometry, whatever kind of file they stand in. Every fault names file,
 * row and field. Coordinates are given out as WGS 84 degrees. Not thread-safe.
 */
abstract class Rows implements AutoCloseable {

    private final Path file;
    private final ToWgs84 toWgs84;

    Rows(Path file, ToWgs84 toWgs84) {
        this.file = file;
        this.toWgs84 = toWgs84;
    }

    /** Steps to the next row; false behind the last. */
    abstract boolean next() throws IOException;

    /** Where the present row stands, such as {@code line 7}. */
    abstract String place();

    /** Whether rows have this field. */
    abstract boolean has(String column);

    /** The field, without blanks around it; empty also where the column is not there. */
    abstract String text(String column);

    /** The row's line or point as lon, lat, lon, lat …; empty if it has none. */
    abstract double[] geometry() throws ImportException;

    /** Rows so far. */
    abstract int rows();

    @Override
    public abstract void close() throws IOException;

    String required(String column) throws ImportException {
        String text = text(column);
        if (text.isEmpty()) {
            throw fault(column, "is missing");
        }
        return text;
    }

    String required(String column, Predicate<String> holds, String expected) throws ImportException {
        String text = required(column);
        if (!holds.test(text)) {
            throw fault(column, "is \"" + ImportReport.shown(text) + "\", expected " + expected);
        }
        return text;
    }

    double number(String column, double least, double most) throws ImportException {
        String text = required(column);
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw fault(column, "is no number: \"" + ImportReport.shown(text) + "\"");
        }
        if (!(number >= least && number <= most)) {
            throw fault(column, "is outside " + shortly(least) + " to " + shortly(most) + ": " + ImportReport.shown(text));
        }
        return number;
    }

    private static String shortly(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    int whole(String column, int least, int most) throws ImportException {
        double number = number(column, least, most);
        if (number != Math.rint(number)) {
            throw fault(column, "is no whole number: \"" + ImportReport.shown(text(column)) + "\"");
        }
        return (int) number;
    }

    long id(String column) throws ImportException {
        String text = required(column);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw fault(column, "is no whole number: \"" + ImportReport.shown(text) + "\"");
        }
    }

    /** Longitude and latitude of a point, in whatever CRS it stands; what is wrong with it is named. */
    double[] lonLat(String lonColumn, String latColumn) throws ImportException {
        double x = number(lonColumn, -1e9, 1e9);
        double y = number(latColumn, -1e9, 1e9);
        return place(lonColumn + ", " + latColumn, x, y);
    }

    /** The point as WGS 84 degrees. */
    double[] place(String columns, double x, double y) throws ImportException {
        try {
            return toWgs84.lonLat(x, y);
        } catch (IllegalArgumentException fault) {
            throw fault(columns, fault.getMessage());
        }
    }

    /** Each point of a line, in place. */
    double[] places(String column, double[] line) throws ImportException {
        for (int i = 0; i < line.length; i += 2) {
            double[] at = place(column, line[i], line[i + 1]);
            line[i] = at[0];
            line[i + 1] = at[1];
        }
        return line;
    }

    ImportException fault(String column, String fault) {
        return new ImportException(file, place() + ": " + column + " " + fault);
    }
}
