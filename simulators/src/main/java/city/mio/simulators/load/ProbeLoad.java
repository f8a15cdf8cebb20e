package city.mio.simulators.load;

import city.mio.events.VehicleKind;
import city.mio.geo.network.RoadNetwork;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A reproducible stream of probe positions, much cheaper to make than to match: vehicles that drive the network at
 * random (no turn back where another way is, no banned turn), each sending a fix every so many seconds with GPS noise,
 * speed and heading. Fixes come in the order of time, evenly spread over the interval. The records are written as
 * Protobuf directly, in the form of {@code probe.position}. Not thread-safe.
 */
public final class ProbeLoad {

    private static final double NOISE_METRES = 4;

    private final RoadNetwork network;
    private final double[] segmentMetres;
    private final int[] firstSegment;
    private final SplittableRandom random;
    private final long start;
    private final long intervalMillis;
    private final double metresPerLon;
    private final double metresPerLat;

    private final byte[][] keys;
    private final int[] links;
    private final int[] points;
    private final double[] offsets;
    private final float[] speeds;

    private final byte[] buffer = new byte[256];
    private int vehicle = -1;
    private long round;
    private long time;
    private byte[] value;

    /**
     * @param vehicles how many drive at once, at least one
     * @param intervalMillis between two fixes of a vehicle
     * @param start event time of the first fix, UTC epoch milliseconds
     * @throws IllegalArgumentException if a number is out of range or the network has no link
     */
    public ProbeLoad(RoadNetwork network, int vehicles, long intervalMillis, long start, long seed) {
        if (vehicles < 1) {
            throw new IllegalArgumentException("vehicles is less than 1: " + vehicles);
        }
        if (intervalMillis < 1) {
            throw new IllegalArgumentException("intervalMillis is less than 1: " + intervalMillis);
        }
        if (network.linkCount() == 0) {
            throw new IllegalArgumentException("network has no link");
        }
        this.network = network;
        this.start = start;
        this.intervalMillis = intervalMillis;
        this.random = new SplittableRandom(seed);
        double centreLat = network.bounds().centre().y;
        metresPerLat = Math.toRadians(1) * 6_371_008.8;
        metresPerLon = metresPerLat * Math.cos(Math.toRadians(centreLat));
        firstSegment = new int[network.linkCount()];
        segmentMetres = measure();
        keys = new byte[vehicles][];
        links = new int[vehicles];
        points = new int[vehicles];
        offsets = new double[vehicles];
        speeds = new float[vehicles];
        for (int v = 0; v < vehicles; v++) {
            keys[v] = ("load-" + v).getBytes(StandardCharsets.UTF_8);
            links[v] = random.nextInt(network.linkCount());
            speeds[v] = (float) (0.5 + 0.5 * random.nextDouble());
        }
    }

    private double[] measure() {
        int total = 0;
        for (int link = 0; link < network.linkCount(); link++) {
            firstSegment[link] = total;
            total += network.shapeSize(link) - 1;
        }
        double[] metres = new double[total];
        for (int link = 0; link < network.linkCount(); link++) {
            for (int i = 0; i + 1 < network.shapeSize(link); i++) {
                metres[firstSegment[link] + i] = Math.hypot(
                        (network.shapeLon(link, i + 1) - network.shapeLon(link, i)) * metresPerLon,
                        (network.shapeLat(link, i + 1) - network.shapeLat(link, i)) * metresPerLat);
            }
        }
        return metres;
    }

    /** Makes the next fix; {@link #key}, {@link #value} and {@link #time} are about it then. */
    public void next() {
        vehicle++;
        if (vehicle == keys.length) {
            vehicle = 0;
            round++;
        }
        time = start + round * intervalMillis + vehicle * intervalMillis / keys.length;
        if (round > 0) {
            drive(network.freeFlowSpeedMps(links[vehicle]) * speeds[vehicle] * intervalMillis / 1000);
        }
        encode();
    }

    private void drive(double metres) {
        double left = metres;
        // A network of zero-length links must not hold a vehicle for ever.
        for (int steps = 0; left > 0 && steps < 10_000; steps++) {
            int link = links[vehicle];
            double rest = segmentMetres[firstSegment[link] + points[vehicle]] - offsets[vehicle];
            if (left < rest) {
                offsets[vehicle] += left;
                return;
            }
            left -= rest;
            offsets[vehicle] = 0;
            if (points[vehicle] + 2 < network.shapeSize(link)) {
                points[vehicle]++;
            } else {
                points[vehicle] = 0;
                links[vehicle] = successor(link);
            }
        }
    }

    private int successor(int link) {
        int node = network.toNode(link);
        int degree = network.outDegree(node);
        int back = network.oppositeLink(link);
        int from = degree == 0 ? 0 : random.nextInt(degree);
        for (int i = 0; i < degree; i++) {
            int next = network.outLink(node, (from + i) % degree);
            if (next != back && network.turnAllowed(link, next)) {
                return next;
            }
        }
        // A dead end: another car begins elsewhere under the same name only if there is no way back either.
        return back >= 0 ? back : random.nextInt(network.linkCount());
    }

    private double noise() {
        // Sum of uniforms: close enough to normal, and cheap.
        return (random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2)
                * NOISE_METRES
                * 1.7320508;
    }

    private void encode() {
        int link = links[vehicle];
        int point = points[vehicle];
        double length = segmentMetres[firstSegment[link] + point];
        double share = length > 0 ? offsets[vehicle] / length : 0;
        double lon1 = network.shapeLon(link, point);
        double lat1 = network.shapeLat(link, point);
        double east = (network.shapeLon(link, point + 1) - lon1) * metresPerLon;
        double north = (network.shapeLat(link, point + 1) - lat1) * metresPerLat;
        double heading = Math.toDegrees(Math.atan2(east, north));
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(buffer);
            out.writeByteArray(1, keys[vehicle]);
            out.writeEnum(2, VehicleKind.CAR.code());
            out.writeUInt64(3, round + 1);
            out.writeInt64(4, time);
            out.writeDouble(5, lon1 + (share * east + noise()) / metresPerLon);
            out.writeDouble(6, lat1 + (share * north + noise()) / metresPerLat);
            out.writeFloat(7, network.freeFlowSpeedMps(link) * speeds[vehicle]);
            out.writeFloat(8, (float) (heading < 0 ? Math.min(heading + 360, 359.99) : heading));
            out.writeFloat(9, (float) NOISE_METRES);
            value = Arrays.copyOf(buffer, out.getTotalBytesWritten());
        } catch (IOException e) {
            throw new UncheckedIOException("a fix is longer than " + buffer.length + " bytes", e);
        }
    }

    /** The fix's key on the topic; the vehicle's id. */
    public byte[] key() {
        return keys[vehicle];
    }

    /** The fix as it stands on the topic; a new array each time. */
    public byte[] value() {
        return value;
    }

    /** When the fix was taken, UTC epoch milliseconds. */
    public long time() {
        return time;
    }

    /** Index of the link that the vehicle is on. */
    public int link() {
        return links[vehicle];
    }
}
