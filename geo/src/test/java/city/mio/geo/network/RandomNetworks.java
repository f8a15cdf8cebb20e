package city.mio.geo.network;

import java.util.Random;

/** Networks made by chance, the same for the same seed. */
final class RandomNetworks {

    private RandomNetworks() {}

    /** Nodes strewn over a square about Osaka; links between any two of them, with up to {@code mostVia} bends. */
    static RoadNetwork strewn(long seed, int nodes, int links, double sideDegrees, int mostVia) {
        Random random = new Random(seed);
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        double[] lon = new double[nodes];
        double[] lat = new double[nodes];
        for (int i = 0; i < nodes; i++) {
            lon[i] = 135.5 + sideDegrees * (random.nextDouble() - 0.5);
            lat[i] = 34.7 + sideDegrees * (random.nextDouble() - 0.5);
            builder.addNode(i + 1, lon[i], lat[i], random.nextInt(5) == 0, "交差点" + i, i % 3 == 0 ? "Node " + i : "");
        }
        RoadClass[] classes = RoadClass.values();
        Structure[] structures = Structure.values();
        for (int i = 0; i < links; i++) {
            int from = random.nextInt(nodes);
            int to = random.nextInt(nodes);
            int bends = random.nextInt(mostVia + 1);
            double[] via = new double[2 * bends];
            for (int k = 0; k < bends; k++) {
                double share = (k + 1.0) / (bends + 1);
                via[2 * k] = lon[from] + share * (lon[to] - lon[from]) + 0.001 * random.nextGaussian();
                via[2 * k + 1] = lat[from] + share * (lat[to] - lat[from]) + 0.001 * random.nextGaussian();
            }
            builder.addLink(RoadLink.builder()
                    .linkId(RoadNetworkBuilder.stableId(seed + "/" + i))
                    .from(from + 1)
                    .to(to + 1)
                    .freeFlowSpeedMps(5 + random.nextInt(20))
                    .lanes(1 + random.nextInt(4))
                    .roadClass(classes[random.nextInt(classes.length)])
                    .structure(structures[random.nextInt(structures.length)])
                    .layer(random.nextInt(5) - 2)
                    .heavyAllowed(random.nextBoolean())
                    .roadName("通り" + random.nextInt(20), "Street")
                    .via(via)
                    .build());
        }
        return builder.build();
    }

    /** A grid of streets, two-way, about 100 m apart. */
    static RoadNetwork grid(int columns, int rows) {
        RoadNetworkBuilder builder = new RoadNetworkBuilder();
        for (int i = 0; i < columns * rows; i++) {
            builder.addNode(
                    i + 1, 135.4 + 0.0011 * (i % columns), 34.6 + 0.0009 * (i / columns), i % 4 == 0, "", "");
        }
        for (int i = 0; i < columns * rows; i++) {
            if (i % columns + 1 < columns) {
                street(builder, i + 1, i + 2);
            }
            if (i + columns < columns * rows) {
                street(builder, i + 1, i + 1 + columns);
            }
        }
        return builder.build();
    }

    private static void street(RoadNetworkBuilder builder, long from, long to) {
        builder.addLink(RoadLink.builder()
                .linkId(RoadNetworkBuilder.stableId(from + ">" + to))
                .from(from)
                .to(to)
                .build());
        builder.addLink(RoadLink.builder()
                .linkId(RoadNetworkBuilder.stableId(to + ">" + from))
                .from(to)
                .to(from)
                .build());
    }
}
