package city.mio.geo.places;

/** Even cells over a rectangle of lon and lat. Immutable. */
final class CellGrid {

    final double west;
    final double south;
    final int columns;
    final int rows;
    final double columnsPerDegree;
    final double rowsPerDegree;

    CellGrid(double west, double south, double east, double north, int columns, int rows) {
        this.west = west;
        this.south = south;
        this.columns = columns;
        this.rows = rows;
        columnsPerDegree = east > west ? columns / (east - west) : 0;
        rowsPerDegree = north > south ? rows / (north - south) : 0;
    }

    int cellCount() {
        return columns * rows;
    }

    /** Of a longitude within the rectangle; the nearest column of others. */
    int column(double lon) {
        return clamp((lon - west) * columnsPerDegree, columns);
    }

    /** Of a latitude within the rectangle; the nearest row of others. */
    int row(double lat) {
        return clamp((lat - south) * rowsPerDegree, rows);
    }

    private static int clamp(double cell, int count) {
        return (int) Math.max(0, Math.min(count - 1, cell));
    }

    double lonOfCentre(int column) {
        return columnsPerDegree == 0 ? west : west + (column + 0.5) / columnsPerDegree;
    }

    double latOfCentre(int row) {
        return rowsPerDegree == 0 ? south : south + (row + 0.5) / rowsPerDegree;
    }
}
