package city.mio.cli.city;

import java.util.Map;

/**
 * From when on something is worth a person's attention. Immutable.
 *
 * @param congestionEnterRatio speed over free flow below which a link becomes congested
 * @param congestionExitRatio speed over free flow above which it is no longer congested
 * @param usualRatio speed over the usual for that time below which a link is congested
 * @param congestionMinutes how long it must last
 * @param queueLinks congested upstream links that make a spill-back
 * @param detectorSilentMinutes without a word
 * @param detectorStuckMinutes of the same word
 */
public record Thresholds(
        Threshold congestionEnterRatio,
        Threshold congestionExitRatio,
        Threshold usualRatio,
        Threshold congestionMinutes,
        Threshold queueLinks,
        Threshold detectorSilentMinutes,
        Threshold detectorStuckMinutes) {

    private static final String GENERAL = "Mio's default for a network without a city file";

    /** @throws IllegalArgumentException naming the threshold that is missing or out of range */
    public Thresholds {
        range("congestionEnterRatio", congestionEnterRatio, 0, 1);
        range("congestionExitRatio", congestionExitRatio, 0, 1);
        range("usualRatio", usualRatio, 0, 1);
        range("congestionMinutes", congestionMinutes, 1, 120);
        range("queueLinks", queueLinks, 1, 100);
        range("detectorSilentMinutes", detectorSilentMinutes, 1, 1440);
        range("detectorStuckMinutes", detectorStuckMinutes, 1, 1440);
        if (congestionExitRatio.value() < congestionEnterRatio.value()) {
            throw new IllegalArgumentException("congestionExitRatio is below congestionEnterRatio");
        }
    }

    private static void range(String name, Threshold threshold, double lowest, double highest) {
        if (threshold == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        if (threshold.value() < lowest || threshold.value() > highest) {
            throw new IllegalArgumentException(
                    name + " is outside " + lowest + " to " + highest + ": " + threshold.value());
        }
    }

    /** Each value under its key in the city's file. */
    public Map<String, Double> byName() {
        return Map.of(
                "congestionEnterRatio", congestionEnterRatio.value(),
                "congestionExitRatio", congestionExitRatio.value(),
                "usualRatio", usualRatio.value(),
                "congestionMinutes", congestionMinutes.value(),
                "queueLinks", queueLinks.value(),
                "detectorSilentMinutes", detectorSilentMinutes.value(),
                "detectorStuckMinutes", detectorStuckMinutes.value());
    }

    /** For a network that comes without a city file. */
    public static Thresholds general() {
        return new Thresholds(
                new Threshold(0.4, GENERAL),
                new Threshold(0.55, GENERAL),
                new Threshold(0.6, GENERAL),
                new Threshold(3, GENERAL),
                new Threshold(2, GENERAL),
                new Threshold(5, GENERAL),
                new Threshold(15, GENERAL));
    }
}
