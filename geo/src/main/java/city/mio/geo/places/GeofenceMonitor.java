package city.mio.geo.places;

/**
 * Says when a moving vehicle enters, leaves and dwells in places and crosses gates, from fixes that err. Every enter
 * is followed by at most one leave, and a place is entered again only after it was left. Work per fix is bounded by
 * the places near it; time comes in with the fixes.
 *
 * <p>Fixes are to come by ascending time; one that is not later than the last is left out and counted in the state.
 * After a silence of more than {@code gapMillis} the next fixes decide afresh: a vehicle that is still in the place
 * stays in it without an event; one that is elsewhere left it between its last fix inside and the first outside,
 * and both times are told.
 *
 * <p>One instance serves one thread, with a state for each vehicle.
 */
public final class GeofenceMonitor {

    private final ZoneIndex index;
    private final GeofenceSettings settings;
    private final GateCrossings crossed = new GateCrossings();
    private int[] at = new int[16];

    public GeofenceMonitor(ZoneIndex index, GeofenceSettings settings) {
        this.index = index;
        this.settings = settings;
    }

    /**
     * Takes one fix.
     *
     * @param state the vehicle's; changed
     * @param time UTC epoch millis
     * @param lon WGS 84 degrees
     * @param lat WGS 84 degrees
     * @param listener told of each event, in order of place
     * @return false if the fix came late and was left out
     * @throws IllegalArgumentException if the position is not finite or not on Earth
     */
    public boolean fix(GeofenceState state, long time, double lon, double lat, GeofenceListener listener) {
        Require.range("fix", "lon", lon, -180, 180);
        Require.range("fix", "lat", lat, -90, 90);
        if (time <= state.lastTime) {
            state.lateFixes++;
            return false;
        }
        boolean first = state.lastTime == Long.MIN_VALUE;
        boolean gap = !first && time - state.lastTime > settings.gapMillis();
        if (gap) {
            forgetEvidence(state);
        }
        stays(state, time, lon, lat, listener);
        if (!first && !gap) {
            index.gatesCrossed(state.lastLon, state.lastLat, lon, lat, crossed);
            for (int i = 0; i < crossed.size(); i++) {
                long when = state.lastTime + Math.round(crossed.share(i) * (time - state.lastTime));
                noteCrossing(state, crossed.gate(i), crossed.forwards(i), when);
            }
        }
        confirmCrossings(state, lon, lat, listener);
        state.lastTime = time;
        state.lastLon = lon;
        state.lastLat = lat;
        return true;
    }

    /** What had begun to count before a silence counts no more; who was in is still in. */
    private static void forgetEvidence(GeofenceState state) {
        for (int i = state.stays - 1; i >= 0; i--) {
            if (state.stayPhase[i] == GeofenceState.ENTERING) {
                state.removeStay(i);
            } else {
                state.stayPhase[i] = GeofenceState.INSIDE;
            }
        }
        state.crossings = 0;
    }

    private void stays(GeofenceState state, long time, double lon, double lat, GeofenceListener listener) {
        int count = index.placesAt(lon, lat, at);
        if (count > at.length) {
            at = new int[2 * count];
            index.placesAt(lon, lat, at);
        }
        for (int i = 0; i < count; i++) {
            if (state.findStay(at[i]) < 0 && isDeep(at[i], lon, lat)) {
                int stay = state.addStay(at[i]);
                state.stayPhase[stay] = GeofenceState.ENTERING;
                state.staySince[stay] = time;
                state.stayFixes[stay] = 0;
                state.stayDwelt[stay] = false;
            }
        }
        int next = 0;
        for (int stay = 0; stay < state.stays; ) {
            int place = state.stayPlace[stay];
            while (next < count && at[next] < place) {
                next++;
            }
            boolean inside = next < count && at[next] == place;
            boolean gone = state.stayPhase[stay] == GeofenceState.ENTERING
                    ? entering(state, stay, time, inside && isDeep(place, lon, lat), listener)
                    : staying(state, stay, time, inside, lon, lat, listener);
            if (gone) {
                state.removeStay(stay);
            } else {
                stay++;
            }
        }
    }

    private boolean isDeep(int place, double lon, double lat) {
        return settings.enterDepthMetres() == 0
                || Double.isInfinite(index.borderMetres(place, lon, lat, settings.enterDepthMetres()));
    }

    /** Whether the stay is over. */
    private boolean entering(GeofenceState state, int stay, long time, boolean inside, GeofenceListener listener) {
        if (!inside) {
            return true;
        }
        state.stayFixes[stay]++;
        if (state.stayFixes[stay] >= settings.enterFixes() && time - state.staySince[stay] >= settings.enterMillis()) {
            state.stayPhase[stay] = GeofenceState.INSIDE;
            state.stayEntered[stay] = state.staySince[stay];
            state.stayLastInside[stay] = time;
            listener.entered(state.stayPlace[stay], state.stayEntered[stay]);
            tellDwell(state, stay, time, listener);
        }
        return false;
    }

    /** Whether the stay is over. */
    private boolean staying(
            GeofenceState state, int stay, long time, boolean inside, double lon, double lat, GeofenceListener listener) {
        int place = state.stayPlace[stay];
        boolean out = !inside && Double.isInfinite(index.borderMetres(place, lon, lat, settings.leaveDistanceMetres()));
        if (!out) {
            state.stayPhase[stay] = GeofenceState.INSIDE;
            state.stayLastInside[stay] = time;
            tellDwell(state, stay, time, listener);
            return false;
        }
        if (state.stayPhase[stay] == GeofenceState.INSIDE) {
            state.stayPhase[stay] = GeofenceState.LEAVING;
            state.staySince[stay] = time;
            state.stayFixes[stay] = 0;
        }
        state.stayFixes[stay]++;
        if (state.stayFixes[stay] < settings.leaveFixes() || time - state.staySince[stay] < settings.leaveMillis()) {
            return false;
        }
        // A stay may have become a dwell before its end, without a fix at that time.
        tellDwell(state, stay, state.stayLastInside[stay], listener);
        listener.left(place, state.stayEntered[stay], state.stayLastInside[stay], state.staySince[stay]);
        return true;
    }

    private void tellDwell(GeofenceState state, int stay, long time, GeofenceListener listener) {
        long due = state.stayEntered[stay] + settings.dwellMillis();
        if (settings.dwellMillis() > 0 && !state.stayDwelt[stay] && time >= due) {
            state.stayDwelt[stay] = true;
            listener.dwelt(state.stayPlace[stay], state.stayEntered[stay], due);
        }
    }

    private static void noteCrossing(GeofenceState state, int gate, boolean forwards, long time) {
        int pending = state.findCrossing(gate);
        if (pending < 0) {
            state.addCrossing(gate, forwards, time);
        } else if (state.crossingForwards[pending] != forwards) {
            // Back again before it was far from the gate: it has not crossed.
            state.removeCrossing(pending);
        }
    }

    private void confirmCrossings(GeofenceState state, double lon, double lat, GeofenceListener listener) {
        for (int i = 0; i < state.crossings; ) {
            int gate = state.crossingGate[i];
            if (Double.isInfinite(index.borderMetres(gate, lon, lat, settings.gateMetres()))) {
                listener.crossed(gate, state.crossingForwards[i], state.crossingTime[i]);
                state.removeCrossing(i);
            } else {
                i++;
            }
        }
    }

    /**
     * Tells of stays that have become dwells though no fix came: a parked vehicle may send none. A vehicle that may
     * be leaving is not told of.
     *
     * @param time up to which the vehicle is taken to be where it was last
     */
    public void advance(GeofenceState state, long time, GeofenceListener listener) {
        for (int i = 0; i < state.stays; i++) {
            if (state.stayPhase[i] == GeofenceState.INSIDE) {
                tellDwell(state, i, time, listener);
            }
        }
    }

    /**
     * Ends all stays of a vehicle that will not be seen again, or whose state is given up: it left each place after
     * its last fix inside. The state is then as new, but for what came late.
     */
    public void end(GeofenceState state, GeofenceListener listener) {
        for (int i = 0; i < state.stays; i++) {
            if (state.stayPhase[i] != GeofenceState.ENTERING) {
                boolean leaving = state.stayPhase[i] == GeofenceState.LEAVING;
                listener.left(
                        state.stayPlace[i],
                        state.stayEntered[i],
                        state.stayLastInside[i],
                        leaving ? state.staySince[i] : state.stayLastInside[i]);
            }
        }
        state.stays = 0;
        state.crossings = 0;
        state.lastTime = Long.MIN_VALUE;
        state.lastLon = Double.NaN;
        state.lastLat = Double.NaN;
    }
}
