package city.mio.simulators.city;

import city.mio.events.HaulVehicleClass;
import city.mio.events.VehicleKind;

/** One vehicle on one trip, as the simulation moves it. Read it only between steps, from the simulation's thread. */
public final class Vehicle {

    private final String id;
    private final VehicleKind kind;
    private final boolean probe;
    private final String plate;
    private final HaulVehicleClass haulClass;
    private final int destination;

    int[] path;
    int at = -1;
    double[] enterSeconds;
    double enter;
    double speed;
    double earliestExit;
    double heldUntil;
    double blockedSince = Double.NaN;
    long rank;
    double markTime;
    double markPosition;
    Runnable onArrival;
    Destination place;

    Vehicle(
            String id,
            VehicleKind kind,
            boolean probe,
            String plate,
            HaulVehicleClass haulClass,
            int[] path,
            int destination) {
        this.id = id;
        this.kind = kind;
        this.probe = probe;
        this.plate = plate;
        this.haulClass = haulClass;
        this.path = path;
        this.destination = destination;
        this.enterSeconds = new double[path.length];
    }

    /** Stable within a day; a truck keeps it on its way back. */
    public String id() {
        return id;
    }

    public VehicleKind kind() {
        return kind;
    }

    /** Whether it sends positions. */
    public boolean isProbe() {
        return probe;
    }

    /** The clear plate of a construction vehicle; empty for all others. */
    public String plate() {
        return plate;
    }

    /** Size class; meaningful for construction vehicles only. */
    public HaulVehicleClass haulClass() {
        return haulClass;
    }

    boolean isHaul() {
        return kind == VehicleKind.HAUL_TRUCK;
    }

    /** Passenger car units: what it needs of a link's capacity (HCM 2010: 2.0 for trucks and buses on urban streets). */
    double carUnits() {
        return kind == VehicleKind.CAR || kind == VehicleKind.TAXI ? 1 : 2;
    }

    int destination() {
        return destination;
    }

    /** Whether it only stops at the end of its path, beside the road, and goes on later. */
    public boolean stopsAtEnd() {
        return place != null && place.isStop();
    }

    /** Index of the link it is on; -1 before it entered and after it arrived. */
    public int link() {
        return at >= 0 && at < path.length ? path[at] : -1;
    }
}
