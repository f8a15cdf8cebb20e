package city.mio.bench.haul;

import city.mio.models.haul.plan.PlanDay;
import city.mio.models.haul.plan.PlanRoute;
import city.mio.models.haul.plan.PlanTrip;
import city.mio.models.haul.plan.SlotPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A day as a program of whole numbers, made from the day itself and sharing nothing with the planner. Trips that are alike
 * (contractor, class, wish, window and costs) are one batch; of each batch so many trips take each of its options, and each row
 * (a cap, the cap of a class, a link in a slot) holds no more than its room. An option is a route and slot, the last option
 * of a batch is refusal. What a row takes of a trip depends on the route, the slot and the class alone: that is its kind,
 * {@code (route * slots + slot) * classes + class}. A plan is how many trips take each option.
 *
 * <p>Rooms of links are whole numbers of what all classes have in common: half a car that is left over can never be used.
 */
final class DayProgram {

    static final int REFUSED = -1;

    /** A row: kinds that use it, what each takes, and the room. Whole numbers. */
    record Row(int[] kinds, int[] amounts, int room) {}

    /** Vehicles of each class that can be in a set of cells together: whole points that cannot grow. */
    record Corner(int[] cells, List<int[]> points) {}

    final PlanDay day;
    final int trips;
    final int batches;
    final int slots;
    final int classes;
    final int kinds;
    final int contractors;
    final double[] share;
    final double weight;
    final double slack;

    /** How many trips are in each batch. */
    final int[] size;
    final int[] contractor;
    /** Options of each batch, from {@code start[batch]} to {@code start[batch + 1]}. */
    final int[] start;
    final int[] optionBatch;
    /** Kind of each option, {@link #REFUSED} for the refusal. */
    final int[] optionKind;
    /** What an option costs its contractor. */
    final int[] optionCost;
    /** What it costs others. */
    final int[] optionDelay;

    final List<Row> rows = new ArrayList<>();
    private final int[] batchOf;
    private final List<List<int[]>> usesOfKinds = new ArrayList<>();

    /** @throws IllegalArgumentException if a trip is under way: waiting in holding areas is not in this program */
    DayProgram(PlanDay day) {
        this.day = day;
        trips = day.trips().size();
        slots = day.slots();
        classes = day.passengerCars().size();
        kinds = day.routes().size() * slots * classes;
        for (int kind = 0; kind < kinds; kind++) {
            usesOfKinds.add(new ArrayList<>());
        }
        batchOf = new int[trips];
        Map<PlanTrip, Integer> alike = new LinkedHashMap<>();
        for (int t = 0; t < trips; t++) {
            PlanTrip trip = day.trips().get(t);
            if (trip.underWay()) {
                throw new IllegalArgumentException("trip " + trip.id() + " is under way: waiting is not in the exact reference");
            }
            batchOf[t] = alike.computeIfAbsent(trip.toBuilder().id("-").build(), first -> alike.size());
        }
        batches = alike.size();
        size = new int[batches];
        Arrays.stream(batchOf).forEach(batch -> size[batch]++);
        Map<String, Integer> names = new HashMap<>();
        contractor = new int[batches];
        start = new int[batches + 1];
        List<int[]> options = new ArrayList<>();
        double[][] delays = day.routes().stream().map(PlanRoute::delayCosts).toArray(double[][]::new);
        rows();
        int b = 0;
        for (PlanTrip trip : alike.keySet()) {
            contractor[b] = names.computeIfAbsent(trip.contractor(), name -> names.size());
            int type = trip.type().ordinal();
            for (int r = 0; r < day.routes().size(); r++) {
                for (int slot = trip.earliestSlot(); slot <= Math.min(trip.latestSlot(), slots - 1); slot++) {
                    int cost = trip.costOf(r, slot);
                    int kind = (r * slots + slot) * classes + type;
                    if (cost >= 0 && possible(kind)) {
                        int delay = (int) Math.round(delays[r][slot] * day.passengerCars().get(type));
                        options.add(new int[] {b, kind, cost, delay});
                    }
                }
            }
            options.add(new int[] {b, REFUSED, trip.refusalCost(), 0});
            start[++b] = options.size();
        }
        optionBatch = options.stream().mapToInt(option -> option[0]).toArray();
        optionKind = options.stream().mapToInt(option -> option[1]).toArray();
        optionCost = options.stream().mapToInt(option -> option[2]).toArray();
        optionDelay = options.stream().mapToInt(option -> option[3]).toArray();
        contractors = names.size();
        share = new double[contractors];
        for (int batch = 0; batch < batches; batch++) {
            share[contractor[batch]] += size[batch] / (double) trips;
        }
        weight = contractors < 2 ? 0 : day.fairness().weight();
        slack = day.fairness().slack();
    }

    int options() {
        return optionKind.length;
    }

    /** Row and amount of all that a kind takes. */
    List<int[]> usesOf(int kind) {
        return usesOfKinds.get(kind);
    }

    void add(Row row) {
        for (int i = 0; i < row.kinds.length; i++) {
            usesOfKinds.get(row.kinds[i]).add(new int[] {rows.size(), row.amounts[i]});
        }
        rows.add(row);
    }

    private boolean possible(int kind) {
        return usesOfKinds.get(kind).stream().allMatch(use -> use[1] <= rows.get(use[0]).room);
    }

    private void rows() {
        for (int r = 0; r < day.routes().size(); r++) {
            int[] caps = day.routes().get(r).caps();
            int[][] classCaps = day.routes().get(r).classCaps();
            for (int slot = 0; slot < slots; slot++) {
                int cell = r * slots + slot;
                int[] all = new int[classes];
                int[] ones = new int[classes];
                Arrays.setAll(all, type -> cell * classes + type);
                Arrays.fill(ones, 1);
                add(new Row(all, ones, caps[slot]));
                for (int type = 0; type < classes; type++) {
                    if (classCaps[type][slot] < caps[slot]) {
                        add(new Row(new int[] {cell * classes + type}, new int[] {1}, classCaps[type][slot]));
                    }
                }
            }
        }
        int[] tenths = tenths();
        int step = Arrays.stream(tenths).reduce(0, DayProgram::commonDivisor);
        for (int link = 0; link < day.links().size(); link++) {
            double[] room = day.links().get(link).roomPassengerCars();
            for (int slot = 0; slot < slots; slot++) {
                int[] cells = cellsOn(link, slot);
                if (cells.length > 0) {
                    int steps = (int) Math.max(0, Math.min(1e8, Math.floor(room[slot] * 10 + 1e-6))) / step;
                    int[] of = new int[cells.length * classes];
                    int[] amounts = new int[of.length];
                    for (int i = 0; i < of.length; i++) {
                        of[i] = cells[i / classes] * classes + i % classes;
                        amounts[i] = tenths[i % classes] / step;
                    }
                    add(new Row(of, amounts, steps));
                }
            }
        }
    }

    private int[] tenths() {
        return day.passengerCars().stream().mapToInt(cars -> (int) Math.round(cars * 10)).toArray();
    }

    private static int commonDivisor(int a, int b) {
        return b == 0 ? a : commonDivisor(b, a % b);
    }

    private int[] cellsOn(int link, int slot) {
        List<Integer> cells = new ArrayList<>();
        for (int r = 0; r < day.routes().size(); r++) {
            int[] links = day.routes().get(r).links();
            int[] later = day.routes().get(r).slotsLater();
            for (int i = 0; i < links.length; i++) {
                int given = slot - later[i];
                if (links[i] == link && given >= 0 && given < slots) {
                    cells.add(r * slots + given);
                }
            }
        }
        return cells.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * For each link and slot: which numbers of vehicles of the classes can pass together, by the link and the caps of those
     * who pass it.
     *
     * @param most corners with more points than this are left out
     */
    List<Corner> listCorners(int most) {
        List<Corner> corners = new ArrayList<>();
        int[] tenths = tenths();
        int step = Arrays.stream(tenths).reduce(0, DayProgram::commonDivisor);
        for (int link = 0; link < day.links().size(); link++) {
            double[] room = day.links().get(link).roomPassengerCars();
            for (int slot = 0; slot < slots; slot++) {
                int[] cells = cellsOn(link, slot);
                if (cells.length == 0) {
                    continue;
                }
                int cap = 0;
                int[] ofClass = new int[classes];
                for (int cell : cells) {
                    PlanRoute route = day.routes().get(cell / slots);
                    cap += route.caps()[cell % slots];
                    for (int type = 0; type < classes; type++) {
                        ofClass[type] += Math.min(route.caps()[cell % slots], route.classCaps()[type][cell % slots]);
                    }
                }
                int steps = (int) Math.max(0, Math.min(1e8, Math.floor(room[slot] * 10 + 1e-6))) / step;
                int[] amounts = Arrays.stream(tenths).map(amount -> amount / step).toArray();
                List<int[]> points = new ArrayList<>();
                if (points(amounts, steps, cap, ofClass, new int[classes], classes - 1, most, points)) {
                    corners.add(new Corner(cells, points));
                }
            }
        }
        return corners;
    }

    /** Points that cannot grow, from the largest class down; false if there are too many. */
    private static boolean points(
            int[] amounts, int room, int cap, int[] ofClass, int[] point, int type, int most, List<int[]> found) {
        if (type == 0) {
            point[0] = Math.min(ofClass[0], Math.min(cap, room / amounts[0]));
            int left = room - point[0] * amounts[0];
            for (int other = 1; other < point.length; other++) {
                if (point[other] < ofClass[other] && cap > point[0] && amounts[other] <= left) {
                    return true;
                }
            }
            found.add(point.clone());
            return found.size() <= most;
        }
        for (int n = Math.min(ofClass[type], Math.min(cap, room / amounts[type])); n >= 0; n--) {
            point[type] = n;
            if (!points(amounts, room - n * amounts[type], cap - n, ofClass, point, type - 1, most, found)) {
                return false;
            }
        }
        return true;
    }

    /** What a plan costs: moves, unfairness and delay of others. */
    double costOf(int[] taken) {
        long[] burden = new long[contractors];
        long total = 0;
        long delay = 0;
        for (int o = 0; o < taken.length; o++) {
            burden[contractor[optionBatch[o]]] += (long) taken[o] * optionCost[o];
            total += (long) taken[o] * optionCost[o];
            delay += (long) taken[o] * optionDelay[o];
        }
        return total + delay + unfairness(burden, total);
    }

    private double unfairness(long[] burden, long total) {
        double over = 0;
        for (int c = 0; c < contractors; c++) {
            over += Math.max(0, burden[c] - (1 + slack) * share[c] * total);
        }
        return weight * over;
    }

    /** How many trips take each option in a plan of this day. */
    int[] taken(SlotPlan plan) {
        int[] taken = new int[options()];
        for (int t = 0; t < trips; t++) {
            SlotPlan.Placed placed = plan.trips().get(t);
            int option = start[batchOf[t] + 1] - 1;
            if (placed.route() >= 0) {
                int cell = placed.route() * slots + placed.slot();
                option = start[batchOf[t]];
                while (optionKind[option] / classes != cell) {
                    option++;
                }
            }
            taken[option]++;
        }
        return taken;
    }

    /** A plan as it would be told, so that it can be held against the day; the reasons say nothing. */
    SlotPlan told(int[] taken) {
        int[] left = taken.clone();
        long[] burden = new long[contractors];
        long total = 0;
        long delay = 0;
        List<SlotPlan.Placed> placed = new ArrayList<>();
        for (int t = 0; t < trips; t++) {
            int o = start[batchOf[t]];
            while (left[o] == 0) {
                o++;
            }
            left[o]--;
            int cell = optionKind[o] / classes;
            boolean refused = optionKind[o] == REFUSED;
            placed.add(new SlotPlan.Placed(
                    day.trips().get(t).id(), refused ? -1 : cell / slots, refused ? -1 : cell % slots, optionCost[o],
                    new SlotPlan.Reason(SlotPlan.Reason.Kind.KEPT, 0, -1)));
            burden[contractor[batchOf[t]]] += optionCost[o];
            total += optionCost[o];
            delay += optionDelay[o];
        }
        return new SlotPlan(placed, total, unfairness(burden, total), delay, Double.NEGATIVE_INFINITY);
    }
}
