package city.mio.simulators.city;

import city.mio.geo.network.RoadNetwork;
import java.util.ArrayDeque;

/**
 * One link as a first-in-first-out queue with free-flow time, storage and outflow capacity (Gawron 1998, "An
 * iterative algorithm to determine the dynamic user equilibrium"; Cetin, Burri, Nagel 2003). The speed at which a
 * vehicle drives up to the queue's tail falls with density by the modified Greenshields relation of DYNASMART
 * (Mahmassani 2001); its exponent is set so that a lane carries its saturation flow at four fifths of free speed.
 */
final class LinkFlow {

    /** Road per standing vehicle and lane, metres: jam density 133 vehicles per km. */
    static final double JAM_SPACING_METRES = 7.5;

    /**
     * Least speed while driving up, m/s: at jam spacing it just carries the saturation flow (0.56/s x 7.5 m), so that
     * what holds a full link back is its outflow and never this speed.
     */
    private static final double LEAST_SPEED_MPS = 4.5;

    private static final double SHAPE = 0.5;

    /** Vehicles an hour and lane at green, HCM 2010: base 1900 on streets less usual adjustments, 2000 on expressways. */
    private static final double STREET_SATURATION = 1800.0 / 3600;

    private static final double EXPRESSWAY_SATURATION = 2000.0 / 3600;

    /** More than any way round, and still a way where there is no other. */
    private static final double CLOSED_SECONDS = 100_000;

    final double length;
    final double freeSpeed;
    final int lanes;
    final double storage;
    private final double saturationPerLane;
    private final double green;
    private final ArrayDeque<Vehicle> queue = new ArrayDeque<>();
    private final ArrayDeque<Vehicle> driving = new ArrayDeque<>();
    private long entered;
    private long left;
    private double nextRelease;
    private double lastRelease = Double.NEGATIVE_INFINITY;
    private double lastHeadway;
    private double openShare = 1;
    private boolean closed;

    LinkFlow(double length, double freeSpeed, int lanes, double saturationPerLane, double green) {
        this.length = length;
        this.freeSpeed = freeSpeed;
        this.lanes = lanes;
        this.saturationPerLane = saturationPerLane;
        this.green = green;
        this.storage = Math.max(lanes, Math.floor(length * lanes / JAM_SPACING_METRES));
    }

    /** All links of a network, empty. */
    static LinkFlow[] ofAll(RoadNetwork network) {
        LinkFlow[] flows = new LinkFlow[network.linkCount()];
        for (int link = 0; link < flows.length; link++) {
            flows[link] = new LinkFlow(
                    network.lengthMetres(link),
                    network.freeFlowSpeedMps(link),
                    network.lanes(link),
                    network.roadClass(link).isExpressway() ? EXPRESSWAY_SATURATION : STREET_SATURATION,
                    Signals.greenShare(network, link));
        }
        return flows;
    }

    int size() {
        return queue.size();
    }

    Vehicle head() {
        return queue.peekFirst();
    }

    Iterable<Vehicle> vehicles() {
        return queue;
    }

    boolean hasRoom() {
        return !closed && queue.size() < storage;
    }

    /** Whether nobody may enter; who is on it drives on. */
    void close(boolean forAll) {
        closed = forAll;
    }

    boolean isClosed() {
        return closed;
    }

    /** Share of the capacity that incidents leave, 0 to 1. */
    void open(double share) {
        openShare = share;
    }

    /** Passenger car units a second that can leave. */
    double capacity(Weather weather) {
        return lanes * saturationPerLane * green * openShare * weather.capacityFactor();
    }

    /** Passenger car units a second in dry weather and without incidents. */
    double usualCapacity() {
        return lanes * saturationPerLane * green;
    }

    /** Speed of a vehicle that enters now, m/s: by the density of those that still drive, ahead of the queue's tail. */
    double entrySpeed(Weather weather, double now) {
        while (!driving.isEmpty() && driving.peekFirst().earliestExit <= now) {
            driving.pollFirst();
        }
        double free = freeSpeed * weather.speedFactor();
        if (driving.isEmpty()) {
            return free;
        }
        double load = Math.min(1, driving.size() / Math.max(1, storage - queued()));
        return Math.max(Math.min(LEAST_SPEED_MPS, free), free * Math.pow(1 - load, SHAPE));
    }

    private int queued() {
        return queue.size() - driving.size();
    }

    /** Time over the link that a vehicle entering now should expect, seconds. */
    double expectedSeconds(Weather weather, double now) {
        if (closed) {
            return CLOSED_SECONDS;
        }
        double run = length / entrySpeed(weather, now);
        double drain = queue.size() / Math.max(1e-3, capacity(weather));
        Vehicle head = queue.peekFirst();
        double blocked = head == null || Double.isNaN(head.blockedSince) ? 0 : now - head.blockedSince;
        return Math.max(run, drain) + blocked;
    }

    void enter(Vehicle vehicle, double time, Weather weather) {
        vehicle.enter = time;
        vehicle.speed = entrySpeed(weather, time);
        Vehicle last = queue.peekLast();
        // Drives up to the tail, and cannot pass what stands there faster than free.
        double standing = Math.min(length, queued() * JAM_SPACING_METRES / lanes);
        double exit = time + (length - standing) / vehicle.speed + standing / (freeSpeed * weather.speedFactor());
        vehicle.earliestExit = last == null ? exit : Math.max(exit, last.earliestExit);
        vehicle.heldUntil = 0;
        vehicle.blockedSince = Double.NaN;
        vehicle.rank = entered++;
        vehicle.markTime = time;
        vehicle.markPosition = 0;
        queue.addLast(vehicle);
        driving.addLast(vehicle);
    }

    /** When the head may leave, as far as this link is concerned, seconds. */
    double releaseTime() {
        Vehicle head = queue.peekFirst();
        return Math.max(Math.max(head.earliestExit, nextRelease), head.heldUntil);
    }

    Vehicle release(double time, Weather weather) {
        Vehicle vehicle = queue.pollFirst();
        if (driving.peekFirst() == vehicle) {
            driving.pollFirst();
        }
        left++;
        nextRelease = time + vehicle.carUnits() / Math.max(1e-4, capacity(weather));
        lastHeadway = time - lastRelease;
        lastRelease = time;
        return vehicle;
    }

    /** Metres from the link's start: driving up, or standing behind those ahead. */
    double position(Vehicle vehicle, double time) {
        double driven = Math.max(0, time - vehicle.enter) * vehicle.speed;
        return Math.max(0, Math.min(driven, tail(vehicle)));
    }

    private double tail(Vehicle vehicle) {
        return length - (vehicle.rank - left) * JAM_SPACING_METRES / lanes;
    }

    /** Speed at the vehicle's place, m/s: its own while it drives up, the queue's once it has joined. */
    double speedNow(Vehicle vehicle, double time) {
        if (Math.max(0, time - vehicle.enter) * vehicle.speed < tail(vehicle) - 0.01) {
            return vehicle.speed;
        }
        double headway = Math.max(lastHeadway, time - lastRelease);
        return Math.min(vehicle.speed, JAM_SPACING_METRES / lanes / Math.max(0.05, headway));
    }

    boolean isStanding(Vehicle vehicle, double time) {
        return (time - vehicle.enter) * vehicle.speed >= tail(vehicle) && time - lastRelease > 1;
    }
}
