package city.mio.simulators.devices;

import city.mio.events.ProbePosition;
import city.mio.events.VehicleKind;
import city.mio.geo.network.LocalProjection;
import java.util.SplittableRandom;

/**
 * The GPS receiver of one vehicle: a fixed interval between 1 and 15 s, an error of 5 to 10 m that wanders (first
 * order Gauss-Markov with 20 s, as receivers' errors are correlated in time), now and then a jump of 100 to 400 m.
 */
final class ProbeDevice {

    private static final double CORRELATION_SECONDS = 20;

    private final String vehicleId;
    private final VehicleKind kind;
    private final SplittableRandom random;
    private final double interval;
    private final double sigma;
    private double errorX;
    private double errorY;
    private double lastFix = Double.NEGATIVE_INFINITY;
    private double nextFix;
    private long sequence;

    ProbeDevice(String vehicleId, VehicleKind kind, double now, SplittableRandom random) {
        this.vehicleId = vehicleId;
        this.kind = kind;
        this.random = random;
        this.interval = 1 + random.nextInt(15);
        // 5 to 10 m is the radius that holds 68 %; per axis that is the radius over 1.51 (Rayleigh).
        this.sigma = (5 + 5 * random.nextDouble()) / 1.51;
        this.nextFix = now + random.nextDouble() * interval;
        this.errorX = sigma * random.nextGaussian();
        this.errorY = sigma * random.nextGaussian();
    }

    boolean isDue(double now) {
        return now >= nextFix;
    }

    /** No fix could be taken, as in a tunnel. */
    void skip(double now) {
        nextFix = now + interval;
    }

    /** A fix at the true place given, with the receiver's error. */
    ProbePosition fix(
            double now, long time, double lon, double lat, double speedMps, double headingDegrees, double jumpRate,
            LocalProjection projection) {
        double keep = Math.exp(-Math.min(600, now - lastFix) / CORRELATION_SECONDS);
        double fresh = Math.sqrt(1 - keep * keep);
        errorX = keep * errorX + fresh * sigma * random.nextGaussian();
        errorY = keep * errorY + fresh * sigma * random.nextGaussian();
        lastFix = now;
        nextFix = now + interval;
        double x = projection.x(lon) + errorX;
        double y = projection.y(lat) + errorY;
        if (random.nextDouble() < jumpRate) {
            double angle = random.nextDouble() * 2 * Math.PI;
            double far = 100 + 300 * random.nextDouble();
            x += far * Math.cos(angle);
            y += far * Math.sin(angle);
        }
        double speed = Math.max(0, speedMps + 0.4 * random.nextGaussian());
        // Receivers give no course while they stand.
        float heading = speedMps < 1
                ? Float.NaN
                : (float) (((headingDegrees + 4 * random.nextGaussian()) % 360 + 360) % 360);
        return new ProbePosition(
                vehicleId,
                kind,
                ++sequence,
                time,
                projection.lon(x),
                projection.lat(y),
                (float) speed,
                heading >= 360 ? 0 : heading,
                (float) (sigma * 1.51));
    }

    /** The next fix comes later: trackers send seldom while their vehicle stands with its engine off. */
    void rest(double now, double seconds) {
        nextFix = Math.max(nextFix, now + seconds);
    }

    long nextSequence() {
        return ++sequence;
    }
}
