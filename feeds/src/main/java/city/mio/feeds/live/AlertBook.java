package city.mio.feeds.live;

import city.mio.events.Alert;
import city.mio.events.AlertStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the steps of alerts together to lives. The topic is replayed after a restart and acknowledgements are written
 * by people beside the engine, so a step may come twice or after the end: a life never goes back, an acknowledgement
 * outlives updates, and only an opening with a later begin starts a new life. Not thread-safe.
 */
final class AlertBook {

    private static final int MOST_STEPS = 50;

    private final int maxCleared;
    private final Map<String, AlertView> alerts = new LinkedHashMap<>();
    private int cleared;

    AlertBook(int maxCleared) {
        this.maxCleared = maxCleared;
    }

    /** Takes a step in; says whether it changed anything. */
    boolean apply(Alert step) {
        AlertView old = alerts.get(step.alertId());
        AlertView next =
                step.status() == AlertStatus.ACKNOWLEDGED ? acknowledge(old, step) : advance(old, step);
        if (next == null) {
            return false;
        }
        boolean wasCleared = old != null && !old.isOpen();
        if (wasCleared && next.isOpen()) {
            cleared--;
        } else if (!wasCleared && !next.isOpen()) {
            cleared++;
        }
        // To the end, so that the first cleared one in the book is the one that has been quiet longest.
        alerts.remove(next.id());
        alerts.put(next.id(), next);
        forgetOldest();
        return true;
    }

    private static AlertView acknowledge(AlertView old, Alert step) {
        String by = step.acknowledgedBy().isEmpty() ? "?" : step.acknowledgedBy();
        AlertView.Step entry = new AlertView.Step(step.status(), step.time(), step.severity(), by);
        if (old == null) {
            return new AlertView(step.toBuilder().status(AlertStatus.UPDATED).build(), by, step.time(), List.of(entry));
        }
        if (old.isAcknowledged()) {
            return null;
        }
        return new AlertView(old.content(), by, step.time(), with(old.steps(), entry));
    }

    private static AlertView advance(AlertView old, Alert step) {
        AlertView.Step entry = new AlertView.Step(step.status(), step.time(), step.severity(), "");
        boolean newLife = old == null || (step.status() == AlertStatus.OPENED && step.since() > old.content().since());
        if (newLife) {
            return new AlertView(step, "", 0, List.of(entry));
        }
        boolean late = !old.isOpen()
                || step.time() < old.content().time()
                || step.status() == AlertStatus.OPENED && old.steps().stream().anyMatch(entry::equals);
        if (late || old.content().equals(step)) {
            return null;
        }
        return new AlertView(step, old.acknowledgedBy(), old.acknowledgedAt(), with(old.steps(), entry));
    }

    private static List<AlertView.Step> with(List<AlertView.Step> steps, AlertView.Step entry) {
        List<AlertView.Step> more = new ArrayList<>(steps.subList(Math.max(0, steps.size() - MOST_STEPS + 1), steps.size()));
        more.add(entry);
        return more;
    }

    private void forgetOldest() {
        for (Iterator<AlertView> each = alerts.values().iterator(); cleared > maxCleared && each.hasNext(); ) {
            if (!each.next().isOpen()) {
                each.remove();
                cleared--;
            }
        }
    }

    /** All alerts that are kept, by id; a copy. */
    Map<String, AlertView> copy() {
        return new LinkedHashMap<>(alerts);
    }
}
