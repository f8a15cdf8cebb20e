package city.mio.jobs.dispatch;

import city.mio.events.Forecast;
import city.mio.events.LinkState;
import city.mio.events.RoadEvent;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.HierarchyTravelTimes;
import city.mio.geo.routing.LinkOrder;
import city.mio.geo.routing.LinkTimes;
import city.mio.geo.routing.RouteGraph;
import city.mio.geo.routing.TimeSlice;
import city.mio.geo.routing.TravelTimes;
import city.mio.geo.routing.TurnCosts;
import city.mio.geo.routing.VehicleClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Travel times of the network, for one task: now as link states tell them, later as forecasts do. Links of which nothing was
 * heard for a while are as slow as the others on average; closed links take so long that every other way is better. New times
 * are made ready by another thread and swapped in; the task itself never waits for them.
 */
final class LiveTimes {

    private static final long MINUTE = 60_000;

    /** Link states come in bursts, a minute's after the other: twice in a burst is enough. */
    private static final long PUBLISH_EVERY_MILLIS = 2000;

    /** Fewer links say nothing about the others. */
    private static final int ENOUGH_LINKS = 50;

    /** Where most links stand still, it is they that are watched, not the others that are slow. */
    private static final double MOST_SLOWNESS = 3;

    /** Departures for which travel times are made: now, in a quarter of an hour, and so on to an hour. */
    static final int SLICES = 5;

    static final int SLICE_SECONDS = 900;

    /**
     * What a closed link takes: whoever is on it must get off it some time, and who lives behind it must be reached, so it is
     * not impassable.
     */
    private static final int CLOSED_MILLIS = 1_800_000;

    private final RoadNetwork network;
    private final LinkForecasts forecasts;
    private final Closures closures;
    private final HierarchyTravelTimes times;
    private final Executor worker;
    private final long staleMillis;
    private final int[] millis;
    private final long[] minutes;
    private final AtomicBoolean working = new AtomicBoolean();
    private boolean changed;
    private long newestMinute = Long.MIN_VALUE;
    private long publishedAt = Long.MIN_VALUE;
    private long now = Long.MIN_VALUE;
    private long nextClosure = Long.MAX_VALUE;

    /** With the roads empty. */
    LiveTimes(RoadNetwork network, DispatchJobSettings settings, Executor worker) {
        this.network = network;
        this.worker = worker;
        forecasts = new LinkForecasts(network);
        closures = new Closures(network);
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
        heard(clock());
        return true;
    }

    /** Takes a forecast in; whether it is of a link of this network and not older than what is known. */
    boolean take(Forecast forecast) {
        boolean taken = forecasts.take(forecast);
        changed |= taken;
        return taken;
    }

    /** Takes in what has happened on a road; whether it closes a link, or did until now. */
    boolean take(RoadEvent event) {
        boolean taken = closures.take(event);
        changed |= taken;
        nextClosure = closures.nextChange(now);
        return taken;
    }

    /** So late it is in the city. */
    void heard(long time) {
        if (time > now) {
            now = time;
            changed |= now >= nextClosure;
            nextClosure = now >= nextClosure ? closures.nextChange(now) : nextClosure;
        }
    }

    /** Until when each link that is closed at a time stays so. */
    Map<Integer, Long> closedAt(long time) {
        return closures.closedAt(time);
    }

    /** Forgets closures that are over; their events' ids. */
    List<String> forgetClosures() {
        return closures.forget(now);
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
            List<TimeSlice> known = known();
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

    /** Alike where nothing is forecast and nothing closes, so that they are made once. */
    private List<TimeSlice> known() {
        double slowness = slowness();
        int[] live = new int[millis.length];
        for (int link = 0; link < live.length; link++) {
            live[link] = isFresh(link)
                    ? millis[link]
                    : LinkTimes.ofSeconds(network.freeFlowSeconds(link) * slowness);
        }
        List<TimeSlice> slices = new ArrayList<>();
        for (int slice = 0; slice < SLICES; slice++) {
            long at = now + slice * SLICE_SECONDS * 1000L;
            int[] then = live.clone();
            for (int link = 0; slice > 0 && link < then.length; link++) {
                double seconds = forecasts.seconds(link, at, now - staleMillis);
                then[link] = Double.isNaN(seconds) ? then[link] : LinkTimes.ofSeconds(seconds);
            }
            closures.closedAt(at).keySet().forEach(link -> then[link] = Math.max(then[link], CLOSED_MILLIS));
            slices.add(new TimeSlice(slice == 0 ? Long.MIN_VALUE : at, LinkTimes.of(network, then)));
        }
        return slices;
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
