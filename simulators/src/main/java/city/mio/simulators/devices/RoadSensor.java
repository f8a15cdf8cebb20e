package city.mio.simulators.devices;

import city.mio.events.VehicleKind;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.city.Vehicle;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * A place on a link that notices who passes. As links are first in, first out, those that have not passed are always
 * the last ones; each second it looks at them only.
 */
public final class RoadSensor {

    /** Length of a vehicle and of the loop's field, metres. */
    private static final double CAR_METRES = 6.5;

    private static final double TRUCK_METRES = 13;

    private final CitySimulation city;
    private final double offset;
    private final int lanes;
    private final Consumer<Vehicle> passed;
    private final ArrayDeque<Vehicle> toCome = new ArrayDeque<>();
    private int count;
    private int trucks;
    private double speedSum;
    private double covered;

    /** @param offsetShare where along the link; {@code passed} is told of each who passes */
    public RoadSensor(CitySimulation city, int link, double offsetShare, Consumer<Vehicle> passed) {
        this.city = city;
        this.offset = Math.min(0.995, offsetShare) * city.network().lengthMetres(link);
        this.lanes = city.network().lanes(link);
        this.passed = passed;
    }

    /** A vehicle has entered the link. */
    public void entered(Vehicle vehicle) {
        toCome.addLast(vehicle);
    }

    /** A vehicle has left the link: if it had not been noticed, it drove by within this second. */
    public void left(Vehicle vehicle, double speedMps) {
        if (!toCome.isEmpty() && toCome.peekFirst() == vehicle) {
            toCome.pollFirst();
            pass(vehicle, speedMps);
        }
    }

    /** To be called after each step of the simulation. */
    public void second() {
        boolean moved = false;
        while (!toCome.isEmpty() && city.positionMetres(toCome.peekFirst()) >= offset) {
            Vehicle vehicle = toCome.pollFirst();
            pass(vehicle, city.speedMps(vehicle));
            moved = true;
        }
        Vehicle first = toCome.peekFirst();
        if (!moved && first != null && city.positionMetres(first) > offset - 7.5 && city.isStanding(first)) {
            covered += 1;
        }
    }

    private void pass(Vehicle vehicle, double speedMps) {
        boolean truck = vehicle.kind() == VehicleKind.TRUCK
                || vehicle.kind() == VehicleKind.HAUL_TRUCK
                || vehicle.kind() == VehicleKind.SERVICE;
        double speed = Math.max(0.5, speedMps);
        count++;
        trucks += truck ? 1 : 0;
        speedSum += speed;
        covered += Math.min(10, (truck ? TRUCK_METRES : CAR_METRES) / speed) / lanes;
        passed.accept(vehicle);
    }

    /** What was seen since the last call. */
    public DetectorCount minute() {
        DetectorCount seen = new DetectorCount(
                count, trucks, Math.min(1, covered / 60), count == 0 ? Double.NaN : speedSum / count);
        count = 0;
        trucks = 0;
        speedSum = 0;
        covered = 0;
        return seen;
    }
}
