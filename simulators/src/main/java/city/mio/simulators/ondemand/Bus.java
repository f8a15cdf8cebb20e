package city.mio.simulators.ondemand;

import city.mio.events.BusStatus;
import city.mio.events.BusStatusKind;
import city.mio.events.DispatchPlan;
import city.mio.events.PlanStop;
import city.mio.events.PlanStopKind;
import city.mio.geo.routing.LinkPosition;
import city.mio.geo.routing.Route;
import city.mio.geo.routing.RouteQuery;
import city.mio.geo.routing.VehicleClass;
import city.mio.simulators.city.CitySimulation;
import city.mio.simulators.devices.DeviceOutput;
import city.mio.simulators.devices.LinkShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bus with a driver who does what the newest plan says, second by second: drives the fastest way at the speed that the
 * traffic allows, halts, waits for those who board, tells of it. Mutable, confined to the simulation's thread.
 */
final class Bus {

    private static final long TELL_DRIVING_MILLIS = 5_000;
    private static final long TELL_STANDING_MILLIS = 20_000;

    /** How long the doors stay open for riders whose app does not say yet that this is their bus. */
    private static final long MOST_DOOR_WAIT_MILLIS = 180_000;

    /** A driver who stands sets out for a break so much before it begins, beside the drive. */
    private static final long BREAK_SPARE_MILLIS = 120_000;

    /** What the world around the bus knows of those at its doors. */
    interface Doors {

        /** Whether everybody who should board or alight here has been told so. */
        boolean areAllTold(Bus bus, PlanStop halt);

        /** Lets riders off and on, and tells of those who are not there. */
        void serve(Bus bus, PlanStop halt, long haltedAt);

        /** Whether nothing of a halt is left to do. */
        boolean isDone(Bus bus, PlanStop halt);
    }

    final SimulatedService service;
    final SimulatedService.FleetBus description;
    private final Map<String, SimulatedService.Place> places;
    private final CitySimulation city;
    private final RouteQuery query;
    private final DeviceOutput output;
    private final LinkShape shape;
    private final List<PlanStop> plan = new ArrayList<>();

    private int link;
    private double share;
    private String standingAt;
    private int[] way = new int[0];
    private int wayIndex;
    private String wayTo = "";
    private double waySeconds;
    private PlanStop serving;
    private long haltedAt;
    private long leavesAt;
    private long toldAt = Long.MIN_VALUE;
    private long sequence;
    private long version;
    private long brokenUntil = -1;
    private double metres;
    private float speedMps;

    Bus(
            SimulatedService service,
            SimulatedService.FleetBus description,
            CitySimulation city,
            RouteQuery query,
            DeviceOutput output) {
        this.service = service;
        this.description = description;
        this.city = city;
        this.query = query;
        this.output = output;
        places = service.places();
        shape = new LinkShape(city.network());
        SimulatedService.Place depot = places.get(description.depotId());
        link = depot.position().link();
        share = depot.position().share();
        standingAt = depot.placeId();
    }

    String vehicleId() {
        return description.vehicleId();
    }

    double metres() {
        return metres;
    }

    boolean isBroken() {
        return brokenUntil >= 0;
    }

    /** A plan reaches the device, which says so if it is the newest; what was done of it already stays done. */
    void take(DispatchPlan newest, long now) {
        if (newest.version() < version) {
            return;
        }
        if (newest.version() > version) {
            version = newest.version();
            plan.clear();
            plan.addAll(newest.stops());
            wayTo = "";
        }
        tell(BusStatusKind.PLAN_ACKNOWLEDGED, now, "", "", version);
    }

    /** Stands still until a time. */
    void breakDown(long now, long until) {
        brokenUntil = until;
        serving = null;
        speedMps = 0;
        tell(BusStatusKind.BREAKDOWN, now, "", "", 0);
    }

    /** A second goes by. */
    void step(long now, Doors doors) {
        if (brokenUntil >= 0) {
            if (now < brokenUntil) {
                report(now);
                return;
            }
            brokenUntil = -1;
            tell(BusStatusKind.REPAIRED, now, "", "", 0);
        }
        if (serving != null) {
            if (now < leavesAt
                    || (!doors.areAllTold(this, serving) && now < leavesAt + MOST_DOOR_WAIT_MILLIS)) {
                report(now);
                return;
            }
            doors.serve(this, serving, haltedAt);
            String left = serving.placeId();
            serving = null;
            tell(BusStatusKind.STOP_LEFT, now, left, "", 0);
        }
        plan.removeIf(halt -> halt.kind() == PlanStopKind.RIDERS && doors.isDone(this, halt));
        Optional<PlanStop> next = plan.stream().findFirst();
        if (next.isPresent()) {
            goOn(next.get(), now);
        } else {
            speedMps = 0;
        }
        report(now);
    }

    private void goOn(PlanStop halt, long now) {
        SimulatedService.Place place = places.get(halt.placeId());
        if (place == null) {
            plan.remove(halt);
            return;
        }
        boolean waited = halt.kind() == PlanStopKind.WAIT && plan.size() > 1 && now >= halt.departTime();
        if (waited) {
            plan.remove(halt);
            return;
        }
        if (halt.kind() == PlanStopKind.BREAK && isEarly(halt, place, now)) {
            speedMps = 0;
            return;
        }
        if (!halt.placeId().equals(standingAt) && !drive(place, now)) {
            return;
        }
        standingAt = halt.placeId();
        speedMps = 0;
        boolean early = halt.kind() == PlanStopKind.BREAK && now < halt.arriveTime();
        if (halt.kind() == PlanStopKind.WAIT || early) {
            return;
        }
        plan.remove(halt);
        serving = halt;
        haltedAt = now;
        leavesAt = Math.max(now, halt.arriveTime()) + Math.max(1000, halt.departTime() - halt.arriveTime());
        tell(BusStatusKind.STOP_REACHED, now, halt.placeId(), "", 0);
    }

    /** Whether a driver who stands somewhere can stay there for now: riders may still be given to the bus. */
    private boolean isEarly(PlanStop halt, SimulatedService.Place place, long now) {
        if (standingAt.isEmpty()) {
            return false;
        }
        boolean there = halt.placeId().equals(standingAt);
        if (!there && !findWay(place, now)) {
            return true;
        }
        long needed = there ? 0 : Math.round(waySeconds * 1000) + BREAK_SPARE_MILLIS;
        return now + needed < halt.arriveTime();
    }

    private boolean findWay(SimulatedService.Place to, long now) {
        if (wayTo.equals(to.placeId())) {
            return true;
        }
        Optional<Route> route = query.findRoute(new LinkPosition(link, share), to.position(), VehicleClass.CAR, now);
        if (route.isEmpty()) {
            return false;
        }
        way = new int[route.get().linkCount()];
        for (int i = 0; i < way.length; i++) {
            way[i] = route.get().link(i);
        }
        wayIndex = 0;
        wayTo = to.placeId();
        waySeconds = route.get().seconds();
        return true;
    }

    /** Drives for a second; whether it has arrived. */
    private boolean drive(SimulatedService.Place to, long now) {
        if (!findWay(to, now)) {
            return false;
        }
        standingAt = "";
        double seconds = 1;
        double before = metres;
        while (true) {
            boolean last = wayIndex == way.length - 1;
            double end = last ? to.position().share() : 1;
            double whole = city.linkSeconds(link);
            double needed = (end - share) * whole;
            if (needed > seconds) {
                double driven = seconds / whole;
                share += driven;
                metres += driven * city.network().lengthMetres(link);
                speedMps = (float) (metres - before);
                return false;
            }
            metres += (end - share) * city.network().lengthMetres(link);
            seconds -= needed;
            share = end;
            if (last) {
                return true;
            }
            wayIndex++;
            link = way[wayIndex];
            share = 0;
        }
    }

    /** Tells where it is, if it is time. */
    void report(long now) {
        boolean drives = standingAt.isEmpty() && speedMps > 0;
        if (toldAt == Long.MIN_VALUE || now - toldAt >= (drives ? TELL_DRIVING_MILLIS : TELL_STANDING_MILLIS)) {
            toldAt = now;
            tell(BusStatusKind.POSITION, now, standingAt, "", 0);
        }
    }

    /** A rider was not there. */
    void tellNoShow(String requestId, long now) {
        tell(BusStatusKind.NO_SHOW, now, standingAt, requestId, 0);
    }

    private void tell(BusStatusKind kind, long now, String stopId, String requestId, long planVersion) {
        shape.locate(link, share);
        output.busStatus(BusStatus.builder()
                .operatorId(service.operatorId())
                .zoneId(service.zoneId())
                .vehicleId(vehicleId())
                .sequence(++sequence)
                .kind(kind)
                .time(now)
                .lon(shape.lon())
                .lat(shape.lat())
                .speedMps(Math.min(150, Math.max(0, speedMps)))
                .headingDegrees((float) shape.bearingDegrees())
                .stopId(stopId)
                .requestId(requestId)
                .planVersion(planVersion)
                .build());
    }
}
