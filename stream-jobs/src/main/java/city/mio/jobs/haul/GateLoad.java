package city.mio.jobs.haul;

import city.mio.jobs.haul.OfficeState.Entry;
import city.mio.models.haul.office.Gate;
import city.mio.models.haul.office.WorkSite;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands before a gate and what is on its way there, by when vehicles said to be there or were seen to be coming. The gate
 * lets in one vehicle after the other, each alike long; who was there longest goes first.
 *
 * @param queued vehicles before the gate now
 * @param coming when others will be there, UTC epoch milliseconds
 */
record GateLoad(int queued, List<Long> coming) {

    /** Whoever came longer ago is through. */
    private static final long KEEP_MILLIS = 3_600_000;

    static long serviceMillis(Gate gate) {
        return Math.max(1, Math.round(3_600_000 / gate.vehiclesPerHour()));
    }

    static GateLoad of(OfficeState state, WorkSite site, Gate gate, long now) {
        List<Long> came = new ArrayList<>();
        List<Long> coming = new ArrayList<>();
        for (Entry entry : state.entries.values()) {
            if (entry.gateAt > now - KEEP_MILLIS && entry.trip.siteId().equals(site.id())) {
                (entry.gateAt > now ? coming : came).add(entry.gateAt);
            }
        }
        came.sort(null);
        coming.sort(null);
        long free = Long.MIN_VALUE;
        int queued = 0;
        for (long at : came) {
            free = Math.max(free, at) + serviceMillis(gate);
            queued += free > now ? 1 : 0;
        }
        return new GateLoad(queued, coming);
    }
}
