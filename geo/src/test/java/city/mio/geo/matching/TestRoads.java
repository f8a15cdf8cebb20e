package city.mio.geo.matching;

import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Small road networks drawn in metres about a point in Osaka; a link is called "from>to" by its nodes' names. */
final class TestRoads {

    static final LocalProjection PLANE = new LocalProjection(135.5, 34.7);

    private final RoadNetworkBuilder builder = new RoadNetworkBuilder();
    private final Map<String, double[]> nodes = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();

    /** A square grid of two-way streets; node "c3" is column c (the third), row 3. */
    static TestRoads grid(int columns, int rows, double metres) {
        TestRoads roads = new TestRoads();
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < rows; r++) {
                roads.node(gridName(c, r), c * metres, r * metres);
            }
        }
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < rows; r++) {
                if (c + 1 < columns) {
                    roads.twoWay(gridName(c, r), gridName(c + 1, r));
                }
                if (r + 1 < rows) {
                    roads.twoWay(gridName(c, r), gridName(c, r + 1));
                }
            }
        }
        return roads;
    }

    static String gridName(int column, int row) {
        return (char) ('a' + column) + Integer.toString(row);
    }

    TestRoads node(String name, double x, double y) {
        nodes.put(name, new double[] {x, y});
        builder.addNode(RoadNetworkBuilder.stableId(name), PLANE.lon(x), PLANE.lat(y), false, name, name);
        return this;
    }

    TestRoads oneWay(String... course) {
        for (int i = 1; i < course.length; i++) {
            link(course[i - 1], course[i], RoadClass.TERTIARY);
        }
        return this;
    }

    TestRoads twoWay(String... course) {
        for (int i = 1; i < course.length; i++) {
            link(course[i - 1], course[i], RoadClass.TERTIARY);
            link(course[i], course[i - 1], RoadClass.TERTIARY);
        }
        return this;
    }

    TestRoads link(String from, String to, RoadClass roadClass) {
        long id = RoadNetworkBuilder.stableId(from + ">" + to);
        names.put(id, from + ">" + to);
        builder.addLink(RoadLink.builder()
                .linkId(id)
                .from(RoadNetworkBuilder.stableId(from))
                .to(RoadNetworkBuilder.stableId(to))
                .roadClass(roadClass)
                .build());
        return this;
    }

    TestRoads closedToHeavy(String from, String to) {
        builder.addLink(RoadLink.builder()
                .linkId(RoadNetworkBuilder.stableId(from + ">" + to))
                .from(RoadNetworkBuilder.stableId(from))
                .to(RoadNetworkBuilder.stableId(to))
                .roadClass(RoadClass.TERTIARY)
                .heavyAllowed(false)
                .build());
        names.put(RoadNetworkBuilder.stableId(from + ">" + to), from + ">" + to);
        return this;
    }

    TestRoads ban(String from, String via, String to) {
        builder.banTurn(
                RoadNetworkBuilder.stableId(from + ">" + via), RoadNetworkBuilder.stableId(via + ">" + to));
        return this;
    }

    /** Bans driving along these nodes in one go. */
    TestRoads bannedPath(String... course) {
        long[] links = new long[course.length - 1];
        for (int i = 0; i < links.length; i++) {
            links[i] = RoadNetworkBuilder.stableId(course[i] + ">" + course[i + 1]);
        }
        builder.banPath(links);
        return this;
    }

    RoadNetwork build() {
        return builder.build();
    }

    String name(RoadNetwork network, int link) {
        return names.get(network.linkId(link));
    }

    double[] at(String node) {
        return nodes.get(node);
    }

    /** Drives along nodes at a steady speed; the track can be noisy, and told less often than each second. */
    final class Drive {
        private final java.util.List<double[]> fixes = new java.util.ArrayList<>();
        private final Random random;
        private final double noise;
        private double time;
        private double x;
        private double y;

        Drive(String start, double noiseMetres, long seed) {
            random = new Random(seed);
            noise = noiseMetres;
            x = at(start)[0];
            y = at(start)[1];
        }

        /** Goes to a node, a fix each so many seconds from the start on, none at the end. */
        Drive to(String node, double speedMps, double everySeconds) {
            return toPlace(at(node)[0], at(node)[1], speedMps, everySeconds);
        }

        Drive toPlace(double toX, double toY, double speedMps, double everySeconds) {
            double metres = Math.hypot(toX - x, toY - y);
            double fromX = x;
            double fromY = y;
            double begin = time;
            for (double d = 0; d < metres - 1e-6; d += speedMps * everySeconds) {
                time = begin + d / speedMps;
                x = fromX + (toX - fromX) * d / metres;
                y = fromY + (toY - fromY) * d / metres;
                fix();
            }
            time = begin + metres / speedMps;
            x = toX;
            y = toY;
            return this;
        }

        Drive stand(double seconds, double everySeconds) {
            double end = time + seconds;
            for (; time < end - 1e-6; time += everySeconds) {
                fix();
            }
            return this;
        }

        /** Goes on without being seen. */
        Drive unseenTo(String node, double seconds) {
            time += seconds;
            x = at(node)[0];
            y = at(node)[1];
            return this;
        }

        /** Is elsewhere at once. */
        Drive toPlaceUnseen(double toX, double toY) {
            x = toX;
            y = toY;
            return this;
        }

        Drive fix() {
            fixAt(x + noise * random.nextGaussian(), y + noise * random.nextGaussian());
            return this;
        }

        Drive fixAt(double seenX, double seenY) {
            fixes.add(new double[] {Math.round(time * 1000), seenX, seenY});
            return this;
        }

        Drive pause(double seconds) {
            time += seconds;
            return this;
        }

        /** Milliseconds, metres east, metres north. */
        java.util.List<double[]> fixes() {
            return fixes;
        }
    }

    Drive drive(String start) {
        return new Drive(start, 0, 0);
    }

    Drive noisyDrive(String start, double noiseMetres, long seed) {
        return new Drive(start, noiseMetres, seed);
    }
}
