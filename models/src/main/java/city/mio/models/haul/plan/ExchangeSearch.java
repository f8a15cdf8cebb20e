package city.mio.models.haul.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exchanges of trips among cells, along cycles (each takes the place of the next) and paths (the last finds room).
 *
 * <p>A graph over kinds: an edge from kind to kind is the trip that gains most, or loses least, by that change of cell. A
 * trip that comes to a full cell needs another to leave: one of its own kind, or of any kind whose leaving frees enough
 * of every resource that lacks, such as a vehicle of another class or one on another route over the same bridge. A
 * negative cycle, or a negative path to a kind with room, makes the plan cheaper. Labels are corrected as by Bellman and
 * Ford, over few rounds, as long exchanges are seldom. What was found is carried out only if room and cost, counted
 * afresh, bear it out. With one class and no shared links it ends at the optimum, as in a min-cost flow.
 */
final class ExchangeSearch {

    private static final double EPSILON = 1e-6;
    private static final int LONGEST = 9;
    private static final int MOST_FOUND = 400;

    private final PlanModel model;
    private final PlanState state;

    /** Kinds whose leaving may help a kind that enters. */
    private final int[][] helpers;

    private final int[][] rowCell;
    private final double[][] rowCost;
    private final int[][] rowOption;
    private final int[][] rowTrip;
    private final boolean[] stale;
    private final double[] slopes;
    private double[] usedSlopes;

    private final double[] leave;
    private final double[] enter;
    /** Kind that was entered before this one is left; -1 at the begin of a path. */
    private final int[] leaveFrom;
    /** Kind left, trip and option by which a kind was entered. */
    private final int[] enterFrom;
    private final int[] enterTrip;
    private final int[] enterOption;
    private final int[] mark;
    private int marks;

    private final double[] cellBest;
    private final int[] cellOption;
    private final int[] cellTrip;

    ExchangeSearch(PlanModel model, PlanState state) {
        this.model = model;
        this.state = state;
        int kinds = model.kinds;
        helpers = helpers(model);
        rowCell = new int[kinds][];
        rowCost = new double[kinds][];
        rowOption = new int[kinds][];
        rowTrip = new int[kinds][];
        stale = new boolean[kinds];
        slopes = new double[model.contractors];
        leave = new double[kinds];
        enter = new double[kinds];
        leaveFrom = new int[kinds];
        enterFrom = new int[kinds];
        enterTrip = new int[kinds];
        enterOption = new int[kinds];
        mark = new int[kinds];
        cellBest = new double[model.cells + 1];
        Arrays.fill(cellBest, Double.POSITIVE_INFINITY);
        cellOption = new int[model.cells + 1];
        cellTrip = new int[model.cells + 1];
    }

    private static int[][] helpers(PlanModel model) {
        List<List<Integer>> users = new ArrayList<>();
        for (int r = 0; r < model.resources; r++) {
            users.add(new ArrayList<>());
        }
        for (int kind = 0; kind < model.kinds; kind++) {
            for (int at = model.footStart[kind]; at < model.footStart[kind + 1]; at++) {
                users.get(model.footResource[at]).add(kind);
            }
        }
        int[][] helpers = new int[model.kinds][];
        boolean[] seen = new boolean[model.kinds];
        for (int kind = 0; kind < model.kinds; kind++) {
            List<Integer> own = new ArrayList<>();
            for (int at = model.footStart[kind]; at < model.footStart[kind + 1]; at++) {
                for (int user : users.get(model.footResource[at])) {
                    if (!seen[user]) {
                        seen[user] = true;
                        own.add(user);
                    }
                }
            }
            own.forEach(user -> seen[user] = false);
            helpers[kind] = own.stream().mapToInt(Integer::intValue).toArray();
        }
        return helpers;
    }

    /** Makes exchanges until there are none left or the rounds are over; says how many were made. */
    int improve(int rounds) {
        Arrays.fill(stale, true);
        usedSlopes = null;
        int made = 0;
        for (int round = 0; round < rounds; round++) {
            int now = round();
            made += now;
            if (now == 0) {
                break;
            }
        }
        return made;
    }

    private int round() {
        state.slopes(slopes);
        if (!Arrays.equals(slopes, usedSlopes)) {
            usedSlopes = slopes.clone();
            Arrays.fill(stale, true);
        }
        for (int kind = 0; kind < model.kinds; kind++) {
            if (stale[kind]) {
                row(kind);
            }
        }
        List<int[]> found = new ArrayList<>();
        List<Double> gains = new ArrayList<>();
        label(found, gains);
        Integer[] order = new Integer[found.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> {
            int byGain = Double.compare(gains.get(a), gains.get(b));
            return byGain != 0 ? byGain : Integer.compare(a, b);
        });
        int made = 0;
        for (int i : order) {
            made += carryOut(found.get(i)) ? 1 : 0;
        }
        return made;
    }

    /** The best change from this kind to each cell. */
    private void row(int kind) {
        stale[kind] = false;
        int count = 0;
        int[] touched = new int[16];
        for (int trip = state.first[kind]; trip >= 0; trip = state.next[trip]) {
            if (model.waitsFrom[trip] >= 0) {
                continue;
            }
            double weight = slopes[model.tripContractor[trip]];
            int current = state.option[trip];
            double now = weight * model.optionCost[current] + changeOf(current);
            for (int option = model.optionStart[trip]; option < model.optionStart[trip + 1]; option++) {
                if (option == current) {
                    continue;
                }
                int cell = model.optionCell[option];
                double cost = weight * model.optionCost[option] + changeOf(option) - now;
                if (cost < cellBest[cell]) {
                    if (cellBest[cell] == Double.POSITIVE_INFINITY) {
                        if (count == touched.length) {
                            touched = Arrays.copyOf(touched, 2 * count);
                        }
                        touched[count++] = cell;
                    }
                    cellBest[cell] = cost;
                    cellOption[cell] = option;
                    cellTrip[cell] = trip;
                }
            }
        }
        rowCell[kind] = Arrays.copyOf(touched, count);
        rowCost[kind] = new double[count];
        rowOption[kind] = new int[count];
        rowTrip[kind] = new int[count];
        for (int i = 0; i < count; i++) {
            int cell = touched[i];
            rowCost[kind][i] = cellBest[cell];
            rowOption[kind][i] = cellOption[cell];
            rowTrip[kind][i] = cellTrip[cell];
            cellBest[cell] = Double.POSITIVE_INFINITY;
        }
    }

    private double changeOf(int option) {
        return model.optionChange == null ? 0 : model.optionChange[option];
    }

    private void label(List<int[]> found, List<Double> gains) {
        Arrays.fill(leave, 0);
        Arrays.fill(leaveFrom, -1);
        Arrays.fill(enter, Double.POSITIVE_INFINITY);
        boolean[] left = new boolean[model.kinds];
        Arrays.fill(left, true);
        boolean[] entered = new boolean[model.kinds];
        double[] told = new double[model.kinds];
        for (int length = 1; length <= LONGEST && found.size() < MOST_FOUND; length++) {
            boolean any = false;
            for (int kind = 0; kind < model.kinds; kind++) {
                if (!left[kind]) {
                    continue;
                }
                left[kind] = false;
                int type = kind % model.classes;
                for (int i = 0; i < rowCell[kind].length; i++) {
                    int to = rowCell[kind][i] * model.classes + type;
                    double cost = leave[kind] + rowCost[kind][i];
                    if (cost < enter[to] - EPSILON) {
                        enter[to] = cost;
                        enterFrom[to] = kind;
                        enterTrip[to] = rowTrip[kind][i];
                        enterOption[to] = rowOption[kind][i];
                        entered[to] = true;
                    }
                }
            }
            for (int kind = 0; kind < model.kinds && found.size() < MOST_FOUND; kind++) {
                if (!entered[kind]) {
                    continue;
                }
                entered[kind] = false;
                if (state.kindFits(kind)) {
                    if (enter[kind] < told[kind] - EPSILON) {
                        told[kind] = enter[kind];
                        extract(kind, -1, found, gains);
                    }
                    continue;
                }
                for (int helper : helpers[kind]) {
                    if (enter[kind] < leave[helper] - EPSILON && state.first[helper] >= 0 && frees(helper, kind)) {
                        if (isBefore(helper, kind)) {
                            extract(kind, helper, found, gains);
                            continue;
                        }
                        leave[helper] = enter[kind];
                        leaveFrom[helper] = kind;
                        left[helper] = true;
                        any = true;
                    }
                }
            }
            if (!any) {
                return;
            }
        }
    }

    /** Whether a trip of one kind that leaves makes room enough for one of another kind that enters. */
    private boolean frees(int helper, int kind) {
        for (int at = model.footStart[kind]; at < model.footStart[kind + 1]; at++) {
            int resource = model.footResource[at];
            int lacks = state.used[resource] + model.footAmount[at] - model.capacity[resource];
            if (lacks > 0 && lacks > amount(helper, resource)) {
                return false;
            }
        }
        return true;
    }

    private int amount(int kind, int resource) {
        for (int at = model.footStart[kind]; at < model.footStart[kind + 1]; at++) {
            if (model.footResource[at] == resource) {
                return model.footAmount[at];
            }
        }
        return 0;
    }

    /** Whether the way to a kind entered begins by leaving, or passes through the leaving of, another. */
    private boolean isBefore(int helper, int kind) {
        int at = kind;
        for (int step = 0; step <= 2 * LONGEST; step++) {
            int from = enterFrom[at];
            if (from == helper) {
                return true;
            }
            if (leaveFrom[from] < 0) {
                return false;
            }
            at = leaveFrom[from];
        }
        return false;
    }

    /**
     * Notes the moves that lead to a kind entered, back to the begin of the path or to the leaving of {@code until}; a
     * cycle on the way is noted instead.
     */
    private void extract(int kind, int until, List<int[]> found, List<Double> gains) {
        int[] moves = new int[4 * LONGEST];
        int count = 0;
        marks++;
        int at = kind;
        while (count + 2 <= moves.length) {
            int from = enterFrom[at];
            if (mark[from] == marks) {
                break;
            }
            mark[from] = marks;
            moves[count++] = enterTrip[at];
            moves[count++] = enterOption[at];
            if (from == until || leaveFrom[from] < 0) {
                break;
            }
            at = leaveFrom[from];
        }
        double gain = 0;
        for (int i = 0; i < count; i += 2) {
            gain += (model.costOf(moves[i + 1]) - model.costOf(state.option[moves[i]]));
        }
        found.add(Arrays.copyOf(moves, count));
        gains.add(gain);
    }

    /** Moves trips if none of them has been moved meanwhile, all find room and the plan gets cheaper. */
    private boolean carryOut(int[] moves) {
        double before = state.objective();
        int[] was = new int[moves.length / 2];
        for (int i = 0; i < was.length; i++) {
            int trip = moves[2 * i];
            was[i] = state.option[trip];
            for (int j = 0; j < i; j++) {
                if (moves[2 * j] == trip) {
                    return false;
                }
            }
            if (was[i] == moves[2 * i + 1]) {
                return false;
            }
        }
        for (int i = 0; i < was.length; i++) {
            state.take(moves[2 * i]);
        }
        int put = 0;
        while (put < was.length && state.fits(moves[2 * put], moves[2 * put + 1])) {
            state.put(moves[2 * put], moves[2 * put + 1]);
            put++;
        }
        if (put == was.length && state.objective() < before - EPSILON) {
            for (int i = 0; i < was.length; i++) {
                stale[model.optionCell[was[i]] * model.classes + model.tripClass[moves[2 * i]]] = true;
                stale[state.kindOf(moves[2 * i])] = true;
            }
            return true;
        }
        for (int i = 0; i < put; i++) {
            state.take(moves[2 * i]);
        }
        for (int i = 0; i < was.length; i++) {
            state.put(moves[2 * i], was[i]);
        }
        return false;
    }
}
