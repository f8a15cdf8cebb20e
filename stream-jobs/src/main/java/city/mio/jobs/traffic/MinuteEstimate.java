package city.mio.jobs.traffic;

import city.mio.events.SpeedSource;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The evidence for one link in one minute, and the speed it makes.
 *
 * <p>Probes: total distance over total time of what vehicles drove on the link within the minute (Edie, "Discussion
 * of traffic stream measurements and definitions", 1963), which is the space-mean speed whatever the sample
 * intervals; of four or more vehicles, those slower than {@value #SLOW_PACE} times the median pace are left out:
 * they stand for a reason of their own.
 *
 * <p>Detectors: the time mean of spot speeds, turned into a space mean by Wardrop's relation ("Some theoretical
 * aspects of road traffic research", 1952) with a coefficient of variation of {@value #SPOT_VARIATION}. A spot is not
 * the link: the ratio of the two that a link has shown so far corrects it.
 *
 * <p>Both are weighed by the inverse of their variance relative to the true speed. Mutable, not thread-safe.
 */
final class MinuteEstimate {

    static final int MOST_SAMPLES = 48;

    private static final double SLOW_PACE = 5;
    private static final double SPOT_VARIATION = 0.2;

    /** Spread of one vehicle's mean speed over a link with a signal about the mean of all, relative to it. */
    private static final double PROBE_VARIATION = 0.35;

    /** How far a spot's corrected speed stands off the link's, relative to it. */
    private static final double DETECTOR_VARIATION = 0.25;

    /** Weight at which confidence is 63 %: two and a half vehicles. */
    private static final double CONFIDENT_WEIGHT = 20;

    /** Buses stop at stops. */
    private static final double BUS_WEIGHT = 0.5;

    private static final float STANDING_MPS = 0.5f;

    final long minute;

    private float[] metres = new float[4];
    private float[] seconds = new float[4];
    private float[] weights = new float[4];
    private int kept;
    private int samples;
    private long ingestedAt;

    private double spotCount;
    private double spotPace;
    private double flowSum;
    private double occupancySum;
    private int readings;

    int revision;
    boolean changed;

    MinuteEstimate(long minute) {
        this.minute = minute;
    }

    /** A vehicle drove so far in so long within this minute. */
    void addProbe(double drivenMetres, double drivenSeconds, boolean bus, long at) {
        int slot;
        if (kept < MOST_SAMPLES) {
            if (kept == metres.length) {
                int length = Math.min(MOST_SAMPLES, 2 * kept);
                metres = Arrays.copyOf(metres, length);
                seconds = Arrays.copyOf(seconds, length);
                weights = Arrays.copyOf(weights, length);
            }
            slot = kept++;
        } else {
            // More than enough: the newest takes the place of the oldest.
            slot = samples % MOST_SAMPLES;
        }
        metres[slot] = (float) drivenMetres;
        seconds[slot] = (float) drivenSeconds;
        weights[slot] = (float) (bus ? BUS_WEIGHT : 1);
        samples++;
        ingestedAt = Math.max(ingestedAt, at);
        changed = true;
    }

    void addDetector(DetectorEvidence evidence) {
        if (evidence.trusted()) {
            if (!Float.isNaN(evidence.speedMps()) && evidence.count() > 0) {
                double spot = Math.max(STANDING_MPS, evidence.speedMps() * (1 - SPOT_VARIATION * SPOT_VARIATION));
                spotCount += evidence.count();
                spotPace += evidence.count() / spot;
            } else if (evidence.occupancy() > 0.5f) {
                // Something stands on the loop and nothing passes: a standing queue, as one vehicle.
                spotCount += 1;
                spotPace += 1 / STANDING_MPS;
            }
            flowSum += evidence.flowVph();
            occupancySum += evidence.occupancy();
            readings++;
        }
        ingestedAt = Math.max(ingestedAt, evidence.ingestedAt());
        changed = true;
    }

    /** Speed of the probes, m/s; NaN without any. */
    double probeSpeed() {
        if (kept == 0) {
            return Double.NaN;
        }
        double slowest = kept >= 4 ? SLOW_PACE * medianPace() : Double.POSITIVE_INFINITY;
        double distance = 0;
        double time = 0;
        for (int i = 0; i < kept; i++) {
            if (seconds[i] <= slowest * metres[i]) {
                distance += weights[i] * metres[i];
                time += weights[i] * seconds[i];
            }
        }
        return time > 0 ? distance / time : Double.NaN;
    }

    private double medianPace() {
        double[] paces = new double[kept];
        for (int i = 0; i < kept; i++) {
            paces[i] = seconds[i] / Math.max(metres[i], 0.1);
        }
        Arrays.sort(paces);
        return (paces[(kept - 1) / 2] + paces[kept / 2]) / 2;
    }

    /** Space-mean speed at the detectors, m/s; NaN if nothing passed. */
    double spotSpeed() {
        return spotCount > 0 ? spotCount / spotPace : Double.NaN;
    }

    /** Vehicles per hour over all lanes; NaN if nothing counted them. */
    float flowVph() {
        return readings == 0 ? Float.NaN : (float) (flowSum / readings);
    }

    float occupancy() {
        return readings == 0 ? Float.NaN : (float) (occupancySum / readings);
    }

    int samples() {
        return samples;
    }

    long ingestedAt() {
        return ingestedAt;
    }

    private double probeWeight() {
        double vehicles = 0;
        for (int i = 0; i < kept; i++) {
            vehicles += weights[i];
        }
        return vehicles / (PROBE_VARIATION * PROBE_VARIATION);
    }

    /**
     * Speed of the link, m/s; NaN without evidence.
     *
     * @param spotRatio link speed over spot speed, as the link has shown it
     */
    double speed(double spotRatio) {
        double probe = probeSpeed();
        double spot = spotSpeed() * spotRatio;
        if (Double.isNaN(spot)) {
            return probe;
        }
        if (Double.isNaN(probe)) {
            return spot;
        }
        double weight = probeWeight();
        double spotWeight = 1 / (DETECTOR_VARIATION * DETECTOR_VARIATION);
        return (weight * probe + spotWeight * spot) / (weight + spotWeight);
    }

    double confidence() {
        double weight = (Double.isNaN(probeSpeed()) ? 0 : probeWeight())
                + (Double.isNaN(spotSpeed()) ? 0 : 1 / (DETECTOR_VARIATION * DETECTOR_VARIATION));
        return 1 - Math.exp(-weight / CONFIDENT_WEIGHT);
    }

    /** @throws IllegalStateException without evidence */
    SpeedSource source() {
        boolean probe = !Double.isNaN(probeSpeed());
        boolean spot = !Double.isNaN(spotSpeed());
        if (!probe && !spot) {
            throw new IllegalStateException("no evidence for minute " + minute);
        }
        return probe && spot ? SpeedSource.FUSED : probe ? SpeedSource.PROBE : SpeedSource.DETECTOR;
    }

    MinuteEstimate copy() {
        MinuteEstimate copy = new MinuteEstimate(minute);
        copy.metres = metres.clone();
        copy.seconds = seconds.clone();
        copy.weights = weights.clone();
        copy.kept = kept;
        copy.samples = samples;
        copy.ingestedAt = ingestedAt;
        copy.spotCount = spotCount;
        copy.spotPace = spotPace;
        copy.flowSum = flowSum;
        copy.occupancySum = occupancySum;
        copy.readings = readings;
        copy.revision = revision;
        copy.changed = changed;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(minute);
        out.writeByte(kept);
        for (int i = 0; i < kept; i++) {
            out.writeFloat(metres[i]);
            out.writeFloat(seconds[i]);
            out.writeFloat(weights[i]);
        }
        out.writeInt(samples);
        out.writeLong(ingestedAt);
        out.writeDouble(spotCount);
        out.writeDouble(spotPace);
        out.writeDouble(flowSum);
        out.writeDouble(occupancySum);
        out.writeInt(readings);
        out.writeInt(revision);
        out.writeBoolean(changed);
    }

    static MinuteEstimate read(DataInput in) throws IOException {
        MinuteEstimate estimate = new MinuteEstimate(in.readLong());
        estimate.kept = in.readUnsignedByte();
        int length = Math.max(4, estimate.kept);
        estimate.metres = new float[length];
        estimate.seconds = new float[length];
        estimate.weights = new float[length];
        for (int i = 0; i < estimate.kept; i++) {
            estimate.metres[i] = in.readFloat();
            estimate.seconds[i] = in.readFloat();
            estimate.weights[i] = in.readFloat();
        }
        estimate.samples = in.readInt();
        estimate.ingestedAt = in.readLong();
        estimate.spotCount = in.readDouble();
        estimate.spotPace = in.readDouble();
        estimate.flowSum = in.readDouble();
        estimate.occupancySum = in.readDouble();
        estimate.readings = in.readInt();
        estimate.revision = in.readInt();
        estimate.changed = in.readBoolean();
        return estimate;
    }
}
