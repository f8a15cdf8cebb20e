package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Answers between places on links by distances between states. The distance from a state to another is the time from
 * the start of the one's link to the start of the other's: the links from the first to the last but one, and the
 * turns. All in milliseconds, {@link LinkTimes#IMPASSABLE} if there is no way.
 */
abstract class PositionQuery implements RouteQuery {

    final RouteGraph graph;
    private final RoadNetwork network;

    /** Link times of the travel times taken by {@link #take}, and what turns cost that vehicle. */
    private int[] linkMillis;

    private int[] turnMillis;

    PositionQuery(RouteGraph graph) {
        this.graph = graph;
        this.network = graph.network();
    }

    /** Takes the travel times for what follows up to {@link #release}, and returns those of the links. */
    abstract int[] take(VehicleClass vehicle, long departMillis);

    /** Gives back what {@link #take} took. */
    abstract void release();

    /** Between two different states. */
    abstract int distance(int fromState, int toState);

    /** The states on a shortest path between two different states, both included; null if there is none. */
    abstract int[] findPath(int fromState, int toState);

    /** From each to each, a row for each of {@code from} one behind the other; 0 from a state to itself. */
    abstract void distances(int[] fromStates, int[] toStates, int[] rows);

    /**
     * States that may lie on a good other way, with no more than {@code atMost} from the first to the last over them:
     * the best first.
     *
     * @param likely those that are found with little work, or the others
     */
    abstract int[] listVias(int fromState, int toState, int atMost, boolean likely);

    private void begin(VehicleClass vehicle, long departMillis) {
        linkMillis = take(vehicle, departMillis);
        turnMillis = graph.turnMillis(vehicle);
    }

    @Override
    public double travelSeconds(LinkPosition from, LinkPosition to, VehicleClass vehicle, long departMillis) {
        begin(vehicle, departMillis);
        try {
            return seconds(millis(from, to));
        } finally {
            release();
        }
    }

    @Override
    public Optional<Route> findRoute(LinkPosition from, LinkPosition to, VehicleClass vehicle, long departMillis) {
        begin(vehicle, departMillis);
        try {
            return findRoute(from, to);
        } finally {
            release();
        }
    }

    private Optional<Route> findRoute(LinkPosition from, LinkPosition to) {
        int[] states = bestStates(from, to);
        return states == null ? Optional.empty() : Optional.of(route(from, to, states));
    }

    private Route route(LinkPosition from, LinkPosition to, int[] states) {
        int[] links = new int[states.length];
        for (int i = 0; i < links.length; i++) {
            links[i] = graph.linkOf(states[i]);
        }
        int millis = pathMillis(states, 0, states.length - 1) - before(from) + before(to);
        return Route.of(network, from, to, links, seconds(millis));
    }

    /** From the start of the link at one index to the start of that at another. */
    private int pathMillis(int[] states, int first, int last) {
        int millis = 0;
        for (int i = first; i < last; i++) {
            millis += linkMillis[graph.linkOf(states[i])] + turnMillis(states[i], states[i + 1]);
        }
        return millis;
    }

    final int turnMillis(int fromState, int toState) {
        for (int turn = graph.firstTurn(fromState); turn < graph.firstTurn(fromState + 1); turn++) {
            if (graph.turnTo(turn) == toState) {
                return turnMillis[turn];
            }
        }
        throw new IllegalStateException("no turn from state " + fromState + " to " + toState);
    }

    private int before(LinkPosition position) {
        return LinkTimes.millisBefore(linkMillis[position.link()], position.share());
    }

    private static double seconds(int millis) {
        return millis >= LinkTimes.IMPASSABLE ? Double.POSITIVE_INFINITY : millis / 1000.0;
    }

    private boolean isClosed(LinkPosition position) {
        return linkMillis[position.link()] >= LinkTimes.IMPASSABLE;
    }

    private int millis(LinkPosition from, LinkPosition to) {
        if (isClosed(from) || isClosed(to)) {
            return LinkTimes.IMPASSABLE;
        }
        if (from.link() != to.link()) {
            int best = distance(from.link(), to.link());
            for (int more : graph.moreStatesOf(to.link())) {
                best = Math.min(best, distance(from.link(), more));
            }
            return plusEnds(best, from, to);
        }
        if (from.share() <= to.share()) {
            return before(to) - before(from);
        }
        int best = LinkTimes.IMPASSABLE;
        for (int turn = graph.firstTurn(from.link()); turn < graph.firstTurn(from.link() + 1); turn++) {
            long over = overTurn(turn, to.link());
            best = (int) Math.min(best, linkMillis[from.link()] + over);
        }
        return plusEnds(best, from, to);
    }

    private int plusEnds(int distance, LinkPosition from, LinkPosition to) {
        return distance >= LinkTimes.IMPASSABLE ? LinkTimes.IMPASSABLE : distance - before(from) + before(to);
    }

    /** From the end of a link over a turn to the start of a link. */
    private long overTurn(int turn, int toLink) {
        return turnMillis[turn] >= LinkTimes.IMPASSABLE
                ? LinkTimes.IMPASSABLE
                : (long) turnMillis[turn] + toLink(graph.turnTo(turn), toLink);
    }

    private int toLink(int fromState, int toLink) {
        int best = graph.linkOf(fromState) == toLink ? 0 : distance(fromState, toLink);
        for (int more : graph.moreStatesOf(toLink)) {
            best = Math.min(best, fromState == more ? 0 : distance(fromState, more));
        }
        return best;
    }

    /** The states of the fastest route, null if there is none. */
    private int[] bestStates(LinkPosition from, LinkPosition to) {
        if (isClosed(from) || isClosed(to)) {
            return null;
        }
        if (from.link() != to.link()) {
            int best = nearestState(from.link(), to.link());
            return best < 0 ? null : findPath(from.link(), best);
        }
        if (from.share() <= to.share()) {
            return new int[] {from.link()};
        }
        int best = LinkTimes.IMPASSABLE;
        int bestTurn = -1;
        for (int turn = graph.firstTurn(from.link()); turn < graph.firstTurn(from.link() + 1); turn++) {
            long over = overTurn(turn, to.link());
            if (linkMillis[from.link()] + over < best) {
                best = (int) (linkMillis[from.link()] + over);
                bestTurn = turn;
            }
        }
        if (bestTurn < 0) {
            return null;
        }
        int first = graph.turnTo(bestTurn);
        int last = graph.linkOf(first) == to.link() ? first : nearestState(first, to.link());
        int[] rest = first == last ? new int[] {first} : findPath(first, last);
        int[] states = new int[rest.length + 1];
        states[0] = from.link();
        System.arraycopy(rest, 0, states, 1, rest.length);
        return states;
    }

    /** The state of the link that is nearest, -1 if none can be reached. */
    private int nearestState(int fromState, int toLink) {
        int best = distance(fromState, toLink);
        int state = best < LinkTimes.IMPASSABLE ? toLink : -1;
        for (int more : graph.moreStatesOf(toLink)) {
            int distance = distance(fromState, more);
            if (distance < best) {
                best = distance;
                state = more;
            }
        }
        return state;
    }

    @Override
    public double[][] travelSeconds(
            List<LinkPosition> from, List<LinkPosition> to, VehicleClass vehicle, long departMillis) {
        begin(vehicle, departMillis);
        try {
            return matrix(from, to);
        } finally {
            release();
        }
    }

    private double[][] matrix(List<LinkPosition> from, List<LinkPosition> to) {
        int[] fromStates = from.stream().mapToInt(LinkPosition::link).toArray();
        int columns = to.size();
        int[] toStates = to.stream().mapToInt(LinkPosition::link).toArray();
        // States beside the first follow behind the columns; firstMore says where those of a column begin.
        int[] firstMore = new int[columns + 1];
        firstMore[0] = columns;
        for (int j = 0; j < columns; j++) {
            int[] more = graph.moreStatesOf(to.get(j).link());
            firstMore[j + 1] = firstMore[j] + more.length;
            if (more.length > 0) {
                toStates = Arrays.copyOf(toStates, firstMore[j + 1]);
                System.arraycopy(more, 0, toStates, firstMore[j], more.length);
            }
        }
        int[] rows = new int[fromStates.length * toStates.length];
        distances(fromStates, toStates, rows);
        double[][] seconds = new double[fromStates.length][columns];
        for (int i = 0; i < fromStates.length; i++) {
            LinkPosition start = from.get(i);
            int row = i * toStates.length;
            for (int j = 0; j < columns; j++) {
                LinkPosition end = to.get(j);
                if (start.link() == end.link() || isClosed(start) || isClosed(end)) {
                    seconds[i][j] = seconds(millis(start, end));
                    continue;
                }
                int best = rows[row + j];
                for (int k = firstMore[j]; k < firstMore[j + 1]; k++) {
                    best = Math.min(best, rows[row + k]);
                }
                seconds[i][j] = seconds(plusEnds(best, start, end));
            }
        }
        return seconds;
    }

    @Override
    public List<Route> listRoutes(
            LinkPosition from,
            LinkPosition to,
            VehicleClass vehicle,
            long departMillis,
            double mostSlower,
            double mostShared,
            int most) {
        if (!(mostSlower >= 0) || !(mostShared >= 0) || most < 1) {
            throw new IllegalArgumentException(
                    "mostSlower " + mostSlower + ", mostShared " + mostShared + ", most " + most);
        }
        begin(vehicle, departMillis);
        try {
            int[] best = bestStates(from, to);
            if (best == null) {
                return List.of();
            }
            List<int[]> paths = new ArrayList<>(List.of(best));
            if (from.link() != to.link() && most > 1) {
                new OtherWays(this, graph, linkMillis, mostSlower, mostShared).addTo(paths, most);
            }
            return paths.stream()
                    .map(states -> route(from, to, states))
                    .sorted((a, b) -> Double.compare(a.seconds(), b.seconds()))
                    .toList();
        } finally {
            release();
        }
    }
}
