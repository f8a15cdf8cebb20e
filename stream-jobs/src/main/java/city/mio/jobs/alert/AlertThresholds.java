package city.mio.jobs.alert;

import city.mio.models.incident.CongestionSettings;
import city.mio.models.incident.DetectorHealthSettings;
import city.mio.models.incident.PredictedSettings;
import city.mio.models.incident.QueueSettings;
import city.mio.models.incident.UsualSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When something is worth an alert; the reason of each figure stands with it. Immutable.
 *
 * @param congestion when a link is congested
 * @param usual how the usual speed is learnt
 * @param queue when congested links are a queue that spills back
 * @param detector when a detector has failed
 * @param predicted when congestion is announced before it comes
 */
public record AlertThresholds(
        CongestionSettings congestion,
        UsualSettings usual,
        QueueSettings queue,
        DetectorHealthSettings detector,
        PredictedSettings predicted) {

    /** What is used where a city says nothing. */
    public static final AlertThresholds DEFAULT = new AlertThresholds(null, null, null, null, null);

    static final Set<String> NAMES = Set.of(
            "congestionEnterRatio",
            "congestionExitRatio",
            "usualRatio",
            "congestionMinutes",
            "queueLinks",
            "detectorSilentMinutes",
            "detectorStuckMinutes");

    /** A part that is missing is as in {@link #DEFAULT}. */
    public AlertThresholds {
        congestion = congestion == null ? CongestionSettings.DEFAULT : congestion;
        usual = usual == null ? UsualSettings.DEFAULT : usual;
        queue = queue == null ? QueueSettings.DEFAULT : queue;
        detector = detector == null ? DetectorHealthSettings.DEFAULT : detector;
        predicted = predicted == null ? PredictedSettings.DEFAULT : predicted;
    }

    /**
     * These thresholds with what a city's YAML sets by name: {@code congestionEnterRatio}, {@code congestionExitRatio},
     * {@code usualRatio}, {@code congestionMinutes}, {@code queueLinks}, {@code detectorSilentMinutes}, {@code
     * detectorStuckMinutes}.
     *
     * @throws IllegalArgumentException naming a threshold that is unknown or out of range
     */
    public AlertThresholds with(Map<String, Double> byName) {
        Set<String> unknown = new TreeSet<>(byName.keySet());
        unknown.removeAll(NAMES);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("thresholds: unknown name " + unknown.iterator().next());
        }
        Map<String, Double> set = new TreeMap<>(byName);
        CongestionSettings newCongestion = congestion.with(
                set.getOrDefault("congestionEnterRatio", congestion.enterRatio()),
                set.getOrDefault("congestionExitRatio", congestion.exitRatio()),
                set.getOrDefault("usualRatio", congestion.usualEnterRatio()),
                (int) Math.round(set.getOrDefault("congestionMinutes", (double) congestion.enterMinutes())));
        QueueSettings newQueue =
                queue.with((int) Math.round(set.getOrDefault("queueLinks", (double) queue.minUpstreamLinks())));
        DetectorHealthSettings newDetector = detector.with(
                (int) Math.round(set.getOrDefault("detectorSilentMinutes", (double) detector.silentMinutes())),
                (int) Math.round(set.getOrDefault("detectorStuckMinutes", (double) detector.stuckMinutes())));
        return new AlertThresholds(newCongestion, usual, newQueue, newDetector, predicted);
    }

    /** These thresholds with others for congestion that is announced before it comes. */
    public AlertThresholds with(PredictedSettings other) {
        return new AlertThresholds(congestion, usual, queue, detector, other);
    }
}
