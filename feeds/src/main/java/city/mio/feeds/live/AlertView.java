package city.mio.feeds.live;

import city.mio.events.Alert;
import city.mio.events.AlertSeverity;
import city.mio.events.AlertStatus;
import java.util.List;

/**
 * An alert through its life up to now. Immutable.
 *
 * @param content the last word of the engine on it: opened, updated or cleared
 * @param acknowledgedBy who took note first; empty if nobody
 * @param acknowledgedAt event time of that; 0 if nobody
 * @param steps what happened, from the oldest, at most the last fifty
 */
public record AlertView(Alert content, String acknowledgedBy, long acknowledgedAt, List<Step> steps) {

    /**
     * One step of a life.
     *
     * @param status what happened
     * @param time event time, UTC epoch milliseconds
     * @param severity from then on
     * @param by who did it; empty for the engine
     */
    public record Step(AlertStatus status, long time, AlertSeverity severity, String by) {}

    public AlertView {
        steps = List.copyOf(steps);
    }

    public String id() {
        return content.alertId();
    }

    /** Whether it has not been cleared. */
    public boolean isOpen() {
        return content.status() != AlertStatus.CLEARED;
    }

    public boolean isAcknowledged() {
        return !acknowledgedBy.isEmpty();
    }

    /** Cleared, else acknowledged, else updated or opened. */
    public AlertStatus status() {
        if (!isOpen()) {
            return AlertStatus.CLEARED;
        }
        return isAcknowledged() ? AlertStatus.ACKNOWLEDGED : content.status();
    }
}
