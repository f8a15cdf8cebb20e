package city.mio.cli.engine;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import city.mio.events.AlertType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How well congestion was foretold, by the alerts alone: which that began had been, how long before, and which that were
 * foretold did not come. Thread-safe.
 */
final class CongestionScore {

    private static final double MINUTE_MILLIS = 60_000;

    /** Congestions of one link. */
    private static final class Link {
        private final Set<String> begun = new HashSet<>();
        private final Set<String> withRoadEvent = new HashSet<>();
        private int cameTrue;
    }

    private final Map<Long, Link> links = new HashMap<>();
    private final Set<String> predicted = new HashSet<>();
    private final Set<String> followed = new HashSet<>();
    private final List<Double> leadMinutes = new ArrayList<>();
    private int falseAlarms;

    synchronized void accept(Alert alert) {
        if (alert.type() == AlertType.CONGESTION) {
            congestion(alert);
        } else if (alert.type() == AlertType.PREDICTED_CONGESTION) {
            prediction(alert);
        }
    }

    private Link link(Alert alert) {
        return links.computeIfAbsent(alert.linkId(), id -> new Link());
    }

    private void congestion(Alert alert) {
        Link link = link(alert);
        if (alert.status() == AlertStatus.OPENED) {
            link.begun.add(alert.alertId());
        }
        if (alert.evidence().containsKey("roadEventId")) {
            link.withRoadEvent.add(alert.alertId());
        }
    }

    private void prediction(Alert alert) {
        if (alert.status() == AlertStatus.OPENED) {
            predicted.add(alert.alertId());
            followed.add(alert.alertId());
        } else if (alert.status() == AlertStatus.CLEARED && followed.remove(alert.alertId())) {
            if ("CAME_TRUE".equals(alert.evidence().get("ending"))) {
                link(alert).cameTrue++;
                leadMinutes.add((alert.time() - alert.since()) / MINUTE_MILLIS);
            } else {
                falseAlarms++;
            }
        }
    }

    /** The score as figures for the summary. */
    synchronized Map<String, Object> figures() {
        int congestions = 0;
        int missed = 0;
        int missedWithRoadEvent = 0;
        for (Link link : links.values()) {
            congestions += link.begun.size();
            int here = Math.max(0, link.begun.size() - link.cameTrue);
            link.withRoadEvent.retainAll(link.begun);
            missed += here;
            missedWithRoadEvent += Math.min(here, link.withRoadEvent.size());
        }
        Map<String, Object> score = new LinkedHashMap<>();
        score.put("congestions", congestions);
        score.put("predicted", predicted.size());
        score.put("came", leadMinutes.size());
        score.put("missed", missed);
        score.put("missedWithRoadEvent", missedWithRoadEvent);
        score.put("falseAlarms", falseAlarms);
        score.put("stillExpected", followed.size());
        Map<String, Object> lead = new LinkedHashMap<>();
        lead.put("p50", median(leadMinutes));
        score.put("leadTimeMinutes", lead);
        return score;
    }

    private static Double median(List<Double> values) {
        if (values.isEmpty()) {
            return null;
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int half = sorted.size() / 2;
        return Summary.rounded(
                sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
    }
}
