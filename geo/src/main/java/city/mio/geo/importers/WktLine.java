package city.mio.geo.importers;

import java.util.Arrays;

/** Lines as lon, lat, lon, lat … and as well-known text. */
final class WktLine {

    private WktLine() {}

    /**
     * The points of {@code LINESTRING (lon lat, lon lat, …)}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static double[] parse(String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (!text.startsWith("LINESTRING") || open < 0 || close < open) {
            throw new IllegalArgumentException("is no LINESTRING: \"" + ImportReport.shown(text) + "\"");
        }
        String[] points = text.substring(open + 1, close).split(",");
        double[] line = new double[2 * points.length];
        for (int i = 0; i < points.length; i++) {
            String[] lonLat = points[i].trim().split("\\s+");
            if (lonLat.length < 2) {
                throw new IllegalArgumentException("has no point at \"" + ImportReport.shown(points[i]) + "\"");
            }
            try {
                line[2 * i] = Double.parseDouble(lonLat[0]);
                line[2 * i + 1] = Double.parseDouble(lonLat[1]);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("has no point at \"" + ImportReport.shown(points[i]) + "\"");
            }
        }
        return line;
    }

    static double[] reversed(double[] line) {
        double[] reversed = new double[line.length];
        for (int i = 0; i < line.length; i += 2) {
            reversed[i] = line[line.length - 2 - i];
            reversed[i + 1] = line[line.length - 1 - i];
        }
        return reversed;
    }

    /** The points between the ends. */
    static double[] inner(double[] line) {
        return line.length <= 4 ? new double[0] : Arrays.copyOfRange(line, 2, line.length - 2);
    }
}
