package city.mio.cli.engine;

import city.mio.events.AlertType;
import city.mio.events.RefusalReason;
import java.util.Map;

/**
 * What has been seen on the topics up to a moment. Immutable.
 *
 * @param records by topic
 * @param accepted records that the jobs found valid and new
 * @param duplicates records that the jobs had seen before
 * @param deadLettered by reason
 * @param matched accepted positions that were placed on a link
 * @param unmatched accepted positions that were not
 * @param linkStates first words on a link's minute
 * @param corrections later words
 * @param alerts distinct alerts by type
 * @param openAlerts alerts that are not cleared
 * @param latencyP50Millis -1 while nothing was measured
 * @param latencyP99Millis -1 while nothing was measured
 * @param newestInput greatest event time of a position, UTC epoch milliseconds, 0 for none
 * @param newestMinute greatest minute that has a link state, UTC epoch milliseconds, 0 for none
 * @param undecodable records that are not of their topic's form
 * @param repeatedLinkStates the same word on the same link's minute, again
 */
public record TopicCounts(
        Map<String, Long> records,
        long accepted,
        long duplicates,
        Map<RefusalReason, Long> deadLettered,
        long matched,
        long unmatched,
        long linkStates,
        long corrections,
        Map<AlertType, Long> alerts,
        long openAlerts,
        int latencyP50Millis,
        int latencyP99Millis,
        long newestInput,
        long newestMinute,
        long undecodable,
        long repeatedLinkStates) {

    public TopicCounts {
        records = Map.copyOf(records);
        deadLettered = Map.copyOf(deadLettered);
        alerts = Map.copyOf(alerts);
    }

    /** Records on one topic. */
    public long records(String topic) {
        return records.getOrDefault(topic, 0L);
    }

    /** Share of the decided positions that were placed on a link; 0 while none is decided. */
    public double matchedShare() {
        long decided = matched + unmatched;
        return decided == 0 ? 0 : (double) matched / decided;
    }

    /** How far, in event time, link states trail the newest position, milliseconds; 0 before the first of either. */
    public long watermarkLagMillis() {
        return newestInput == 0 || newestMinute == 0 ? 0 : Math.max(0, newestInput - newestMinute - 60_000);
    }
}
