package city.mio.bench.places;

import city.mio.geo.places.PlaceShape;
import city.mio.geo.places.ZoneIndex;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./mio bench places}. */
@Command(
        name = "places",
        description = {
            "Which of many places each point lies in, with all of them found: Mio's ZoneIndex beside JTS (prepared"
                    + " geometries in an STRtree) in one process, on the same polygons and points.",
            "One thread, CPU time. Every answer of both is compared."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PlacesBench implements Callable<Integer> {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** About the size of Osaka. */
    private static final double EXTENT_DEGREES = 0.2;

    private static final double LON = 135.5;
    private static final double LAT = 34.68;

    @Option(names = "--places", description = "polygons, a fifth of them with a hole (default: ${DEFAULT-VALUE})")
    private int places = 1_000;

    @Option(names = "--corners", description = "of a polygon, at most (default: ${DEFAULT-VALUE})")
    private int corners = 60;

    @Option(names = "--points", description = "checked in each round (default: ${DEFAULT-VALUE})")
    private int points = 200_000;

    @Option(names = "--rounds", description = "after two to warm up; the median counts (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(names = "--seed", description = "of polygons and points (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there, the table to standard output")
    private Path json;

    @Override
    public Integer call() throws Exception {
        if (places < 1 || corners < 10 || points < 1 || rounds < 1) {
            throw new IllegalArgumentException("--places, --points and --rounds must be positive, --corners at least 10");
        }
        System.out.println("| radius of a place | places at a point | Mio, points/s | JTS, points/s | ratio | differ |");
        System.out.println("|---|---|---|---|---|---|");
        List<Map<String, Object>> results = new ArrayList<>();
        long differ = 0;
        for (double radius : new double[] {0.002, 0.01, 0.02}) {
            Map<String, Object> result = measure(radius);
            results.add(result);
            differ += (Long) result.get("differ");
            System.out.println(String.format(
                    Locale.ROOT, "| to %.0f m | %.2f | %,.0f | %,.0f | %.1f | %d |",
                    radius * 111_195, result.get("placesPerPoint"), result.get("pointsPerSecond"),
                    result.get("jtsPointsPerSecond"), result.get("ratio"), result.get("differ")));
        }
        if (json != null) {
            Files.writeString(
                    json, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(results) + "\n");
        }
        if (differ > 0) {
            System.err.println("mio bench: " + differ + " points have other places in JTS");
            return 1;
        }
        return 0;
    }

    private Map<String, Object> measure(double radius) {
        Random random = new Random(seed);
        List<Polygon> polygons = new ArrayList<>();
        for (int i = 0; i < places; i++) {
            polygons.add(polygon(radius, random));
        }
        double[] lons = new double[points];
        double[] lats = new double[points];
        for (int i = 0; i < points; i++) {
            lons[i] = LON + EXTENT_DEGREES * (random.nextDouble() - 0.5);
            lats[i] = LAT + EXTENT_DEGREES * (random.nextDouble() - 0.5);
        }
        List<PlaceShape> shapes = new ArrayList<>();
        STRtree tree = new STRtree();
        for (int i = 0; i < places; i++) {
            shapes.add(PlaceShape.zone("place-" + i, polygons.get(i)));
            tree.insert(polygons.get(i).getEnvelopeInternal(), PreparedGeometryFactory.prepare(polygons.get(i)));
        }
        tree.build();
        ZoneIndex index = new ZoneIndex(shapes);

        long[] ours = new long[points];
        long[] theirs = new long[points];
        double[] ourRates = new double[rounds];
        double[] theirRates = new double[rounds];
        int[] out = new int[places];
        for (int round = -2; round < rounds; round++) {
            long start = cpuNanos();
            for (int i = 0; i < points; i++) {
                ours[i] = index.placesAt(lons[i], lats[i], out);
            }
            long between = cpuNanos();
            for (int i = 0; i < points; i++) {
                theirs[i] = count(tree, lons[i], lats[i]);
            }
            long end = cpuNanos();
            if (round >= 0) {
                ourRates[round] = points * 1e9 / (between - start);
                theirRates[round] = points * 1e9 / (end - between);
            }
        }
        Arrays.sort(ourRates);
        Arrays.sort(theirRates);
        long differ = 0;
        long found = 0;
        for (int i = 0; i < points; i++) {
            differ += ours[i] == theirs[i] ? 0 : 1;
            found += ours[i];
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("places", places);
        result.put("radiusDegrees", radius);
        result.put("placesPerPoint", (double) found / points);
        result.put("pointsPerSecond", ourRates[rounds / 2]);
        result.put("jtsPointsPerSecond", theirRates[rounds / 2]);
        result.put("ratio", ourRates[rounds / 2] / theirRates[rounds / 2]);
        result.put("differ", differ);
        return result;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long count(STRtree tree, double lon, double lat) {
        Point point = FACTORY.createPoint(new Coordinate(lon, lat));
        long[] found = new long[1];
        tree.query(new Envelope(lon, lon, lat, lat), item -> found[0] += ((PreparedGeometry) item).covers(point) ? 1 : 0);
        return found[0];
    }

    private Polygon polygon(double mostRadius, Random random) {
        double lon = LON + EXTENT_DEGREES * (random.nextDouble() - 0.5);
        double lat = LAT + EXTENT_DEGREES * (random.nextDouble() - 0.5);
        double radius = mostRadius * (0.1 + 0.9 * random.nextDouble());
        int count = 8 + random.nextInt(corners - 7);
        LinearRing shell = ring(lon, lat, radius, count, random);
        return random.nextInt(5) == 0
                ? FACTORY.createPolygon(shell, new LinearRing[] {ring(lon, lat, 0.3 * radius, count, random)})
                : FACTORY.createPolygon(shell);
    }

    private static LinearRing ring(double lon, double lat, double radius, int count, Random random) {
        Coordinate[] ring = new Coordinate[count + 1];
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * i / count;
            double far = radius * (0.6 + 0.4 * random.nextDouble());
            ring[i] = new Coordinate(lon + far * Math.cos(angle), lat + far * Math.sin(angle));
        }
        ring[count] = ring[0].copy();
        return FACTORY.createLinearRing(ring);
    }
}
