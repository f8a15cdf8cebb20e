package city.mio.simulators.city;

import city.mio.events.DeclarationStatus;
import city.mio.events.HaulDeclaration;
import city.mio.events.HaulTerms;
import city.mio.events.HaulVehicleClass;
import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.Depot;
import city.mio.geo.places.HaulRoute;
import city.mio.geo.places.HaulSite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Construction trucks: who declares what for which slot, and who really drives. Trucks are declared two hours ahead;
 * some are withdrawn, some come without a word, some in a later slot, and now and then a slot is overbooked.
 */
final class HaulPlan {

    /** A truck that sets out now: inbound by the links given, later back to the depot's node. */
    record Truck(String id, String plate, HaulVehicleClass size, int[] path, int depotNode, boolean probe) {}

    /** What is told at its time. */
    interface Teller {
        void declare(HaulDeclaration declaration, String plate);
    }

    private record Start(double at, int number, Truck truck) {}

    private record Withdrawal(double at, int number, HaulDeclaration declaration, String plate) {}

    private static final Logger LOG = LoggerFactory.getLogger(HaulPlan.class);
    private static final double AHEAD_SECONDS = 7200;
    private static final String[] AREAS = {"なにわ", "大阪", "和泉", "堺", "神戸"};
    private static final String[] KANA = {"あ", "か", "さ", "た", "な", "は", "ま", "や", "ら"};

    private final RoadNetwork network;
    private final CityPlaces places;
    private final HaulTraffic traffic;
    private final RouteTrees trees;
    private final SplittableRandom random;
    private final HaulHabits habits;
    private final long origin;
    private final long slotMillis;
    private final PriorityQueue<Start> starts =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Double.compare(a.at, b.at) : a.number - b.number);
    private final PriorityQueue<Withdrawal> withdrawals =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Double.compare(a.at, b.at) : a.number - b.number);
    private final Map<String, Double> approachSeconds = new HashMap<>();
    private long nextSlot;
    private int count;
    private boolean warned;

    HaulPlan(
            RoadNetwork network,
            CityPlaces places,
            HaulTraffic traffic,
            RouteTrees trees,
            long origin,
            SplittableRandom random,
            HaulHabits habits) {
        this.network = network;
        this.places = places;
        this.traffic = traffic;
        this.trees = trees;
        this.origin = origin;
        this.random = random;
        this.habits = habits;
        this.slotMillis = places.haulSlotMinutes() * 60_000L;
        this.nextSlot = Math.floorDiv(origin, slotMillis) * slotMillis;
    }

    void step(double now, Teller teller, List<Truck> out) {
        while (seconds(nextSlot) < now + AHEAD_SECONDS) {
            for (HaulRoute route : places.haulRoutes()) {
                planSlot(route, nextSlot, now, teller);
            }
            nextSlot += slotMillis;
        }
        while (!withdrawals.isEmpty() && withdrawals.peek().at <= now) {
            Withdrawal withdrawal = withdrawals.poll();
            teller.declare(withdrawal.declaration, withdrawal.plate);
        }
        while (!starts.isEmpty() && starts.peek().at <= now) {
            out.add(starts.poll().truck);
        }
    }

    private double seconds(long time) {
        return (time - origin) / 1000.0;
    }

    private void planSlot(HaulRoute route, long slot, double now, Teller teller) {
        if (places.haulSites().isEmpty() || places.depots().isEmpty()) {
            return;
        }
        long number = Math.floorDiv(slot, slotMillis);
        boolean rush = traffic.rushEverySlots() > 0
                && Math.floorMod(number + route.id().hashCode(), traffic.rushEverySlots()) == 0;
        double share = rush && traffic.capShare() > 0 ? Math.max(1.25, traffic.capShare()) : traffic.capShare();
        int declared = (int) Math.round(habits.capOf(route.id(), slot) * share);
        for (int i = 0; i < declared; i++) {
            plan(route, slot, now, true, teller);
        }
        for (int i = 0; i < declared; i++) {
            if (random.nextDouble() < traffic.undeclaredShare()) {
                plan(route, slot, now, false, teller);
            }
        }
    }

    private void plan(HaulRoute route, long slot, double now, boolean declare, Teller teller) {
        HaulSite site = places.haulSites().get(random.nextInt(places.haulSites().size()));
        Depot depot = places.depots().get(random.nextInt(places.depots().size()));
        HaulVehicleClass size = HaulVehicleClass.values()[1 + random.nextInt(3)];
        int number = ++count;
        String plate = AREAS[random.nextInt(AREAS.length)] + " " + (100 + random.nextInt(100)) + " "
                + KANA[random.nextInt(KANA.length)] + " "
                + String.format("%02d-%02d", random.nextInt(100), number % 100) + "/" + number;
        boolean cancelled = declare && random.nextDouble() < traffic.cancelledShare();
        boolean offSlot = declare && random.nextDouble() < traffic.offSlotShare();
        int slotsLater = 1 + random.nextInt(2);
        double inSlot = (0.1 + 0.75 * random.nextDouble()) * slotMillis / 1000;
        boolean probe = random.nextDouble() < traffic.probeShare();
        double cancelAhead = 1200 + random.nextDouble() * 1800;

        if (declare) {
            List<String> contractors = habits.contractorsOf(site.id());
            HaulDeclaration declaration = HaulDeclaration.builder()
                    .declarationId("decl-" + number)
                    .contractor(contractors.get(number % contractors.size()))
                    .siteId(site.id())
                    .routeId(route.id())
                    .slotStart(slot)
                    .slotEnd(slot + slotMillis)
                    .vehicleClass(size)
                    .status(DeclarationStatus.FIRM)
                    .vehicleId(probe ? "haul-" + number : "")
                    .terms(new HaulTerms(slot - 2 * slotMillis, slot + 5 * slotMillis, 4, 2 + number % 5, 12, 0))
                    .build();
            teller.declare(declaration, plate);
            if (cancelled) {
                withdrawals.add(new Withdrawal(
                        Math.max(now, seconds(slot) - cancelAhead),
                        number,
                        declaration.toBuilder().status(DeclarationStatus.CANCELLED).build(),
                        plate));
                return;
            }
        }
        int[] path = inbound(depot, route, site);
        if (path == null) {
            if (!warned) {
                warned = true;
                LOG.warn("no way for trucks from depot {} by route {} to site {}", depot.id(), route.id(), site.id());
            }
            return;
        }
        double target = seconds(slot) + inSlot + (offSlot ? slotsLater * slotMillis / 1000.0 : 0);
        double start = target - 1.3 * approachSeconds(depot, route);
        if (start >= now) {
            starts.add(new Start(start, number, new Truck(
                    "haul-" + number, plate, size, path, node(depot.nodeId()).getAsInt(), probe)));
        }
    }

    /** Time from the depot to the middle of the route, free of traffic, seconds. */
    private double approachSeconds(Depot depot, HaulRoute route) {
        return approachSeconds.computeIfAbsent(depot.id() + ' ' + route.id(), key -> {
            double seconds = trees.secondsBetween(
                    node(depot.nodeId()).getAsInt(), network.fromNode(network.getLink(route.linkIds().get(0))));
            for (int i = 0; i < route.linkIds().size() / 2; i++) {
                seconds += network.freeFlowSeconds(network.getLink(route.linkIds().get(i)));
            }
            return Double.isFinite(seconds) ? seconds : 0;
        });
    }

    private int[] inbound(Depot depot, HaulRoute route, HaulSite site) {
        OptionalInt from = node(depot.nodeId());
        OptionalInt gate = node(site.gateNodeId());
        if (from.isEmpty() || gate.isEmpty()) {
            return null;
        }
        List<Integer> path = new ArrayList<>();
        int first = network.getLink(route.linkIds().get(0));
        if (!append(path, from.getAsInt(), network.fromNode(first))) {
            return null;
        }
        int node = network.fromNode(first);
        for (long linkId : route.linkIds()) {
            int link = network.getLink(linkId);
            path.add(link);
            node = network.toNode(link);
            if (node == gate.getAsInt()) {
                break;
            }
        }
        if (!append(path, node, gate.getAsInt())) {
            return null;
        }
        return path.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean append(List<Integer> path, int from, int to) {
        if (from == to) {
            return true;
        }
        int[] way = trees.findPath(from, to, 0, true);
        if (way == null) {
            return false;
        }
        for (int link : way) {
            path.add(link);
        }
        return true;
    }

    private OptionalInt node(long nodeId) {
        for (int node = 0; node < network.nodeCount(); node++) {
            if (network.nodeId(node) == nodeId) {
                return OptionalInt.of(node);
            }
        }
        return OptionalInt.empty();
    }
}
