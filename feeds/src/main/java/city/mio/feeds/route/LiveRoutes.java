package city.mio.feeds.route;

import city.mio.feeds.live.CitySnapshot;
import city.mio.geo.network.LinkIndex;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.routing.HierarchyTravelTimes;
import city.mio.geo.routing.LinkOrder;
import city.mio.geo.routing.LinkTimes;
import city.mio.geo.routing.NoRouteException;
import city.mio.geo.routing.PointRoutes;
import city.mio.geo.routing.Route;
import city.mio.geo.routing.RouteGraph;
import city.mio.geo.routing.TimeSlice;
import city.mio.geo.routing.TripEstimator;
import city.mio.geo.routing.TurnCosts;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes on the travel times that the city has right now. A thread of its own prepares the router, then takes new travel
 * times in whenever {@link #refresh} brings some; questions go on meanwhile and each sees one state of them.
 * Thread-safe.
 *
 * <p>The way is chosen by the travel times expected at departure; then the trip is walked link by link, each at the time
 * when the vehicle gets there, which gives the arrival and what it is known from.
 */
public final class LiveRoutes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);

    /** Farther from any road than this a point is not in the city. */
    private static final double FARTHEST_METRES = 500;

    private static final double MOST_SLOWER = 0.2;
    private static final double MOST_SHARED = 0.7;

    /**
     * Departures from now, in a quarter and in half an hour, when live values have lost their weight, and in an hour, where
     * forecasts end.
     */
    private static final long[] SLICES_MILLIS = {0, 15 * 60_000L, 30 * 60_000L, 60 * 60_000L};

    /** New travel times are taken in at most once a second, and never for more than a tenth of the time. */
    private static final long LEAST_NANOS = 1_000_000_000;

    private static final int WORK_SHARE = 10;
    private static final int MOST_KEPT_QUERIES = 16;

    private final RoadNetwork network;
    private final Supplier<LinkOrder> order;
    private final LinkForecasts forecasts;
    private final Duration staleAfter;
    private final DayProfile days;
    private final TurnCosts turnCosts;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "live-routes");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean working = new AtomicBoolean();
    private final ConcurrentLinkedQueue<PointRoutes> idle = new ConcurrentLinkedQueue<>();

    private volatile Ready ready;
    private volatile FadingTimes known;

    /** Touched by the worker only, but for the first. */
    private volatile long nextNanos = System.nanoTime();

    private int[][] published = new int[0][];

    private record Ready(HierarchyTravelTimes travelTimes, LinkIndex index) {}

    /**
     * Routes that are not yet prepared.
     *
     * @param order of the network's links, asked for once when it is needed: read from a file, or made
     * @param zone in which days begin
     * @param staleAfter age of a live value at which it has half its weight
     * @param drivesOnLeft whether the country drives on the left
     */
    public LiveRoutes(
            RoadNetwork network,
            Supplier<LinkOrder> order,
            ZoneId zone,
            Duration staleAfter,
            boolean drivesOnLeft,
            LinkForecasts forecasts) {
        this.network = network;
        this.order = order;
        this.forecasts = forecasts;
        this.staleAfter = staleAfter;
        this.days = new DayProfile(network, zone);
        this.turnCosts = TurnCosts.city(drivesOnLeft);
    }

    /** Begins to prepare, in the background: a moment; half a minute for all streets of a large city without its order. */
    public void start() {
        submit(() -> {
            RouteGraph graph = RouteGraph.of(network, turnCosts);
            ready = new Ready(new HierarchyTravelTimes(graph, order.get()), new LinkIndex(network));
        });
    }

    /** Takes in what the city knows by this snapshot, in the background and if it is time; returns at once. */
    public void refresh(CitySnapshot snapshot) {
        FadingTimes last = known;
        boolean same = last != null && last.snapshot().version() == snapshot.version();
        if (same || ready == null || System.nanoTime() - nextNanos < 0) {
            return;
        }
        submit(() -> takeIn(snapshot));
    }

    private void submit(Runnable work) {
        if (!working.compareAndSet(false, true)) {
            return;
        }
        try {
            worker.execute(() -> {
                long began = System.nanoTime();
                try {
                    work.run();
                } catch (RuntimeException e) {
                    // Routes stay as they were; the next snapshot is another chance.
                    LOG.error("taking in travel times failed", e);
                } finally {
                    long took = System.nanoTime() - began;
                    nextNanos = System.nanoTime() + Math.max(LEAST_NANOS, WORK_SHARE * took);
                    working.set(false);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("closed already", e);
            working.set(false);
        }
    }

    private void takeIn(CitySnapshot snapshot) {
        for (int link = 0; link < network.linkCount(); link++) {
            int at = link;
            snapshot.findState(link)
                    .ifPresent(state -> days.learn(at, state, FadingTimes.seconds(network, at, state)));
        }
        FadingTimes times = new FadingTimes(network, snapshot, forecasts, days, staleAfter);
        int[][] millis = new int[SLICES_MILLIS.length][network.linkCount()];
        for (int slice = 0; slice < millis.length; slice++) {
            for (int link = 0; link < network.linkCount(); link++) {
                millis[slice][link] =
                        LinkTimes.ofSeconds(times.linkSeconds(link, snapshot.eventTime() + SLICES_MILLIS[slice]));
            }
        }
        if (!Arrays.deepEquals(millis, published)) {
            List<TimeSlice> slices = new ArrayList<>();
            for (int slice = 0; slice < millis.length; slice++) {
                slices.add(new TimeSlice(
                        snapshot.eventTime() + SLICES_MILLIS[slice], LinkTimes.of(network, millis[slice])));
            }
            ready.travelTimes().publish(slices);
            published = millis;
        }
        known = times;
    }

    /** Whether questions can be answered yet. */
    public boolean isReady() {
        return known != null;
    }

    /** How many times travel times were swapped in. */
    public long generation() {
        Ready now = ready;
        return now == null ? 0 : now.travelTimes().generation();
    }

    /** Event time by which the travel times in use are known, UTC epoch milliseconds; 0 if nothing was heard yet. */
    public long asOfMillis() {
        FadingTimes now = known;
        return now == null ? 0 : now.snapshot().eventTime();
    }

    /**
     * The fastest route, and another one that takes at most 20 % longer if there is one.
     *
     * @return the one that arrives first at the front, at least one
     * @throws NoRouteException if there is none
     * @throws IllegalStateException if nothing is prepared yet, see {@link #isReady}
     */
    public List<LiveRoute> list(RouteRequest request) throws NoRouteException {
        FadingTimes times = known;
        if (times == null) {
            throw new IllegalStateException("routes are not prepared yet");
        }
        List<Route> routes;
        PointRoutes query = Optional.ofNullable(idle.poll()).orElseGet(this::newQuery);
        try {
            routes = query.list(
                    request.from(),
                    request.to(),
                    request.vehicle(),
                    request.departMillis(),
                    MOST_SLOWER,
                    MOST_SHARED,
                    2);
        } finally {
            if (idle.size() < MOST_KEPT_QUERIES) {
                idle.add(query);
            }
        }
        TripEstimator estimator = new TripEstimator(network, turnCosts, times);
        List<LiveRoute> found = new ArrayList<>();
        for (Route route : routes) {
            found.add(new LiveRoute(
                    route, estimator.estimate(route, request.departMillis()), freeFlowSeconds(route)));
        }
        found.sort(Comparator.comparingDouble(route -> route.trip().seconds()));
        double most = (1 + MOST_SLOWER) * found.get(0).trip().seconds();
        found.removeIf(route -> route.trip().seconds() > most);
        return found;
    }

    private PointRoutes newQuery() {
        Ready now = ready;
        return new PointRoutes(now.travelTimes(), now.index(), FARTHEST_METRES);
    }

    private double freeFlowSeconds(Route route) {
        double seconds = 0;
        for (int i = 0; i < route.linkCount(); i++) {
            seconds += (route.exitShare(i) - route.enterShare(i)) * network.freeFlowSeconds(route.link(i));
        }
        return seconds;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
