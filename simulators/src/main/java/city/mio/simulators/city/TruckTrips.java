package city.mio.simulators.city;

import city.mio.events.HaulDeclaration;
import city.mio.events.HaulTrip;
import city.mio.events.VehicleKind;
import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Construction trucks of a simulated city, from what contractors declare and the office says of it to the way back from the
 * gate; by their holding area where they stop. What they do on the road is the simulation's. One thread steps; only {@link
 * #hear} and {@link #waiting} may be called from others.
 */
final class TruckTrips {

    /** No truck is on the road longer than this after its slot: trucks come slots later than declared, and drive back. */
    private static final long TRUCK_DAY_MILLIS = 4 * 3_600_000L;

    private record Return(double at, int number, Vehicle truck, int node, int depot) {}

    private final RoadNetwork network;
    private final RouteTrees trees;
    private final HaulPlan haul;
    private final HaulHabits habits;
    private final TruckStops stops = new TruckStops();
    private final SplittableRandom random;
    private final Consumer<Vehicle> road;
    private final BiConsumer<HaulDeclaration, String> told;
    private final Queue<Object> office = new ConcurrentLinkedQueue<>();
    private final Map<String, HaulDeclaration> declared = new LinkedHashMap<>();
    private final Map<String, String> declaredPlates = new LinkedHashMap<>();
    private final PriorityQueue<Return> returns =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Double.compare(a.at, b.at) : a.number - b.number);
    private final List<TruckSchedule.Truck> trucks = new ArrayList<>();
    private double now;
    private long time;
    private long withoutWay;
    private int returnCount;

    /**
     * @param random draws how long trucks are on their site
     * @param road takes a vehicle that sets out
     * @param told takes each declaration with the plate that was declared, in clear
     */
    TruckTrips(
            RoadNetwork network,
            RouteTrees trees,
            HaulPlan haul,
            HaulHabits habits,
            SplittableRandom random,
            Consumer<Vehicle> road,
            BiConsumer<HaulDeclaration, String> told) {
        this.network = network;
        this.trees = trees;
        this.haul = haul;
        this.habits = habits;
        this.random = random;
        this.road = road;
        this.told = told;
    }

    /** What the office says of a trip; takes effect with the next step. */
    void hear(HaulTrip trip) {
        office.add(trip);
    }

    /** What somebody has declared; takes effect with the next step. */
    void hear(HaulDeclaration declaration) {
        office.add(declaration);
    }

    /** Tells of the declared trips whose trucks may still be on the road. */
    void declared(long time, BiConsumer<HaulDeclaration, String> listener) {
        forget(time);
        declared.values().forEach(
                declaration -> listener.accept(declaration, declaredPlates.get(declaration.declarationId())));
    }

    /**
     * Lets the trucks of the next second set out.
     *
     * @param now seconds since the simulation began
     * @param time the same as UTC epoch milliseconds
     */
    void step(double now, long time) {
        this.now = now;
        this.time = time;
        trucks.clear();
        for (Object said = office.poll(); said != null; said = office.poll()) {
            if (said instanceof HaulTrip trip) {
                stops.hear(trip);
                haul.hear(trip, now, this::declare);
            } else if (said instanceof HaulDeclaration declaration) {
                haul.hear(declaration, now, this::declare);
            }
        }
        haul.step(now, this::declare, trucks);
        for (TruckSchedule.Truck truck : trucks) {
            if (truck.stop() == 0) {
                toGate(truck);
                continue;
            }
            Vehicle vehicle = vehicle(truck, Arrays.copyOf(truck.path(), truck.stop()));
            vehicle.place = stops.area(
                    habits.findHolding(truck.routeId()).orElseThrow(), truck.tripId(), truck.slotStart(), () -> toGate(truck));
            road.accept(vehicle);
        }
        stops.step(time);
        while (!returns.isEmpty() && returns.peek().at <= now) {
            Return back = returns.poll();
            int[] path = trees.findPath(back.node, back.depot, 0, true);
            if (path == null) {
                withoutWay++;
            } else {
                Vehicle truck = back.truck;
                road.accept(new Vehicle(
                        truck.id(), truck.kind(), truck.isProbe(), truck.plate(), truck.haulClass(), path, back.depot));
            }
        }
    }

    /** From the depot, or from the holding area where it stopped. */
    private void toGate(TruckSchedule.Truck truck) {
        Vehicle vehicle = vehicle(truck, Arrays.copyOfRange(truck.path(), truck.stop(), truck.path().length));
        Runnable through = () -> scheduleReturn(vehicle, truck.depotNode());
        habits.findGate(truck.siteId()).ifPresentOrElse(
                gate -> vehicle.place = stops.gate(gate, through), () -> vehicle.onArrival = through);
        road.accept(vehicle);
    }

    private Vehicle vehicle(TruckSchedule.Truck truck, int[] path) {
        return new Vehicle(
                truck.id(), VehicleKind.HAUL_TRUCK, truck.probe(), truck.plate(), truck.size(), path,
                network.toNode(path[path.length - 1]));
    }

    private void scheduleReturn(Vehicle truck, int depot) {
        returns.add(new Return(
                now + 480 + random.nextDouble() * 720, ++returnCount, truck, truck.destination(), depot));
    }

    private void declare(HaulDeclaration declaration, String plate) {
        forget(time);
        declared.put(declaration.declarationId(), declaration);
        declaredPlates.put(declaration.declarationId(), plate);
        told.accept(declaration, plate);
    }

    private void forget(long time) {
        declared.values().removeIf(declaration -> declaration.slotEnd() + TRUCK_DAY_MILLIS <= time);
        declaredPlates.keySet().retainAll(declared.keySet());
    }

    /** What trucks waited in holding areas and before gates. */
    WaitingFigures waiting() {
        return stops.figures();
    }

    /** Trucks that found no way back. */
    long withoutWay() {
        return withoutWay;
    }
}
