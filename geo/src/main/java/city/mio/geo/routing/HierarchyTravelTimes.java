package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@link TravelTimes} by a customizable contraction hierarchy: a query takes microseconds, new travel times for the
 * whole network a fraction of a second.
 *
 * <p>{@link #publish} computes the new weights on the caller's thread, in the background as the queries see it: they
 * go on with the old ones until the new are swapped in. Weights that no query holds any more are used again, so that
 * with one slice there are two sets of them, in turns.
 */
public final class HierarchyTravelTimes implements TravelTimes {

    /** Weights, and how many queries are reading them. */
    private static final class Leased {
        final HierarchyMetric metric;
        final AtomicInteger leases = new AtomicInteger();

        Leased(HierarchyMetric metric) {
            this.metric = metric;
        }
    }

    private record Current(Map<VehicleClass, TimeSlices<Leased>> byVehicle, long generation) {}

    private final HierarchyTopology topology;
    private final Set<VehicleClass> vehicles;

    /** Every set of weights there is; guarded by this. */
    private final List<Leased> all = new ArrayList<>();

    private volatile Current current;

    /** For all classes of vehicles, with the roads empty until {@link #publish} says other. */
    public HierarchyTravelTimes(RouteGraph graph, LinkOrder order) {
        this(graph, order, EnumSet.allOf(VehicleClass.class));
    }

    /**
     * With the roads empty until {@link #publish} says other.
     *
     * @param vehicles the classes that will be asked for: each has its own weights
     * @throws IllegalArgumentException if the order is of another network or there is no vehicle class
     */
    public HierarchyTravelTimes(RouteGraph graph, LinkOrder order, Set<VehicleClass> vehicles) {
        if (vehicles.isEmpty()) {
            throw new IllegalArgumentException("vehicles is empty");
        }
        this.topology = new HierarchyTopology(graph, order);
        this.vehicles = EnumSet.copyOf(vehicles);
        current = new Current(new EnumMap<>(VehicleClass.class), -1);
        publish(LinkTimes.freeFlow(graph.network()));
    }

    /** Swaps in travel times for every departure. */
    public void publish(LinkTimes times) {
        publish(List.of(new TimeSlice(Long.MIN_VALUE, times)));
    }

    /**
     * Swaps in travel times by time of departure: the last slice that begins no later counts, the first before all.
     * One call at a time; others wait.
     *
     * @throws IllegalArgumentException if there are none, they do not ascend, or they are of another network
     */
    public synchronized void publish(List<TimeSlice> slices) {
        slices.forEach(slice -> DijkstraTravelTimes.requireFit(topology.graph.network(), slice.times()));
        List<Leased> made = new ArrayList<>();
        Map<VehicleClass, TimeSlices<Leased>> byVehicle = new EnumMap<>(VehicleClass.class);
        for (VehicleClass vehicle : vehicles) {
            byVehicle.put(vehicle, TimeSlices.of(slices, times -> customised(times.array(vehicle), topology.graph.turnMillis(vehicle), made)));
        }
        current = new Current(byVehicle, current.generation + 1);
    }

    /** Weights for these times: of those made before in this call if they are for the same, else of idle ones. */
    private Leased customised(int[] linkMillis, int[] turnMillis, List<Leased> made) {
        for (Leased same : made) {
            if (same.metric.turnMillis == turnMillis && Arrays.equals(same.metric.linkMillis, linkMillis)) {
                return same;
            }
        }
        Leased leased = idle(made);
        leased.metric.customise(linkMillis, turnMillis);
        made.add(leased);
        return leased;
    }

    private Leased idle(List<Leased> made) {
        for (Leased leased : all) {
            if (!made.contains(leased) && !isCurrent(leased) && leased.leases.get() == 0) {
                return leased;
            }
        }
        Leased leased = new Leased(new HierarchyMetric(topology));
        all.add(leased);
        return leased;
    }

    private boolean isCurrent(Leased leased) {
        return current.byVehicle.values().stream()
                .anyMatch(slices -> slices.values().contains(leased));
    }

    /** Weights to read; to be given back by {@link AtomicInteger#decrementAndGet} on their leases. */
    private Leased lease(VehicleClass vehicle, long departMillis) {
        while (true) {
            Current seen = current;
            TimeSlices<Leased> slices = seen.byVehicle.get(vehicle);
            if (slices == null) {
                throw new IllegalArgumentException("vehicle " + vehicle + " was not asked for: " + vehicles);
            }
            Leased leased = slices.at(departMillis);
            leased.leases.incrementAndGet();
            // Swapped out before the lease: it may be in work again.
            if (current == seen) {
                return leased;
            }
            leased.leases.decrementAndGet();
        }
    }

    @Override
    public RoadNetwork network() {
        return topology.graph.network();
    }

    @Override
    public RouteQuery newQuery() {
        return new Query();
    }

    @Override
    public long generation() {
        return current.generation;
    }

    /** Arcs of the hierarchy; a set of weights has 4 bytes for each. */
    public int arcCount() {
        return topology.arcCount();
    }

    /** Sets of weights held, in use or idle. */
    public synchronized int weightSetCount() {
        return all.size();
    }

    private final class Query extends PositionQuery {
        private final HierarchySearch search = new HierarchySearch(topology);

        /** Made when first asked: it needs memory for every link. */
        private HierarchyManyToMany manyToMany;

        private Leased leased;

        Query() {
            super(topology.graph);
        }

        @Override
        int[] take(VehicleClass vehicle, long departMillis) {
            leased = lease(vehicle, departMillis);
            return leased.metric.linkMillis;
        }

        @Override
        void release() {
            leased.leases.decrementAndGet();
            leased = null;
        }

        @Override
        int distance(int fromState, int toState) {
            return search.distance(leased.metric, topology.rankOfState[fromState], topology.rankOfState[toState]);
        }

        @Override
        int[] findPath(int fromState, int toState) {
            return search.findPath(leased.metric, topology.rankOfState[fromState], topology.rankOfState[toState]);
        }

        @Override
        void distances(int[] fromStates, int[] toStates, int[] rows) {
            if (manyToMany == null) {
                manyToMany = new HierarchyManyToMany(topology);
            }
            manyToMany.distances(leased.metric, fromStates, toStates, rows);
        }

        @Override
        int[] listVias(int fromState, int toState, int atMost, boolean likely) {
            return search.listVias(
                    leased.metric,
                    topology.rankOfState[fromState],
                    topology.rankOfState[toState],
                    atMost,
                    likely);
        }
    }
}
