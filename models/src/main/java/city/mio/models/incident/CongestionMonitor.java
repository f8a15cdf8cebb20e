package city.mio.models.incident;

import city.mio.models.incident.CongestionChange.Basis;
import city.mio.models.incident.CongestionChange.Ending;
import java.util.Optional;

/**
 * Judges minute by minute whether a link is congested: against the empty road, and against what is usual for that
 * time of week.
 *
 * <p>Two lines instead of one (enter below the lower, leave above the upper) and a persistence test on both sides keep
 * it from flapping: the idea of the persistence check in the California incident-detection algorithms (Payne, H. J. and
 * Tignor, S. C., "Freeway incident-detection algorithms based on decision trees with states", Transportation Research
 * Record 682, 1978), which compare occupancies of neighbouring detectors; here the measure is the link's own speed,
 * because probe vehicles give no occupancy. Between an opening and its clearing at least {@code exitMinutes} pass,
 * between a clearing and the next opening at least {@code enterMinutes}.
 *
 * <p>Minutes without news are passed over: "in a row" means among the observed minutes, with no hole longer than {@code
 * gapMinutes}. A correction of a remembered minute replaces it, and the next judgement is made on what is then known;
 * steps that were told stay told. Minutes before a step cannot bring about another one.
 *
 * <p>Has no state of its own: one instance serves all links and threads, as long as each {@link CongestionState} is used
 * by one thread.
 */
public final class CongestionMonitor {

    /** Observed minutes over which the ratio is smoothed. */
    private static final int SMOOTHED = 3;

    /** Change of the smoothed ratio that is worth an update. */
    private static final float MATERIAL = 0.1f;

    /** Confidence of a minute above that of one probe vehicle, 0.34, and below that of two or of a detector, 0.55. */
    private static final float MORE_THAN_ONE_VEHICLE = 0.45f;

    /**
     * Speeds that differ by less than this share are one: what a vehicle needs for a link is spread evenly over the minutes
     * it is on it.
     */
    private static final float SAME_SPEED = 1e-3f;

    private final CongestionSettings settings;

    public CongestionMonitor(CongestionSettings settings) {
        this.settings = settings;
    }

    /** Takes in one minute, new or corrected; tells the step that it brings about, if any. */
    public Optional<CongestionChange> observe(CongestionState state, LinkMinute observed) {
        if (observed.confidence() < settings.minConfidence() || !state.place(observed)) {
            return Optional.empty();
        }
        return state.open ? judgeOpen(state) : judgeClear(state);
    }

    /** Lets time pass: ends an episode of which nothing has been heard for too long. */
    public Optional<CongestionChange> tick(CongestionState state, long now) {
        if (!state.open || now < deadline(state)) {
            return Optional.empty();
        }
        CongestionChange cleared = change(state, Step.CLEARED, now, smoothed(state), Ending.NO_NEWS);
        close(state, now);
        state.size = 0;
        return Optional.of(cleared);
    }

    /** When {@link #tick} will have something to do or the state can be dropped, if nothing more is heard. */
    public long deadline(CongestionState state) {
        return Math.max(state.newestMinute() + Require.MINUTE, state.barrier)
                + settings.timeoutMinutes() * Require.MINUTE;
    }

    /** Whether the state holds nothing that could still matter at that time. */
    public boolean isDisposable(CongestionState state, long now) {
        return !state.open && now >= deadline(state);
    }

    private Optional<CongestionChange> judgeClear(CongestionState state) {
        int run = 0;
        while (inRow(state, run) && isCongested(state.newest(run))) {
            run++;
        }
        if (run < settings.enterMinutes() || !isEnough(state, run) || !isSeenByEnough(state, run)) {
            return Optional.empty();
        }
        state.open = true;
        state.since = state.newest(run - 1).minute();
        state.basis = basis(state.newest(0));
        state.lowerMinutes = 0;
        float ratio = smoothed(state);
        state.worstRatio = ratio;
        state.severity = severity(state, ratio);
        long time = end(state);
        state.barrier = time;
        return Optional.of(tell(state, Step.OPENED, time, ratio));
    }

    private Optional<CongestionChange> judgeOpen(CongestionState state) {
        long time = end(state);
        float ratio = smoothed(state);
        int recovered = 0;
        while (inRow(state, recovered) && hasRecovered(state.newest(recovered))) {
            recovered++;
        }
        int notCongested = recovered;
        while (inRow(state, notCongested) && !isCongested(state.newest(notCongested))) {
            notCongested++;
        }
        boolean hasEnded = recovered >= settings.exitMinutes() && isEnough(state, recovered);
        if (hasEnded || notCongested >= settings.lingerMinutes()) {
            CongestionChange cleared = change(state, Step.CLEARED, time, ratio, Ending.RECOVERED);
            close(state, time);
            return Optional.of(cleared);
        }
        state.worstRatio = Math.min(state.worstRatio, ratio);
        Severity judged = severity(state, ratio);
        boolean isGraver = judged.compareTo(state.severity) > 0;
        state.lowerMinutes = judged.compareTo(state.severity) < 0
                ? Math.min(state.lowerMinutes + 1, settings.lingerMinutes())
                : 0;
        boolean isMilder = state.lowerMinutes >= settings.lingerMinutes();
        // While it recovers, the clearing that is near says it better.
        boolean isMaterial = recovered == 0
                && Math.abs(ratio - state.toldRatio) >= MATERIAL
                && time - state.toldAt >= settings.updateMinutes() * Require.MINUTE;
        if (!isGraver && !isMilder && !isMaterial) {
            return Optional.empty();
        }
        if (isGraver || isMilder) {
            state.severity = judged;
            state.lowerMinutes = 0;
        }
        if (isCongested(state.newest(0))) {
            state.basis = basis(state.newest(0));
        }
        return Optional.of(tell(state, Step.UPDATED, time, ratio));
    }

    private CongestionChange tell(CongestionState state, Step step, long time, float ratio) {
        state.toldAt = time;
        state.toldRatio = ratio;
        return change(state, step, time, ratio, Ending.NONE);
    }

    private static void close(CongestionState state, long time) {
        state.open = false;
        state.since = 0;
        state.barrier = time;
    }

    private static CongestionChange change(CongestionState state, Step step, long time, float ratio, Ending ending) {
        LinkMinute newest = state.newest(0);
        return new CongestionChange(
                step,
                state.since,
                time,
                state.severity,
                state.basis,
                newest.speedMps(),
                newest.freeFlowSpeedMps(),
                newest.usualSpeedMps(),
                ratio,
                state.worstRatio,
                ending);
    }

    private static long end(CongestionState state) {
        return Math.max(state.newestMinute() + Require.MINUTE, state.toldAt);
    }

    /** Whether the observed minute so far back still belongs to the row that ends with the newest. */
    private boolean inRow(CongestionState state, int back) {
        if (back >= state.size || state.newest(back).minute() < state.barrier) {
            return false;
        }
        return back == 0
                || state.newest(back - 1).minute() - state.newest(back).minute()
                        <= settings.gapMinutes() * Require.MINUTE;
    }

    /** Whether the newest minutes of the row are evidence enough together. */
    private boolean isEnough(CongestionState state, int row) {
        double confidence = 0;
        for (int i = 0; i < row; i++) {
            confidence += state.newest(i).confidence();
        }
        return confidence >= settings.enoughConfidence();
    }

    /**
     * Whether the row is still evidence enough when a vehicle that alone made several of its minutes counts once: one that
     * stands at the kerb and goes on sending makes minute after minute of one speed, and is no congestion. Asked of the
     * beginning alone: an end that comes a little early is taken back, a beginning sends people out.
     */
    private boolean isSeenByEnough(CongestionState state, int row) {
        double confidence = 0;
        for (int i = 0; i < row; i++) {
            if (i == 0 || !isSameVehicle(state.newest(i), state.newest(i - 1))) {
                confidence += state.newest(i).confidence();
            }
        }
        return confidence >= settings.enoughConfidence();
    }

    private static boolean isSameVehicle(LinkMinute one, LinkMinute next) {
        return next.minute() - one.minute() == Require.MINUTE
                && Math.max(one.confidence(), next.confidence()) < MORE_THAN_ONE_VEHICLE
                && Math.abs(one.speedMps() - next.speedMps()) <= SAME_SPEED * one.speedMps();
    }

    private boolean isCongested(LinkMinute m) {
        return m.ratio() < settings.enterRatio() || isUnusual(m);
    }

    private boolean isUnusual(LinkMinute m) {
        return m.speedMps() < settings.usualEnterRatio() * m.usualSpeedMps() && m.ratio() < settings.usualCeiling();
    }

    private boolean hasRecovered(LinkMinute m) {
        if (isCongested(m)) {
            return false;
        }
        if (Float.isNaN(m.usualSpeedMps())) {
            return m.ratio() >= settings.exitRatio();
        }
        // A link whose usual speed is itself below the exit line has recovered when it is back at its usual.
        double usualRatio = m.usualSpeedMps() / m.freeFlowSpeedMps();
        double line = Math.min(settings.exitRatio(), Math.max(settings.enterRatio() + 0.05, 0.95 * usualRatio));
        boolean asUsual = m.speedMps() >= settings.usualExitRatio() * m.usualSpeedMps()
                || m.ratio() >= settings.usualCeiling();
        return m.ratio() >= line && asUsual;
    }

    private Basis basis(LinkMinute m) {
        if (!isUnusual(m)) {
            return Basis.FREE_FLOW;
        }
        return m.ratio() < settings.enterRatio() ? Basis.BOTH : Basis.USUAL;
    }

    private Severity severity(CongestionState state, float ratio) {
        int points = 0;
        if (ratio < settings.standstillRatio()) {
            points += 2;
        } else if (ratio < settings.deepRatio()) {
            points += 1;
        }
        if (state.newestMinute() + Require.MINUTE - state.since >= settings.longMinutes() * Require.MINUTE) {
            points += 1;
        }
        return Severity.ofPoints(points);
    }

    /** Mean over the newest minutes in terms of time per metre, as travel times add up, not speeds. */
    private static float smoothed(CongestionState state) {
        int n = Math.min(SMOOTHED, state.size);
        double paces = 0;
        for (int i = 0; i < n; i++) {
            paces += 1 / Math.max(state.newest(i).ratio(), 0.01);
        }
        return (float) (n / paces);
    }
}
