package city.mio.feeds.dispatch;

import city.mio.events.BusStatus;
import city.mio.events.DispatchPlan;
import java.util.Optional;

/** A bus as far as its topics have told of it. Immutable. */
public final class BusView {

    private final String operatorId;
    private final String zoneId;
    private final String vehicleId;
    private final BusStatus position;
    private final DispatchPlan plan;
    private final String atStopId;
    private final long atStopSince;
    private final boolean brokenDown;
    private final long acknowledgedVersion;
    private final long heardAt;

    private BusView(
            String operatorId,
            String zoneId,
            String vehicleId,
            BusStatus position,
            DispatchPlan plan,
            String atStopId,
            long atStopSince,
            boolean brokenDown,
            long acknowledgedVersion,
            long heardAt) {
        this.operatorId = operatorId;
        this.zoneId = zoneId;
        this.vehicleId = vehicleId;
        this.position = position;
        this.plan = plan;
        this.atStopId = atStopId;
        this.atStopSince = atStopSince;
        this.brokenDown = brokenDown;
        this.acknowledgedVersion = acknowledgedVersion;
        this.heardAt = heardAt;
    }

    static BusView unknown(String operatorId, String zoneId, String vehicleId) {
        return new BusView(operatorId, zoneId, vehicleId, null, null, "", 0, false, 0, 0);
    }

    /** With what the bus told; a position older than the last is left. */
    BusView with(BusStatus status) {
        boolean newer = position == null || status.time() >= position.time();
        BusStatus where = status.hasPosition() && newer ? status : position;
        String stop = atStopId;
        long since = atStopSince;
        boolean broken = brokenDown;
        long acknowledged = acknowledgedVersion;
        switch (status.kind()) {
            case STOP_REACHED -> {
                since = stop.equals(status.stopId()) ? since : status.time();
                stop = status.stopId();
            }
            case STOP_LEFT -> stop = "";
            case BREAKDOWN -> broken = true;
            case REPAIRED -> broken = false;
            case PLAN_ACKNOWLEDGED -> acknowledged = Math.max(acknowledged, status.planVersion());
            case POSITION, NO_SHOW -> {}
        }
        return new BusView(
                operatorId,
                zoneId,
                vehicleId,
                where,
                plan,
                stop,
                since,
                broken,
                acknowledged,
                Math.max(heardAt, status.time()));
    }

    /** With a plan; one that is older in version and not newer in time is left. */
    BusView with(DispatchPlan next) {
        boolean old = plan != null && next.version() < plan.version() && next.time() <= plan.time();
        return old
                ? this
                : new BusView(
                        operatorId,
                        zoneId,
                        vehicleId,
                        position,
                        next,
                        atStopId,
                        atStopSince,
                        brokenDown,
                        // A dispatcher that began anew counts its versions anew.
                        Math.max(next.acknowledgedVersion(), Math.min(acknowledgedVersion, next.version())),
                        Math.max(heardAt, next.time()));
    }

    public String operatorId() {
        return operatorId;
    }

    public String zoneId() {
        return zoneId;
    }

    public String vehicleId() {
        return vehicleId;
    }

    /** Operator and zone. */
    public String service() {
        return operatorId + "/" + zoneId;
    }

    /** What tells it from all other buses. */
    public String key() {
        return service() + "/" + vehicleId;
    }

    /** The last message that said where it is. */
    public Optional<BusStatus> findPosition() {
        return Optional.ofNullable(position);
    }

    public Optional<DispatchPlan> findPlan() {
        return Optional.ofNullable(plan);
    }

    /** The stop that it serves now; empty under way. */
    public String atStopId() {
        return atStopId;
    }

    /** Since when it stands there, event time, UTC epoch milliseconds; of no meaning under way. */
    public long atStopSince() {
        return atStopSince;
    }

    public boolean isBrokenDown() {
        return brokenDown;
    }

    /** The newest plan that its device has; 0 if none. */
    public long acknowledgedVersion() {
        return acknowledgedVersion;
    }

    /** When it, or its plan, was heard of last, event time, UTC epoch milliseconds. */
    public long heardAt() {
        return heardAt;
    }
}
