package city.mio.simulators.ondemand;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What riders got. Immutable.
 *
 * @param requests asked
 * @param answered of these, those that got their answer
 * @param offers of the answers
 * @param rejected of the answers
 * @param booked accepted and confirmed
 * @param served brought where they wanted to go
 * @param noShows booked and not there
 * @param cancelled by riders
 * @param failed promised and given up by the dispatcher
 * @param brokenPromises booked trips with a pick-up or drop-off later than promised when they were booked
 * @param brokenWithoutAlert of these, those whose riders were never told of a new time
 * @param meanWaitSeconds from the time asked for to the bus's halt, of those who boarded
 * @param p95WaitSeconds of the same
 * @param answerP50Millis wall clock from request to answer, over the topics and back; -1 without answers
 * @param answerP99Millis of the same
 * @param breakdowns of buses
 * @param busKm driven
 */
public record OnDemandFigures(
        int requests,
        int answered,
        int offers,
        int rejected,
        int booked,
        int served,
        int noShows,
        int cancelled,
        int failed,
        int brokenPromises,
        int brokenWithoutAlert,
        double meanWaitSeconds,
        double p95WaitSeconds,
        long answerP50Millis,
        long answerP99Millis,
        int breakdowns,
        double busKm) {

    /** By name, for a summary. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("requests", requests);
        map.put("answered", answered);
        map.put("offers", offers);
        map.put("rejected", rejected);
        map.put("booked", booked);
        map.put("served", served);
        map.put("noShows", noShows);
        map.put("cancelled", cancelled);
        map.put("failed", failed);
        map.put("brokenPromises", brokenPromises);
        map.put("brokenWithoutAlert", brokenWithoutAlert);
        map.put("meanWaitSeconds", Math.round(meanWaitSeconds));
        map.put("p95WaitSeconds", Math.round(p95WaitSeconds));
        map.put("answerMsP50", answerP50Millis < 0 ? null : answerP50Millis);
        map.put("answerMsP99", answerP99Millis < 0 ? null : answerP99Millis);
        map.put("breakdowns", breakdowns);
        map.put("busKm", Math.round(busKm * 10) / 10.0);
        return map;
    }

    /** The value that a share of an ascending list does not exceed. */
    static double quantile(List<Double> ascending, double share) {
        return ascending.isEmpty()
                ? -1
                : ascending.get((int) Math.min(ascending.size() - 1, Math.ceil(share * ascending.size()) - 1));
    }
}
