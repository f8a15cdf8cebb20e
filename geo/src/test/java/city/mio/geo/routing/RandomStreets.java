package city.mio.geo.routing;

import city.mio.geo.network.RoadLink;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.network.RoadNetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small awkward networks: one-ways, turn bans, zero-length links, parallel links, loops, parts that nothing reaches. */
final class RandomStreets {

    private RandomStreets() {}

    static RoadNetwork grid(long seed, int columns, int rows) {
        Random random = new Random(seed);
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        int nodes = columns * rows;
        for (int i = 0; i < nodes; i++) {
            builder.addNode(
                    i + 1,
                    135.4 + 0.0011 * (i % columns) + 0.0002 * random.nextDouble(),
                    34.6 + 0.0009 * (i / columns) + 0.0002 * random.nextDouble(),
                    random.nextInt(4) == 0,
                    "",
                    "");
        }
        List<long[]> links = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            if (i % columns + 1 < columns) {
                street(builder, random, links, i + 1, i + 2);
            }
            if (i + columns < nodes) {
                street(builder, random, links, i + 1, i + 1 + columns);
            }
        }
        for (int extra = 0; extra < nodes / 12; extra++) {
            link(builder, random, links, 1 + random.nextInt(nodes), 1 + random.nextInt(nodes));
        }
        for (long[] from : links) {
            for (long[] to : links) {
                int kind = from[2] == to[1] ? random.nextInt(24) : 9;
                if (kind < 2) {
                    builder.banTurn(from[0], to[0]);
                } else if (kind == 2) {
                    builder.banPathForHeavy(from[0], to[0]);
                }
            }
        }
        return builder.build();
    }

    private static void street(RoadNetworkBuilder builder, Random random, List<long[]> links, long a, long b) {
        int kind = random.nextInt(10);
        if (kind < 8) {
            link(builder, random, links, a, b);
        }
        if (kind < 6 || kind == 8) {
            link(builder, random, links, b, a);
        }
    }

    private static void link(RoadNetworkBuilder builder, Random random, List<long[]> links, long from, long to) {
        long id = RoadNetworkBuilder.stableId(links.size() + ":" + from + ">" + to);
        builder.addLink(RoadLink.builder()
                .linkId(id)
                .from(from)
                .to(to)
                .lengthMetres(random.nextInt(8) == 0 ? 0 : 20 + random.nextInt(200))
                .freeFlowSpeedMps(5 + random.nextInt(15))
                .heavyAllowed(random.nextInt(5) > 0)
                .build());
        links.add(new long[] {id, from, to});
    }

    /** A street with a link for each direction. */
    static void twoWay(RoadNetworkBuilder builder, long a, long b) {
        oneWay(builder, a, b);
        oneWay(builder, b, a);
    }

    static void oneWay(RoadNetworkBuilder builder, long from, long to) {
        builder.addLink(RoadLink.builder()
                .linkId(RoadNetworkBuilder.stableId(from + ">" + to))
                .from(from)
                .to(to)
                .freeFlowSpeedMps(10)
                .build());
    }

    /** Random times: some links closed, some at no time at all. */
    static LinkTimes times(RoadNetwork network, Random random) {
        int[] millis = new int[network.linkCount()];
        for (int link = 0; link < millis.length; link++) {
            int kind = random.nextInt(20);
            millis[link] = kind == 0 ? LinkTimes.IMPASSABLE : kind == 1 ? 0 : 1 + random.nextInt(60_000);
        }
        return LinkTimes.of(network, millis);
    }

    /** Random drives of 2 to 5 links, to be banned. */
    static List<int[]> bannedPaths(RoadNetwork network, Random random, int count) {
        List<int[]> paths = new ArrayList<>();
        while (paths.size() < count) {
            int[] path = new int[2 + random.nextInt(4)];
            path[0] = random.nextInt(network.linkCount());
            boolean whole = true;
            for (int i = 1; i < path.length && whole; i++) {
                int node = network.toNode(path[i - 1]);
                whole = network.outDegree(node) > 0;
                if (whole) {
                    path[i] = network.outLink(node, random.nextInt(network.outDegree(node)));
                }
            }
            if (whole) {
                paths.add(path);
            }
        }
        return paths;
    }

    static LinkPosition position(RoadNetwork network, Random random) {
        int kind = random.nextInt(6);
        double share = kind == 0 ? 0 : kind == 1 ? 1 : random.nextDouble();
        return new LinkPosition(random.nextInt(network.linkCount()), share);
    }
}
