package city.mio.geo.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tracks as broken devices and hostile senders make them; seeded. */
final class HostileTracks {

    /** As given to {@link OnlineMatcher#accept}. */
    record Fix(long time, double lon, double lat, float speed, float heading, float accuracy) {}

    private static final long[] TIMES = {
        Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE, 0, -1, 253_402_300_799_999L, -253_402_300_799_999L
    };
    private static final double[] DEGREES = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 90, -90, 180, -180, 179.9999999,
        90.0000001, 1e300, Double.MIN_VALUE, -181
    };
    private static final float[] FLOATS = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, -1, 1e30f, Float.MIN_VALUE, 360, 720, -90, 5, 33
    };

    private HostileTracks() {}

    /** A drive over the grid, damaged in one to four ways. */
    static List<Fix> track(TestRoads roads, int size, double metres, long seed) {
        Random random = new Random(seed);
        List<Fix> fixes = new ArrayList<>();
        for (double[] fix : RandomDrives.fixes(roads, size, metres, seed)) {
            fixes.add(new Fix(
                    1_767_225_600_000L + (long) fix[0],
                    TestRoads.PLANE.lon(fix[1]),
                    TestRoads.PLANE.lat(fix[2]),
                    Float.NaN,
                    Float.NaN,
                    Float.NaN));
        }
        for (int damages = 1 + random.nextInt(4); damages > 0; damages--) {
            damage(fixes, random);
        }
        return fixes;
    }

    private static void damage(List<Fix> fixes, Random random) {
        int at = random.nextInt(fixes.size());
        int until = Math.min(fixes.size(), at + 1 + random.nextInt(30));
        switch (random.nextInt(14)) {
            case 0 -> each(fixes, at, until, f -> move(f, pick(DEGREES, random), f.lat));
            case 1 -> each(fixes, at, until, f -> move(f, f.lon, pick(DEGREES, random)));
            case 2 -> each(fixes, at, until, f -> move(f, f.lat, f.lon));
            case 3 -> each(fixes, at, until, f -> retime(f, TIMES[random.nextInt(TIMES.length)]));
            case 4 -> {
                long back = random.nextInt(100_000);
                each(fixes, at, fixes.size(), f -> retime(f, f.time - back));
            }
            case 5 -> {
                long gap = random.nextInt(4) == 0 ? 1L << random.nextInt(47) : random.nextInt(900_000);
                each(fixes, at, fixes.size(), f -> retime(f, f.time + gap));
            }
            case 6 -> each(fixes, at, until, f -> retime(f, fixes.get(at).time));
            case 7 -> each(fixes, at, until, f -> move(f, f.lon + random.nextGaussian(), f.lat + random.nextGaussian()));
            case 8 -> {
                // To and fro across the network, each second.
                double far = 0.001 + random.nextDouble() * 0.02;
                each(fixes, at, until, f -> move(f, f.lon + (random.nextBoolean() ? far : -far), f.lat + far));
            }
            case 9 -> repeat(fixes, at, 1 + random.nextInt(3_000), 1 + random.nextInt(2_000));
            case 10 -> each(fixes, 0, fixes.size(), f -> new Fix(
                    f.time, f.lon, f.lat, pick(FLOATS, random), pick(FLOATS, random), pick(FLOATS, random)));
            case 11 -> thin(fixes, at, 1 + random.nextInt(60));
            case 12 -> java.util.Collections.shuffle(fixes.subList(at, until), random);
            default -> {
                double wide = Math.exp(random.nextDouble() * 8) * 1e-6;
                each(fixes, 0, fixes.size(), f -> move(
                        f, f.lon + wide * random.nextGaussian(), f.lat + wide * random.nextGaussian()));
            }
        }
    }

    private static void each(List<Fix> fixes, int from, int until, java.util.function.UnaryOperator<Fix> change) {
        for (int i = from; i < until; i++) {
            fixes.set(i, change.apply(fixes.get(i)));
        }
    }

    private static Fix move(Fix fix, double lon, double lat) {
        return new Fix(fix.time, lon, lat, fix.speed, fix.heading, fix.accuracy);
    }

    private static Fix retime(Fix fix, long time) {
        return new Fix(time, fix.lon, fix.lat, fix.speed, fix.heading, fix.accuracy);
    }

    /** The same place for so many more fixes; what follows comes later. */
    private static void repeat(List<Fix> fixes, int at, int times, long every) {
        List<Fix> same = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
            same.add(retime(fixes.get(at), fixes.get(at).time + i * every));
        }
        each(fixes, at + 1, fixes.size(), f -> retime(f, f.time + times * every));
        fixes.addAll(at + 1, same);
    }

    /** From here on silences of so many seconds. */
    private static void thin(List<Fix> fixes, int from, int seconds) {
        for (int i = from + 1; i < fixes.size(); i++) {
            long since = fixes.get(i).time - fixes.get(i - 1).time;
            if (since >= 0 && since < seconds * 1000L && i + 1 < fixes.size()) {
                fixes.remove(i--);
            }
        }
    }

    private static double pick(double[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static float pick(float[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
