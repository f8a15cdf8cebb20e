package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.DriverBreak;

/** One end of a rider party's trip, or a driver's break, as a vehicle meets it. Windows are those of the bus's halt. */
final class Visit {

    /** Null for a break. */
    final Rider rider;

    final boolean pickup;
    final int place;
    final int seats;
    final int wheels;
    final long boardingMillis;
    final DriverBreak breakTime;
    long earliest;
    long latest;

    private Visit(Rider rider, boolean pickup, int place, int seats, int wheels, long boardingMillis, DriverBreak breakTime) {
        this.rider = rider;
        this.pickup = pickup;
        this.place = place;
        this.seats = seats;
        this.wheels = wheels;
        this.boardingMillis = boardingMillis;
        this.breakTime = breakTime;
    }

    static Visit pickup(Rider rider, int place, int seats, int wheels, long boardingMillis) {
        return new Visit(rider, true, place, seats, wheels, boardingMillis, null);
    }

    static Visit dropOff(Rider rider, int place, int seats, int wheels, long boardingMillis) {
        return new Visit(rider, false, place, -seats, -wheels, boardingMillis, null);
    }

    static Visit breakAt(int place, DriverBreak time) {
        Visit visit = new Visit(null, false, place, 0, 0, time.seconds() * 1000L, time);
        visit.earliest = time.earliestMillis();
        visit.latest = time.latestMillis();
        return visit;
    }

    boolean isBreak() {
        return rider == null;
    }
}
