package city.mio.bench.haulday;

import city.mio.geo.network.RoadClass;
import city.mio.geo.network.RoadNetwork;
import city.mio.models.haul.headroom.HeadRoom;
import city.mio.models.haul.headroom.LinkOutlook;
import city.mio.models.haul.headroom.SpeedFlow;
import city.mio.models.haul.office.HaulOffice;
import city.mio.models.haul.office.VehicleClass;
import city.mio.models.haul.plan.Fairness;
import city.mio.models.haul.plan.PlanDay;
import city.mio.models.haul.plan.PlanLink;
import city.mio.models.haul.plan.PlanRoute;
import city.mio.models.haul.plan.PlanTrip;
import city.mio.models.haul.plan.SlotPlan;
import city.mio.simulators.haul.GateSite;
import city.mio.simulators.haul.HaulGround;
import city.mio.simulators.haul.HaulYard;
import city.mio.simulators.haul.HaulYard.State;
import city.mio.simulators.haul.RoadWatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A day as the slot planner sees it. A route to each site is a route of the plan, so that gates count: what a gate lets in,
 * and what a route's cap lets through to all sites, are links of the plan beside those of the road.
 */
final class DayModel {

    /** A cap is relaxed only for those who find no room otherwise, by half at most. */
    private static final double MOST_GROWTH = 1.5;

    /** Slots of a gate are filled so far; trucks do not come evenly. */
    private static final double GATE_SHARE = 0.9;

    private static final int REFUSAL_COST = 500;

    /**
     * A minute by which another vehicle is delayed, in the unit of the trips' costs, of which a truck's own two minutes more
     * on the road are one.
     */
    private static final double DELAY_COST = 0.5;

    /** Plan of trips to be planned now, what they have, and their indices. */
    record Live(PlanDay day, SlotPlan before, List<Integer> trips) {}

    private final HaulOffice office;
    private final RoadNetwork network;
    private final HaulGround ground;
    private final List<DeclaredTrip> trips;
    private final DayCaps caps;
    private final RoadWatch watch;
    private final Map<RoadClass, SpeedFlow> speedFlows = new EnumMap<>(RoadClass.class);
    private final int[] links;
    private final int sites;
    private final int routes;
    private final int[][] routePlaces;
    private final int[][][] islandPlaces;
    private final double[] passengerCars;
    private final double meanCars;
    private final boolean relaxes;

    DayModel(HaulOffice office, RoadNetwork network, HaulGround ground, List<DeclaredTrip> trips, DayCaps caps,
            RoadBook book, RoadWatch watch, boolean relaxes) {
        this.office = office;
        this.network = network;
        this.ground = ground;
        this.trips = trips;
        this.caps = caps;
        this.watch = watch;
        this.relaxes = relaxes;
        links = watch.links();
        sites = ground.siteCount();
        routes = ground.routeCount();
        for (int link : links) {
            speedFlows.computeIfAbsent(network.roadClass(link), book::speedFlow);
        }
        routePlaces = new int[routes][];
        islandPlaces = new int[routes][sites][];
        for (int route = 0; route < routes; route++) {
            routePlaces[route] = places(ground.route(route));
            for (int site = 0; site < sites; site++) {
                islandPlaces[route][site] = places(ground.islandPath(route, site));
            }
        }
        passengerCars = new double[VehicleClass.values().length];
        for (VehicleClass type : VehicleClass.values()) {
            passengerCars[type.ordinal()] = office.sizes().get(type).passengerCars();
        }
        meanCars = trips.stream().mapToDouble(t -> passengerCars[t.type().ordinal()]).average().orElse(2);
    }

    private int[] places(int[] path) {
        return Arrays.stream(path).map(watch::placeOf).filter(place -> place >= 0).toArray();
    }

    /** Places of a route's links. */
    int[] placesOf(int route) {
        return routePlaces[route].clone();
    }

    int areas() {
        return ground.areas().size();
    }

    /** The road's route of a plan's route. */
    int route(SlotPlan.Placed placed) {
        return placed.route() / sites;
    }

    double freeSpeed(int place) {
        return network.freeFlowSpeedMps(links[place]);
    }

    /** Links of the routes that pass a holding area, from there on. */
    List<Integer> placesAfter(int area) {
        List<Integer> after = new ArrayList<>();
        for (int route = 0; route < routes; route++) {
            if (ground.areaOf(route) == area) {
                int[] path = ground.route(route);
                boolean past = false;
                for (int i = 0; i < path.length; i++) {
                    if (past && !after.contains(watch.placeOf(path[i]))) {
                        after.add(watch.placeOf(path[i]));
                    }
                    past |= network.nodeId(network.toNode(path[i])) == ground.areas().get(area).nodeId();
                }
            }
        }
        return after;
    }

    /** From the holding area on a trip's route to its gate, free of traffic. */
    double secondsToGate(int trip, HaulYard yard) {
        int route = yard.routeOf(trip);
        int area = ground.areaOf(route);
        double seconds = ground.freeSeconds(ground.islandPath(route, yard.trips().get(trip).site()));
        for (int place : placesAfter(area)) {
            seconds += network.freeFlowSeconds(links[place]);
        }
        return seconds;
    }

    /**
     * The day as planned on the evening before.
     *
     * @param unplaced trips that found no room in an earlier plan: caps are relaxed where they could go
     */
    PlanDay evening(RoadNow roads, List<Integer> unplaced) {
        List<PlanTrip> wanted = new ArrayList<>();
        for (DeclaredTrip trip : trips) {
            wanted.add(planTrip(trip, trip.wish().earliest(), trip.wish().latest()));
        }
        int[][] asked = caps.vehicles();
        asked = Arrays.stream(asked).map(int[]::clone).toArray(int[][]::new);
        unplaced.forEach(more(asked)::add);
        return day(
                roads, 0, asked, new double[routes * sites][WorkDay.SLOTS],
                new int[routes][passengerCars.length][WorkDay.SLOTS], wanted);
    }

    private interface Wanting {
        void add(int trip);
    }

    /** Counts a trip wherever it could go. */
    private Wanting more(int[][] asked) {
        return trip -> {
            DeclaredTrip t = trips.get(trip);
            for (int route = 0; route < routes; route++) {
                for (int slot = t.wish().earliest(); slot <= t.wish().latest(); slot++) {
                    asked[route][slot] += t.costOf(route, slot) >= 0 ? 1 : 0;
                }
            }
        };
    }

    /** The rest of the day: trips that have not set out, what is left for them. */
    Live live(RoadNow roads, HaulYard yard) {
        long now = yard.time();
        int[][] asked = new int[routes][WorkDay.SLOTS];
        Wanting more = more(asked);
        double[][] gone = new double[routes * sites][WorkDay.SLOTS];
        int[][][] goneOfClass = new int[routes][passengerCars.length][WorkDay.SLOTS];
        List<PlanTrip> wanted = new ArrayList<>();
        List<Integer> indices = new ArrayList<>();
        List<SlotPlan.Placed> before = new ArrayList<>();
        for (int trip = 0; trip < trips.size(); trip++) {
            DeclaredTrip t = trips.get(trip);
            State state = yard.state(trip);
            int site = t.drive().site();
            boolean open = state == State.PLANNED || state == State.NOT_RELEASED;
            int route = state == State.NOT_RELEASED ? t.wish().route() : yard.routeOf(trip);
            int slot = state == State.NOT_RELEASED ? t.wish().slot() : roads.slotOf(yard.targetOf(trip));
            if (state == State.NOT_RELEASED) {
                more.add(trip);
            } else {
                asked[route][slot]++;
            }
            if (!open) {
                // Who should have been through and is not still takes room, now.
                int takes = state == State.DELIVERED || state == State.NO_SHOW ? slot : Math.max(slot, roads.slotOf(now));
                gone[route * sites + site][takes] += passengerCars[t.type().ordinal()];
                goneOfClass[route][t.type().ordinal()][slot]++;
                continue;
            }
            int earliest = t.wish().earliest();
            while (earliest <= t.wish().latest()
                    && yard.departureFor(trip, route, now(t, earliest, roads)) < now) {
                earliest++;
            }
            if (earliest > t.wish().latest()) {
                continue;
            }
            indices.add(trip);
            wanted.add(planTrip(t, earliest, t.wish().latest()));
            boolean has = state == State.PLANNED;
            before.add(new SlotPlan.Placed(
                    t.drive().id(),
                    has ? route * sites + site : -1,
                    has ? slot : -1,
                    0,
                    new SlotPlan.Reason(SlotPlan.Reason.Kind.KEPT, 0, -1)));
        }
        PlanDay day = day(roads, now, asked, gone, goneOfClass, wanted);
        return new Live(day, new SlotPlan(before, 0, 0, Double.NEGATIVE_INFINITY), indices);
    }

    private static long now(DeclaredTrip trip, int slot, RoadNow roads) {
        return FirstCome.target(roads.midnight(), trip, slot);
    }

    private PlanTrip planTrip(DeclaredTrip trip, int earliest, int latest) {
        int site = trip.drive().site();
        int[] costs = new int[routes * sites];
        Arrays.fill(costs, -1);
        for (int route = 0; route < routes; route++) {
            costs[route * sites + site] = trip.costs().routes()[route];
        }
        return PlanTrip.builder()
                .id(trip.drive().id())
                .contractor(trip.contractor())
                .type(trip.type())
                .wish(trip.wish().route() * sites + site, trip.wish().slot())
                .window(earliest, latest)
                .costs(trip.costs().earlier(), trip.costs().later())
                .routeCosts(costs)
                .refusalCost(REFUSAL_COST)
                .build();
    }

    private PlanDay day(RoadNow roads, long now, int[][] asked, double[][] gone, int[][][] goneOfClass,
            List<PlanTrip> wanted) {
        int[][] cap = new int[routes][WorkDay.SLOTS];
        int[][][] classCap = new int[routes][passengerCars.length][WorkDay.SLOTS];
        int nowSlot = now == 0 ? 0 : roads.slotOf(now);
        for (int route = 0; route < routes; route++) {
            for (int slot = nowSlot; slot < WorkDay.SLOTS; slot++) {
                int fixed = caps.vehicles()[route][slot];
                cap[route][slot] = fixed == 0 ? 0 : recommended(roads, now, route, slot, fixed, asked[route][slot]);
                for (int type = 0; type < passengerCars.length; type++) {
                    int ofClass = caps.byClass()[route][type][slot];
                    int all = ofClass >= fixed ? cap[route][slot]
                            : (int) Math.round(ofClass * (double) cap[route][slot] / Math.max(1, fixed));
                    classCap[route][type][slot] = Math.max(0, all - goneOfClass[route][type][slot]);
                }
            }
        }
        List<PlanLink> planLinks = new ArrayList<>();
        double share = office.roadRules().mostVolumeShare().value();
        for (int place = 0; place < links.length; place++) {
            double[] capacity = new double[WorkDay.SLOTS];
            double[] taken = new double[WorkDay.SLOTS];
            for (int slot = nowSlot; slot < WorkDay.SLOTS; slot++) {
                capacity[slot] = roads.capacity(place, slot, now);
                taken[slot] = roads.others(place, slot, now)[1];
            }
            for (int planRoute = 0; planRoute < gone.length; planRoute++) {
                if (contains(routePlaces[planRoute / sites], place)
                        || contains(islandPlaces[planRoute / sites][planRoute % sites], place)) {
                    for (int slot = nowSlot; slot < WorkDay.SLOTS; slot++) {
                        taken[slot] += gone[planRoute][slot];
                    }
                }
            }
            planLinks.add(PlanLink.of(network.linkId(links[place]), capacity, taken, share));
        }
        for (int site = 0; site < sites; site++) {
            GateSite gate = ground.gates().get(site);
            double[] room = new double[WorkDay.SLOTS];
            Arrays.fill(room, GATE_SHARE * gate.vehiclesPerHour() * WorkDay.SLOT_MINUTES / 60 * meanCars);
            for (int route = 0; route < routes; route++) {
                less(room, gone[route * sites + site]);
            }
            planLinks.add(new PlanLink(-1 - site, room));
        }
        for (int route = 0; route < routes; route++) {
            double[] room = new double[WorkDay.SLOTS];
            for (int slot = nowSlot; slot < WorkDay.SLOTS; slot++) {
                room[slot] = cap[route][slot] * meanCars;
            }
            for (int site = 0; site < sites; site++) {
                less(room, gone[route * sites + site]);
            }
            planLinks.add(new PlanLink(-100 - route, room));
        }
        List<PlanRoute> planRoutes = new ArrayList<>();
        for (int route = 0; route < routes; route++) {
            int[][][] parts = split(route, classCap[route], cap[route]);
            for (int site = 0; site < sites; site++) {
                int[] used = concat(
                        routePlaces[route],
                        islandPlaces[route][site],
                        new int[] {links.length + site, links.length + sites + route});
                planRoutes.add(new PlanRoute(
                        route + "-" + site, used, new int[used.length], cap[route], parts[site], -1,
                        delayCosts(roads, now, nowSlot, concat(routePlaces[route], islandPlaces[route][site]))));
            }
        }
        List<Double> cars = Arrays.stream(passengerCars).boxed().toList();
        return new PlanDay(WorkDay.SLOTS, cars, planRoutes, planLinks, List.of(), wanted, Fairness.DEFAULT);
    }

    /**
     * By how many minutes a passenger car more delays others, slot by slot, priced: the derivative of volume times travel
     * time after volume, less its own time, by the relation of speed and volume of each link.
     */
    private double[] delayCosts(RoadNow roads, long now, int nowSlot, int[] places) {
        double[] costs = new double[WorkDay.SLOTS];
        for (int slot = nowSlot; slot < WorkDay.SLOTS; slot++) {
            double minutes = 0;
            for (int place : places) {
                SpeedFlow relation = speedFlows.get(network.roadClass(links[place]));
                double capacity = Math.max(1, roads.capacity(place, slot, now));
                double share = Math.min(1.2, roads.others(place, slot, now)[1] / capacity);
                minutes += network.freeFlowSeconds(links[place]) / 60
                        * relation.alpha() * relation.beta() * Math.pow(share, relation.beta());
            }
            costs[slot] = DELAY_COST * minutes;
        }
        return costs;
    }

    /** A class's cap is shared out among sites by what was declared for them, so that the parts add up to it. */
    private int[][][] split(int route, int[][] classCap, int[] cap) {
        int[][][] parts = new int[sites][passengerCars.length][WorkDay.SLOTS];
        for (int type = 0; type < passengerCars.length; type++) {
            int ofType = type;
            double[] weight = new double[sites];
            for (int site = 0; site < sites; site++) {
                int at = site;
                weight[site] = 1 + trips.stream()
                        .filter(t -> t.type().ordinal() == ofType && t.drive().site() == at)
                        .count();
            }
            double all = Arrays.stream(weight).sum();
            for (int slot = 0; slot < WorkDay.SLOTS; slot++) {
                boolean free = classCap[type][slot] >= cap[slot];
                double sum = 0;
                int given = 0;
                for (int site = 0; site < sites; site++) {
                    sum += classCap[type][slot] * weight[site] / all;
                    int until = (int) Math.round(sum);
                    parts[site][type][slot] = free ? cap[slot] : until - given;
                    given = until;
                }
            }
        }
        return parts;
    }

    private int recommended(RoadNow roads, long now, int route, int slot, int fixed, int asked) {
        int recommended = headRoom(roads, now, route, slot, fixed, asked).recommendedCap();
        return relaxes ? recommended : Math.min(fixed, recommended);
    }

    /** Head-room of a route in a slot as foreseen at a time (0: before the day). */
    HeadRoom headRoom(RoadNow roads, long now, int route, int slot, int fixed, int asked) {
        List<LinkOutlook> outlooks = new ArrayList<>();
        for (int place : routePlaces[route]) {
            double[] others = roads.others(place, slot, now);
            outlooks.add(new LinkOutlook(
                    network.linkId(links[place]),
                    Math.max(1, roads.capacity(place, slot, now)),
                    others[0],
                    others[1],
                    others[2],
                    speedFlows.get(network.roadClass(links[place]))));
        }
        HeadRoom.Rules rules = new HeadRoom.Rules(
                office.roadRules().leastSpeedShare().value(),
                office.roadRules().confidence().value(),
                meanCars,
                MOST_GROWTH);
        return HeadRoom.judge(outlooks, rules, fixed, asked, 0);
    }

    private static void less(double[] room, double[] taken) {
        for (int slot = 0; slot < room.length; slot++) {
            room[slot] -= taken[slot];
        }
    }

    private static boolean contains(int[] places, int place) {
        return Arrays.stream(places).anyMatch(p -> p == place);
    }

    private static int[] concat(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).distinct().toArray();
    }
}
