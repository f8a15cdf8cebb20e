package city.mio.feeds.route;

import city.mio.events.LinkState;
import city.mio.geo.network.RoadNetwork;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * How long links take at each quarter of an hour of the day, by what was heard of them: a mean that forgets slowly. A
 * link that was never heard of needs no memory, the others 384 bytes. One writer, any number of readers.
 */
final class DayProfile {

    private static final int SLOT_MINUTES = 15;
    private static final int SLOTS = 24 * 60 / SLOT_MINUTES;

    /** Weight of a new minute among the old: a slot's mean follows the last four days or so. */
    private static final float NEWEST = 1f / (4 * SLOT_MINUTES);

    private final ZoneId zone;

    /** Of each link a mean of each slot, 0 where nothing was heard; replaced, never changed, so that readers see it whole. */
    private final AtomicReferenceArray<float[]> means;

    private final long[] lastMinute;

    DayProfile(RoadNetwork network, ZoneId zone) {
        this.zone = zone;
        means = new AtomicReferenceArray<>(network.linkCount());
        lastMinute = new long[network.linkCount()];
    }

    /** Takes a minute of a link in; one that is no newer than the last is passed over. */
    void learn(int link, LinkState state, double seconds) {
        if (state.minute() <= lastMinute[link]) {
            return;
        }
        lastMinute[link] = state.minute();
        float[] old = means.get(link);
        float[] next = old == null ? new float[SLOTS] : old.clone();
        int slot = slot(state.minute());
        next[slot] = next[slot] == 0 ? (float) seconds : next[slot] + NEWEST * ((float) seconds - next[slot]);
        means.set(link, next);
    }

    /** Mean seconds over the link at this time of day, if it was ever heard of then. */
    OptionalDouble findSeconds(int link, long millis) {
        float[] slots = means.get(link);
        float mean = slots == null ? 0 : slots[slot(millis)];
        return mean == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean);
    }

    private int slot(long millis) {
        int offsetSeconds = zone.getRules().getOffset(Instant.ofEpochMilli(millis)).getTotalSeconds();
        return (int) (Math.floorMod(millis / 1000 + offsetSeconds, 86_400L) / (60 * SLOT_MINUTES));
    }
}
