package city.mio.geo.places;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalInt;

/**
 * Says which places a point lies in and which gates a movement crosses. Places are addressed by their index, {@code
 * 0 .. size()-1}, in the order in which they were given; it holds for this instance only.
 *
 * <p>An even grid knows for each cell the areas that cover all of it, which need no further look, and those whose
 * border runs through it, of which the edges at the point's latitude are looked at. Areas may overlap, have holes
 * and several parts. A point on a border lies inside, also on that of a hole; on a border between two areas it lies
 * in both. The answers are those of JTS's {@code covers} on the same coordinates.
 *
 * <p>Immutable and safe to share between threads. No query allocates.
 */
public final class ZoneIndex {

    private static final int MOST_GATE_COLUMNS = 256;

    private final PlaceShape[] places;
    private final Map<String, Integer> byId = new HashMap<>();

    /** Edges by place index. */
    private final ShapeEdges[] edges;

    private final ShapeEdges[] areas;
    private final int[] areaPlaces;
    private final double west;
    private final double south;
    private final double east;
    private final double north;
    private final AreaCells areaCells;

    private final int[] gatePlaces;
    private final CellGrid gateGrid;
    private final int[] gateStart;
    private final int[] gateEntries;

    /** @throws IllegalArgumentException if an id is there twice */
    public ZoneIndex(List<PlaceShape> shapes) {
        places = shapes.toArray(PlaceShape[]::new);
        edges = new ShapeEdges[places.length];
        int areaCount = 0;
        for (int i = 0; i < places.length; i++) {
            if (byId.put(places[i].id(), i) != null) {
                throw new IllegalArgumentException("place " + places[i].id() + " is there twice");
            }
            edges[i] = new ShapeEdges(places[i].shared());
            areaCount += places[i].kind().isArea() ? 1 : 0;
        }
        areaPlaces = new int[areaCount];
        gatePlaces = new int[places.length - areaCount];
        int areasSeen = 0;
        int gatesSeen = 0;
        for (int i = 0; i < places.length; i++) {
            if (places[i].kind().isArea()) {
                areaPlaces[areasSeen++] = i;
            } else {
                gatePlaces[gatesSeen++] = i;
            }
        }
        areas = new ShapeEdges[areaCount];
        Arrays.setAll(areas, area -> edges[areaPlaces[area]]);
        double[] box = box(areaPlaces);
        west = box[0];
        south = box[1];
        east = box[2];
        north = box[3];
        areaCells = areaCount == 0 ? null : AreaCells.of(areas, west, south, east, north);

        double[] gateBox = box(gatePlaces);
        int side = (int) Math.max(1, Math.min(MOST_GATE_COLUMNS, Math.ceil(4 * Math.sqrt(gatePlaces.length))));
        gateGrid = new CellGrid(gateBox[0], gateBox[1], gateBox[2], gateBox[3], side, side);
        gateStart = new int[gateGrid.cellCount() + 1];
        for (int place : gatePlaces) {
            forEachGateCell(place, cell -> gateStart[cell + 1]++);
        }
        for (int cell = 0; cell < gateGrid.cellCount(); cell++) {
            gateStart[cell + 1] += gateStart[cell];
        }
        gateEntries = new int[gateStart[gateGrid.cellCount()]];
        int[] next = gateStart.clone();
        for (int place : gatePlaces) {
            forEachGateCell(place, cell -> gateEntries[next[cell]++] = place);
        }
    }

    private interface CellVisitor {
        void visit(int cell);
    }

    private void forEachGateCell(int place, CellVisitor visitor) {
        for (int row = gateGrid.row(edges[place].south); row <= gateGrid.row(edges[place].north); row++) {
            for (int column = gateGrid.column(edges[place].west);
                    column <= gateGrid.column(edges[place].east);
                    column++) {
                visitor.visit(row * gateGrid.columns + column);
            }
        }
    }

    private double[] box(int[] of) {
        double[] box = {
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        for (int place : of) {
            box[0] = Math.min(box[0], edges[place].west);
            box[1] = Math.min(box[1], edges[place].south);
            box[2] = Math.max(box[2], edges[place].east);
            box[3] = Math.max(box[3], edges[place].north);
        }
        return box;
    }

    /** Number of places, gates among them. */
    public int size() {
        return places.length;
    }

    /** The place of this index. */
    public PlaceShape place(int place) {
        return places[place];
    }

    /** The index of the place with this id. */
    public OptionalInt findPlace(String id) {
        Integer place = byId.get(id);
        return place == null ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /**
     * The index of the place with this id.
     *
     * @throws NoSuchElementException if there is none
     */
    public int getPlace(String id) {
        return findPlace(id).orElseThrow(() -> new NoSuchElementException("no place " + id));
    }

    /**
     * Finds the places a point lies in, gates excepted.
     *
     * @param lon WGS 84 degrees; what is not finite lies nowhere
     * @param lat WGS 84 degrees
     * @param out filled with place indices, ascending, as many as it holds
     * @return how many there are; if more than {@code out} holds, the first of them are in it
     */
    public int placesAt(double lon, double lat, int[] out) {
        if (!(lon >= west && lon <= east && lat >= south && lat <= north)) {
            return 0;
        }
        int cell = areaCells.grid.row(lat) * areaCells.grid.columns + areaCells.grid.column(lon);
        int found = 0;
        for (int i = areaCells.start[cell]; i < areaCells.start[cell + 1]; i++) {
            int entry = areaCells.entries[i];
            int area = entry < 0 ? ~entry : entry;
            if (entry < 0 || areas[area].covers(lon, lat)) {
                if (found < out.length) {
                    out[found] = areaPlaces[area];
                }
                found++;
            }
        }
        return found;
    }

    /** The first of the places a point lies in; -1 if it lies in none. */
    public int firstPlaceAt(double lon, double lat) {
        if (!(lon >= west && lon <= east && lat >= south && lat <= north)) {
            return -1;
        }
        int cell = areaCells.grid.row(lat) * areaCells.grid.columns + areaCells.grid.column(lon);
        for (int i = areaCells.start[cell]; i < areaCells.start[cell + 1]; i++) {
            int entry = areaCells.entries[i];
            if (entry < 0) {
                return areaPlaces[~entry];
            }
            if (areas[entry].covers(lon, lat)) {
                return areaPlaces[entry];
            }
        }
        return -1;
    }

    /** Whether the point lies in the place or on its border; never in a gate. */
    public boolean covers(int place, double lon, double lat) {
        return places[place].kind().isArea() && edges[place].covers(lon, lat);
    }

    /**
     * The distance from a point to the border of a place, or to the line of a gate, whichever side it is on.
     *
     * @param mostMetres how far to look: the nearer, the cheaper
     * @return metres, true to 0.1 % for a place of up to 50 km; infinity if it is more than {@code mostMetres}
     */
    public double borderMetres(int place, double lon, double lat, double mostMetres) {
        return edges[place].edgeMetres(lon, lat, mostMetres);
    }

    /**
     * Finds the gates that a straight movement crosses. A movement that ends on a gate's line is still to the left of
     * it, so that each passage is found in one movement of a track and no passage in two.
     *
     * @param out what is found, in the order of crossing; what it held is forgotten
     */
    public void gatesCrossed(double lon1, double lat1, double lon2, double lat2, GateCrossings out) {
        out.clear();
        if (gatePlaces.length == 0 || !Double.isFinite(lon1 + lat1 + lon2 + lat2)) {
            return;
        }
        double fromLon = Math.min(lon1, lon2);
        double toLon = Math.max(lon1, lon2);
        double fromLat = Math.min(lat1, lat2);
        double toLat = Math.max(lat1, lat2);
        int firstColumn = gateGrid.column(fromLon);
        int firstRow = gateGrid.row(fromLat);
        int lastColumn = gateGrid.column(toLon);
        int lastRow = gateGrid.row(toLat);
        for (int row = firstRow; row <= lastRow; row++) {
            for (int column = firstColumn; column <= lastColumn; column++) {
                int cell = row * gateGrid.columns + column;
                for (int i = gateStart[cell]; i < gateStart[cell + 1]; i++) {
                    int gate = gateEntries[i];
                    ShapeEdges line = edges[gate];
                    // A gate in several of the cells is looked at in the first of them.
                    boolean first = column == Math.max(firstColumn, gateGrid.column(line.west))
                            && row == Math.max(firstRow, gateGrid.row(line.south));
                    if (first && line.west <= toLon && line.east >= fromLon && line.south <= toLat
                            && line.north >= fromLat) {
                        cross(gate, line, lon1, lat1, lon2, lat2, out);
                    }
                }
            }
        }
    }

    private static void cross(
            int gate, ShapeEdges line, double lon1, double lat1, double lon2, double lat2, GateCrossings out) {
        for (int edge = 0; edge < line.edgeCount(); edge++) {
            double share = line.crossing(edge, lon1, lat1, lon2, lat2);
            if (!Double.isNaN(share)) {
                out.add(gate, line.endsOnRight(edge, lon2, lat2), share);
            }
        }
    }
}
