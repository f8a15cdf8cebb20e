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

    private final Timing timing;
    private final long reachMillis;

    IdleVehicles(Timing timing, long maxWaitMillis) {
        this.timing = timing;
        reachMillis = (long) (REACH * maxWaitMillis);
    }

    void send(Turn turn, ExpectedDemand demand) {
        List<Duty> idle = new ArrayList<>();
        for (Duty d : turn.state.duties) {
            boolean free = !d.broken && !d.hasRiders() && d.servingPlace < 0;
            boolean breakSoon = d.count > 0 && d.start[0] - turn.now <= 2 * reachMillis;
            if (free && !breakSoon && d.fromMillis <= turn.now && d.toMillis - turn.now > 2 * reachMillis) {
                idle.add(d);
            }
        }
        int[] places = expected(demand);
        if (idle.isEmpty() || places.length == 0) {
            return;
        }
        double[] left = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            left[i] = demand.requests()[places[i]];
        }
        double takes = RIDERS_PER_HALF_HOUR * demand.horizonSeconds() / 1800.0;
        DriveTimes times = timing.times();
        while (!idle.isEmpty()) {
            double best = 0;
            Duty sent = null;
            int target = -1;
            for (Duty d : idle) {
                // Staying is the measure: a drive must bring more within reach than that.
                double stay = covered(d, -1, places, left, turn.now);
                if (sent == null || stay > best) {
                    best = stay;
                    sent = d;
                    target = -1;
                }
                for (int place : places) {
                    int drive = d.driveFromHere(times, place, timing.places());
                    if (drive > demand.horizonSeconds() * 1000L) {
                        continue;
                    }
                    double share = 1 - (double) drive / (demand.horizonSeconds() * 1000L);
                    double gain = covered(d, place, places, left, turn.now) * share;
                    if (gain > best + 1e-9) {
                        best = gain;
                        sent = d;
                        target = place;
                    }
                }
            }
            take(sent, target, places, left, takes, turn.now);
            idle.remove(sent);
            int wait = target >= 0 ? target : -1;
            if (sent.waitPlace != wait && !(wait < 0 && sent.waitPlace == sent.atPlace)) {
                sent.waitPlace = wait;
                sent.changed = true;
            }
        }
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

    private int drive(Duty d, int from, int to, long now) {
        return from < 0 ? d.driveFromHere(timing.times(), to, timing.places()) : timing.times().millis(from, to, now);
    }

    private double covered(Duty d, int from, int[] places, double[] left, long now) {
        double sum = 0;
        for (int i = 0; i < places.length; i++) {
            if (left[i] > 0) {
                int drive = drive(d, from, places[i], now);
                if (drive <= reachMillis) {
                    sum += left[i] * (1 - 0.5 * drive / reachMillis);
                }
            }
        }
        return sum;
    }

    /** What a vehicle will take is no longer left for others: the nearest first. */
    private void take(Duty d, int from, int[] places, double[] left, double takes, long now) {
        double rest = takes;
        while (rest > 0) {
            int nearest = -1;
            int least = Integer.MAX_VALUE;
            for (int i = 0; i < places.length; i++) {
                int drive = left[i] > 0 ? drive(d, from, places[i], now) : Integer.MAX_VALUE;
                if (drive <= reachMillis && drive < least) {
                    least = drive;
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
