package city.mio.geo.places;

import java.util.Arrays;

/**
 * For each cell of a grid, the areas that cover all of it and those whose border runs through it. Immutable and
 * thread-safe.
 */
final class AreaCells {

    /** Entries an area may have on average; a grid that needs more is made coarser. */
    private static final int MOST_ENTRIES_PER_AREA = 2048;

    private static final int MOST_COLUMNS = 512;

    /** By so much of a cell a border counts as touching its neighbour, so that no rounding matters. */
    private static final double MARGIN = 1e-6;

    private static final byte BORDER = 1;
    private static final byte COVERED = 2;

    final CellGrid grid;

    /** Per cell: where its entries begin. */
    final int[] start;

    /** Area numbers, ascending in each cell; those below zero ({@code ~number}) cover the whole cell. */
    final int[] entries;

    private AreaCells(CellGrid grid, int[] start, int[] entries) {
        this.grid = grid;
        this.start = start;
        this.entries = entries;
    }

    static AreaCells of(ShapeEdges[] areas, double west, double south, double east, double north) {
        int side = (int) Math.max(1, Math.min(MOST_COLUMNS, Math.ceil(8 * Math.sqrt(areas.length))));
        AreaCells cells = null;
        for (; cells == null; side /= 2) {
            cells = fill(areas, new CellGrid(west, south, east, north, side, side), side == 1);
        }
        return cells;
    }

    /** Null if there would be too many entries. */
    private static AreaCells fill(ShapeEdges[] areas, CellGrid grid, boolean atAnyCost) {
        byte[] marks = new byte[grid.cellCount()];
        int[] start = new int[grid.cellCount() + 1];
        long total = 0;
        for (ShapeEdges area : areas) {
            total += mark(area, grid, marks, (cell, mark) -> start[cell + 1]++);
        }
        if (!atAnyCost && total > (long) MOST_ENTRIES_PER_AREA * areas.length) {
            return null;
        }
        for (int cell = 0; cell < grid.cellCount(); cell++) {
            start[cell + 1] += start[cell];
        }
        int[] entries = new int[start[grid.cellCount()]];
        int[] next = start.clone();
        for (int area = 0; area < areas.length; area++) {
            int number = area;
            mark(areas[area], grid, marks, (cell, mark) -> entries[next[cell]++] = mark == COVERED ? ~number : number);
        }
        return new AreaCells(grid, start, entries);
    }

    private interface CellVisitor {
        void visit(int cell, byte mark);
    }

    /** Visits the cells of an area; the marks are all zero before and after. */
    private static long mark(ShapeEdges area, CellGrid grid, byte[] marks, CellVisitor visitor) {
        for (int edge = 0; edge < area.edgeCount(); edge++) {
            markBorder(area, edge, grid, marks);
        }
        long visited = 0;
        int firstColumn = grid.column(area.west);
        int lastColumn = grid.column(area.east);
        for (int row = grid.row(area.south); row <= grid.row(area.north); row++) {
            // Between two border cells of a row all cells are of one kind.
            boolean known = false;
            boolean covered = false;
            for (int column = firstColumn; column <= lastColumn; column++) {
                int cell = row * grid.columns + column;
                if (marks[cell] == BORDER) {
                    known = false;
                    visitor.visit(cell, BORDER);
                    visited++;
                    continue;
                }
                if (!known) {
                    covered = area.covers(grid.lonOfCentre(column), grid.latOfCentre(row));
                    known = true;
                }
                if (covered) {
                    visitor.visit(cell, COVERED);
                    visited++;
                }
            }
            Arrays.fill(marks, row * grid.columns + firstColumn, row * grid.columns + lastColumn + 1, (byte) 0);
        }
        return visited;
    }

    private static void markBorder(ShapeEdges area, int edge, CellGrid grid, byte[] marks) {
        double x1 = (area.end(edge, 0) - grid.west) * grid.columnsPerDegree;
        double y1 = (area.end(edge, 1) - grid.south) * grid.rowsPerDegree;
        double x2 = (area.end(edge, 2) - grid.west) * grid.columnsPerDegree;
        double y2 = (area.end(edge, 3) - grid.south) * grid.rowsPerDegree;
        int last = cell(Math.max(y1, y2) + MARGIN, grid.rows);
        for (int row = cell(Math.min(y1, y2) - MARGIN, grid.rows); row <= last; row++) {
            double fromY = Math.max(Math.min(y1, y2), row - MARGIN);
            double toY = Math.min(Math.max(y1, y2), row + 1 + MARGIN);
            double fromX = y1 == y2 ? x1 : x1 + (x2 - x1) * Math.max(0, Math.min(1, (fromY - y1) / (y2 - y1)));
            double toX = y1 == y2 ? x2 : x1 + (x2 - x1) * Math.max(0, Math.min(1, (toY - y1) / (y2 - y1)));
            int lastColumn = cell(Math.max(fromX, toX) + MARGIN, grid.columns);
            for (int column = cell(Math.min(fromX, toX) - MARGIN, grid.columns); column <= lastColumn; column++) {
                marks[row * grid.columns + column] = BORDER;
            }
        }
    }

    private static int cell(double at, int count) {
        return (int) Math.max(0, Math.min(count - 1, Math.floor(at)));
    }
}
