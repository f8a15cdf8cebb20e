package city.mio.models.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Finds a plan by taking strings of stops out, putting their requests back one by one at the cheapest place, and keeping
 * the change by simulated annealing, Christiaens and Vanden Berghe (2020). Until all requests have a vehicle, or where a
 * vehicle is to be saved, a plan with fewer or more easily placed requests left out counts as better: a request is the
 * harder the more often it was left out. After that the search may leave requests out for a while at a price, which
 * rises as long as it does and falls when it does not; only plans that serve all are kept. Who stays left out whatever
 * the price is hunted for as in the beginning, until all have a vehicle again. One use, one thread.
 */
public final class PlanSearch {

    /** Price of a request left out, in mean cost of a request: at first, within bounds, and how it moves a step. */
    private static final double DEAR = 4;

    private static final double CHEAPEST = 0.5;
    private static final double DEAREST = 1_000;
    private static final double DEARER = 1.002;
    private static final double CHEAPER = 0.9997;

    /** From this price on whoever is left out is hunted for, and for so many steps before the best plan is taken up again. */
    private static final double HUNTED_FROM = 50;

    private static final int LONGEST_HUNT = 20_000;

    private final PickupDeliveryProblem p;
    private final SearchSettings settings;
    private final SplittableRandom random;
    private final Insertion insertion;
    private final StringRemoval removal;
    private final Route[] routes;
    private final Route[] saved;
    private final boolean[] touched;
    private final int[] touchedList;
    private int touchedCount;
    private final List<Route> spare = new ArrayList<>();
    private final int[] routeOf;
    private final int[] routeBefore;
    private final int[] pending;
    private int pendingCount;
    private final double[] rank;
    private final long[] leftOut;
    private int fleet;
    private double penalty;
    private double scale;
    private boolean saving;
    private int huntLeft;
    private double cost;
    private int absent;
    private List<int[]> bestRoutes = List.of();
    private double bestCost = Double.POSITIVE_INFINITY;
    private int bestAbsent = Integer.MAX_VALUE;
    private int bestFleet;

    public PlanSearch(PickupDeliveryProblem problem, SearchSettings settings) {
        p = problem;
        this.settings = settings;
        random = new SplittableRandom(settings.seed());
        insertion = new Insertion(problem);
        fleet = Math.min(p.vehicles, p.requests);
        removal = new StringRemoval(problem, settings.meanRemoved(), settings.longestString(), fleet);
        routes = new Route[fleet];
        saved = new Route[fleet];
        touched = new boolean[fleet];
        touchedList = new int[fleet];
        for (int r = 0; r < fleet; r++) {
            routes[r] = new Route(problem);
        }
        routeOf = new int[p.requests + 1];
        routeBefore = new int[p.requests + 1];
        pending = new int[p.requests];
        rank = new double[p.requests + 1];
        leftOut = new long[p.requests + 1];
        Arrays.fill(leftOut, 1);
        Arrays.fill(routeOf, -1);
        absent = p.requests;
    }

    /** Searches until the budget is spent. */
    public Plan run(Budget budget) {
        begin();
        long iterations = 0;
        double spent = budget.spent(0);
        scale = Math.max(cost, 1e-9) / p.requests;
        penalty = scale * DEAR;
        saving = settings.fewestVehicles();
        if (saving && absent == 0) {
            dropRoute();
        }
        while (spent < 1) {
            if (saving && spent > settings.fleetShare() && bestAbsent == 0) {
                saving = false;
                restoreBest(bestRoutes.size());
            }
            double progress = saving
                    ? spent / Math.max(settings.fleetShare(), 1e-9)
                    : settings.fewestVehicles()
                            ? (spent - settings.fleetShare()) / (1 - settings.fleetShare())
                            : spent;
            double heat = scale * settings.hot()
                    * Math.pow(settings.cold() / settings.hot(), Math.min(1, Math.max(0, progress)));
            step(heat);
            if (absent == 0 && saving) {
                dropRoute();
            }
            iterations++;
            spent = budget.spent(iterations);
        }
        List<Integer> unserved = new ArrayList<>();
        boolean[] served = new boolean[p.nodes];
        bestRoutes.forEach(route -> Arrays.stream(route).forEach(node -> served[node] = true));
        for (int i = 1; i <= p.requests; i++) {
            if (!served[i]) {
                unserved.add(i);
            }
        }
        return new Plan(bestRoutes, unserved, bestRoutes.stream().mapToDouble(p::cost).sum(), iterations);
    }

    private void begin() {
        pendingCount = 0;
        for (int i = 1; i <= p.requests; i++) {
            pending[pendingCount++] = i;
            rank[i] = p.latest[i];
        }
        sortPending();
        touchedCount = 0;
        putBack(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        settleTouched(true);
        total();
        keepBest();
    }

    private void step(double heat) {
        boolean incomplete = absent > 0;
        if (huntLeft > 0 && (!incomplete || --huntLeft == 0)) {
            endHunt();
            incomplete = false;
        } else if (incomplete && !saving && bestAbsent == 0 && huntLeft == 0 && penalty >= scale * HUNTED_FROM) {
            huntLeft = LONGEST_HUNT;
        }
        boolean hunting = incomplete && (bestAbsent > 0 || saving || huntLeft > 0);
        int seed = 1 + random.nextInt(p.requests);
        if (incomplete && random.nextInt(2) == 0) {
            seed = anyAbsent();
        }
        removal.choose(routes, routeOf, fleet, seed, random);
        pendingCount = 0;
        touchedCount = 0;
        for (int i = 0; i < removal.ruinedCount; i++) {
            int r = removal.ruined[i];
            touch(r);
            routes[r].removeMarked(removal.marked);
        }
        long burdenBefore = 0;
        for (int i = 0; i < removal.removedCount; i++) {
            pending[pendingCount++] = removal.removed[i];
        }
        if (incomplete) {
            for (int i = 1; i <= p.requests; i++) {
                if (routeOf[i] < 0) {
                    pending[pendingCount++] = i;
                    burdenBefore += leftOut[i];
                }
            }
        }
        for (int i = 0; i < pendingCount; i++) {
            routeBefore[pending[i]] = routeOf[pending[i]];
            routeOf[pending[i]] = -1;
        }
        rankPending();
        sortPending();
        double limit = cost - heat * Math.log(1 - random.nextDouble());
        boolean accept;
        if (hunting) {
            putBack(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
            accept = acceptIncomplete(burdenBefore, limit);
        } else {
            accept = putBack(limit + absent * penalty, saving ? Double.POSITIVE_INFINITY : penalty);
        }
        if (accept) {
            settleTouched(true);
            total();
            if (absent < bestAbsent || absent == bestAbsent && (fleet < bestFleet || cost < bestCost - 1e-9)) {
                keepBest();
            }
        } else {
            for (int i = 0; i < pendingCount; i++) {
                routeOf[pending[i]] = routeBefore[pending[i]];
            }
            settleTouched(false);
        }
        penalty = absent > 0
                ? Math.min(penalty * DEARER, scale * DEAREST)
                : Math.max(penalty * CHEAPER, scale * CHEAPEST);
    }

    /** Requests without a vehicle as the plan is now. */
    int absent() {
        return absent;
    }

    private void endHunt() {
        if (absent > 0) {
            restoreBest(fleet);
        }
        huntLeft = 0;
        penalty = scale * DEAR;
    }

    private boolean acceptIncomplete(long burdenBefore, double limit) {
        int missing = 0;
        long burden = 0;
        for (int i = 0; i < pendingCount; i++) {
            if (routeOf[pending[i]] < 0) {
                missing++;
                burden += leftOut[pending[i]];
                leftOut[pending[i]]++;
            }
        }
        return missing < absent || burden < burdenBefore || burden == burdenBefore && costNow() < limit;
    }

    private double costNow() {
        double now = cost;
        for (int i = 0; i < touchedCount; i++) {
            now += routes[touchedList[i]].cost - saved[touchedList[i]].cost;
        }
        return now;
    }

    /**
     * Puts pending requests back, or leaves them out where their place would cost more than that; gives up where the
     * plan cannot get below the limit any more. Says whether it did not give up.
     */
    private boolean putBack(double limit, double leaveOutAt) {
        double now = costNow();
        boolean unlimited = limit == Double.POSITIVE_INFINITY;
        for (int i = 0; i < pendingCount; i++) {
            int request = pending[i];
            double best = Math.min(leaveOutAt, limit - now);
            int bestRoute = -1;
            int pickUpAfter = 0;
            int deliverAfter = 0;
            boolean emptySeen = false;
            for (int r = 0; r < fleet; r++) {
                Route route = routes[r];
                if (route.isEmpty()) {
                    if (emptySeen) {
                        continue;
                    }
                    emptySeen = true;
                }
                if (random.nextDouble() < settings.blinkShare()) {
                    continue;
                }
                if (insertion.find(route, request, best)) {
                    best = insertion.bestCost;
                    bestRoute = r;
                    pickUpAfter = insertion.bestPickUpAfter;
                    deliverAfter = insertion.bestDeliverAfter;
                }
            }
            if (bestRoute < 0) {
                if (unlimited) {
                    continue;
                }
                now += leaveOutAt;
                if (now >= limit) {
                    return false;
                }
                continue;
            }
            touch(bestRoute);
            routes[bestRoute].insert(request, pickUpAfter, deliverAfter);
            routeOf[request] = bestRoute;
            now += best;
        }
        return true;
    }

    private void touch(int r) {
        if (touched[r]) {
            return;
        }
        touched[r] = true;
        touchedList[touchedCount++] = r;
        Route copy = spare.isEmpty() ? new Route(p) : spare.remove(spare.size() - 1);
        copy.copy(routes[r]);
        saved[r] = routes[r];
        routes[r] = copy;
    }

    private void settleTouched(boolean accept) {
        for (int i = 0; i < touchedCount; i++) {
            int r = touchedList[i];
            if (accept) {
                spare.add(saved[r]);
            } else {
                spare.add(routes[r]);
                routes[r] = saved[r];
            }
            saved[r] = null;
            touched[r] = false;
        }
        touchedCount = 0;
    }

    private void rankPending() {
        int way = random.nextInt(12);
        int depot = p.nodes - 1;
        for (int i = 0; i < pendingCount; i++) {
            int a = pending[i];
            int b = a + p.requests;
            double far = p.cost[a] + p.cost[b * p.nodes + depot];
            if (way < 5) {
                rank[a] = random.nextDouble();
            } else if (way < 7) {
                rank[a] = -far;
            } else if (way < 8) {
                rank[a] = far;
            } else if (way < 9) {
                rank[a] = p.latest[a] - p.earliest[a];
            } else if (way < 10) {
                rank[a] = p.earliest[a];
            } else if (way < 11) {
                rank[a] = -p.latest[b];
            } else {
                rank[a] = -p.cost[a * p.nodes + b] - p.load[a] * 1e-6;
            }
        }
    }

    private void sortPending() {
        for (int i = 1; i < pendingCount; i++) {
            int request = pending[i];
            double key = rank[request];
            int j = i - 1;
            while (j >= 0 && rank[pending[j]] > key) {
                pending[j + 1] = pending[j];
                j--;
            }
            pending[j + 1] = request;
        }
    }

    private int anyAbsent() {
        int pick = random.nextInt(absent);
        for (int i = 1; i <= p.requests; i++) {
            if (routeOf[i] < 0 && pick-- == 0) {
                return i;
            }
        }
        throw new IllegalStateException("fewer requests left out than counted");
    }

    private void total() {
        cost = 0;
        for (int r = 0; r < fleet; r++) {
            cost += routes[r].cost;
        }
        absent = 0;
        for (int i = 1; i <= p.requests; i++) {
            if (routeOf[i] < 0) {
                absent++;
            }
        }
    }

    private void keepBest() {
        bestCost = cost;
        bestAbsent = absent;
        bestFleet = fleet;
        bestRoutes = new ArrayList<>();
        for (int r = 0; r < fleet; r++) {
            if (!routes[r].isEmpty()) {
                bestRoutes.add(Arrays.copyOfRange(routes[r].node, 1, routes[r].size - 1));
            }
        }
    }

    /** Goes on with one vehicle less; the requests of the route that is the easiest to place are left out. */
    private void dropRoute() {
        int easiest = -1;
        long least = Long.MAX_VALUE;
        int used = 0;
        for (int r = 0; r < fleet; r++) {
            Route route = routes[r];
            if (route.isEmpty()) {
                continue;
            }
            routes[used] = route;
            long burden = 0;
            for (int k = 1; k < route.size - 1; k++) {
                if (route.node[k] <= p.requests) {
                    burden += leftOut[route.node[k]];
                }
            }
            if (burden < least) {
                least = burden;
                easiest = used;
            }
            used++;
        }
        fleet = used;
        if (absent == 0 && bestAbsent == 0) {
            bestFleet = used;
        }
        if (used > 1) {
            routes[easiest] = routes[used - 1];
            fleet = used - 1;
        }
        located();
        total();
    }

    private void located() {
        Arrays.fill(routeOf, -1);
        for (int r = 0; r < fleet; r++) {
            for (int k = 1; k < routes[r].size - 1; k++) {
                if (routes[r].node[k] <= p.requests) {
                    routeOf[routes[r].node[k]] = r;
                }
            }
        }
    }

    private void restoreBest(int vehicles) {
        fleet = vehicles;
        bestFleet = fleet;
        for (int r = 0; r < fleet; r++) {
            Route route = new Route(p);
            if (r < bestRoutes.size()) {
                route.adopt(bestRoutes.get(r));
            }
            routes[r] = route;
        }
        located();
        total();
    }
}
