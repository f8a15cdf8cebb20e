package city.mio.geo.network;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Finds the links near a point. A grid of square cells over the links' segments, of which only the cells that hold
 * something are kept (hashed, in primitive arrays): the cost of a query depends on what lies near it, not on the
 * extent or the unevenness of the network. Immutable and safe to share between threads; the results go into a
 * {@link Candidates} that each thread brings.
 */
public final class LinkIndex {

    /** Cells a link network of a city fills well: a query of 50 m sees four to nine of them. */
    private static final double LEAST_CELL_METRES = 64;

    private static final int MOST_CELLS_PER_SEGMENT = 16;

    /** Cell numbers are ints; nothing on Earth is farther away than this. */
    private static final double FARTHEST_METRES = 1e9;

    private final LocalProjection projection;
    private final double cellMetres;
    private final int segmentCount;

    /** x and y of start and end of each segment, in turn. */
    private final float[] segmentEnds;

    private final int[] segmentLinks;
    private final float[] segmentStartShare;
    private final float[] segmentEndShare;
    private final float[] segmentBearing;

    private final long[] slotKeys;
    private final int[] slotCells;
    private int cellCount;
    private final int[] cellStart;
    private final int[] cellSegments;

    public LinkIndex(RoadNetwork network) {
        projection = network.projection();
        int segments = 0;
        for (int link = 0; link < network.linkCount(); link++) {
            segments += network.shapeSize(link) - 1;
        }
        segmentCount = segments;
        segmentEnds = new float[4 * segments];
        segmentLinks = new int[segments];
        segmentStartShare = new float[segments];
        segmentEndShare = new float[segments];
        segmentBearing = new float[segments];
        double total = fillSegments(network);
        // A few absurdly long links must not fill the memory with cells.
        cellMetres = Math.max(LEAST_CELL_METRES, total / (MOST_CELLS_PER_SEGMENT * Math.max(1.0, segments)));

        Walk count = new Walk(cellMetres);
        int slots = 64;
        long[] keys = new long[slots];
        int[] cells = new int[slots];
        Arrays.fill(cells, -1);
        int[] counts = new int[16];
        long entries = 0;
        for (int segment = 0; segment < segments; segment++) {
            count.start(segmentEnds, segment);
            while (count.next()) {
                if (2 * cellCount >= keys.length) {
                    long[] oldKeys = keys;
                    int[] oldCells = cells;
                    keys = new long[2 * oldKeys.length];
                    cells = new int[2 * oldCells.length];
                    Arrays.fill(cells, -1);
                    for (int slot = 0; slot < oldKeys.length; slot++) {
                        if (oldCells[slot] >= 0) {
                            int to = slotOf(keys, cells, oldKeys[slot]);
                            keys[to] = oldKeys[slot];
                            cells[to] = oldCells[slot];
                        }
                    }
                }
                int slot = slotOf(keys, cells, count.key());
                if (cells[slot] < 0) {
                    keys[slot] = count.key();
                    cells[slot] = cellCount++;
                    if (cellCount > counts.length) {
                        counts = Arrays.copyOf(counts, 2 * counts.length);
                    }
                }
                counts[cells[slot]]++;
                entries++;
            }
        }
        slotKeys = keys;
        slotCells = cells;
        cellStart = new int[cellCount + 1];
        for (int cell = 0; cell < cellCount; cell++) {
            cellStart[cell + 1] = cellStart[cell] + counts[cell];
        }
        cellSegments = new int[Math.toIntExact(entries)];
        int[] next = Arrays.copyOf(cellStart, cellCount);
        for (int segment = 0; segment < segments; segment++) {
            count.start(segmentEnds, segment);
            while (count.next()) {
                cellSegments[next[slotCells[slotOf(slotKeys, slotCells, count.key())]]++] = segment;
            }
        }
    }

    private double fillSegments(RoadNetwork network) {
        double total = 0;
        int at = 0;
        for (int link = 0; link < network.linkCount(); link++) {
            int first = at;
            double length = 0;
            double fromX = projection.x(network.shapeLon(link, 0));
            double fromY = projection.y(network.shapeLat(link, 0));
            double[] lengths = new double[network.shapeSize(link)];
            for (int i = 1; i < network.shapeSize(link); i++) {
                double toX = projection.x(network.shapeLon(link, i));
                double toY = projection.y(network.shapeLat(link, i));
                segmentEnds[4 * at] = (float) fromX;
                segmentEnds[4 * at + 1] = (float) fromY;
                segmentEnds[4 * at + 2] = (float) toX;
                segmentEnds[4 * at + 3] = (float) toY;
                segmentLinks[at] = link;
                segmentBearing[at] = bearing(toX - fromX, toY - fromY);
                length += Math.hypot(toX - fromX, toY - fromY);
                lengths[i] = length;
                fromX = toX;
                fromY = toY;
                at++;
            }
            for (int i = 1; i < lengths.length; i++) {
                segmentStartShare[first + i - 1] = length == 0 ? 0 : (float) (lengths[i - 1] / length);
                segmentEndShare[first + i - 1] = length == 0 ? 0 : (float) (lengths[i] / length);
            }
            total += length;
        }
        return total;
    }

    private static float bearing(double dx, double dy) {
        float degrees = (float) Math.toDegrees(Math.atan2(dx, dy));
        float positive = degrees < 0 ? degrees + 360 : degrees;
        return positive >= 360 ? 0 : positive;
    }

    private static int slotOf(long[] keys, int[] cells, long key) {
        int mask = keys.length - 1;
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 33) & mask;
        while (cells[slot] >= 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long key(int column, int row) {
        return (long) column << 32 | (row & 0xFFFFFFFFL);
    }

    /** The projection in which queries are asked: that of the network. */
    public LocalProjection projection() {
        return projection;
    }

    /**
     * Finds every link that comes within the radius of a point.
     *
     * @param x metres east in the network's projection
     * @param y metres north in the network's projection
     * @param radiusMetres 0 or more
     * @param out what is found; what it held is forgotten
     * @throws IllegalArgumentException if the radius is negative or an argument is not finite
     */
    public void query(double x, double y, double radiusMetres, Candidates out) {
        if (!(radiusMetres >= 0) || !Double.isFinite(x + y + radiusMetres)) {
            throw new IllegalArgumentException("query at " + x + ", " + y + ", radius " + radiusMetres);
        }
        out.clear();
        double squaredRadius = radiusMetres * radiusMetres;
        double west = Math.floor((x - radiusMetres) / cellMetres);
        double east = Math.floor((x + radiusMetres) / cellMetres);
        double south = Math.floor((y - radiusMetres) / cellMetres);
        double north = Math.floor((y + radiusMetres) / cellMetres);
        boolean beyondCellNumbers = Math.abs(x) + Math.abs(y) + radiusMetres > FARTHEST_METRES;
        if (beyondCellNumbers || (east - west + 1) * (north - south + 1) > cellCount) {
            for (int segment = 0; segment < segmentCount; segment++) {
                offer(segment, x, y, squaredRadius, out);
            }
        } else {
            for (int column = (int) west; column <= (int) east; column++) {
                for (int row = (int) south; row <= (int) north; row++) {
                    int cell = slotCells[slotOf(slotKeys, slotCells, key(column, row))];
                    if (cell >= 0) {
                        for (int i = cellStart[cell]; i < cellStart[cell + 1]; i++) {
                            offer(cellSegments[i], x, y, squaredRadius, out);
                        }
                    }
                }
            }
        }
        out.finish(segmentStartShare, segmentEndShare, segmentBearing);
    }

    private void offer(int segment, double x, double y, double squaredRadius, Candidates out) {
        double x1 = segmentEnds[4 * segment];
        double y1 = segmentEnds[4 * segment + 1];
        double dx = segmentEnds[4 * segment + 2] - x1;
        double dy = segmentEnds[4 * segment + 3] - y1;
        double squaredLength = dx * dx + dy * dy;
        double share = squaredLength == 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / squaredLength;
        share = share < 0 ? 0 : share > 1 ? 1 : share;
        double nearX = x1 + share * dx;
        double nearY = y1 + share * dy;
        double squared = (x - nearX) * (x - nearX) + (y - nearY) * (y - nearY);
        if (squared <= squaredRadius) {
            out.offer(segmentLinks[segment], segment, squared, nearX, nearY, share);
        }
    }

    /**
     * The link nearest to a point, looked for in growing circles; of equals the one of least index.
     *
     * @param lon WGS 84 degrees
     * @param lat WGS 84 degrees
     * @param mostMetres how far to look
     * @param scratch overwritten; holds the link as its first entry if one is found
     */
    public OptionalInt findNearest(double lon, double lat, double mostMetres, Candidates scratch) {
        double x = projection.x(lon);
        double y = projection.y(lat);
        double radius = Math.min(50, mostMetres);
        query(x, y, radius, scratch);
        while (scratch.size() == 0 && radius < mostMetres) {
            radius = Math.min(3 * radius, mostMetres);
            query(x, y, radius, scratch);
        }
        return scratch.size() == 0 ? OptionalInt.empty() : OptionalInt.of(scratch.link(0));
    }

    /** Walks the cells that a segment touches, each once, row by row of columns. */
    private static final class Walk {
        private final double cell;
        private double x1;
        private double y1;
        private double x2;
        private double y2;
        private int column;
        private int lastColumn;
        private int row;
        private int lastRow;

        Walk(double cell) {
            this.cell = cell;
        }

        void start(float[] ends, int segment) {
            boolean eastward = ends[4 * segment] <= ends[4 * segment + 2];
            int first = 4 * segment + (eastward ? 0 : 2);
            int second = 4 * segment + (eastward ? 2 : 0);
            x1 = ends[first];
            y1 = ends[first + 1];
            x2 = ends[second];
            y2 = ends[second + 1];
            column = (int) Math.floor(x1 / cell) - 1;
            lastColumn = (int) Math.floor(x2 / cell);
            row = 0;
            lastRow = -1;
        }

        boolean next() {
            if (row < lastRow) {
                row++;
                return true;
            }
            if (column == lastColumn) {
                return false;
            }
            column++;
            double fromX = Math.max(x1, column * cell);
            double toX = Math.min(x2, (column + 1) * cell);
            double fromY = x2 == x1 ? y1 : y1 + (y2 - y1) * ((fromX - x1) / (x2 - x1));
            double toY = x2 == x1 ? y2 : y1 + (y2 - y1) * ((toX - x1) / (x2 - x1));
            // A hair more on both sides, so that rounding cannot leave out a cell that is only grazed.
            row = (int) Math.floor((Math.min(fromY, toY) - 0.01) / cell);
            lastRow = (int) Math.floor((Math.max(fromY, toY) + 0.01) / cell);
            return true;
        }

        long key() {
            return LinkIndex.key(column, row);
        }
    }
}
