package city.mio.cli.engine;

import city.mio.events.wire.Topic;
import city.mio.events.wire.Topics;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run comes to. Immutable.
 *
 * @param counts what was on the topics
 * @param settlement what the sender's ledger says of it
 */
public record Summary(TopicCounts counts, Settlement settlement) {

    private static final List<Topic<?>> INPUTS = List.of(
            Topics.PROBE_POSITION,
            Topics.DETECTOR_READING,
            Topics.HAUL_PASSAGE,
            Topics.HAUL_DECLARATION,
            Topics.ROAD_EVENT,
            Topics.TRIP_REQUEST,
            Topics.BUS_STATUS);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One line of JSON. */
    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        Map<String, Long> in = new LinkedHashMap<>();
        INPUTS.forEach(topic -> in.put(topic.name(), counts.records(topic.name())));
        json.put("eventsIn", in);
        json.put("accepted", counts.accepted());
        json.put("repeated", counts.duplicates());
        Map<String, Long> refused = new TreeMap<>();
        counts.deadLettered().forEach((reason, count) -> refused.put(reason.name(), count));
        json.put("deadLettered", refused);
        json.put("matchedShare", rounded(counts.matchedShare()));
        json.put("linkStates", counts.linkStates());
        json.put("corrections", counts.corrections());
        Map<String, Long> alerts = new TreeMap<>();
        counts.alerts().forEach((type, count) -> alerts.put(type.name(), count));
        json.put("alerts", alerts);
        Map<String, Object> latency = new LinkedHashMap<>();
        latency.put("p50", counts.latencyP50Millis() < 0 ? null : counts.latencyP50Millis());
        latency.put("p99", counts.latencyP99Millis() < 0 ? null : counts.latencyP99Millis());
        json.put("endToEndLatencyMs", latency);
        json.put("lost", settlement.lost());
        json.put("duplicated", duplicated());
        json.putAll(settlement.extra());
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the summary cannot be written: " + e.getMessage(), e);
        }
    }

    static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    /** Whether all that was sent came out once. */
    public boolean isWhole() {
        return settlement.lost() == 0 && duplicated() == 0;
    }

    /** What came out more often than it should: records by the sender's ledger, and link states that were said twice. */
    public long duplicated() {
        return settlement.duplicated() + counts.repeatedLinkStates();
    }
}
