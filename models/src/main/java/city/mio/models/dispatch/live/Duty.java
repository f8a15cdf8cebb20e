package city.mio.models.dispatch.live;

import city.mio.models.dispatch.service.DriverBreak;
import city.mio.models.dispatch.service.FleetVehicle;
import city.mio.models.dispatch.service.Shift;
import java.util.Arrays;

/**
 * One shift of one vehicle: where it is, what it still has to do, and when. What is being served is no longer among the
 * visits: nothing can move it. The schedule arrays are those of {@link Timing}. Owned by a {@link DispatchState}.
 */
final class Duty {

    private static final int FIRST_ROOM = 12;

    int index;
    final String vehicleId;
    final int seats;
    final int wheelchairs;
    final int depotPlace;
    final long fromMillis;

    /** End of the shift; later if those on board cannot be brought there in time. */
    long toMillis;

    /** From where and from when on the vehicle can be sent elsewhere. */
    Whereabouts at;

    long readyMillis;

    /** Number of the place if it is at one, else -1. */
    int atPlace;

    /** Place of the stop that is being served, -1 if none. */
    int servingPlace = -1;

    boolean broken;

    /** Where an idle vehicle is sent to wait, -1 if it stays. */
    int waitPlace = -1;

    /** The stop it drives to, since when, and how long that was expected to take; -1 while it does not drive to one. */
    int legPlace = -1;

    long legStartMillis;
    int legExpectedMillis;

    int seatsOnBoard;
    int wheelsOnBoard;
    Visit[] visits = new Visit[FIRST_ROOM];
    int count;

    /** Of the plan that was told last, and of what the device has. */
    long version;

    long acknowledged;

    /** When the plan was last told again to a device that had an older one. */
    long toldAgainMillis = Long.MIN_VALUE;

    /** Whether the plan has changed since it was told. */
    boolean changed;

    /** Fix of the last position taken. */
    long positionMillis = Long.MIN_VALUE;

    double positionLon = Double.NaN;
    double positionLat = Double.NaN;

    /** A fix that was not believed. */
    long strayMillis = Long.MIN_VALUE;

    double strayLon = Double.NaN;
    double strayLat = Double.NaN;

    long[] start = new long[FIRST_ROOM];
    long[] depart = new long[FIRST_ROOM];
    long[] latest = new long[FIRST_ROOM];
    int[] drive = new int[FIRST_ROOM];
    double cost;

    /** What of the cost is the empty run behind the last visit. */
    double emptyMillis;

    private int[] fromHere;
    private Visit[] savedVisits = new Visit[FIRST_ROOM];
    private int savedCount;

    Duty(int index, FleetVehicle vehicle, int depotPlace, Shift shift) {
        this.index = index;
        vehicleId = vehicle.vehicleId();
        seats = vehicle.seats();
        wheelchairs = vehicle.wheelchairPlaces();
        this.depotPlace = depotPlace;
        fromMillis = shift.fromMillis();
        toMillis = shift.toMillis();
        readyMillis = fromMillis;
        moveTo(new Whereabouts.AtPlace(depotPlace));
        for (DriverBreak each : shift.breaks()) {
            insert(count, Visit.breakAt(depotPlace, each));
        }
    }

    void moveTo(Whereabouts place) {
        at = place;
        atPlace = place instanceof Whereabouts.AtPlace known ? known.place() : -1;
        if (fromHere != null) {
            Arrays.fill(fromHere, -1);
        }
    }

    /** Milliseconds from where the vehicle is to a place; asked once for each place and position. */
    int driveFromHere(DriveTimes times, int place, int places) {
        if (atPlace >= 0) {
            return times.millis(atPlace, place, readyMillis);
        }
        if (fromHere == null) {
            fromHere = new int[places];
            Arrays.fill(fromHere, -1);
        }
        if (fromHere[place] < 0) {
            fromHere[place] = times.millis(at, place, readyMillis);
        }
        return fromHere[place];
    }

    /** Forgets what was asked of driving times. */
    void forgetDrives() {
        if (fromHere != null) {
            Arrays.fill(fromHere, -1);
        }
    }

    void insert(int index, Visit visit) {
        reserve(count + 1);
        System.arraycopy(visits, index, visits, index + 1, count - index);
        visits[index] = visit;
        count++;
    }

    void remove(Rider rider) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (visits[i].rider != rider) {
                visits[kept++] = visits[i];
            }
        }
        Arrays.fill(visits, kept, count, null);
        count = kept;
    }

    void removeVisit(Visit visit) {
        int index = indexOf(visit);
        System.arraycopy(visits, index + 1, visits, index, count - index - 1);
        visits[--count] = null;
    }

    int indexOf(Visit visit) {
        for (int i = 0; i < count; i++) {
            if (visits[i] == visit) {
                return i;
            }
        }
        return -1;
    }

    /** Whether any rider is on board or planned; breaks do not count. */
    boolean hasRiders() {
        for (int i = 0; i < count; i++) {
            if (!visits[i].isBreak()) {
                return true;
            }
        }
        return false;
    }

    void save() {
        if (savedVisits.length < count) {
            savedVisits = new Visit[visits.length];
        }
        System.arraycopy(visits, 0, savedVisits, 0, count);
        savedCount = count;
    }

    /** Visits as they were at {@link #save}; the schedule has to be made again. */
    void restore() {
        reserve(savedCount);
        Arrays.fill(visits, null);
        System.arraycopy(savedVisits, 0, visits, 0, savedCount);
        count = savedCount;
    }

    Visit[] copyVisits() {
        return Arrays.copyOf(visits, count);
    }

    void setVisits(Visit[] sequence) {
        reserve(sequence.length);
        Arrays.fill(visits, null);
        System.arraycopy(sequence, 0, visits, 0, sequence.length);
        count = sequence.length;
    }

    private void reserve(int needed) {
        if (needed > visits.length) {
            int room = Math.max(needed, 2 * visits.length);
            visits = Arrays.copyOf(visits, room);
            start = Arrays.copyOf(start, room);
            depart = Arrays.copyOf(depart, room);
            latest = Arrays.copyOf(latest, room);
            drive = Arrays.copyOf(drive, room);
        }
    }
}
