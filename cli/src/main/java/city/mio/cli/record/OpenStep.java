package city.mio.cli.record;

import city.mio.events.DetectorReading;
import city.mio.events.LinkState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;

/** What was said of one step so far. What is said twice counts once. */
final class OpenStep {

    /** Less than this share of a step covered by readings says nothing of its flow. */
    private static final double LEAST_COVERED = 0.5;

    private final long lengthMillis;
    private final Map<Long, Map<Long, LinkState>> minutesOfLinks = new HashMap<>();
    private final Map<String, Map<Long, DetectorReading>> readingsOfDetectors = new HashMap<>();

    OpenStep(long lengthMillis) {
        this.lengthMillis = lengthMillis;
    }

    /** Takes a minute of a link; a later word on it replaces the earlier. */
    void add(LinkState state) {
        minutesOfLinks
                .computeIfAbsent(state.linkId(), link -> new HashMap<>())
                .merge(state.minute(), state, (old, other) -> other.revision() >= old.revision() ? other : old);
    }

    void add(DetectorReading reading) {
        readingsOfDetectors
                .computeIfAbsent(reading.detectorId(), detector -> new HashMap<>())
                .put(reading.identity(), reading);
    }

    /** Space-mean speed of each link, m/s: every sample drove the same length, so travel times are what is averaged. */
    void linkSpeeds(ObjDoubleConsumer<String> to) {
        minutesOfLinks.forEach((link, minutes) -> {
            double weights = 0;
            double secondsPerMetre = 0;
            for (LinkState state : minutes.values()) {
                if (state.speedMps() > 0) {
                    double weight = Math.max(1, state.samples());
                    weights += weight;
                    secondsPerMetre += weight / state.speedMps();
                }
            }
            if (weights > 0) {
                to.accept(Long.toString(link), weights / secondsPerMetre);
            }
        });
    }

    /** Mean speed of all vehicles at each detector, m/s. */
    void detectorSpeeds(ObjDoubleConsumer<String> to) {
        readingsOfDetectors.forEach((detector, readings) -> {
            double vehicles = 0;
            double sum = 0;
            for (DetectorReading reading : readings.values()) {
                if (reading.count() > 0 && !Float.isNaN(reading.meanSpeedMps())) {
                    vehicles += reading.count();
                    sum += reading.count() * (double) reading.meanSpeedMps();
                }
            }
            if (vehicles > 0) {
                to.accept(detector, sum / vehicles);
            }
        });
    }

    /** Vehicles at each detector in the step; where a part of it is missing, as many more as that part is long. */
    void detectorFlows(ObjDoubleConsumer<String> to) {
        readingsOfDetectors.forEach((detector, readings) -> {
            long vehicles = 0;
            double covered = 0;
            for (DetectorReading reading : readings.values()) {
                vehicles += reading.count();
                covered += (reading.intervalEnd() - reading.intervalStart()) / (double) lengthMillis;
            }
            if (covered >= LEAST_COVERED) {
                to.accept(detector, vehicles / Math.min(1, covered));
            }
        });
    }
}
