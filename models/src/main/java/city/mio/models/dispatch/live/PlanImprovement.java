package city.mio.models.dispatch.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Large neighbourhood search on the plans of many duties (Shaw 1998; Ropke and Pisinger 2006): riders that are near one
 * another in place and time leave their vehicles, and go back one by one to the cheapest place; simulated annealing
 * keeps or undoes the change. Riders who are on board stay where they are. Who has a promise must find a place again,
 * else the change is undone; others may be left out at a price.
 *
 * <p>The cheapest place of a rider in a duty depends on the duty's sequence alone: it is remembered with the sequence's
 * hash. One use at a time, one thread.
 */
final class PlanImprovement {

    private static final int MOST_NEIGHBOURS = 40;

    /** Rank of who leaves: the higher, the nearer to the first (Ropke and Pisinger's determinism parameter). */
    private static final double NEARNESS = 3;

    private final Timing timing;
    private final InsertionSearch insertion;
    private Duty[] duties = {};
    private int count;
    private final List<Participant> participants = new ArrayList<>();
    private final List<Participant> pending = new ArrayList<>();
    private int[] touched = {};
    private double[] costBefore = {};
    private int touchedCount;
    private boolean[] isTouched = {};
    private boolean[] differs = {};
    private Visit[][] best = {};
    private Visit[][] initial = {};
    private long[] hash = {};
    private SplittableRandom random = new SplittableRandom(0);
    private double missing;
    private double cost;
    private int absent;

    /** A rider in the search. */
    private static final class Participant {
        final Rider rider;
        final boolean promised;
        final long number;
        int duty;
        int dutyBefore;
        double rank;
        int[] reach;
        long[] seenHash;
        double[] seenCost;
        int[] seenPlaces;
        Participant[] near;

        Participant(Rider rider, boolean promised, long number) {
            this.rider = rider;
            this.promised = promised;
            this.number = mix(number);
            duty = rider.duty;
        }
    }

    PlanImprovement(Timing timing, InsertionSearch insertion) {
        this.timing = timing;
        this.insertion = insertion;
    }

    /**
     * How much a search may do, and how freely.
     *
     * @param missingMillis what leaving a rider out costs
     * @param mostMillis what the plans of all may cost more for a rider to be taken in; infinite to take in whoever fits
     */
    record Effort(
            int iterations,
            double meanRemoved,
            double hotMillis,
            double coldMillis,
            double missingMillis,
            double mostMillis) {

        Effort(int iterations, double meanRemoved, double hotMillis, double coldMillis, double missingMillis) {
            this(iterations, meanRemoved, hotMillis, coldMillis, missingMillis, Double.POSITIVE_INFINITY);
        }

        /** The same for a rider who must not cost more. */
        Effort upTo(double most) {
            return new Effort(iterations, meanRemoved, hotMillis, coldMillis, Math.min(missingMillis, most), most);
        }
    }

    /**
     * Improves the plans of the duties.
     *
     * @param without riders without a place: promised nothing yet, or nothing that binds this search
     * @param stopWhenAllIn ends as soon as all of them have a place
     * @return whether all have a place
     */
    boolean run(
            List<Duty> all, List<Rider> without, boolean promised, Effort effort, boolean stopWhenAllIn, SplittableRandom random) {
        this.random = random;
        missing = effort.missingMillis();
        begin(all, without, promised);
        if (participants.isEmpty()) {
            return true;
        }
        double bestCost = cost;
        int bestAbsent = absent;
        double most = cost + effort.mostMillis();
        boolean priced = effort.mostMillis() < Double.POSITIVE_INFINITY;
        Participant asking = without.size() == 1 && stopWhenAllIn ? participants.get(participants.size() - 1) : null;
        for (int i = 0; i < effort.iterations() && !(stopWhenAllIn && absent == 0 && cost <= most); i++) {
            double heat = effort.hotMillis()
                    * Math.pow(effort.coldMillis() / effort.hotMillis(), (double) i / effort.iterations());
            Participant first = asking != null ? asking : participants.get(random.nextInt(participants.size()));
            if (!step(first, effort.meanRemoved(), heat)) {
                continue;
            }
            boolean fewer = absent < bestAbsent && (!priced || cost + missing * absent < bestCost + missing * bestAbsent);
            if (fewer || (absent == bestAbsent && cost < bestCost - 1e-6)) {
                bestCost = cost;
                bestAbsent = absent;
                keepBest();
            }
        }
        restoreBest();
        return bestAbsent == 0;
    }

    private void begin(List<Duty> all, List<Rider> without, boolean promised) {
        count = all.size();
        duties = all.toArray(new Duty[0]);
        touched = new int[count];
        costBefore = new double[count];
        isTouched = new boolean[count];
        differs = new boolean[count];
        best = new Visit[count][];
        initial = new Visit[count][];
        hash = new long[count];
        participants.clear();
        cost = 0;
        long number = 0;
        for (int i = 0; i < count; i++) {
            Duty d = duties[i];
            best[i] = d.copyVisits();
            initial[i] = best[i];
            cost += d.cost;
            for (int k = 0; k < d.count; k++) {
                Visit visit = d.visits[k];
                if (!visit.isBreak() && !visit.pickup && visit.rider.pickedUpMillis >= 0) {
                    visit.rider.number = mix(++number);
                }
                if (visit.isBreak() || !visit.pickup) {
                    continue;
                }
                Participant each = new Participant(visit.rider, promised, ++number);
                each.duty = i;
                visit.rider.number = each.number;
                participants.add(each);
            }
        }
        for (Rider rider : without) {
            Participant each = new Participant(rider, false, ++number);
            each.duty = -1;
            rider.number = each.number;
            participants.add(each);
        }
        absent = without.size();
        for (int i = 0; i < count; i++) {
            hash[i] = hashOf(duties[i]);
        }
    }

    private boolean step(Participant first, double meanRemoved, double heat) {
        pending.clear();
        touchedCount = 0;
        double before = cost;
        int absentBefore = absent;
        choose(first, meanRemoved);
        for (Participant each : pending) {
            each.dutyBefore = each.duty;
            if (each.duty >= 0) {
                touch(each.duty);
                duties[each.duty].remove(each.rider);
                each.duty = -1;
                absent++;
            }
        }
        boolean holds = true;
        for (int i = 0; i < touchedCount; i++) {
            holds &= timing.update(duties[touched[i]]);
            hash[touched[i]] = hashOf(duties[touched[i]]);
        }
        holds = holds && putBack();
        double after = before + costOfTouched();
        double price = (after - before) + missing * (absent - absentBefore);
        if (!holds || price > -heat * Math.log(1 - random.nextDouble())) {
            undo();
            absent = absentBefore;
            return false;
        }
        for (int i = 0; i < touchedCount; i++) {
            differs[touched[i]] = true;
            isTouched[touched[i]] = false;
        }
        cost = after;
        return true;
    }

    private void touch(int duty) {
        if (!isTouched[duty]) {
            isTouched[duty] = true;
            costBefore[touchedCount] = duties[duty].cost;
            touched[touchedCount++] = duty;
            duties[duty].save();
        }
    }

    private double costOfTouched() {
        double more = 0;
        for (int i = 0; i < touchedCount; i++) {
            more += duties[touched[i]].cost - costBefore[i];
        }
        return more;
    }

    private void undo() {
        for (int i = 0; i < touchedCount; i++) {
            Duty d = duties[touched[i]];
            d.restore();
            timing.update(d);
            hash[touched[i]] = hashOf(d);
            isTouched[touched[i]] = false;
        }
        for (Participant each : pending) {
            each.duty = each.dutyBefore;
        }
    }

    /** The first and some that are near to it. */
    private void choose(Participant first, double meanRemoved) {
        int most = 1 + random.nextInt((int) Math.max(1, 2 * meanRemoved - 1));
        pending.add(first);
        Participant[] near = near(first);
        int tries = 0;
        while (pending.size() <= most && tries++ < 4 * most && near.length > 0) {
            Participant each = near[(int) (near.length * Math.pow(random.nextDouble(), NEARNESS))];
            if (!pending.contains(each)) {
                pending.add(each);
            }
        }
    }

    /** How far apart two riders are: driving between their ends, and time between their windows. */
    private double apart(Rider a, Rider b) {
        DriveTimes times = timing.times();
        long when = a.pickup.earliest;
        return times.millis(a.pickup.place, b.pickup.place, when)
                + 0.5 * times.millis(a.dropOff.place, b.dropOff.place, when)
                + Math.abs(a.pickup.latest - b.pickup.latest);
    }

    private Participant[] near(Participant first) {
        if (first.near == null) {
            Participant[] others = new Participant[participants.size() - 1];
            int n = 0;
            for (Participant other : participants) {
                if (other != first) {
                    other.rank = apart(first.rider, other.rider);
                    others[n++] = other;
                }
            }
            Arrays.sort(others, (a, b) -> Double.compare(a.rank, b.rank));
            first.near = Arrays.copyOf(others, Math.min(others.length, MOST_NEIGHBOURS));
        }
        return first.near;
    }

    private boolean putBack() {
        int order = random.nextInt(4);
        for (Participant each : pending) {
            each.rank = switch (order) {
                case 0 -> random.nextDouble();
                case 1 -> each.rider.pickup.latest;
                case 2 -> reach(each).length;
                default -> -each.rider.maxRideMillis;
            };
        }
        pending.sort((a, b) -> Double.compare(a.rank, b.rank));
        for (Participant each : pending) {
            if (place(each)) {
                absent--;
            } else if (each.promised) {
                return false;
            }
        }
        return true;
    }

    private boolean place(Participant each) {
        int[] reach = reach(each);
        double least = Double.POSITIVE_INFINITY;
        int found = -1;
        for (int i = 0; i < reach.length; i++) {
            int duty = reach[i];
            if (random.nextInt(100) == 0) {
                continue;
            }
            if (each.seenHash[i] != hash[duty]) {
                each.seenHash[i] = hash[duty];
                boolean fits = insertion.findIn(each.rider, duties[duty]);
                each.seenCost[i] = fits ? insertion.extraCost : Double.POSITIVE_INFINITY;
                each.seenPlaces[i] = fits ? insertion.pickupAt << 16 | insertion.dropAt : 0;
            }
            if (each.seenCost[i] < least) {
                least = each.seenCost[i];
                found = i;
            }
        }
        if (found < 0) {
            return false;
        }
        int duty = reach[found];
        touch(duty);
        Duty d = duties[duty];
        d.insert(each.seenPlaces[found] >> 16, each.rider.pickup);
        d.insert((each.seenPlaces[found] & 0xffff) + 1, each.rider.dropOff);
        if (!timing.update(d)) {
            throw new IllegalStateException("the place found for " + each.rider.request.requestId() + " does not hold");
        }
        hash[duty] = hashOf(d);
        each.duty = duty;
        return true;
    }

    /** Duties that can be at the pick-up in time if they go there at once. */
    private int[] reach(Participant each) {
        if (each.reach == null) {
            int[] found = new int[count];
            int n = 0;
            for (int i = 0; i < count; i++) {
                if (insertion.canReach(each.rider, duties[i])) {
                    found[n++] = i;
                }
            }
            each.reach = Arrays.copyOf(found, n);
            each.seenHash = new long[n];
            each.seenCost = new double[n];
            each.seenPlaces = new int[n];
        }
        return each.reach;
    }

    private void keepBest() {
        for (int i = 0; i < count; i++) {
            if (differs[i]) {
                differs[i] = false;
                best[i] = duties[i].copyVisits();
            }
        }
    }

    private void restoreBest() {
        for (Participant each : participants) {
            each.rider.duty = -1;
        }
        for (int i = 0; i < count; i++) {
            if (differs[i]) {
                duties[i].setVisits(best[i]);
                timing.update(duties[i]);
            }
            duties[i].changed |= best[i] != initial[i] && !Arrays.equals(best[i], initial[i]);
            for (int k = 0; k < duties[i].count; k++) {
                if (!duties[i].visits[k].isBreak()) {
                    duties[i].visits[k].rider.duty = duties[i].index;
                }
            }
        }
    }

    /** Never 0: that is what nothing remembered looks like. */
    private static long hashOf(Duty d) {
        long h = 0x9E3779B97F4A7C15L;
        for (int k = 0; k < d.count; k++) {
            Visit visit = d.visits[k];
            long id = visit.isBreak() ? 7 : visit.pickup ? visit.rider.number : ~visit.rider.number;
            h = mix(h + id);
        }
        return h == 0 ? 1 : h;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
