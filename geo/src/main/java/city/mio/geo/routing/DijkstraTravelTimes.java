package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@link TravelTimes} by Dijkstra's algorithm: nothing to prepare, for networks of some thousand links and as the
 * measure of what is faster.
 */
public final class DijkstraTravelTimes implements TravelTimes {

    private record Current(TimeSlices<LinkTimes> slices, long generation) {}

    private final RouteGraph graph;
    private volatile Current current;

    /** With the roads empty, until {@link #publish} says other. */
    public DijkstraTravelTimes(RouteGraph graph) {
        this.graph = graph;
        current = new Current(
                TimeSlices.of(List.of(new TimeSlice(0, LinkTimes.freeFlow(graph.network()))), times -> times), 0);
    }

    /** Swaps in travel times for every departure. */
    public void publish(LinkTimes times) {
        publish(List.of(new TimeSlice(Long.MIN_VALUE, times)));
    }

    /**
     * Swaps in travel times by time of departure: the last slice that begins no later counts, the first before all.
     *
     * @throws IllegalArgumentException if there are none, they do not ascend, or they are of another network
     */
    public synchronized void publish(List<TimeSlice> slices) {
        slices.forEach(slice -> requireFit(graph.network(), slice.times()));
        current = new Current(TimeSlices.of(slices, times -> times), current.generation + 1);
    }

    static void requireFit(RoadNetwork network, LinkTimes times) {
        if (times.linkCount() != network.linkCount()) {
            throw new IllegalArgumentException(
                    "times of " + times.linkCount() + " links for a network of " + network.linkCount());
        }
    }

    @Override
    public RoadNetwork network() {
        return graph.network();
    }

    @Override
    public RouteQuery newQuery() {
        return new Query(graph);
    }

    @Override
    public long generation() {
        return current.generation;
    }

    private final class Query extends PositionQuery {
        private final DijkstraSearch forward;
        private final DijkstraSearch backward;
        private int[] linkMillis;
        private int[] turnMillis;

        Query(RouteGraph graph) {
            super(graph);
            forward = new DijkstraSearch(graph, false);
            backward = new DijkstraSearch(graph, true);
        }

        @Override
        int[] take(VehicleClass vehicle, long departMillis) {
            turnMillis = graph.turnMillis(vehicle);
            linkMillis = current.slices.at(departMillis).array(vehicle);
            return linkMillis;
        }

        @Override
        void release() {
            linkMillis = null;
        }

        @Override
        int distance(int fromState, int toState) {
            forward.run(linkMillis, turnMillis, fromState, new int[] {toState}, LinkTimes.IMPASSABLE);
            return forward.distance(toState);
        }

        @Override
        int[] findPath(int fromState, int toState) {
            forward.run(linkMillis, turnMillis, fromState, new int[] {toState}, LinkTimes.IMPASSABLE);
            return forward.findPath(toState);
        }

        @Override
        void distances(int[] fromStates, int[] toStates, int[] rows) {
            for (int i = 0; i < fromStates.length; i++) {
                forward.run(linkMillis, turnMillis, fromStates[i], toStates, LinkTimes.IMPASSABLE);
                for (int j = 0; j < toStates.length; j++) {
                    rows[i * toStates.length + j] = forward.distance(toStates[j]);
                }
            }
        }

        @Override
        int[] listVias(int fromState, int toState, int atMost, boolean likely) {
            if (!likely) {
                return new int[0];
            }
            forward.run(linkMillis, turnMillis, fromState, new int[0], atMost + 1);
            backward.run(linkMillis, turnMillis, toState, new int[0], atMost + 1);
            return IntStream.range(0, graph.stateCount())
                    .filter(state -> (long) forward.distance(state) + backward.distance(state) <= atMost)
                    .boxed()
                    // Of equal ways over it, the state in the middle stands for the longest stretch.
                    .sorted(Comparator.comparingInt(
                                    (Integer state) -> forward.distance(state) + backward.distance(state))
                            .thenComparingInt(
                                    state -> Math.abs(forward.distance(state) - backward.distance(state))))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }
}
