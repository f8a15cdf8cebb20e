package city.mio.geo.matching;

import city.mio.geo.network.Candidates;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.LocalProjection;
import city.mio.geo.network.RoadNetwork;

/**
 * Matches the fixes of many vehicles to the roads of one network while they come in: a hidden Markov model (Newson
 * and Krumm, "Hidden Markov map matching through noise and sparseness", 2009) decided incrementally. A fix costs
 * bounded work; what all surviving hypotheses agree on is told at once, what they dispute is decided by the best of
 * them when it has waited for the settings' lag. Nothing that was told is taken back.
 *
 * <p>The network and the index may be shared; the matcher itself holds scratch memory linear in the network and is
 * for one thread. Each vehicle has a {@link MatcherState} of its own. Same fixes, same decisions.
 */
public final class OnlineMatcher {

    private static final double HEADING_TOLD_FROM_MPS = 2;

    /** A heading is worth at most this many nats: some devices repeat the last one, or are mounted askew. */
    private static final double MOST_HEADING_COST = 6;

    /** Faster than this times the free-flow speed is unusual, and how unusual, as a share of it. */
    private static final double USUAL_SPEEDING = 1.3;

    private static final double SPEEDING_SIGMA = 0.3;
    private static final double MOST_SPEEDING_COST = 4;

    /** Slower than walking: the vehicle stands and the place wanders. */
    private static final double STANDING_MPS = 0.7;

    /** In one place for so long, a vehicle has to go farther than noise does before it has moved. */
    private static final long LINGERING_MILLIS = 10_000;

    /** Vehicles wait before a crossing; one that seems to stand right behind it mostly stands before. */
    private static final double STANDING_BEHIND_CROSSING_COST = 1;

    /** What no vehicle on a road exceeds, speeding up or braking. */
    private static final double MOST_ACCELERATION = 5;

    private static final int MOST_SKIPPING = 3;

    /** The end of the year 9999: no clock tells later times, and differences of earlier ones do not overflow. */
    private static final long LAST_TIME = 253_402_300_799_999L;

    /** The longer the silence, the less a driver's way is the shortest: metres a nat double in this time. */
    private static final double DOUBT_DOUBLES_SECONDS = 30;

    private final RoadNetwork network;
    private final LinkIndex index;
    private final MatcherSettings settings;
    private final LocalProjection projection;
    private final Candidates candidates = new Candidates();
    private final FixErrors errors;
    private final ForwardSearch search;
    private final PathRelease release;

    /**
     * @param index of the same network
     */
    public OnlineMatcher(RoadNetwork network, LinkIndex index, MatcherSettings settings) {
        this.network = network;
        this.index = index;
        this.settings = settings;
        this.projection = network.projection();
        this.errors = new FixErrors(network, settings.correlationSeconds());
        TurnCosts turns =
                new TurnCosts(network, settings.uTurnMetres(), settings.turnMetres(), settings.forkMetres());
        this.search = new ForwardSearch(network, turns, errors);
        this.release = new PathRelease(network, settings.sigmaMetres());
    }

    /** Links searched through for the last fix that was matched: what bounds its work. */
    int searchedLinks() {
        return search.settledLinks();
    }

    /** The state of a vehicle of which nothing is known. */
    public MatcherState newState() {
        return new MatcherState(network);
    }

    /**
     * Feeds one fix; what it decides is told to the listener before this returns.
     *
     * @param state the vehicle's, from this matcher, another on the same data, or the codec
     * @param time UTC epoch milliseconds, after that of the state's last fix, before the year 10000
     * @param speedMps NaN if not given
     * @param headingDegrees clockwise from north; NaN if not given
     * @param accuracyMetres radius that holds about two thirds of fixes; NaN if not given
     * @throws IllegalArgumentException if the time is not after the last or no clock tells it, or the place is no place on Earth; the
     *     state is unchanged then
     */
    public void accept(
            MatcherState state,
            long time,
            double lon,
            double lat,
            float speedMps,
            float headingDegrees,
            float accuracyMetres,
            MatchListener listener) {
        if (time <= state.lastTime) {
            throw new IllegalArgumentException("time " + time + " is not after the last fix at " + state.lastTime);
        }
        if (time > LAST_TIME || time < -LAST_TIME) {
            throw new IllegalArgumentException("no such time: " + time);
        }
        if (!(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) {
            throw new IllegalArgumentException("no such place: lon " + lon + ", lat " + lat);
        }
        StateBinding.bind(state, network, listener);
        long previous = state.lastTime;
        state.lastTime = time;
        state.fixCount++;
        double x = projection.x(lon);
        double y = projection.y(lat);
        if (previous != Long.MIN_VALUE && isGap(state, previous, time, x, y)) {
            breakPath(state, BreakReason.GAP, listener);
            state.parked = false;
            state.offRoadSince = Long.MIN_VALUE;
            beginStay(state, time, lon, lat);
        } else if (previous == Long.MIN_VALUE
                || distance(state.stayLon, state.stayLat, x, y) > stayRadius(accuracyMetres)) {
            state.parked = false;
            beginStay(state, time, lon, lat);
        } else {
            stay(state, previous, time, lon, lat);
            if (!state.parked && time - state.stayTime >= settings.parkedAfterSeconds() * 1000L) {
                park(state, listener);
            }
        }
        if (state.parked) {
            listener.fix(time, -1, 0, UnmatchedReason.PARKED);
            return;
        }
        if (state.stages > 0 && tellsNothingNew(state, time, x, y, speedMps)) {
            absorb(state, time, x, y, speedMps, listener);
        } else {
            step(state, time, lon, lat, x, y, speedMps, headingDegrees, accuracyMetres, listener);
        }
        decideLate(state, time, listener);
    }

    /**
     * Decides all that is open. The state is as new afterwards, except for its fix count.
     */
    public void finish(MatcherState state, MatchListener listener) {
        StateBinding.bind(state, network, listener);
        release.releaseAll(state, listener);
        state.lastTime = Long.MIN_VALUE;
        state.parked = false;
        state.offRoadSince = Long.MIN_VALUE;
    }

    private double distance(double lon, double lat, double x, double y) {
        return Math.hypot(projection.x(lon) - x, projection.y(lat) - y);
    }

    private double stayRadius(float accuracyMetres) {
        return 3 * sigma(accuracyMetres);
    }

    private static void beginStay(MatcherState state, long time, double lon, double lat) {
        state.stayTime = time;
        state.stayLon = lon;
        state.stayLat = lat;
    }

    /**
     * Where a vehicle stays is the mean of its fixes over the time of the stay: the first of them was taken while it
     * came to stand.
     */
    private static void stay(MatcherState state, long previous, long time, double lon, double lat) {
        double share = (double) (time - previous) / (time - state.stayTime);
        state.stayLon += share * (lon - state.stayLon);
        state.stayLat += share * (lat - state.stayLat);
    }

    /** Silence that cannot be bridged: too long, or as long as parking and at the same place after it. */
    private boolean isGap(MatcherState state, long previous, long time, double x, double y) {
        long silence = time - previous;
        if (silence > settings.maxGapSeconds() * 1000L) {
            return true;
        }
        return silence >= settings.parkedAfterSeconds() * 1000L
                && state.stages > 0
                && distance(state.anchorLon, state.anchorLat, x, y) < STANDING_MPS * silence / 1000;
    }

    private void breakPath(MatcherState state, BreakReason reason, MatchListener listener) {
        boolean path = state.stages > 0;
        release.releaseAll(state, listener);
        if (path) {
            listener.broken(state.positionTime, reason);
        }
    }

    /** The time of standing is no travel time: the passage ends when the vehicle came to stand. */
    private void park(MatcherState state, MatchListener listener) {
        if (state.stages == 1 && !state.rootDecided) {
            waitToSetOut(state, state.lastTime, listener);
            state.clearPath();
        } else if (state.stages > 0) {
            int last = state.lastStage();
            state.stageDepart[last] = Math.max(state.stageTime[last], state.stayTime);
            if (last == 0 && state.rootDecided) {
                state.positionTime = Math.max(state.passageEnter, state.stayTime);
            }
            breakPath(state, BreakReason.PARKED, listener);
        }
        state.parked = true;
    }

    private double sigma(float accuracyMetres) {
        return Float.isNaN(accuracyMetres)
                ? settings.sigmaMetres()
                : Math.min(Math.max(accuracyMetres, settings.sigmaMetres() / 2), settings.searchRadiusMetres());
    }

    private boolean tellsNothingNew(MatcherState state, long time, double x, double y, float speedMps) {
        double moved = distance(state.anchorLon, state.anchorLat, x, y);
        return moved < settings.minStepMetres()
                || (isLingering(state, time, speedMps) && moved < 3 * settings.sigmaMetres());
    }

    private static boolean isLingering(MatcherState state, long time, float speedMps) {
        return speedMps < STANDING_MPS || time - state.stayTime >= LINGERING_MILLIS;
    }

    private void absorb(MatcherState state, long time, double x, double y, float speedMps, MatchListener listener) {
        int last = state.lastStage();
        state.offRoadSince = Long.MIN_VALUE;
        double moved = distance(state.anchorLon, state.anchorLat, x, y);
        boolean standing = Float.isNaN(speedMps)
                ? moved * 1000 < STANDING_MPS * (time - state.stageTime[last])
                : speedMps < STANDING_MPS;
        if (standing) {
            state.stageDepart[last] = time;
            if (last == 0 && state.rootDecided && state.hypothesisKind[0] != MatcherState.SKIPPED) {
                state.positionTime = time;
            }
        }
        state.addOpenFix(time, last);
        release.tellFixes(state, 0, listener);
    }

    private void step(
            MatcherState state,
            long time,
            double lon,
            double lat,
            double x,
            double y,
            float speedMps,
            float headingDegrees,
            float accuracyMetres,
            MatchListener listener) {
        double sigma = sigma(accuracyMetres);
        double radius = Math.max(settings.searchRadiusMetres(), Math.min(3 * sigma, 2 * settings.searchRadiusMetres()));
        index.query(x, y, radius, candidates);
        candidates.keepNearest(settings.maxCandidates());
        if (candidates.size() == 0) {
            offRoad(state, time, listener);
            return;
        }
        state.offRoadSince = Long.MIN_VALUE;
        if (state.stages == 0) {
            errors.begin(x, y, sigma);
            search.begin(x, y, farthestCandidate(), settings.betaMetres());
            addTargets(1, speedMps, headingDegrees, 0);
            beginPath(state, time);
            state.pace = Float.NaN;
        } else {
            double seconds = (time - state.stageTime[state.lastStage()]) / 1000.0;
            double beeline = distance(state.anchorLon, state.anchorLat, x, y);
            double anchorX = projection.x(state.anchorLon);
            double anchorY = projection.y(state.anchorLat);
            errors.begin(state, anchorX, anchorY, x, y, sigma, seconds);
            double weight = errors.weight();
            double metresPerNat = settings.betaMetres() * (1 + seconds / DOUBT_DOUBLES_SECONDS);
            search.begin(x, y, farthestCandidate(), metresPerNat);
            double speed = Float.isNaN(speedMps) && seconds <= 5 ? beeline / seconds : speedMps;
            addTargets(weight, speed, headingDegrees, isLingering(state, time, speedMps) ? 2 * sigma : 0);
            double reach = reach(state, seconds, speedMps);
            double leap = Math.max(0, beeline - reach);
            if (leap == 0) {
                state.pace = (float) (beeline / seconds);
            }
            extendPath(
                    state,
                    time,
                    beeline / metresPerNat,
                    (Math.max(reach, beeline) + settings.uTurnMetres() + 2 * settings.searchRadiusMetres()) / metresPerNat,
                    weight,
                    (float) (weight * FixErrors.cost(leap / sigma)));
        }
        state.anchorLon = lon;
        state.anchorLat = lat;
        release.releaseAgreed(state, listener);
    }

    private double farthestCandidate() {
        return candidates.distanceMetres(candidates.size() - 1);
    }

    /** How far the vehicle can have come since it was last seen, with what fixes may be off. */
    private double reach(MatcherState state, double seconds, float speedMps) {
        double pace = Float.isNaN(state.pace) ? settings.maxSpeedMps() : state.pace;
        double fastest = Math.max(pace, Float.isNaN(speedMps) ? 0 : speedMps) + MOST_ACCELERATION * seconds;
        return Math.min(fastest, settings.maxSpeedMps()) * seconds + 4 * settings.sigmaMetres();
    }

    private void offRoad(MatcherState state, long time, MatchListener listener) {
        state.addOpenFix(time, MatcherState.OFF_ROAD_FIX);
        if (state.offRoadSince == Long.MIN_VALUE) {
            state.offRoadSince = time;
        }
        if (state.stages > 0 && time - state.offRoadSince >= settings.offRoadSeconds() * 1000L) {
            breakPath(state, BreakReason.OFF_ROAD, listener);
        } else {
            release.tellFixes(state, 0, listener);
        }
    }

    /** @param clearMetres how far behind a crossing vehicles do not stand */
    private void addTargets(double weight, double speedMps, float headingDegrees, double clearMetres) {
        int count = candidates.size();
        boolean heading = speedMps >= HEADING_TOLD_FROM_MPS && Float.isFinite(headingDegrees);
        double leastSpeeding = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            leastSpeeding = Math.min(leastSpeeding, speedingCost(candidates.link(i), speedMps));
        }
        for (int i = 0; i < count; i++) {
            double cost = weight * (speedingCost(candidates.link(i), speedMps) - leastSpeeding);
            if (candidates.offsetShare(i) * network.lengthMetres(candidates.link(i)) < clearMetres) {
                cost += weight * STANDING_BEHIND_CROSSING_COST;
            }
            if (heading) {
                double turn = Math.abs(candidates.bearingDegrees(i) - headingDegrees) % 360;
                double degrees = Math.min(turn, 360 - turn) / settings.headingSigmaDegrees();
                cost += weight * Math.min(degrees * degrees / 2, MOST_HEADING_COST);
            }
            search.addTarget(
                    candidates.link(i), candidates.offsetShare(i), candidates.x(i), candidates.y(i), (float) cost);
        }
    }

    private double speedingCost(int link, double speedMps) {
        double over = speedMps / network.freeFlowSpeedMps(link) - USUAL_SPEEDING;
        return over > 0 ? Math.min(over * over / (2 * SPEEDING_SIGMA * SPEEDING_SIGMA), MOST_SPEEDING_COST) : 0;
    }

    private void beginPath(MatcherState state, long time) {
        int stage = state.addStage(time);
        float least = Float.POSITIVE_INFINITY;
        for (int t = 0; t < search.targets(); t++) {
            least = Math.min(least, search.targetEmission(t));
        }
        for (int t = 0; t < search.targets(); t++) {
            if (search.targetEmission(t) - least <= settings.beam()) {
                int path = state.addPath(search.targetLink(t), -1);
                state.addHypothesis(
                        search.targetLink(t),
                        search.targetOffset(t),
                        search.targetEmission(t) - least,
                        -1,
                        path,
                        MatcherState.MATCHED,
                        0);
            }
        }
        state.addOpenFix(time, stage);
    }

    /**
     * @param beeline cost of the straight way from the fix before
     * @param reach cost of the longest way that can be driven in the time
     * @param leapCost cost of having been at the fix before as well as at this one
     */
    private void extendPath(
            MatcherState state, long time, double beeline, double reach, double weight, float leapCost) {
        int before = state.lastStage();
        int previousBest = state.best();
        float straight = (float) (state.prunedCost(previousBest) + beeline);
        search.run(
                state,
                (float) beeline,
                leapCost,
                (float) settings.beam(),
                (float) Math.min(beeline + settings.breakCost(), reach));

        float skipCost = (float) (settings.outlierCost() * weight);
        float best = search.bestCost();
        float breaking = straight + (float) settings.breakCost();
        boolean odd = best - straight > skipCost / 2;
        boolean mayBreak = best > breaking - settings.beam();
        int from = state.firstOf(before);
        int until = state.hypotheses;
        int stage = state.addStage(time);
        for (int t = 0; t < search.targets(); t++) {
            float cost = search.targetCost(t);
            float broken = breaking + search.targetEmission(t);
            if (mayBreak && broken < cost) {
                int path = state.addPath(search.targetLink(t), -1);
                addTarget(state, t, broken, previousBest, path, MatcherState.BROKEN);
            } else if (cost <= best + settings.beam()) {
                addTarget(state, t, cost, search.targetSource(t), search.addPath(state, t), MatcherState.MATCHED);
            }
        }
        if (odd) {
            // Measured against what is matched only: a detour that looks dear now may be all there is later.
            addSkipping(state, from, until, skipCost, (float) beeline, Math.min(best, breaking) + (float) settings.beam());
        }
        state.addOpenFix(time, stage);
        float least = Float.POSITIVE_INFINITY;
        for (int h = state.firstOf(stage); h < state.hypotheses; h++) {
            least = Math.min(least, state.hypothesisCost[h]);
        }
        for (int h = state.firstOf(stage); h < state.hypotheses; h++) {
            state.hypothesisCost[h] -= least;
        }
    }

    private void addTarget(MatcherState state, int t, float cost, int parent, int path, byte kind) {
        state.addHypothesis(search.targetLink(t), search.targetOffset(t), cost, parent, path, kind, 0);
    }

    /** The likeliest of the hypotheses before may leave this fix out. */
    private void addSkipping(MatcherState state, int from, int until, float skipCost, float beeline, float most) {
        for (int added = 0; added < MOST_SKIPPING; added++) {
            int likeliest = -1;
            float least = most - skipCost - beeline;
            for (int h = from; h < until; h++) {
                float cost = state.prunedCost(h);
                if (cost < least && !isSkipped(state, until, h)) {
                    least = cost;
                    likeliest = h;
                }
            }
            if (likeliest < 0) {
                return;
            }
            state.addHypothesis(
                    state.hypothesisLink[likeliest],
                    state.hypothesisOffset[likeliest],
                    state.hypothesisCost[likeliest] + skipCost,
                    likeliest,
                    state.hypothesisPath[likeliest],
                    MatcherState.SKIPPED,
                    state.hypothesisBehind[likeliest] + beeline);
        }
    }

    private static boolean isSkipped(MatcherState state, int from, int parent) {
        for (int h = from; h < state.hypotheses; h++) {
            if (state.hypothesisKind[h] == MatcherState.SKIPPED && state.hypothesisParent[h] == parent) {
                return true;
            }
        }
        return false;
    }

    private void decideLate(MatcherState state, long time, MatchListener listener) {
        long oldest = time - settings.maxLagSeconds() * 1000L;
        if (state.openFixes == 0
                || (state.openFixes <= settings.maxLagFixes() && state.openFixTime[0] >= oldest)) {
            return;
        }
        if (state.stages == 1 && !state.rootDecided) {
            waitToSetOut(state, time, listener);
        } else {
            release.releaseLate(state, oldest, settings.maxLagFixes(), listener);
        }
    }

    /** Nobody can tell yet which way the vehicle will go: until it moves it is parked, and the path begins now. */
    private static void waitToSetOut(MatcherState state, long time, MatchListener listener) {
        for (int i = 0; i < state.openFixes; i++) {
            listener.fix(
                    state.openFixTime[i],
                    -1,
                    0,
                    state.openFixStage[i] == MatcherState.OFF_ROAD_FIX
                            ? UnmatchedReason.OFF_ROAD
                            : UnmatchedReason.PARKED);
        }
        state.openFixes = 0;
        state.stageTime[0] = time;
        state.stageDepart[0] = time;
    }
}
