package city.mio.simulators.riders;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Riders ask, vehicles drive to what their devices show, in steps of a second of simulated time. Start nodes of the
 * vehicles and all faults come from the seed. The same dispatcher decisions give the same run. One use, one thread.
 */
public final class RiderLoop {

    /** Slow traffic swells and ebbs in this time. */
    private static final double WAVE_MILLIS = 1_200_000;

    /** How long riders are brought home after the last has asked. */
    private static final long MOST_AFTER_MILLIS = 3 * 3_600_000L;

    private final NodeRoads roads;
    private final List<RiderRequest> requests;
    private final LoopSettings settings;
    private final Vehicle[] vehicles;
    private final Map<String, Trip> trips = new LinkedHashMap<>();
    private final boolean[] absent;
    private final PriorityQueue<Leaving> cancels =
            new PriorityQueue<>((a, b) -> a.millis != b.millis ? Long.compare(a.millis, b.millis) : a.id.compareTo(b.id));
    private final Map<Long, Integer> breakdowns = new LinkedHashMap<>();

    private record Leaving(long millis, String id) {}

    /** What happened to a rider. */
    static final class Trip {
        final RiderRequest request;
        final boolean absent;
        DispatchPort.Promise promise;
        boolean alerted;
        boolean cancelled;
        boolean noShow;
        long pickedUpMillis = -1;
        long servedMillis = -1;
        int vehicle = -1;
        boolean shared;

        Trip(RiderRequest request, boolean absent) {
            this.request = request;
            this.absent = absent;
        }
    }

    /** A vehicle: the next node it will be at, and what it does. */
    private static final class Vehicle {
        int node;
        long nodeMillis;
        int standingNode = -1;
        long standsUntil = -1;
        boolean broken;
        double metres;
        final List<Trip> onBoard = new ArrayList<>();
    }

    public RiderLoop(NodeRoads roads, List<RiderRequest> requests, LoopSettings settings) {
        this.roads = roads;
        this.requests = List.copyOf(requests);
        this.settings = settings;
        int[] starts = startNodes(roads, settings.vehicles(), settings.seed());
        vehicles = new Vehicle[settings.vehicles()];
        for (int v = 0; v < vehicles.length; v++) {
            vehicles[v] = new Vehicle();
            vehicles[v].node = starts[v];
        }
        SplittableRandom random = new SplittableRandom(settings.seed() ^ 0xFA0175L);
        absent = new boolean[requests.size()];
        for (int i = 0; i < absent.length; i++) {
            absent[i] = random.nextDouble() < settings.noShowShare();
            if (random.nextDouble() < settings.cancelShare()) {
                cancels.add(new Leaving(
                        this.requests.get(i).askedMillis() + 10_000 + random.nextInt(240_000),
                        this.requests.get(i).requestId()));
            }
        }
        long last = this.requests.isEmpty() ? 0 : this.requests.get(this.requests.size() - 1).askedMillis();
        for (int i = 0; i < settings.breakdowns(); i++) {
            breakdowns.put(
                    1000L * (60 + random.nextInt((int) Math.max(1, last / 1000))) + i,
                    (int) ((i * 7919L + settings.seed()) % settings.vehicles()));
        }
    }

    /** Where vehicles stand at the beginning: nodes drawn evenly by the seed. */
    public static int[] startNodes(NodeRoads roads, int vehicles, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] nodes = new int[vehicles];
        for (int v = 0; v < vehicles; v++) {
            nodes[v] = random.nextInt(roads.nodes());
        }
        return nodes;
    }

    /** Runs until everybody who has a promise is where they wanted to go. */
    public ServiceFigures run(DispatchPort port) {
        int next = 0;
        long last = requests.isEmpty() ? 0 : requests.get(requests.size() - 1).askedMillis();
        for (long now = 0; now <= last + MOST_AFTER_MILLIS; now += 1000) {
            drive(port, now);
            faults(port, now);
            boolean asks = next < requests.size() && requests.get(next).askedMillis() <= now;
            boolean thinks = now % (settings.thinkEverySeconds() * 1000L) == 0 && now <= last;
            if (asks || thinks) {
                report(port, now);
            }
            while (next < requests.size() && requests.get(next).askedMillis() <= now) {
                ask(port, requests.get(next), absent[next], now);
                next++;
            }
            if (thinks) {
                port.think(now);
            }
            takeAlerts(port);
            if (next == requests.size() && isDone()) {
                break;
            }
        }
        double metres = 0;
        for (Vehicle vehicle : vehicles) {
            metres += vehicle.metres;
        }
        return ServiceFigures.of(roads, settings, trips.values(), metres);
    }

    private boolean isDone() {
        return trips.values().stream()
                .allMatch(trip -> trip.promise == null || trip.servedMillis >= 0 || trip.cancelled || trip.noShow);
    }

    private void ask(DispatchPort port, RiderRequest request, boolean absent, long now) {
        Trip trip = new Trip(request, absent);
        trips.put(request.requestId(), trip);
        trip.promise = port.ask(request, now);
    }

    private void takeAlerts(DispatchPort port) {
        for (String requestId : port.takeAlerts()) {
            Trip trip = trips.get(requestId);
            if (trip != null) {
                trip.alerted = true;
            }
        }
    }

    private void faults(DispatchPort port, long now) {
        while (!cancels.isEmpty() && cancels.peek().millis <= now) {
            Trip trip = trips.get(cancels.poll().id);
            if (trip != null && trip.promise != null && trip.pickedUpMillis < 0 && !trip.noShow) {
                trip.cancelled = true;
                port.cancel(trip.request.requestId(), now);
            }
        }
        breakdowns.entrySet().removeIf(each -> {
            if (each.getKey() > now) {
                return false;
            }
            breakDown(port, each.getValue(), now);
            return true;
        });
    }

    private void breakDown(DispatchPort port, int v, long now) {
        Vehicle vehicle = vehicles[v];
        if (vehicle.broken) {
            return;
        }
        vehicle.broken = true;
        port.vehicleAt(v, vehicle.node, Math.max(now, vehicle.nodeMillis), now);
        for (Trip trip : vehicle.onBoard) {
            if (trip.request.to() == vehicle.node) {
                trip.servedMillis = Math.max(now, vehicle.nodeMillis);
            } else {
                trip.pickedUpMillis = -1;
            }
        }
        vehicle.onBoard.clear();
        port.breakdown(v, now);
    }

    private void report(DispatchPort port, long now) {
        for (int v = 0; v < vehicles.length; v++) {
            Vehicle vehicle = vehicles[v];
            if (!vehicle.broken && vehicle.standsUntil < 0) {
                port.vehicleAt(v, vehicle.node, Math.max(now, vehicle.nodeMillis), now);
            }
        }
    }

    private void drive(DispatchPort port, long now) {
        for (int v = 0; v < vehicles.length; v++) {
            if (!vehicles[v].broken) {
                drive(port, v, vehicles[v], now);
            }
        }
    }

    private void drive(DispatchPort port, int v, Vehicle vehicle, long now) {
        while (true) {
            if (vehicle.standsUntil >= 0) {
                if (vehicle.standsUntil > now) {
                    return;
                }
                vehicle.nodeMillis = vehicle.standsUntil;
                vehicle.standsUntil = -1;
                port.left(v, vehicle.nodeMillis, now);
            }
            List<DispatchPort.Halt> plan = port.plan(v);
            if (plan.isEmpty()) {
                return;
            }
            DispatchPort.Halt halt = plan.get(0);
            boolean riders = !halt.boarding().isEmpty() || !halt.alighting().isEmpty();
            if (vehicle.node == halt.node()) {
                if (!riders || vehicle.nodeMillis > now) {
                    return;
                }
                halt(port, v, vehicle, halt, now);
            } else {
                if (vehicle.nodeMillis > now) {
                    return;
                }
                step(vehicle, halt.node(), now);
            }
        }
    }

    /** Over one edge; whoever stood idle sets out now. */
    private void step(Vehicle vehicle, int target, long now) {
        int edge = roads.firstEdge(vehicle.node, target);
        long leaves = Math.max(vehicle.nodeMillis, now - 1000);
        vehicle.nodeMillis = leaves + drivenMillis(roads.edgeSeconds(edge), leaves);
        vehicle.metres += roads.edgeMetres(edge);
        vehicle.node = roads.edgeTo(edge);
    }

    private long drivenMillis(int seconds, long leaves) {
        if (settings.slowdown() == 0) {
            return seconds * 1000L;
        }
        double swell = 0.5 - 0.5 * Math.cos(2 * Math.PI * leaves / WAVE_MILLIS);
        return Math.round(seconds * 1000 * (1 + settings.slowdown() * swell));
    }

    private void halt(DispatchPort port, int v, Vehicle vehicle, DispatchPort.Halt halt, long now) {
        // Who stood here idle hears of the halt now, however long it has been here.
        long at = Math.max(Math.max(vehicle.nodeMillis, now - 1000), halt.notBeforeMillis());
        if (at > now) {
            vehicle.nodeMillis = at;
            return;
        }
        vehicle.standsUntil = at + settings.stopSeconds() * 1000L;
        port.reached(v, halt.node(), at, now);
        for (String requestId : halt.alighting()) {
            Trip trip = trips.get(requestId);
            if (!vehicle.onBoard.remove(trip)) {
                throw new IllegalStateException("rider " + requestId + " cannot get off vehicle " + v + ": is not in it");
            }
            if (trip.request.to() != halt.node()) {
                throw new IllegalStateException("rider " + requestId + " is put down at a node where it does not want to go");
            }
            trip.servedMillis = at;
        }
        for (String requestId : halt.boarding()) {
            Trip trip = trips.get(requestId);
            if (trip.absent) {
                trip.noShow = true;
                port.noShow(requestId, now);
                continue;
            }
            if (trip.pickedUpMillis >= 0) {
                throw new IllegalStateException("rider " + requestId + " is fetched a second time, by vehicle " + v);
            }
            trip.pickedUpMillis = at;
            trip.vehicle = v;
            vehicle.onBoard.add(trip);
        }
        if (vehicle.onBoard.size() > settings.capacity()) {
            throw new IllegalStateException("vehicle " + v + " carries " + vehicle.onBoard.size() + " riders");
        }
        if (vehicle.onBoard.size() > 1) {
            vehicle.onBoard.forEach(trip -> trip.shared = true);
        }
    }
}
