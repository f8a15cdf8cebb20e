package city.mio.geo.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A city made by rule, for measuring at sizes and in shapes that no network at hand has: the same for the same size
 * and seed. Blocks of local streets (some of them one-way, many gaps) between secondary and primary roads about 900 m
 * apart; rivers and railways that only the larger roads cross; motorways on top with a carriageway for each
 * direction and ramps to the primary roads; signals and a few banned turns where larger roads meet. Every place can be
 * reached from every other, but for banned turns. About 2.4 links a node.
 */
public final class GeneratedCity {

    private static final double SPACING_METRES = 90;
    private static final double LON = 135.2;
    private static final double LAT = 34.4;
    private static final double METRES_PER_DEGREE = 111_320;

    /** Of the local streets that are not needed to reach every place: those that are there. */
    private static final double KEPT_LOCAL = 0.36;

    /** Of the local streets that meet a larger road: those that are there, unless needed. */
    private static final double KEPT_AT_ARTERIAL = 0.3;

    private static final double ONE_WAY = 0.7;

    private final int side;
    private final Random random;
    private final RoadNetworkBuilder builder = new RoadNetworkBuilder();

    /** 0 local, 1 secondary, 2 primary; by row and by column. */
    private final byte[] rowRank;

    private final byte[] columnRank;

    /** Whether water or rails lie between this row (column) and the next: 1 rails, 2 water. */
    private final byte[] rowBarrier;

    private final byte[] columnBarrier;
    private final int[] group;
    private final List<long[]> bannable = new ArrayList<>();

    private GeneratedCity(int nodes, long seed) {
        side = (int) Math.round(Math.sqrt(nodes));
        random = new Random(seed);
        rowRank = ranks();
        columnRank = ranks();
        rowBarrier = barriers(rowRank);
        columnBarrier = barriers(columnRank);
        group = new int[side * side];
        Arrays.setAll(group, i -> i);
    }

    /**
     * A city on a square of about this many crossings.
     *
     * @param nodes 100 to 4,000,000
     * @throws IllegalArgumentException if nodes is out of range
     */
    public static RoadNetwork of(int nodes, long seed) {
        if (nodes < 100 || nodes > 4_000_000) {
            throw new IllegalArgumentException("nodes " + nodes + " is not within 100 and 4000000");
        }
        return new GeneratedCity(nodes, seed).build();
    }

    private byte[] ranks() {
        byte[] ranks = new byte[side];
        int count = 0;
        for (int i = 3; i < side; i += 7 + random.nextInt(7)) {
            ranks[i] = (byte) (count++ % 3 == 0 ? 2 : 1);
        }
        return ranks;
    }

    private byte[] barriers(byte[] ranks) {
        byte[] barriers = new byte[side];
        for (int i = 25 + random.nextInt(20); i < side - 1; i += 35 + random.nextInt(60)) {
            barriers[i] = (byte) (random.nextInt(3) == 0 ? 2 : 1);
        }
        return barriers;
    }

    private RoadNetwork build() {
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                boolean signal = rowRank[row] > 0 && columnRank[column] > 0;
                double east = SPACING_METRES * (column + 0.3 * (random.nextDouble() - 0.5));
                double north = SPACING_METRES * (row + 0.3 * (random.nextDouble() - 0.5));
                addNode(id(row, column), east, north, signal);
            }
        }
        addArterials();
        addLocalStreets();
        addMotorways();
        for (long[] turn : bannable) {
            if (random.nextInt(12) == 0) {
                builder.banTurn(turn[0], turn[1]);
            }
        }
        return builder.build();
    }

    private void addNode(long id, double east, double north, boolean signal) {
        double lat = LAT + north / METRES_PER_DEGREE;
        double lon = LON + east / (METRES_PER_DEGREE * Math.cos(Math.toRadians(LAT)));
        builder.addNode(id, lon, lat, signal, "", "");
    }

    private long id(int row, int column) {
        return 1 + (long) row * side + column;
    }

    private void addArterials() {
        for (int row = 0; row < side; row++) {
            for (int column = 0; column + 1 < side; column++) {
                if (rowRank[row] > 0 && crosses(columnBarrier[column], rowRank[row])) {
                    addArterial(row, column, row, column + 1, rowRank[row]);
                }
            }
        }
        for (int column = 0; column < side; column++) {
            for (int row = 0; row + 1 < side; row++) {
                if (columnRank[column] > 0 && crosses(rowBarrier[row], columnRank[column])) {
                    addArterial(row, column, row + 1, column, columnRank[column]);
                }
            }
        }
        banTurns();
    }

    /** Primary roads cross everything, secondary roads the rails and half of the rivers. */
    private boolean crosses(byte barrier, int rank) {
        return barrier == 0 || rank == 2 || (barrier == 1 ? random.nextInt(10) < 8 : random.nextBoolean());
    }

    private void addArterial(int row, int column, int nextRow, int nextColumn, int rank) {
        join((int) id(row, column) - 1, (int) id(nextRow, nextColumn) - 1);
        RoadClass roadClass = rank == 2 ? RoadClass.PRIMARY : RoadClass.SECONDARY;
        addLink(id(row, column), id(nextRow, nextColumn), roadClass, rank == 2 ? 16.7f : 13.9f, rank + 1);
        addLink(id(nextRow, nextColumn), id(row, column), roadClass, rank == 2 ? 16.7f : 13.9f, rank + 1);
    }

    /** Where larger roads cross: across the oncoming traffic. */
    private void banTurns() {
        for (int row = 1; row + 1 < side; row++) {
            for (int column = 1; column + 1 < side; column++) {
                if (rowRank[row] > 0 && columnRank[column] > 0) {
                    ban(id(row, column - 1), id(row, column), id(row - 1, column));
                    ban(id(row, column + 1), id(row, column), id(row + 1, column));
                }
            }
        }
    }

    private void ban(long from, long via, long to) {
        if (builder.hasLink(linkId(from, via)) && builder.hasLink(linkId(via, to))) {
            bannable.add(new long[] {linkId(from, via), linkId(via, to)});
        }
    }

    private void addLocalStreets() {
        int[] edges = new int[2 * side * side];
        int count = 0;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                if (column + 1 < side && rowRank[row] == 0) {
                    edges[count++] = 2 * (row * side + column);
                }
                if (row + 1 < side && columnRank[column] == 0) {
                    edges[count++] = 2 * (row * side + column) + 1;
                }
            }
        }
        for (int i = count - 1; i > 0; i--) {
            int k = random.nextInt(i + 1);
            int kept = edges[i];
            edges[i] = edges[k];
            edges[k] = kept;
        }
        // First within the blocks, so that few streets open into the larger roads; then what is still needed; over
        // water and rails only where a place could not be reached otherwise.
        for (int pass = 0; pass < 3; pass++) {
            for (int i = 0; i < count; i++) {
                addLocal(edges[i], pass);
            }
        }
    }

    private void addLocal(int edge, int pass) {
        int row = edge / 2 / side;
        int column = edge / 2 % side;
        boolean north = edge % 2 == 1;
        int nextRow = north ? row + 1 : row;
        int nextColumn = north ? column : column + 1;
        boolean barred = (north ? rowBarrier[row] : columnBarrier[column]) > 0;
        boolean meets = rowRank[row] + columnRank[column] + rowRank[nextRow] + columnRank[nextColumn] > 0;
        if (pass != (barred ? 2 : meets ? 1 : 0)) {
            return;
        }
        boolean needed = join(row * side + column, nextRow * side + nextColumn);
        double kept = barred ? 0 : meets ? KEPT_AT_ARTERIAL : KEPT_LOCAL;
        if (!needed && random.nextDouble() >= kept) {
            return;
        }
        long from = id(row, column);
        long to = id(nextRow, nextColumn);
        RoadClass roadClass = random.nextInt(8) == 0 ? RoadClass.TERTIARY : RoadClass.RESIDENTIAL;
        boolean oneWay = !needed && random.nextDouble() < ONE_WAY;
        boolean with = (north ? column : row) % 2 == 0;
        if (!oneWay || with) {
            addLink(from, to, roadClass, 8.3f, 1);
        }
        if (!oneWay || !with) {
            addLink(to, from, roadClass, 8.3f, 1);
        }
    }

    /** Along every second primary road, apart from the grid: two carriageways, ramps at other primary roads. */
    private void addMotorways() {
        long next = id(side - 1, side - 1) + 1;
        for (int axis = 0; axis < 2; axis++) {
            byte[] along = axis == 0 ? rowRank : columnRank;
            byte[] across = axis == 0 ? columnRank : rowRank;
            int primaries = 0;
            for (int line = 0; line < side; line++) {
                if (along[line] == 2 && primaries++ % 2 == 1) {
                    next = addMotorway(axis, line, across, next);
                }
            }
        }
    }

    private long addMotorway(int axis, int line, byte[] across, long firstId) {
        long next = firstId;
        long before = -1;
        for (int at = 0; at < side; at++) {
            if (across[at] < 2) {
                continue;
            }
            for (int way = 0; way < 2; way++) {
                double along = SPACING_METRES * at + 30;
                double aside = SPACING_METRES * line + 35 + 15 * way;
                addNode(next + way, axis == 0 ? along : aside, axis == 0 ? aside : along, false);
            }
            long street = axis == 0 ? id(line, at) : id(at, line);
            for (int way = 0; way < 2; way++) {
                addLink(street, next + way, RoadClass.MOTORWAY_LINK, 13.9f, 1);
                addLink(next + way, street, RoadClass.MOTORWAY_LINK, 13.9f, 1);
            }
            if (before >= 0) {
                addLink(before, next, RoadClass.MOTORWAY, 27.8f, 3);
                addLink(next + 1, before + 1, RoadClass.MOTORWAY, 27.8f, 3);
            }
            before = next;
            next += 2;
        }
        return next;
    }

    private static long linkId(long from, long to) {
        return RoadNetworkBuilder.stableId(from + ">" + to);
    }

    private void addLink(long from, long to, RoadClass roadClass, float speed, int lanes) {
        if (builder.hasLink(linkId(from, to))) {
            return;
        }
        boolean heavy = roadClass != RoadClass.RESIDENTIAL || random.nextInt(4) > 0;
        builder.addLink(RoadLink.builder()
                .linkId(linkId(from, to))
                .from(from)
                .to(to)
                .freeFlowSpeedMps(speed * (0.8f + 0.4f * random.nextFloat()))
                .lanes(lanes)
                .roadClass(roadClass)
                .heavyAllowed(heavy)
                .build());
    }

    /** Joins two groups of places that reach each other; false if they were one before. */
    private boolean join(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        group[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
        return rootA != rootB;
    }

    private int root(int place) {
        int at = place;
        while (group[at] != at) {
            group[at] = group[group[at]];
            at = group[at];
        }
        return at;
    }
}
