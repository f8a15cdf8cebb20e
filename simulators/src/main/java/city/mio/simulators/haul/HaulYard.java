package city.mio.simulators.haul;

import city.mio.events.HaulDeclaration;
import city.mio.events.RoadEvent;
import city.mio.simulators.city.CityListener;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.city.Destination;
import city.mio.simulators.city.TruckDrive;
import city.mio.simulators.city.Vehicle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A day's trucks on the road of a simulated city: the port through which a {@link HaulControl} sends them and sees what an
 * office can see. Trips are spoken of by their index. Not thread-safe.
 */
public final class HaulYard {

    /** What has become of a trip. */
    public enum State {
        /** It has no slot. */
        NOT_RELEASED,
        /** It has a time at which it sets out. */
        PLANNED,
        /** It had one, and its truck did not come. */
        NO_SHOW,
        /** On the way to its holding area. */
        TO_AREA,
        /** Waits in its holding area to be called. */
        HELD,
        /** On the way to its gate. */
        TO_GATE,
        /** Waits before its gate, off the road. */
        AT_GATE,
        /** Through its gate. */
        DELIVERED
    }

    /** Drivers leave so much more than the time of free flow for their way to the route. */
    private static final double APPROACH_FACTOR = 1.3;

    private record Start(double at, int trip, int version) {}

    private record Back(long at, int trip) {}

    private final CitySimulation city;
    private final HaulGround ground;
    private final List<HaulTrip> trips;
    private final HaulControl control;
    private final RoadWatch watch;
    private final State[] states;
    private final int[] routes;
    private final int[] versions;
    private final long[] targets;
    private final long[] departed;
    private final long[] passed;
    private final long[] heldAt;
    private final double[] heldSeconds;
    private final double[] freeSeconds;
    private final int[][] legs;
    private final double[][] approach;
    private final PriorityQueue<Start> starts = new PriorityQueue<>(
            (a, b) -> a.at != b.at ? Double.compare(a.at, b.at) : a.trip - b.trip);
    private final PriorityQueue<Back> backs =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : a.trip - b.trip);
    private final List<Integer> came = new ArrayList<>();
    private final Gate[] gates;
    private final Area[] areas;
    private final SplittableRandom random;
    private int withoutWay;
    private boolean begun;

    /** A day that has not begun. */
    public HaulYard(CitySimulation city, HaulGround ground, List<HaulTrip> trips, HaulControl control, long seed) {
        this.city = city;
        this.ground = ground;
        this.trips = List.copyOf(trips);
        this.control = control;
        this.random = new SplittableRandom(seed);
        watch = new RoadWatch(city, ground.watchedLinks());
        int count = trips.size();
        states = new State[count];
        Arrays.fill(states, State.NOT_RELEASED);
        routes = new int[count];
        versions = new int[count];
        targets = new long[count];
        departed = new long[count];
        passed = new long[count];
        heldAt = new long[count];
        heldSeconds = new double[count];
        freeSeconds = new double[count];
        legs = new int[count][];
        approach = new double[ground.depotCount()][ground.routeCount()];
        for (int depot = 0; depot < approach.length; depot++) {
            for (int route = 0; route < ground.routeCount(); route++) {
                approach[depot][route] = ground.approachSeconds(depot, route);
            }
        }
        gates = ground.gates().stream().map(Gate::new).toArray(Gate[]::new);
        areas = ground.areas().stream().map(site -> new Area(site.capacity())).toArray(Area[]::new);
        city.addListener(watch);
        city.addListener(new Ear());
    }

    // What is seen.

    public HaulGround ground() {
        return ground;
    }

    public List<HaulTrip> trips() {
        return trips;
    }

    /** Simulated time, UTC epoch milliseconds. */
    public long time() {
        return city.time();
    }

    public State state(int trip) {
        return states[trip];
    }

    /** The route that a trip was given last. */
    public int routeOf(int trip) {
        return routes[trip];
    }

    /** When a trip should be on its route, UTC epoch milliseconds. */
    public long targetOf(int trip) {
        return targets[trip];
    }

    /** Trucks before a site's gate, off the road. */
    public int queueAt(int site) {
        return gates[site].queue.size();
    }

    /** Trips that wait in a holding area, in the order in which they came. */
    public List<Integer> listHeld(int area) {
        return List.copyOf(areas[area].held);
    }

    /** Trips that are on the road to a site's gate. */
    public List<Integer> listOnWay(int site) {
        List<Integer> found = new ArrayList<>();
        for (int trip = 0; trip < states.length; trip++) {
            if (states[trip] == State.TO_GATE && trips.get(trip).site() == site) {
                found.add(trip);
            }
        }
        return found;
    }

    /** When a truck on its way to the gate left its depot or was called, UTC epoch milliseconds. */
    public long legStart(int trip) {
        return heldAt[trip] > 0 ? heldAt[trip] + Math.round(heldSeconds[trip] * 1000) : departed[trip];
    }

    /** When a trip's truck was through its gate, UTC epoch milliseconds; 0 if it is not. */
    public long deliveredAt(int trip) {
        return passed[trip];
    }

    /** Links of the leg that a truck is on. */
    public int[] leg(int trip) {
        return legs[trip].clone();
    }

    /** Counts and speeds on the roads of the routes and of the island. */
    public RoadWatch watch() {
        return watch;
    }

    /** When a trip has to set out to be on its route at a time, UTC epoch milliseconds. */
    public long departureFor(int trip, int route, long target) {
        return target - Math.round(APPROACH_FACTOR * 1000 * approach[trips.get(trip).depot()][route]);
    }

    // What is decided.

    /**
     * Gives a trip a route and a time at which it should be on it; may be said again until it sets out.
     *
     * @return false if it has set out, cannot set out in time any more, or there is no way
     */
    public boolean send(int trip, int route, long target) {
        long at = departureFor(trip, route, target);
        if (states[trip].compareTo(State.PLANNED) > 0
                || at < city.time()
                || Double.isInfinite(approach[trips.get(trip).depot()][route])) {
            return false;
        }
        states[trip] = State.PLANNED;
        routes[trip] = route;
        targets[trip] = target;
        double late = trips.get(trip).comes() ? trips.get(trip).lateSeconds() : 0;
        starts.add(new Start(at / 1000.0 + late, trip, ++versions[trip]));
        return true;
    }

    /** Takes back the slot of a trip that has not set out. */
    public void withdraw(int trip) {
        if (states[trip] == State.PLANNED) {
            states[trip] = State.NOT_RELEASED;
            versions[trip]++;
        }
    }

    /** Calls a truck out of its holding area to its gate, by its route. */
    public void call(int trip) {
        if (states[trip] != State.HELD) {
            throw new IllegalArgumentException("trip " + trips.get(trip).id() + " is not held but " + states[trip]);
        }
        int area = ground.areaOf(routes[trip]);
        areas[area].held.remove((Integer) trip);
        heldSeconds[trip] = (city.time() - heldAt[trip]) / 1000.0;
        drive(trip, ground.areaNode(area), State.TO_GATE);
    }

    // The day.

    /** Runs from the simulation's present time; may be called again to go on. */
    public void run(long until) {
        if (!begun) {
            begun = true;
            control.begin(this);
        }
        while (city.time() < until) {
            step();
        }
    }

    private void step() {
        long time = city.time();
        while (!starts.isEmpty() && starts.peek().at <= time / 1000.0) {
            Start start = starts.poll();
            if (start.version == versions[start.trip] && states[start.trip] == State.PLANNED) {
                depart(start.trip);
            }
        }
        while (!backs.isEmpty() && backs.peek().at <= time) {
            int trip = backs.poll().trip;
            HaulTrip t = trips.get(trip);
            city.findHeavyPath(ground.gateNode(t.site()), ground.depotNode(t.depot()))
                    .ifPresent(path -> city.drive(drive(trip, path, new Home())));
        }
        city.step();
        for (int trip : came) {
            control.held(this, trip);
        }
        came.clear();
        for (Gate gate : gates) {
            gate.second(city.time());
        }
        if (Math.floorMod(city.time(), 60_000L) == 0) {
            boolean onRoad = false;
            for (Gate gate : gates) {
                onRoad |= gate.refusedSeconds >= RoadWatch.LEAST_SECONDS;
                gate.refusedSeconds = 0;
            }
            for (Area area : areas) {
                onRoad |= area.refusedSeconds >= RoadWatch.LEAST_SECONDS;
                area.refusedSeconds = 0;
            }
            watch.minute(onRoad);
            control.minute(this);
        }
    }

    private void depart(int trip) {
        if (!trips.get(trip).comes()) {
            states[trip] = State.NO_SHOW;
            return;
        }
        departed[trip] = city.time();
        boolean byArea = control.usesHoldingAreas() && ground.areaOf(routes[trip]) >= 0;
        drive(trip, -1, byArea ? State.TO_AREA : State.TO_GATE);
    }

    /** From the depot (at -1) or a node on the route to the holding area or the gate. */
    private void drive(int trip, int fromNode, State to) {
        HaulTrip t = trips.get(trip);
        Optional<int[]> whole = ground.inbound(t.depot(), routes[trip], t.site(), city::findHeavyPath);
        if (whole.isEmpty()) {
            withoutWay++;
            states[trip] = State.NOT_RELEASED;
            return;
        }
        int[] path = whole.get();
        int from = 0;
        int until = path.length;
        int area = ground.areaOf(routes[trip]);
        for (int i = path.length - 1; i >= 0 && area >= 0; i--) {
            if (city.network().toNode(path[i]) == ground.areaNode(area)) {
                from = fromNode >= 0 ? i + 1 : 0;
                until = to == State.TO_AREA ? i + 1 : path.length;
                break;
            }
        }
        int[] leg = Arrays.copyOfRange(path, from, until);
        legs[trip] = leg;
        freeSeconds[trip] += ground.freeSeconds(leg);
        states[trip] = to;
        city.drive(drive(trip, leg, to == State.TO_AREA ? areas[area].place(trip) : gates[t.site()].place(trip)));
    }

    private TruckDrive drive(int trip, int[] path, Destination destination) {
        HaulTrip t = trips.get(trip);
        return new TruckDrive("haul-" + t.id(), "plate " + t.id(), t.size(), false, path, destination);
    }

    /** What has become of the day so far. */
    public HaulFigures figures() {
        return HaulFigures.of(this);
    }

    double delaySeconds(int trip) {
        return (passed[trip] - departed[trip]) / 1000.0 - freeSeconds[trip];
    }

    double heldSeconds(int trip) {
        return heldSeconds[trip];
    }


    double otherVehicleSeconds() {
        return city.otherVehicleSeconds();
    }

    int withoutWay() {
        return withoutWay;
    }

    private final class Gate {
        private final GateSite site;
        private final List<Integer> queue = new ArrayList<>();
        private double freeAt;
        private int refusedSeconds;
        private long refusedAt;

        Gate(GateSite site) {
            this.site = site;
        }

        Destination place(int trip) {
            return new Destination() {
                @Override
                public boolean hasRoom() {
                    if (queue.size() < site.queueLimit()) {
                        return true;
                    }
                    if (refusedAt != city.time()) {
                        refusedAt = city.time();
                        refusedSeconds++;
                    }
                    return false;
                }

                @Override
                public void arrived(Vehicle truck, long time) {
                    states[trip] = State.AT_GATE;
                    queue.add(trip);
                    // Nobody was served while nobody was there.
                    freeAt = queue.size() == 1 ? Math.max(freeAt, time + serviceMillis()) : freeAt;
                }
            };
        }

        private double serviceMillis() {
            return 3_600_000 / site.vehiclesPerHour();
        }

        void second(long time) {
            while (!queue.isEmpty() && freeAt <= time) {
                int trip = queue.remove(0);
                states[trip] = State.DELIVERED;
                passed[trip] = Math.round(freeAt);
                backs.add(new Back(passed[trip] + Math.round(1000 * (480 + 720 * random.nextDouble())), trip));
                freeAt += serviceMillis();
            }
        }
    }

    private final class Area {
        private final int capacity;
        private final List<Integer> held = new ArrayList<>();
        private int refusedSeconds;
        private long refusedAt;

        Area(int capacity) {
            this.capacity = capacity;
        }

        Destination place(int trip) {
            return new Destination() {
                @Override
                public boolean hasRoom() {
                    if (held.size() < capacity) {
                        return true;
                    }
                    if (refusedAt != city.time()) {
                        refusedAt = city.time();
                        refusedSeconds++;
                    }
                    return false;
                }

                @Override
                public void arrived(Vehicle truck, long time) {
                    states[trip] = State.HELD;
                    heldAt[trip] = time;
                    held.add(trip);
                    came.add(trip);
                }
            };
        }
    }

    private static final class Home implements Destination {

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void arrived(Vehicle truck, long time) {
            // It stays there.
        }
    }

    private final class Ear implements CityListener {

        @Override
        public void entered(Vehicle vehicle, int link, long time) {}

        @Override
        public void left(Vehicle vehicle, int link, long time) {}

        @Override
        public void arrived(Vehicle vehicle, int link, long time) {}

        @Override
        public void roadEvent(RoadEvent event) {
            control.told(HaulYard.this, event);
        }

        @Override
        public void declared(HaulDeclaration declaration, String plate) {}
    }
}
