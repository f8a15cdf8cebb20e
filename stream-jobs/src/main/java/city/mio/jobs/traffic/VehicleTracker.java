package city.mio.jobs.traffic;

import city.mio.events.IntakeReceipt;
import city.mio.events.IntakeSource;
import city.mio.events.LinkTraversal;
import city.mio.events.ProbePosition;
import city.mio.events.VehicleKind;
import city.mio.geo.matching.BreakReason;
import city.mio.geo.matching.MatchListener;
import city.mio.geo.matching.OnlineMatcher;
import city.mio.geo.matching.UnmatchedReason;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;
import city.mio.jobs.traffic.VehicleState.HeldFix;

/**
 * Follows one vehicle after another: tells repeated fixes from new ones, puts fixes back in order, has them matched,
 * and keeps account of each. Event time comes in as the watermark. One instance a task; the vehicle's state is
 * handed in with each call. Not thread-safe.
 *
 * <p>Order: a device that counts its fixes shows when one is missing, so only then is a fix held back, until the
 * missing one comes or the watermark says that it no longer will. Fixes of a device that does not count are held until
 * the watermark passes them. A fix that still comes after its successor was matched is accepted and counted, and
 * leaves no trace on the road.
 */
final class VehicleTracker implements MatchListener {

    /** Where the results go. */
    interface Output {
        void traversal(LinkTraversal traversal);

        void receipt(IntakeReceipt receipt);

        void broken(BreakReason reason);
    }

    /** What became of a fix. */
    enum Fate {
        ACCEPTED,
        DUPLICATE,
        TOO_LATE
    }

    /** More than a device sends while one fix is on its way; bounds the state of a device whose count has gaps. */
    static final int MOST_HELD = 64;

    /** Fixes are decided within this after their minute; receipts wait for it so that one says all. */
    private static final long RECEIPT_DELAY = 60_000;

    /** Slower than this a vehicle stands. */
    private static final float STANDING_MPS = 1;

    private final RoadNetwork network;
    private final OnlineMatcher matcher;
    private final TrafficSettings settings;
    private final Output out;

    private VehicleState state;
    private String vehicleId;

    VehicleTracker(RoadNetwork network, OnlineMatcher matcher, TrafficSettings settings, Output out) {
        this.network = network;
        this.matcher = matcher;
        this.settings = settings;
        this.out = out;
    }

    VehicleState newState() {
        return new VehicleState(matcher.newState());
    }

    /** Takes one valid fix. */
    Fate accept(VehicleState vehicle, ProbePosition fix, long ingestedAt, long watermark) {
        if (watermark != Long.MIN_VALUE && fix.time() < watermark - settings.latenessMillis()) {
            return Fate.TOO_LATE;
        }
        bind(vehicle, fix.vehicleId());
        switch (vehicle.seen.see(fix.sequence(), fix.time())) {
            case BEFORE -> {
                vehicle.receipts.duplicate(fix.time());
                return Fate.DUPLICATE;
            }
            case TOO_OLD_TO_TELL -> {
                return Fate.TOO_LATE;
            }
            default -> vehicle.receipts.accepted(fix.time(), fix.identity());
        }
        vehicle.kind = fix.kind();
        boolean newer = fix.time() > vehicle.newestTime;
        vehicle.newestIngestedAt = ingestedAt;
        if (fix.time() <= vehicle.fedTime) {
            // Its successor is matched already: nothing to wait for.
            vehicle.receipts.unmatched(fix.time());
        } else if (fix.sequence() != 0 && (fix.sequence() == vehicle.nextSequence || vehicle.nextSequence == 0)) {
            feed(fix.time(), fix.lon(), fix.lat(), fix.speedMps(), fix.headingDegrees(), fix.accuracyMetres());
            vehicle.nextSequence = fix.sequence() + 1;
            releaseConsecutive();
        } else {
            hold(fix);
        }
        releaseHeld(watermark);
        if (newer) {
            vehicle.newestTime = fix.time();
            writeReceipts(fix.time() - RECEIPT_DELAY);
        }
        return Fate.ACCEPTED;
    }

    private void bind(VehicleState vehicle, String id) {
        state = vehicle;
        vehicleId = id;
    }

    private void hold(ProbePosition fix) {
        HeldFix held = new HeldFix(
                fix.time(),
                fix.sequence(),
                fix.lon(),
                fix.lat(),
                fix.speedMps(),
                fix.headingDegrees(),
                fix.accuracyMetres());
        int at = state.held.size();
        while (at > 0 && state.held.get(at - 1).time() > held.time()) {
            at--;
        }
        state.held.add(at, held);
        if (state.held.size() > MOST_HELD) {
            feedFirstHeld();
        }
    }

    private void releaseConsecutive() {
        while (!state.held.isEmpty() && state.held.get(0).sequence() == state.nextSequence) {
            feedFirstHeld();
        }
    }

    private void releaseHeld(long watermark) {
        while (!state.held.isEmpty() && state.held.get(0).time() <= watermark) {
            feedFirstHeld();
            releaseConsecutive();
        }
    }

    private void feedFirstHeld() {
        HeldFix fix = state.held.remove(0);
        boolean inTime = fix.time() > state.fedTime;
        feed(fix.time(), fix.lon(), fix.lat(), fix.speedMps(), fix.headingDegrees(), fix.accuracyMetres());
        // A straggler does not set the count back: its successors would wait for what has come already.
        if (inTime && fix.sequence() != 0) {
            state.nextSequence = fix.sequence() + 1;
        }
    }

    private void feed(long time, double lon, double lat, float speedMps, float headingDegrees, float accuracyMetres) {
        if (time <= state.fedTime) {
            state.receipts.unmatched(time);
            return;
        }
        state.fedTime = time;
        if (state.kind == VehicleKind.HAUL_TRUCK && speedMps < STANDING_MPS && isOffStreet(lon, lat)) {
            // It waits, for less than parking lasts too: what it drove is over, and the way on begins anew.
            matcher.finish(state.matcher, this);
            state.receipts.unmatched(time);
            return;
        }
        matcher.accept(state.matcher, time, lon, lat, speedMps, headingDegrees, accuracyMetres, this);
    }

    private boolean isOffStreet(double lon, double lat) {
        for (OffStreetPlace place : settings.offStreet()) {
            if (LocalProjection.distanceMetres(lon, lat, place.lon(), place.lat()) <= place.radiusMetres()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Does what is due at this watermark: fixes no longer held, a trip that is over, receipts.
     *
     * @return whether nothing of the vehicle needs to be remembered any more
     */
    boolean onTime(VehicleState vehicle, String id, long watermark) {
        bind(vehicle, id);
        releaseHeld(watermark);
        if (vehicle.newestTime <= watermark - settings.vehicleTimeoutMillis()) {
            matcher.finish(vehicle.matcher, this);
            writeReceipts(Long.MAX_VALUE);
        } else {
            writeReceipts(watermark - RECEIPT_DELAY);
        }
        return vehicle.newestTime < watermark - forgetAfter() && vehicle.held.isEmpty();
    }

    /** What was sent again later than this is too late, so nothing needs to be known to refuse it. */
    private long forgetAfter() {
        return Math.max(settings.latenessMillis(), settings.vehicleTimeoutMillis());
    }

    /** When {@link #onTime} is to be called next. */
    long nextTime(VehicleState vehicle, long watermark) {
        if (!vehicle.held.isEmpty()) {
            // In steps, so that a device whose every fix is held does not set a timer for each.
            return (vehicle.held.get(0).time() / 5_000 + 1) * 5_000;
        }
        if (watermark == Long.MIN_VALUE || vehicle.newestTime > watermark - settings.vehicleTimeoutMillis()) {
            return vehicle.newestTime + settings.vehicleTimeoutMillis();
        }
        return vehicle.newestTime + forgetAfter() + 1;
    }

    private void writeReceipts(long before) {
        if (!state.receipts.isEmpty()) {
            state.receipts.writeOut(IntakeSource.PROBES, vehicleId, before, out::receipt);
        }
    }

    @Override
    public void traversal(
            int link, long enterTime, long exitTime, float startShare, float coveredShare, int positions) {
        out.traversal(new LinkTraversal(
                vehicleId,
                state.kind,
                ++state.traversals,
                network.linkId(link),
                enterTime,
                exitTime,
                Math.min(1, Math.max(0, startShare)),
                Math.min(1, Math.max(0, coveredShare)),
                positions,
                state.newestIngestedAt));
    }

    @Override
    public void fix(long time, int link, float offsetShare, UnmatchedReason reasonOrNull) {
        if (link >= 0) {
            state.receipts.matched(time);
        } else {
            state.receipts.unmatched(time);
        }
    }

    @Override
    public void broken(long time, BreakReason reason) {
        out.broken(reason);
    }
}
