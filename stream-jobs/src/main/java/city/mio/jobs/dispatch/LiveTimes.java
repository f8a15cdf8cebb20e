package city.mio.jobs.dispatch;

import city.mio.events.LinkState;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.HierarchyTravelTimes;
import city.mio.geo.routing.LinkOrder;
import city.mio.geo.routing.LinkTimes;
import city.mio.geo.routing.RouteGraph;
import city.mio.geo.routing.TravelTimes;
import city.mio.geo.routing.TurnCosts;
import city.mio.geo.routing.VehicleClass;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Travel times of the network as link states tell them, for one task. Links of which nothing was heard for a while are as
 * slow as the others on average. New times are made ready by another thread and swapped in; the task itself never waits for them.
 */
final class LiveTimes {

    private static final long MINUTE = 60_000;

    /** Link states come in bursts, a minute's after the other: twice in a burst is enough. */
    private static final long PUBLISH_EVERY_MILLIS = 2000;

    /** Fewer links say nothing about the others. */
    private static final int ENOUGH_LINKS = 50;

    /** Where most links stand still, it is they that are watched, not the others that are slow. */
    private static final double MOST_SLOWNESS = 3;

    private final RoadNetwork network;
    private final HierarchyTravelTimes times;
    private final Executor worker;
    private final long staleMillis;
    private final int[] millis;
    private final long[] minutes;
    private final AtomicBoolean working = new AtomicBoolean();
    private boolean changed;
    private long newestMinute = Long.MIN_VALUE;
    private long publishedAt = Long.MIN_VALUE;

    /** With the roads empty. */
    LiveTimes(RoadNetwork network, DispatchJobSettings settings, Executor worker) {
        this.network = network;
        this.worker = worker;
        staleMillis = settings.staleMinutes() * MINUTE;
        times = new HierarchyTravelTimes(
                RouteGraph.of(network, TurnCosts.city(settings.drivesOnLeft())),
                LinkOrder.make(network),
                EnumSet.of(VehicleClass.CAR));
        millis = new int[network.linkCount()];
        minutes = new long[millis.length];
        Arrays.fill(minutes, Long.MIN_VALUE);
    }

    TravelTimes travelTimes() {
        return times;
    }

    /** The end of the newest minute of which it was told; {@link Long#MIN_VALUE} before any. */
    long clock() {
        return newestMinute == Long.MIN_VALUE ? newestMinute : newestMinute + MINUTE;
    }

    /** Takes a link's state in; whether it is of this network and not older than what is known. */
    boolean take(LinkState state) {
        OptionalInt link = network.findLink(state.linkId());
        if (link.isEmpty() || state.minute() < minutes[link.getAsInt()]) {
            return false;
        }
        millis[link.getAsInt()] = LinkTimes.ofSeconds(state.travelTimeSeconds());
        minutes[link.getAsInt()] = state.minute();
        newestMinute = Math.max(newestMinute, state.minute());
        changed = true;
        return true;
    }

    /**
     * Begins to swap in what is known, if anything is new and some time has passed since.
     *
     * @param wallMillis wall clock
     */
    void publishIfDue(long wallMillis) {
        boolean due = changed && (publishedAt == Long.MIN_VALUE || wallMillis - publishedAt >= PUBLISH_EVERY_MILLIS);
        if (due && working.compareAndSet(false, true)) {
            publishedAt = wallMillis;
            changed = false;
            LinkTimes known = known();
            worker.execute(() -> {
                try {
                    times.publish(known);
                } finally {
                    working.set(false);
                }
            });
        }
    }

    /** Swaps in what is known, now. */
    void publish() {
        changed = false;
        times.publish(known());
    }

    private LinkTimes known() {
        double slowness = slowness();
        int[] all = new int[millis.length];
        for (int link = 0; link < all.length; link++) {
            all[link] = isFresh(link)
                    ? millis[link]
                    : LinkTimes.ofSeconds(network.freeFlowSeconds(link) * slowness);
        }
        return LinkTimes.of(network, all);
    }

    private boolean isFresh(int link) {
        return minutes[link] != Long.MIN_VALUE && newestMinute - minutes[link] <= staleMillis;
    }

    /** How many times as long as free flow the links take of which something was heard; 1 where that is too few. */
    private double slowness() {
        int heard = 0;
        double taken = 0;
        double free = 0;
        for (int link = 0; link < millis.length; link++) {
            if (isFresh(link) && millis[link] < LinkTimes.IMPASSABLE) {
                heard++;
                taken += millis[link];
                free += network.freeFlowSeconds(link) * 1000;
            }
        }
        return heard < ENOUGH_LINKS || free <= 0 ? 1 : Math.max(1, Math.min(MOST_SLOWNESS, taken / free));
    }
}
