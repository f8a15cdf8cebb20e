package city.mio.models.dispatch.live;

import java.util.ArrayList;
import java.util.List;

/**
 * Sends vehicles that have nothing to do to where riders are expected: one after the other, the vehicle and the place
 * that bring the most expected riders within reach that no other vehicle covers yet, less the drive.
 */
final class IdleVehicles {

    /** A vehicle covers a place if it is there within so much of the longest wait. */
    private static final double REACH = 0.8;

    /**
     * Riders that one idle vehicle takes off what is expected, for half an hour; more is left to other vehicles. It could take
     * twice as many, but so more are served: vehicles gather where most riders come (decision 0011).
     */
    private static final double RIDERS_PER_HALF_HOUR = 2;

    /** A drive for fewer riders than that is not worth it. */
    private static final double LEAST_GAIN = 0.05;

    private final Timing timing;
    private final long reachMillis;

    IdleVehicles(Timing timing, long maxWaitMillis) {
        this.timing = timing;
        reachMillis = (long) (REACH * maxWaitMillis);
    }

    /** A vehicle with nothing to do and its drives to the places where riders are expected, milliseconds. */
    private record Idle(Duty duty, int[] drives) {}

    void send(Turn turn, ExpectedDemand demand) {
        int[] places = expected(demand);
        List<Idle> idle = places.length == 0 ? List.of() : idle(turn, places);
        if (idle.isEmpty()) {
            return;
        }
        double[] left = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            left[i] = demand.requests()[places[i]];
        }
        double takes = RIDERS_PER_HALF_HOUR * demand.horizonSeconds() / 1800.0;
        double horizonMillis = demand.horizonSeconds() * 1000.0;
        int[][] drives = drives(places, turn.now);
        while (!idle.isEmpty()) {
            double[] covered = covered(drives, left);
            double best = 0;
            Idle sent = null;
            int target = -1;
            for (Idle each : idle) {
                // Staying is the measure: a drive must bring more within reach than that.
                double stay = covered(each.drives, left);
                if (sent == null || stay > best) {
                    best = stay;
                    sent = each;
                    target = -1;
                }
                for (int i = 0; i < places.length; i++) {
                    double gain = covered[i] * (1 - each.drives[i] / horizonMillis);
                    if (gain > stay + LEAST_GAIN && gain > best) {
                        best = gain;
                        sent = each;
                        target = i;
                    }
                }
            }
            take(target < 0 ? sent.drives : drives[target], left, takes);
            idle.remove(sent);
            int wait = target < 0 ? -1 : places[target];
            Duty d = sent.duty;
            if (d.waitPlace != wait && !(wait < 0 && d.waitPlace == d.atPlace)) {
                d.waitPlace = wait;
                d.changed = true;
            }
        }
    }

    private List<Idle> idle(Turn turn, int[] places) {
        List<Idle> idle = new ArrayList<>();
        for (Duty d : turn.state.duties) {
            boolean free = !d.broken && !d.hasRiders() && d.servingPlace < 0;
            boolean breakSoon = d.count > 0 && d.start[0] - turn.now <= 2 * reachMillis;
            if (free && !breakSoon && d.fromMillis <= turn.now && d.toMillis - turn.now > 2 * reachMillis) {
                int[] drives = new int[places.length];
                for (int i = 0; i < places.length; i++) {
                    drives[i] = d.driveFromHere(timing.times(), places[i], timing.places());
                }
                idle.add(new Idle(d, drives));
            }
        }
        return idle;
    }

    private static int[] expected(ExpectedDemand demand) {
        int n = 0;
        int[] places = new int[demand.requests().length];
        for (int i = 0; i < places.length; i++) {
            if (demand.requests()[i] > 0) {
                places[n++] = i;
            }
        }
        return java.util.Arrays.copyOf(places, n);
    }

    private int[][] drives(int[] places, long now) {
        int[][] drives = new int[places.length][places.length];
        for (int i = 0; i < places.length; i++) {
            for (int j = 0; j < places.length; j++) {
                drives[i][j] = timing.times().millis(places[i], places[j], now);
            }
        }
        return drives;
    }

    private double[] covered(int[][] drives, double[] left) {
        double[] covered = new double[drives.length];
        for (int i = 0; i < drives.length; i++) {
            covered[i] = covered(drives[i], left);
        }
        return covered;
    }

    /** Riders left within reach of where the drives begin, near ones counting more. */
    private double covered(int[] drives, double[] left) {
        double sum = 0;
        for (int i = 0; i < drives.length; i++) {
            if (left[i] > 0 && drives[i] <= reachMillis) {
                sum += left[i] * (1 - 0.5 * drives[i] / reachMillis);
            }
        }
        return sum;
    }

    /** What a vehicle will take is no longer left for others: the nearest first. */
    private void take(int[] drives, double[] left, double takes) {
        double rest = takes;
        while (rest > 0) {
            int nearest = -1;
            for (int i = 0; i < drives.length; i++) {
                boolean within = left[i] > 0 && drives[i] <= reachMillis;
                if (within && (nearest < 0 || drives[i] < drives[nearest])) {
                    nearest = i;
                }
            }
            if (nearest < 0) {
                return;
            }
            double taken = Math.min(rest, left[nearest]);
            left[nearest] = taken == left[nearest] ? 0 : left[nearest] - taken;
            rest -= taken;
        }
    }
}
