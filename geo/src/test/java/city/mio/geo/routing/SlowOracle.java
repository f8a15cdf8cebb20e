package city.mio.geo.routing;

import city.mio.geo.network.RoadNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * The truth, as simply as it can be said: Dijkstra over the last links driven, asking the network itself for bans and
 * keeping enough history to see every banned path. Knows nothing of states.
 */
final class SlowOracle {

    private record Drive(List<Integer> links, long millis, boolean isStart) {}

    private final RoadNetwork network;
    private final TurnCosts costs;
    private final List<int[]> bannedPaths = new ArrayList<>();
    private final List<int[]> heavyBannedPaths = new ArrayList<>();
    private final int history;

    /** With paths banned beside those of the network. */
    SlowOracle(RoadNetwork network, TurnCosts costs, List<int[]> bannedPaths, List<int[]> heavyBannedPaths) {
        this.network = network;
        this.costs = costs;
        network.forEachBannedPath(this.bannedPaths::add);
        this.bannedPaths.addAll(bannedPaths);
        network.forEachHeavyBannedPath(this.heavyBannedPaths::add);
        this.heavyBannedPaths.addAll(heavyBannedPaths);
        history = Stream.concat(this.bannedPaths.stream(), this.heavyBannedPaths.stream())
                .mapToInt(path -> path.length - 1)
                .max()
                .orElse(1);
    }

    double seconds(LinkTimes times, VehicleClass vehicle, LinkPosition from, LinkPosition to) {
        int first = times.millis(vehicle, from.link());
        int last = times.millis(vehicle, to.link());
        if (first >= LinkTimes.IMPASSABLE || last >= LinkTimes.IMPASSABLE) {
            return Double.POSITIVE_INFINITY;
        }
        long before = Math.round(from.share() * first);
        long covered = Math.round(to.share() * last);
        if (from.link() == to.link() && from.share() <= to.share()) {
            return (covered - before) / 1000.0;
        }
        // Times at which the end of the last link is reached.
        PriorityQueue<Drive> open = new PriorityQueue<>(Comparator.comparingLong(Drive::millis));
        Map<List<Integer>, Long> settled = new HashMap<>();
        open.add(new Drive(List.of(from.link()), first - before, true));
        while (!open.isEmpty()) {
            Drive drive = open.poll();
            int link = drive.links.get(drive.links.size() - 1);
            if (link == to.link() && !drive.isStart) {
                return (drive.millis - last + covered) / 1000.0;
            }
            if (!drive.isStart && settled.putIfAbsent(drive.links, drive.millis) != null) {
                continue;
            }
            int node = network.toNode(link);
            for (int i = 0; i < network.outDegree(node); i++) {
                int next = network.outLink(node, i);
                int millis = times.millis(vehicle, next);
                int turn = costs.turnMillis(network, link, next);
                if (turn >= LinkTimes.IMPASSABLE || millis >= LinkTimes.IMPASSABLE || !vehicle.mayTurn(network, link, next)) {
                    continue;
                }
                Integer[] driven = drive.links.toArray(new Integer[drive.links.size() + 1]);
                driven[driven.length - 1] = next;
                List<Integer> links = List.of(driven);
                if (!isBanned(links, vehicle)) {
                    List<Integer> kept = links.size() > history ? links.subList(1, links.size()) : links;
                    open.add(new Drive(List.copyOf(kept), drive.millis + turn + millis, false));
                }
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private boolean isBanned(List<Integer> driven, VehicleClass vehicle) {
        return bannedPaths.stream().anyMatch(path -> endsWith(driven, path))
                || (vehicle == VehicleClass.HEAVY
                        && heavyBannedPaths.stream().anyMatch(path -> endsWith(driven, path)));
    }

    private static boolean endsWith(List<Integer> driven, int[] path) {
        int from = driven.size() - path.length;
        return from >= 0
                && driven.subList(from, driven.size())
                        .equals(Arrays.stream(path).boxed().toList());
    }

    /** Whether a vehicle may drive these links one after the other, and how long it takes. */
    double secondsOf(LinkTimes times, VehicleClass vehicle, Route route) {
        long millis = 0;
        List<Integer> links = Arrays.stream(route.links()).boxed().toList();
        for (int i = 0; i < links.size(); i++) {
            int link = links.get(i);
            millis += times.millis(vehicle, link);
            if (i > 0) {
                millis += costs.turnMillis(network, links.get(i - 1), link);
            }
            if (isBanned(links.subList(0, i + 1), vehicle)
                    || (i > 0 && !vehicle.mayTurn(network, links.get(i - 1), link))) {
                throw new AssertionError("drives what is banned, at the end of " + links.subList(0, i + 1));
            }
        }
        millis -= Math.round(route.from().share() * times.millis(vehicle, route.from().link()));
        int last = times.millis(vehicle, route.to().link());
        millis -= last - Math.round(route.to().share() * last);
        return millis >= LinkTimes.IMPASSABLE ? Double.POSITIVE_INFINITY : millis / 1000.0;
    }
}
