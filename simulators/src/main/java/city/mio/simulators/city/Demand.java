package city.mio.simulators.city;

import city.mio.geo.network.RoadNetwork;
import city.mio.geo.places.CityPlaces;
import city.mio.geo.places.DemandEvent;
import city.mio.geo.places.Zone;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who wants to go where, and when: a gravity model over zones (attraction by jobs and residents, falling
 * exponentially with travel time) as a Poisson process that follows {@link DemandShape}, and the crowds that events
 * draw and let go.
 */
final class Demand {

    /** A trip that begins now; nodes by index. */
    record Trip(int origin, int destination) {}

    /** Per second of travel time: half of the attraction is gone after 14 minutes, a usual figure for urban car trips. */
    private static final double DETERRENCE = Math.log(2) / 840;

    private final List<Zone> zones;
    private final int[][] nodes;
    private final double[][] work;
    private final double[][] home;
    private final double[][] other;
    private final List<DemandEvent> events;
    private final CityPlaces places;
    private final DemandShape shape;
    private final double tripsPerSecond;
    private final SplittableRandom random;
    private double next = -1;

    Demand(RoadNetwork network, CityPlaces places, SimulationSettings settings, RouteTrees trees, SplittableRandom random) {
        this.places = places;
        this.random = random;
        this.shape = new DemandShape(places.timezone());
        this.tripsPerSecond = settings.tripsPerHour() / 3600;
        List<Zone> usable = new ArrayList<>();
        List<int[]> usableNodes = new ArrayList<>();
        for (Zone zone : places.zones()) {
            int[] inNetwork = nodesOf(network, zone);
            if (inNetwork.length > 0) {
                usable.add(zone);
                usableNodes.add(inNetwork);
            }
        }
        zones = usable;
        nodes = usableNodes.toArray(int[][]::new);
        events = settings.crowds() ? places.events() : List.of();
        double[][] near = new double[zones.size()][zones.size()];
        for (int i = 0; i < near.length; i++) {
            for (int j = 0; j < near.length; j++) {
                double seconds = i == j ? Double.POSITIVE_INFINITY : trees.secondsBetween(nodes[i][0], nodes[j][0]);
                near[i][j] = Math.exp(-DETERRENCE * seconds);
            }
        }
        work = gravity(near, Zone::residents, Zone::jobs);
        home = gravity(near, Zone::jobs, Zone::residents);
        other = gravity(near, zone -> zone.residents() + zone.jobs(), zone -> zone.residents() + zone.jobs());
    }

    private static int[] nodesOf(RoadNetwork network, Zone zone) {
        return java.util.stream.IntStream.range(0, network.nodeCount())
                .filter(node -> zone.nodeIds().contains(network.nodeId(node))
                        && network.outDegree(node) + network.inDegree(node) > 0)
                .toArray();
    }

    private double[][] gravity(
            double[][] near,
            java.util.function.ToDoubleFunction<Zone> from,
            java.util.function.ToDoubleFunction<Zone> to) {
        double[] sums = new double[zones.size() * zones.size()];
        double sum = 0;
        for (int i = 0; i < zones.size(); i++) {
            double attraction = 0;
            for (int j = 0; j < zones.size(); j++) {
                attraction += to.applyAsDouble(zones.get(j)) * near[i][j];
            }
            for (int j = 0; j < zones.size(); j++) {
                double share = attraction == 0 ? 0 : to.applyAsDouble(zones.get(j)) * near[i][j] / attraction;
                sum += from.applyAsDouble(zones.get(i)) * share;
                sums[i * zones.size() + j] = sum;
            }
        }
        return new double[][] {sums, {sum}};
    }

    /** Adds the trips that begin in the second from {@code now}. */
    void begin(double now, long time, List<Trip> trips) {
        double rate = tripsPerSecond * shape.share(time);
        if (rate > 0 && !zones.isEmpty()) {
            if (next < now) {
                next = now + exponential(rate);
            }
            while (next < now + 1) {
                addTrip(time, trips);
                next += exponential(rate);
            }
        }
        for (DemandEvent event : events) {
            addCrowd(event, time, trips);
        }
    }

    private double exponential(double rate) {
        return -Math.log(1 - random.nextDouble()) / rate;
    }

    private void addTrip(long time, List<Trip> trips) {
        double purpose = random.nextDouble();
        double toWork = shape.toWork(time);
        double[][] matrix = purpose < toWork ? work : purpose < toWork + shape.toHome(time) ? home : other;
        double total = matrix[1][0];
        if (total <= 0) {
            return;
        }
        int at = Arrays.binarySearch(matrix[0], random.nextDouble() * total);
        // Equal sums mean pairs without demand: the one wanted is the first that is over the draw.
        int pair = Math.min(at < 0 ? -at - 1 : at + 1, matrix[0].length - 1);
        add(pair / zones.size(), pair % zones.size(), trips);
    }

    private void add(int from, int to, List<Trip> trips) {
        int origin = nodes[from][random.nextInt(nodes[from].length)];
        int destination = nodes[to][random.nextInt(nodes[to].length)];
        if (origin != destination) {
            trips.add(new Trip(origin, destination));
        }
    }

    /** A crowd comes over the 90 minutes before its event and leaves over the hour after it. */
    private void addCrowd(DemandEvent event, long time, List<Trip> trips) {
        int zone = -1;
        for (int i = 0; i < zones.size(); i++) {
            if (zones.get(i).id().equals(event.zoneId())) {
                zone = i;
            }
        }
        if (zone < 0 || zones.size() < 2) {
            return;
        }
        ZonedDateTime local = Instant.ofEpochMilli(time).atZone(places.timezone());
        if (!event.takesPlaceOn(local.toLocalDate())) {
            return;
        }
        double toStart = event.start().toSecondOfDay() - local.toLocalTime().toSecondOfDay();
        double sinceEnd = local.toLocalTime().toSecondOfDay() - event.end().toSecondOfDay();
        if (toStart > 0 && toStart <= DemandEvent.COMING_SECONDS) {
            for (int i = often(event.trips() / DemandEvent.COMING_SECONDS); i > 0; i--) {
                add(anyOther(zone), zone, trips);
            }
        }
        if (sinceEnd >= 0 && sinceEnd < DemandEvent.LEAVING_SECONDS) {
            for (int i = often(event.trips() / DemandEvent.LEAVING_SECONDS); i > 0; i--) {
                add(zone, anyOther(zone), trips);
            }
        }
    }

    private int often(double rate) {
        int whole = (int) rate;
        return whole + (random.nextDouble() < rate - whole ? 1 : 0);
    }

    private int anyOther(int zone) {
        int picked = random.nextInt(zones.size() - 1);
        return picked < zone ? picked : picked + 1;
    }
}
