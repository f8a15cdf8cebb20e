package city.mio.models.dispatch.live;

import java.util.List;

/**
 * The cheapest place for a rider over many duties at once. A candidate is refused in constant time by the earliest
 * arrival against the latest start of what follows (the slack that each duty keeps), by load, by the length of the ride
 * and by its cost against the best so far; the few that are left are scheduled exactly. Scratch memory: one thread.
 */
final class InsertionSearch {

    private final Timing timing;

    /** The best place found, {@code duty} null if there is none. */
    Duty duty;

    int pickupAt;
    int dropAt;
    double extraCost;

    InsertionSearch(Timing timing) {
        this.timing = timing;
    }

    /** Looks at all of them; ties go to the first. */
    boolean find(Rider rider, List<Duty> duties) {
        duty = null;
        extraCost = Double.POSITIVE_INFINITY;
        for (int i = 0; i < duties.size(); i++) {
            tryDuty(rider, duties.get(i));
        }
        return duty != null;
    }

    /** The cheapest place in one duty. */
    boolean findIn(Rider rider, Duty only) {
        duty = null;
        extraCost = Double.POSITIVE_INFINITY;
        tryDuty(rider, only);
        return duty != null;
    }

    /** Whether a duty could be at the pick-up in time if it went there at once. */
    boolean canReach(Rider rider, Duty d) {
        Visit p = rider.pickup;
        return !d.broken
                && d.toMillis > p.earliest
                && d.fromMillis <= p.latest
                && p.seats <= d.seats
                && p.wheels <= d.wheelchairs
                && d.readyMillis + d.driveFromHere(timing.times(), p.place, timing.places()) <= p.latest;
    }

    /** Looks at one more. */
    private void tryDuty(Rider rider, Duty d) {
        Visit p = rider.pickup;
        if (!canReach(rider, d)) {
            return;
        }
        int direct = d.driveFromHere(timing.times(), p.place, timing.places());
        int seats = d.seatsOnBoard;
        int wheels = d.wheelsOnBoard;
        for (int i = 0; i <= d.count; i++) {
            Visit before = i == 0 ? null : d.visits[i - 1];
            if (before != null) {
                seats += before.seats;
                wheels += before.wheels;
                if (d.depart[i - 1] > p.latest && d.start[i - 1] > p.latest) {
                    return;
                }
            }
            if (seats + p.seats > d.seats || wheels + p.wheels > d.wheelchairs) {
                continue;
            }
            tryPickup(rider, d, i, i == 0 ? direct : -1, seats, wheels);
        }
    }

    private void tryPickup(Rider rider, Duty d, int i, int driveHere, int seats, int wheels) {
        DriveTimes times = timing.times();
        Visit p = rider.pickup;
        Visit q = rider.dropOff;
        Visit before = i == 0 ? null : d.visits[i - 1];
        boolean sameHalt = before != null && before.place == p.place && !before.isBreak();
        int in = sameHalt ? 0 : driveHere >= 0 ? driveHere : times.millis(before.place, p.place, d.depart[i - 1]);
        long leave = i == 0 ? d.readyMillis : d.depart[i - 1];
        long start = Math.max(sameHalt ? d.start[i - 1] : leave + in, p.earliest);
        if (start > p.latest) {
            return;
        }
        long halt = timing.stopMillis();
        long depart = sameHalt ? Math.max(leave, start) + p.boardingMillis : start + halt + p.boardingMillis;
        double more = in + p.boardingMillis + q.boardingMillis + (sameHalt ? 0 : halt);
        if (more - halt - (i < d.count ? d.drive[i] : 0) - d.emptyMillis > extraCost) {
            return;
        }
        long fetched = start;
        boolean mayWait = false;
        Visit last = p;
        for (int j = i; j <= d.count; j++) {
            // The drop-off right behind "last", which begins at start and is left at depart.
            boolean sameDrop = last.place == q.place;
            int toDrop = sameDrop ? 0 : times.millis(last.place, q.place, depart);
            long drop = Math.max(sameDrop ? start : depart + toDrop, q.earliest);
            if (drop > q.latest || (!mayWait && drop - fetched > rider.maxRideMillis && drop > q.earliest)) {
                return;
            }
            double extra = more + toDrop + (sameDrop ? 0 : halt);
            boolean open = true;
            if (j < d.count) {
                Visit next = d.visits[j];
                boolean sameNext = next.place == q.place && !next.isBreak();
                long left = (sameDrop ? Math.max(depart, drop) : drop + halt) + q.boardingMillis;
                int toNext = times.millis(q.place, next.place, left);
                long arrive = sameNext ? drop : left + toNext;
                open = arrive <= d.latest[j];
                extra += toNext - d.drive[j] - (sameNext ? halt : 0);
            } else {
                extra += timing.moreEmptyMillis(d, q.place);
            }
            if (open && extra < extraCost && timing.fits(d, rider, i, j)) {
                double exact = timing.cost - d.cost;
                if (exact < extraCost) {
                    extraCost = exact;
                    duty = d;
                    pickupAt = i;
                    dropAt = j;
                }
            }
            if (j == d.count) {
                return;
            }
            // Goes on over the next visit, with the rider on board.
            Visit next = d.visits[j];
            if (next.isBreak() && p.seats + p.wheels > 0) {
                return;
            }
            seats += next.seats;
            wheels += next.wheels;
            if (seats + p.seats > d.seats || wheels + p.wheels > d.wheelchairs) {
                return;
            }
            boolean sameNext = last.place == next.place && !next.isBreak();
            int toNext = sameNext ? 0 : times.millis(last.place, next.place, depart);
            long arrive = sameNext ? start : depart + toNext;
            if (arrive > d.latest[j]) {
                return;
            }
            long begin = Math.max(arrive, next.earliest);
            mayWait |= begin > arrive || d.start[j] > begin;
            depart = sameNext ? Math.max(depart, begin) + next.boardingMillis : begin + halt + next.boardingMillis;
            if (j == i) {
                more += toNext - d.drive[j] - (sameNext && d.drive[j] > 0 ? halt : 0);
            }
            start = begin;
            last = next;
        }
    }

    /** The vehicle without riders that is first at the pick-up. */
    boolean findNearestIdle(Rider rider, List<Duty> duties) {
        Duty nearest = null;
        long first = Long.MAX_VALUE;
        for (Duty d : duties) {
            if (!d.hasRiders() && canReach(rider, d)) {
                long there = d.readyMillis + d.driveFromHere(timing.times(), rider.pickup.place, timing.places());
                if (there < first && findIn(rider, d)) {
                    first = there;
                    nearest = d;
                }
            }
        }
        return nearest != null && findIn(rider, nearest);
    }

    /** When the rider would be picked up and dropped off where the last search found it best. */
    long[] whenPut(Rider rider) {
        if (!timing.fits(duty, rider, pickupAt, dropAt)) {
            throw new IllegalStateException("the place found for " + rider.request.requestId() + " does not hold");
        }
        return new long[] {timing.trialStart(pickupAt), timing.trialStart(dropAt + 1)};
    }

    /** Puts the rider where the last search found it best. */
    void put(Rider rider) {
        duty.insert(pickupAt, rider.pickup);
        duty.insert(dropAt + 1, rider.dropOff);
        rider.duty = duty.index;
        duty.changed = true;
        if (!timing.update(duty)) {
            throw new IllegalStateException("the place found for " + rider.request.requestId() + " does not hold");
        }
    }
}
