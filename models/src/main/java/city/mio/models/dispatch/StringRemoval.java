package city.mio.models.dispatch;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Takes strings of neighbouring stops out of routes that pass near one another: slack induction by string removals,
 * Christiaens and Vanden Berghe, Transportation Science 54 (2020), with a request leaving by both its ends.
 */
final class StringRemoval {

    private static final double SPLIT_SHARE = 0.5;
    private static final double SPLIT_GROWTH = 0.3;

    final boolean[] marked;
    final int[] removed;
    int removedCount;
    final int[] ruined;
    int ruinedCount;

    private final PickupDeliveryProblem p;
    private final int[][] near;
    private final double meanRemoved;
    private final double longestString;
    private final boolean[] routeRuined;

    StringRemoval(PickupDeliveryProblem problem, double meanRemoved, double longestString, int routes) {
        p = problem;
        this.meanRemoved = meanRemoved;
        this.longestString = longestString;
        marked = new boolean[p.requests + 1];
        removed = new int[p.requests + 1];
        ruined = new int[routes];
        routeRuined = new boolean[routes];
        near = neighbours(problem);
    }

    private static int[][] neighbours(PickupDeliveryProblem p) {
        int count = 2 * p.requests;
        int kept = Math.min(count, 600);
        int[][] near = new int[count + 1][];
        long[] keyed = new long[count];
        for (int i = 1; i <= count; i++) {
            for (int j = 1; j <= count; j++) {
                float apart = (float) Math.min(p.cost[i * p.nodes + j], p.cost[j * p.nodes + i]);
                keyed[j - 1] = (long) Float.floatToIntBits(apart) << 32 | j;
            }
            Arrays.sort(keyed);
            near[i] = new int[kept];
            for (int j = 0; j < kept; j++) {
                near[i][j] = (int) keyed[j];
            }
        }
        return near;
    }

    /** Marks requests and the routes that they are taken from; a request without a route is not touched. */
    void choose(Route[] routes, int[] routeOf, int fleet, int seedRequest, SplittableRandom random) {
        int used = 0;
        int stops = 0;
        for (int r = 0; r < fleet; r++) {
            routeRuined[r] = false;
            if (!routes[r].isEmpty()) {
                used++;
                stops += routes[r].size - 2;
            }
        }
        for (int i = 0; i < removedCount; i++) {
            marked[removed[i]] = false;
        }
        removedCount = 0;
        ruinedCount = 0;
        if (used == 0) {
            return;
        }
        double longest = Math.min(longestString, (double) stops / used);
        double mostStrings = 4 * meanRemoved / (1 + longest) - 1;
        int strings = (int) (1 + random.nextDouble() * Math.max(0, mostStrings));
        int seed = random.nextBoolean() ? seedRequest : seedRequest + p.requests;
        for (int node : near[seed]) {
            if (ruinedCount >= strings) {
                break;
            }
            int request = node > p.requests ? node - p.requests : node;
            int r = routeOf[request];
            if (r < 0 || marked[request] || routeRuined[r]) {
                continue;
            }
            routeRuined[r] = true;
            ruined[ruinedCount++] = r;
            int most = (int) Math.min(routes[r].size - 2, longest);
            takeString(routes[r], node, 1 + random.nextInt(Math.max(1, most)), random);
        }
    }

    private void takeString(Route route, int node, int length, SplittableRandom random) {
        int stops = route.size - 2;
        int at = 1;
        while (route.node[at] != node) {
            at++;
        }
        int kept = 0;
        if (random.nextDouble() < SPLIT_SHARE) {
            while (length + kept < stops && random.nextDouble() < SPLIT_GROWTH) {
                kept++;
            }
        }
        int span = length + kept;
        int lowest = Math.max(1, at - span + 1);
        int highest = Math.min(at, stops - span + 1);
        int first = lowest + random.nextInt(highest - lowest + 1);
        int keptFrom = kept == 0 ? -1 : first + random.nextInt(length + 1);
        for (int k = first; k < first + span; k++) {
            if (kept > 0 && k >= keptFrom && k < keptFrom + kept) {
                continue;
            }
            mark(route.node[k]);
        }
    }

    private void mark(int node) {
        int request = node > p.requests ? node - p.requests : node;
        if (!marked[request]) {
            marked[request] = true;
            removed[removedCount++] = request;
        }
    }
}
