package city.mio.simulators.city;

import city.mio.events.HaulDeclaration;
import city.mio.events.HaulTrip;
import city.mio.events.RoadEvent;
import city.mio.events.VehicleKind;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Traffic of a city, second by second: a mesoscopic queue model. Each link is a queue (see {@link LinkFlow}); a
 * vehicle whose next link is full waits at the end of its own, so queues spill back. A head that has been blocked for
 * long looks for another way, and after three minutes squeezes in, so that a ring of full links cannot lock for
 * ever. Nothing depends on the wall clock: the same network, places and settings give the same run.
 *
 * <p>Not thread-safe: one thread steps and reads; only {@link #truth()} may be read from others.
 */
public final class CitySimulation {

    private static final double ROUTES_EVERY = 300;
    private static final double DETOUR_AFTER = 60;
    private static final double SQUEEZE_AFTER = 180;

    private final RoadNetwork network;
    private final SimulationSettings settings;
    private final LinkFlow[] flows;
    private final ArrayDeque<Vehicle>[] driveways;
    private final Weather weather;
    private final Announcements announcements;
    private final RouteTrees trees;
    private final Demand demand;
    private final Incidents incidents;
    private final TruckTrips truckTrips;
    private final Truth truth;
    private final CityPlaces places;
    private final SplittableRandom random;
    private final SplittableRandom routeRandom;
    private final long origin;
    private final List<CityListener> listeners = new ArrayList<>();
    private final List<Demand.Trip> trips = new ArrayList<>();
    private final int[] again;
    private double now;
    private double routesAt = Double.NEGATIVE_INFINITY;
    private long departed;
    private long departedHaul;
    private long arrived;
    private long arrivedHaul;
    private double otherSeconds;
    private final long[] blockedSeconds;
    private final double[] blockedAt;
    private long squeezed;
    private long withoutWay;

    /** A city at the begin of its warm-up, with empty roads. */
    public CitySimulation(RoadNetwork network, CityPlaces places, SimulationSettings settings) {
        this(network, places, settings, HaulHabits.of(places));
    }

    /** The same, with contractors that know the rules of the city's office. */
    public CitySimulation(RoadNetwork network, CityPlaces places, SimulationSettings settings, HaulHabits habits) {
        this.network = network;
        this.places = places;
        this.settings = settings;
        long warmUp = Math.round(settings.warmUpMinutes() * 60) * 1000;
        long start = settings.start().toEpochMilli() / 60_000 * 60_000;
        origin = (start - warmUp) / 60_000 * 60_000;
        SplittableRandom seeds = new SplittableRandom(settings.seed());
        random = seeds.split();
        routeRandom = seeds.split();
        weather = new Weather(settings.rain());
        weather.update((origin - start) / 60_000.0);
        announcements = new Announcements(places, settings);
        flows = LinkFlow.ofAll(network);
        driveways = newDriveways(flows.length);
        trees = new RouteTrees(network, seeds.split());
        refreshRoutes();
        demand = new Demand(network, places, settings, trees, seeds.split());
        incidents = new Incidents(network, flows, settings.incidentsPerHour(), origin, seeds.split());
        HaulPlan haul = new HaulPlan(network, places, settings.haul(), trees, origin, start, seeds.split(), habits);
        truckTrips = new TruckTrips(network, trees, haul, habits, random, this::admit, (declaration, plate) ->
                listeners.forEach(listener -> listener.declared(declaration, plate)));
        truth = new Truth(network.linkCount(), settings.retentionMinutes());
        again = new int[network.linkCount()];
        blockedSeconds = new long[network.linkCount()];
        blockedAt = new double[network.linkCount()];
        Arrays.fill(blockedAt, Double.NEGATIVE_INFINITY);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ArrayDeque<Vehicle>[] newDriveways(int count) {
        return new ArrayDeque[count];
    }

    /** Runs up to the settings' start. */
    public void warmUp() {
        while (time() < startTime()) {
            step();
        }
    }

    /**
     * Tells one listener of the construction trips that were declared before it listened and whose trucks may still be
     * on the road.
     */
    public void tellDeclared(CityListener listener) {
        truckTrips.declared(time(), listener::declared);
    }

    /** Adds one who is told what happens, from now on. */
    public void addListener(CityListener listener) {
        listeners.add(listener);
    }

    /** What the office for construction traffic says of a trip; takes effect with the next second. Thread-safe. */
    public void hear(HaulTrip trip) {
        truckTrips.hear(trip);
    }

    /** What somebody has declared to the office; takes effect with the next second. Thread-safe. */
    public void hear(HaulDeclaration declaration) {
        truckTrips.hear(declaration);
    }

    /** Advances by one second. */
    public void step() {
        if (Math.round(now) % 60 == 0) {
            markMinute();
        }
        weather.update((time() - settings.start().toEpochMilli()) / 60_000.0);
        announcements.step(time(), !listeners.isEmpty(), this::tell);
        if (now >= routesAt + ROUTES_EVERY) {
            refreshRoutes();
        }
        if (incidents.step(now, this::tell)) {
            refreshRoutes();
        }
        depart();
        int links = flows.length;
        int offset = links == 0 ? 0 : (int) (Math.round(now) * 7919 % links);
        for (int i = 0; i < links; i++) {
            int link = (i + offset) % links;
            if (flows[link].size() > 0) {
                advance(link);
            }
        }
        for (int i = 0; i < links; i++) {
            if (driveways[i] != null) {
                drain(i);
            }
        }
        otherSeconds += departed - departedHaul - (arrived - arrivedHaul);
        now += 1;
    }

    private void refreshRoutes() {
        routesAt = now;
        trees.refresh(link -> flows[link].expectedSeconds(weather, now));
    }

    private void depart() {
        trips.clear();
        demand.begin(now, time(), trips);
        for (Demand.Trip trip : trips) {
            start(trip);
        }
        truckTrips.step(now, time());
    }

    private void start(Demand.Trip trip) {
        double draw = routeRandom.nextDouble();
        int variant = draw < 0.5 ? 0 : draw < 0.75 ? 1 : 2;
        double kindDraw = random.nextDouble();
        boolean probe = random.nextDouble() < settings.probeShare();
        int[] path = trees.findPath(trip.origin(), trip.destination(), variant, false);
        if (path == null) {
            withoutWay++;
            return;
        }
        VehicleKind kind = probe ? probeKind(kindDraw) : kindDraw < 0.85 ? VehicleKind.CAR : VehicleKind.TRUCK;
        String id = kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + (departed + 1);
        admit(new Vehicle(id, kind, probe, "", null, path, trip.destination()));
    }

    private static VehicleKind probeKind(double draw) {
        return draw < 0.45 ? VehicleKind.TAXI : draw < 0.75 ? VehicleKind.CAR : draw < 0.9 ? VehicleKind.TRUCK : VehicleKind.SERVICE;
    }

    private void admit(Vehicle vehicle) {
        departed++;
        departedHaul += vehicle.isHaul() ? 1 : 0;
        int link = vehicle.path[0];
        if (driveways[link] == null) {
            driveways[link] = new ArrayDeque<>(2);
        }
        driveways[link].addLast(vehicle);
    }

    /** Lets something happen on the road; to be said before it begins. */
    public void plan(RoadBlock block) {
        incidents.plan(block);
    }

    /** Puts a truck on the road, beside the first link of its path; it enters when there is room. Between steps only. */
    public Vehicle drive(TruckDrive drive) {
        int[] path = drive.path();
        Vehicle truck = new Vehicle(
                drive.id(), VehicleKind.HAUL_TRUCK, drive.probe(), drive.plate(), drive.size(), path,
                network.toNode(path[path.length - 1]));
        truck.place = drive.destination();
        admit(truck);
        return truck;
    }

    /** The quickest way that heavy vehicles may take now, as link indices between node indices; empty if there is none. */
    public Optional<int[]> findHeavyPath(int fromNode, int toNode) {
        return Optional.ofNullable(trees.findPath(fromNode, toNode, 0, true));
    }

    /** Lets those waiting beside a link's start in, as far as there is room. */
    private void drain(int link) {
        ArrayDeque<Vehicle> waiting = driveways[link];
        while (!waiting.isEmpty() && flows[link].hasRoom()) {
            Vehicle vehicle = waiting.pollFirst();
            vehicle.at = 0;
            enter(vehicle, link, now);
        }
        if (waiting.isEmpty()) {
            driveways[link] = null;
        }
    }

    private void enter(Vehicle vehicle, int link, double time) {
        flows[link].enter(vehicle, time, weather);
        vehicle.enterSeconds[vehicle.at] = time;
        double minute = Math.floor(now / 60) * 60;
        if (time < minute) {
            // Entered in the last second of a minute that has been closed: what it drove there is not worth reopening it.
            vehicle.markTime = minute;
            vehicle.markPosition = flows[link].position(vehicle, minute);
        }
        long at = millis(time);
        for (CityListener listener : listeners) {
            listener.entered(vehicle, link, at);
        }
    }

    /** Releases the heads that are due, and goes on where a vehicle may pass several short links in this second. */
    private void advance(int first) {
        int count = 0;
        again[count++] = first;
        while (count > 0) {
            int link = again[--count];
            LinkFlow flow = flows[link];
            while (flow.size() > 0 && flow.releaseTime() < now + 1) {
                Vehicle head = flow.head();
                double time = flow.releaseTime();
                if (head.at + 1 == head.path.length) {
                    if (head.place != null && !head.place.hasRoom()) {
                        head.heldUntil = now + 1;
                        break;
                    }
                    leave(flow.release(time, weather), link, time);
                    arrive(head, link, time);
                    continue;
                }
                int next = head.path[head.at + 1];
                if (!flows[next].hasRoom() && !mayForce(head, link)) {
                    hold(head, next);
                    break;
                }
                next = head.path[head.at + 1];
                if (!flows[next].hasRoom()) {
                    if (flows[next].isClosed() || now - head.blockedSince < SQUEEZE_AFTER) {
                        hold(head, next);
                        break;
                    }
                    squeezed++;
                }
                leave(flow.release(time, weather), link, time);
                head.at++;
                enter(head, next, time);
                if (flows[next].size() == 1 && flows[next].releaseTime() < now + 1 && count < again.length) {
                    again[count++] = next;
                }
            }
        }
    }

    private void hold(Vehicle head, int next) {
        head.heldUntil = now + 1;
        if (blockedAt[next] != now) {
            blockedAt[next] = now;
            blockedSeconds[next]++;
        }
    }

    /** Whether a blocked head may try at all: after a while it has looked for a detour, later it squeezes in. */
    private boolean mayForce(Vehicle head, int link) {
        if (Double.isNaN(head.blockedSince)) {
            head.blockedSince = now;
        }
        double blocked = now - head.blockedSince;
        boolean closed = flows[head.path[head.at + 1]].isClosed();
        // Trucks keep to their route unless it is closed.
        boolean mayTurn = closed || blocked >= DETOUR_AFTER && !head.isHaul();
        if (mayTurn && Math.round(blocked) % 30 == 0) {
            int[] detour = trees.findDetour(link, head.path[head.at + 1], head.destination(), head.isHaul());
            if (detour != null && flows[detour[0]].hasRoom()) {
                int[] path = Arrays.copyOf(head.path, head.at + 1 + detour.length);
                System.arraycopy(detour, 0, path, head.at + 1, detour.length);
                head.path = path;
                head.enterSeconds = Arrays.copyOf(head.enterSeconds, path.length);
                return true;
            }
        }
        return blocked >= SQUEEZE_AFTER;
    }

    private void leave(Vehicle vehicle, int link, double time) {
        double driven = flows[link].length - vehicle.markPosition;
        truth.add(link, millis(vehicle.markTime), driven, Math.max(0, time - vehicle.markTime));
        long at = millis(time);
        for (CityListener listener : listeners) {
            listener.left(vehicle, link, at);
        }
    }

    private void arrive(Vehicle vehicle, int link, double time) {
        arrived++;
        arrivedHaul += vehicle.isHaul() ? 1 : 0;
        vehicle.at = vehicle.path.length;
        long[] enters = new long[vehicle.path.length];
        for (int i = 0; i < enters.length; i++) {
            enters[i] = millis(vehicle.enterSeconds[i]);
        }
        truth.add(new Truth.Path(vehicle.id(), vehicle.path, enters, millis(time)));
        for (CityListener listener : listeners) {
            listener.arrived(vehicle, link, millis(time));
        }
        if (vehicle.onArrival != null) {
            vehicle.onArrival.run();
        }
        if (vehicle.place != null) {
            vehicle.place.arrived(vehicle, millis(time));
        }
    }

    private void markMinute() {
        for (int link = 0; link < flows.length; link++) {
            for (Vehicle vehicle : flows[link].vehicles()) {
                double position = flows[link].position(vehicle, now);
                double driven = position - vehicle.markPosition;
                truth.add(link, millis(vehicle.markTime), driven, Math.max(0, now - vehicle.markTime));
                vehicle.markTime = now;
                vehicle.markPosition = position;
            }
        }
        truth.minuteEnded(time());
    }

    private void tell(RoadEvent event) {
        listeners.forEach(listener -> listener.roadEvent(event));
    }

    private long millis(double seconds) {
        return origin + Math.round(seconds * 1000);
    }

    /** Seconds that a vehicle which enters a link now needs for the whole of it, as the traffic on it truly is. */
    public double linkSeconds(int link) {
        return flows[link].expectedSeconds(weather, now);
    }

    /** Simulated time, UTC epoch milliseconds. */
    public long time() {
        return millis(now);
    }

    /** When the settings' simulation begins to be seen, UTC epoch milliseconds. */
    public long startTime() {
        return settings.start().toEpochMilli() / 60_000 * 60_000;
    }

    public RoadNetwork network() {
        return network;
    }

    public CityPlaces places() {
        return places;
    }

    public SimulationSettings settings() {
        return settings;
    }

    /** What construction trucks waited in holding areas and before gates; may be asked from any thread. */
    public WaitingFigures truckWaiting() {
        return truckTrips.waiting();
    }

    /** What really happened; may be read from any thread. */
    public Truth truth() {
        return truth;
    }

    /** Vehicles on a link, the one nearest its end first; to be read between steps only. */
    public Iterable<Vehicle> vehiclesOn(int link) {
        return flows[link].vehicles();
    }

    /** Metres of a vehicle from the start of its link, now. */
    public double positionMetres(Vehicle vehicle) {
        return flows[vehicle.link()].position(vehicle, now);
    }

    /** Speed of a vehicle now, m/s. */
    public double speedMps(Vehicle vehicle) {
        return flows[vehicle.link()].speedNow(vehicle, now);
    }

    /** Whether a vehicle stands in a queue that has not moved for a second. */
    public boolean isStanding(Vehicle vehicle) {
        return flows[vehicle.link()].isStanding(vehicle, now);
    }

    /** Vehicles that a link can hold. */
    public double storage(int link) {
        return flows[link].storage;
    }

    /** Passenger car units a second that can leave a link now. */
    public double capacityPerSecond(int link) {
        return flows[link].capacity(weather);
    }

    /** The same in dry weather and without incidents. */
    public double usualCapacityPerSecond(int link) {
        return flows[link].usualCapacity();
    }

    /** Trips begun, with those that wait to enter the road. */
    public long departed() {
        return departed;
    }

    /** Trips over. */
    public long arrived() {
        return arrived;
    }

    /** Vehicles on the road now. */
    public long onRoad() {
        long sum = 0;
        for (LinkFlow flow : flows) {
            sum += flow.size();
        }
        return sum;
    }

    /** Vehicles that wait beside the road for room to enter. */
    public long waiting() {
        long sum = 0;
        for (ArrayDeque<Vehicle> driveway : driveways) {
            sum += driveway == null ? 0 : driveway.size();
        }
        return sum;
    }

    /** Time that all but construction trucks have spent so far, on the road and waiting to enter it, vehicle seconds. */
    public double otherVehicleSeconds() {
        return otherSeconds;
    }

    /** Seconds so far in which somebody had to stand at the end of another link because this one was full or closed. */
    public long blockedSeconds(int link) {
        return blockedSeconds[link];
    }

    /** Times that a vehicle squeezed into a full link after it had been blocked for three minutes. */
    public long squeezed() {
        return squeezed;
    }

    /** Trips that could not begin because there is no way to their destination. */
    public long withoutWay() {
        return withoutWay + truckTrips.withoutWay();
    }

    /** Rain now, mm/h. */
    public double rainMillimetresPerHour() {
        return weather.millimetresPerHour();
    }
}
