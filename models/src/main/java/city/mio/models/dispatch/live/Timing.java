package city.mio.models.dispatch.live;

import java.util.Arrays;

/**
 * When a vehicle is where. A schedule is the earliest that keeps windows, driving and rides: what waits at a stop with
 * a rider on board waits before it has fetched the rider, as far as that makes the ride shorter (least solution of the
 * difference constraints of the dial-a-ride problem). Visits of one place that follow each other share one halt.
 * Scratch memory: one thread.
 */
final class Timing {

    private final DriveTimes times;
    private final int places;
    private final long stopMillis;
    private final double waitWeight;
    private final EmptyRun emptyRun;
    private long[] floor = new long[16];
    private boolean[] waits = new boolean[16];
    private Visit[] trial = new Visit[16];
    private long[] trialStart = new long[16];
    private long[] trialDepart = new long[16];
    private int[] trialDrive = new int[16];

    /**
     * What the last schedule costs: milliseconds of driving and halting, of riders' time by weight, and of the empty run
     * from where it ends.
     */
    double cost;

    private double emptyMillis;

    Timing(DriveTimes times, int places, long stopMillis, double waitWeight) {
        this(times, places, stopMillis, waitWeight, EmptyRun.none());
    }

    Timing(DriveTimes times, int places, long stopMillis, double waitWeight, EmptyRun emptyRun) {
        this.emptyRun = emptyRun;
        this.times = times;
        this.places = places;
        this.stopMillis = stopMillis;
        this.waitWeight = waitWeight;
    }

    DriveTimes times() {
        return times;
    }

    int places() {
        return places;
    }

    long stopMillis() {
        return stopMillis;
    }

    /** How much more empty driving there is behind a duty that ends at another place. */
    double moreEmptyMillis(Duty d, int lastPlace) {
        return emptyRun.millis(lastPlace) - d.emptyMillis;
    }

    /** Makes the schedule of a duty that keeps everything; false if there is none, then the schedule is not to be used. */
    boolean update(Duty d) {
        if (!forward(d, d.visits, d.count, d.start, d.depart, d.drive, true)) {
            return false;
        }
        d.cost = cost;
        d.emptyMillis = emptyMillis;
        backward(d);
        return true;
    }

    /** Makes the earliest schedule of a duty, whatever promises it breaks. */
    void updateLate(Duty d) {
        forward(d, d.visits, d.count, d.start, d.depart, d.drive, false);
        d.cost = cost;
        d.emptyMillis = emptyMillis;
        backward(d);
    }

    /** Whether a rider fits at two places of a duty's sequence; {@link #cost} is then what the whole would cost. */
    boolean fits(Duty d, Rider rider, int pickupAt, int dropAt) {
        int n = d.count + 2;
        reserve(n);
        System.arraycopy(d.visits, 0, trial, 0, pickupAt);
        trial[pickupAt] = rider.pickup;
        System.arraycopy(d.visits, pickupAt, trial, pickupAt + 1, dropAt - pickupAt);
        trial[dropAt + 1] = rider.dropOff;
        System.arraycopy(d.visits, dropAt, trial, dropAt + 2, d.count - dropAt);
        return forward(d, trial, n, trialStart, trialDepart, trialDrive, true);
    }

    /** When the visit at an index begins in what {@link #fits} has found. */
    long trialStart(int index) {
        return trialStart[index];
    }

    private boolean forward(
            Duty d, Visit[] v, int n, long[] start, long[] depart, int[] drive, boolean strict) {
        reserve(n);
        Arrays.fill(floor, 0, n, Long.MIN_VALUE);
        int from = 0;
        for (int round = 0; round <= 4 * n; round++) {
            int again = pass(d, v, n, from, start, depart, drive, strict);
            if (again == n) {
                return finish(d, v, n, start, depart, drive, strict);
            }
            if (again < 0) {
                return false;
            }
            from = again;
        }
        return !strict && finish(d, v, n, start, depart, drive, false);
    }

    /** Schedules visits from one on; n if all is well, -1 if impossible, else a visit that must begin later. */
    private int pass(
            Duty d, Visit[] v, int n, int from, long[] start, long[] depart, int[] drive, boolean strict) {
        int seats = d.seatsOnBoard;
        int wheels = d.wheelsOnBoard;
        for (int k = 0; k < n; k++) {
            Visit visit = v[k];
            seats += visit.seats;
            wheels += visit.wheels;
            if (k < from) {
                continue;
            }
            if (strict && (seats > d.seats || wheels > d.wheelchairs || (visit.isBreak() && seats + wheels > 0))) {
                return -1;
            }
            boolean sameHalt = k > 0 && v[k - 1].place == visit.place && !visit.isBreak() && !v[k - 1].isBreak();
            long lowest = Math.max(visit.earliest, floor[k]);
            if (sameHalt) {
                drive[k] = 0;
                start[k] = Math.max(start[k - 1], lowest);
                depart[k] = Math.max(depart[k - 1], start[k]) + visit.boardingMillis;
                waits[k] = start[k] > depart[k - 1];
            } else {
                drive[k] = k == 0
                        ? d.driveFromHere(times, visit.place, places)
                        : times.millis(v[k - 1].place, visit.place, depart[k - 1]);
                long arrive = (k == 0 ? d.readyMillis : depart[k - 1]) + drive[k];
                start[k] = Math.max(arrive, lowest);
                waits[k] = start[k] > arrive;
                depart[k] = start[k] + visit.boardingMillis + (visit.isBreak() ? 0 : stopMillis);
            }
            if (strict && start[k] > visit.latest) {
                return -1;
            }
            if (visit.isBreak()) {
                continue;
            }
            if (visit.pickup) {
                visit.rider.mark = k;
            } else if (visit.rider.pickedUpMillis < 0) {
                int fetched = visit.rider.mark;
                long over = start[k] - start[fetched] - visit.rider.maxRideMillis;
                if (over > 0) {
                    if (hasWait(fetched, k)) {
                        long later = start[fetched] + over;
                        if (strict && later > v[fetched].latest) {
                            return -1;
                        }
                        if (later <= v[fetched].latest && later > floor[fetched]) {
                            floor[fetched] = later;
                            return fetched;
                        }
                    }
                    if (strict) {
                        return -1;
                    }
                }
            }
        }
        return n;
    }

    private boolean hasWait(int after, int upTo) {
        for (int k = after + 1; k <= upTo; k++) {
            if (waits[k]) {
                return true;
            }
        }
        return false;
    }

    private boolean finish(Duty d, Visit[] v, int n, long[] start, long[] depart, int[] drive, boolean strict) {
        double busy = 0;
        double ridersTime = 0;
        for (int k = 0; k < n; k++) {
            Visit visit = v[k];
            boolean sameHalt = k > 0 && v[k - 1].place == visit.place && !visit.isBreak() && !v[k - 1].isBreak();
            busy += drive[k] + visit.boardingMillis + (sameHalt || visit.isBreak() ? 0 : stopMillis);
            if (!visit.isBreak()) {
                ridersTime += start[k] - visit.earliest;
            }
        }
        emptyMillis = n > 0 ? emptyRun.millis(v[n - 1].place) : emptyRun.millisFromHere(d);
        cost = busy + waitWeight * ridersTime + emptyMillis;
        if (!strict || n == 0 || d.toMillis == Long.MAX_VALUE) {
            return true;
        }
        return depart[n - 1] + times.millis(v[n - 1].place, d.depotPlace, depart[n - 1]) <= d.toMillis;
    }

    /** Latest starts: what no start may exceed, whatever else is tried. */
    private void backward(Duty d) {
        int n = d.count;
        for (int k = n - 1; k >= 0; k--) {
            Visit visit = d.visits[k];
            long most = visit.latest;
            if (!visit.isBreak() && !visit.pickup && visit.rider.pickedUpMillis < 0) {
                most = Math.min(most, visit.rider.pickup.latest + visit.rider.maxRideMillis);
            }
            if (k == n - 1) {
                if (d.toMillis != Long.MAX_VALUE) {
                    long leave = times.varies()
                            ? times.latestDepart(visit.place, d.depotPlace, d.toMillis)
                            : d.toMillis - times.millis(visit.place, d.depotPlace, d.depart[k]);
                    most = Math.min(most, leave - visit.boardingMillis);
                }
            } else {
                Visit next = d.visits[k + 1];
                boolean sameHalt = next.place == visit.place && !visit.isBreak() && !next.isBreak();
                if (sameHalt) {
                    most = Math.min(most, d.latest[k + 1]);
                } else {
                    long leave = times.varies()
                            ? times.latestDepart(visit.place, next.place, d.latest[k + 1])
                            : d.latest[k + 1] - d.drive[k + 1];
                    most = Math.min(most, leave - visit.boardingMillis);
                }
            }
            d.latest[k] = most;
        }
    }

    private void reserve(int n) {
        if (n > trial.length) {
            int room = 2 * n;
            floor = Arrays.copyOf(floor, room);
            waits = Arrays.copyOf(waits, room);
            trial = Arrays.copyOf(trial, room);
            trialStart = Arrays.copyOf(trialStart, room);
            trialDepart = Arrays.copyOf(trialDepart, room);
            trialDrive = Arrays.copyOf(trialDrive, room);
        }
    }
}
