package city.mio.simulators.city;

import city.mio.events.HaulTrip;
import city.mio.events.HaulVehicleClass;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.Depot;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.HaulSite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * When construction trucks set out. Each drives in the slot that it was declared for, or in the one that the office has given
 * it since, if its driver reads that; some drive later, some by another route, some not at all. Not thread-safe.
 */
final class TruckSchedule {

    /**
     * A truck that sets out now: inbound by the links given, later back to the depot's node.
     *
     * @param stop links after which it stops in its route's holding area; 0 if it does not
     */
    record Truck(
            String tripId,
            String id,
            String plate,
            HaulVehicleClass size,
            int[] path,
            int stop,
            String routeId,
            String siteId,
            long slotStart,
            int depotNode,
            boolean probe) {}

    /**
     * How a driver keeps to what is said. Immutable.
     *
     * @param reads whether a slot that was moved comes to the driver's knowledge
     * @param comes whether the truck drives at all
     * @param strays whether it takes another route than its own
     * @param slotsLater than it should
     * @param inSlotSeconds after the slot's begin at which it wants to be half-way along its route
     * @param earlySeconds that it leaves earlier if it can wait in a holding area until it is called
     */
    record Driver(
            boolean reads, boolean comes, boolean strays, int slotsLater, double inSlotSeconds, double earlySeconds) {}

    /** A declared or undeclared drive and its driver; {@code depotDraw} chooses among the depots of whatever route it takes. */
    record Drive(
            String tripId,
            String truckId,
            String plate,
            HaulVehicleClass size,
            HaulSite site,
            int depotDraw,
            boolean probe,
            boolean declared,
            Driver driver) {}

    private static final class Standing {
        final Drive drive;
        String routeId;
        long slot;
        int version;
        boolean gone;

        Standing(Drive drive) {
            this.drive = drive;
        }
    }

    private record Start(double at, int number, Standing standing, int version) {}

    private static final long KEEP_MILLIS = 3 * 3_600_000L;

    private final CityPlaces places;
    private final TruckPaths paths;
    private final HaulHabits habits;
    private final long origin;
    private final long slotMillis;
    private final SplittableRandom random;
    private final Map<String, Standing> standings = new HashMap<>();
    private final PriorityQueue<Start> starts =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Double.compare(a.at, b.at) : a.number - b.number);
    private int number;

    TruckSchedule(CityPlaces places, TruckPaths paths, HaulHabits habits, long origin, SplittableRandom random) {
        this.habits = habits;
        this.places = places;
        this.paths = paths;
        this.origin = origin;
        this.slotMillis = places.haulSlotMinutes() * 60_000L;
        this.random = random;
    }

    private double seconds(long time) {
        return (time - origin) / 1000.0;
    }

    boolean knows(String tripId) {
        return standings.containsKey(tripId);
    }

    /**
     * A drive as it was declared.
     *
     * @param hurries whether it sets out at once where it is late already
     */
    void put(Drive drive, String routeId, long slot, double now, boolean hurries) {
        Standing standing = new Standing(drive);
        standings.put(drive.tripId(), standing);
        schedule(standing, routeId, slot, now, hurries);
    }

    /** What the office says of a trip: drivers who read it go by it, as long as they have not set out. */
    void hear(HaulTrip trip, double now) {
        Standing standing = standings.get(trip.tripId());
        if (standing == null || standing.gone || !standing.drive.driver().reads()) {
            return;
        }
        switch (trip.state()) {
            case PLANNED -> {
                if (!trip.routeId().equals(standing.routeId) || trip.slotStart() != standing.slot) {
                    schedule(standing, trip.routeId(), trip.slotStart(), now, true);
                }
            }
            case REFUSED, CANCELLED -> {
                standing.version++;
                standing.routeId = "";
            }
            default -> {
                // Who is on the way, or is over, changes nothing.
            }
        }
    }

    private void schedule(Standing standing, String routeId, long slot, double now, boolean hurries) {
        standing.version++;
        standing.routeId = routeId;
        standing.slot = slot;
        Optional<HaulRoute> route = findRoute(routeId);
        Driver driver = standing.drive.driver();
        if (route.isEmpty() || !driver.comes()) {
            return;
        }
        double target = seconds(slot) + driver.inSlotSeconds() + driver.slotsLater() * slotMillis / 1000.0;
        double early = mayStop(standing.drive) && habits.findHolding(routeId).isPresent() ? driver.earlySeconds() : 0;
        double at = target - early - 1.3 * paths.approachSeconds(paths.depot(route.get(), standing.drive.depotDraw()), route.get());
        // Who hears of an earlier slot too late for it drives at once.
        if (at >= now || hurries && target > now) {
            starts.add(new Start(Math.max(now, at), ++number, standing, standing.version));
        }
    }

    /** Only who shares its position can be seen to wait; who was never declared, or strays, waits for nobody's call. */
    private static boolean mayStop(Drive drive) {
        return drive.probe() && drive.declared() && !drive.driver().strays();
    }

    private Optional<HaulRoute> findRoute(String id) {
        return places.haulRoutes().stream().filter(route -> route.id().equals(id)).findFirst();
    }

    /** Those that set out by now. */
    void due(double now, List<Truck> out) {
        while (!starts.isEmpty() && starts.peek().at <= now) {
            Start start = starts.poll();
            Standing standing = start.standing;
            if (start.version != standing.version) {
                continue;
            }
            standing.gone = true;
            Drive drive = standing.drive;
            HaulRoute route = findRoute(standing.routeId).orElseThrow();
            Depot depot = paths.depot(route, drive.depotDraw());
            if (drive.driver().strays()) {
                route = places.haulRoutes().get(random.nextInt(places.haulRoutes().size()));
            }
            Optional<int[]> path = paths.findInbound(depot, route, drive.site());
            if (path.isPresent()) {
                int stop = mayStop(drive)
                        ? habits.findHolding(route.id()).map(area -> paths.linksTo(path.get(), area.nodeId())).orElse(0)
                        : 0;
                out.add(new Truck(
                        drive.tripId(), drive.truckId(), drive.plate(), drive.size(), path.get(), stop, route.id(),
                        drive.site().id(), standing.slot, paths.node(depot.nodeId()).getAsInt(), drive.probe()));
            }
        }
    }

    /** Forgets drives whose slot is long over. */
    void forget(double now) {
        standings.values().removeIf(standing -> seconds(standing.slot + KEEP_MILLIS) < now);
    }
}
