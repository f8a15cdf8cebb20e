package city.mio.models.incident;

import city.mio.geo.network.RoadNetwork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the queues among congested links: each congested link belongs to the bottleneck ahead of it that is nearest
 * along the road. Traffic that turns back on the same street does not chain. Stateless.
 */
final class QueueFinder {

    /** A queue as the road stands now. */
    record Found(long head, long tail, long[] members, double lengthMetres, boolean reachesExpressway) {}

    private record Reach(double metres, long linkId, int link, long head) {}

    private final RoadNetwork network;

    QueueFinder(RoadNetwork network) {
        this.network = network;
    }

    /** All congested links that hang together with the given ones or their neighbours; by link id, with their begin. */
    SortedMap<Long, Long> region(SortedMap<Long, Long> congested, Collection<Long> around) {
        SortedMap<Long, Long> region = new TreeMap<>();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (long linkId : new TreeSet<>(around)) {
            int link = network.getLink(linkId);
            enter(congested, region, open, link);
            for (int neighbour : neighbours(link)) {
                enter(congested, region, open, neighbour);
            }
        }
        while (!open.isEmpty()) {
            for (int neighbour : neighbours(open.poll())) {
                enter(congested, region, open, neighbour);
            }
        }
        return region;
    }

    private void enter(
            SortedMap<Long, Long> congested, SortedMap<Long, Long> region, ArrayDeque<Integer> open, int link) {
        long linkId = network.linkId(link);
        Long since = congested.get(linkId);
        if (since != null && region.put(linkId, since) == null) {
            open.add(link);
        }
    }

    private List<Integer> neighbours(int link) {
        List<Integer> neighbours = upstream(link);
        neighbours.addAll(downstream(link));
        return neighbours;
    }

    private List<Integer> upstream(int link) {
        List<Integer> links = new ArrayList<>(4);
        int node = network.fromNode(link);
        for (int i = 0; i < network.inDegree(node); i++) {
            int other = network.inLink(node, i);
            if (chains(other, link)) {
                links.add(other);
            }
        }
        return links;
    }

    private List<Integer> downstream(int link) {
        List<Integer> links = new ArrayList<>(4);
        int node = network.toNode(link);
        for (int i = 0; i < network.outDegree(node); i++) {
            int other = network.outLink(node, i);
            if (chains(link, other)) {
                links.add(other);
            }
        }
        return links;
    }

    private boolean chains(int up, int down) {
        return up != down && network.oppositeLink(up) != down && network.turnAllowed(up, down);
    }

    /** The queues in a region, by the id of their head. */
    List<Found> find(SortedMap<Long, Long> region) {
        Map<Long, Reach> reached = new HashMap<>();
        List<Long> heads = new ArrayList<>();
        for (long linkId : region.keySet()) {
            if (downstream(network.getLink(linkId)).stream().noneMatch(d -> region.containsKey(network.linkId(d)))) {
                heads.add(linkId);
            }
        }
        spread(region, heads, reached);
        while (reached.size() < region.size()) {
            // A ring of congested links has no way out: its oldest link is taken for the bottleneck.
            long oldest = region.entrySet().stream()
                    .filter(e -> !reached.containsKey(e.getKey()))
                    .min(Map.Entry.<Long, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .orElseThrow()
                    .getKey();
            spread(region, List.of(oldest), reached);
        }
        Map<Long, List<Reach>> byHead = new TreeMap<>();
        for (Reach reach : reached.values()) {
            byHead.computeIfAbsent(reach.head(), h -> new ArrayList<>()).add(reach);
        }
        List<Found> found = new ArrayList<>();
        for (Map.Entry<Long, List<Reach>> entry : byHead.entrySet()) {
            found.add(queue(entry.getKey(), entry.getValue()));
        }
        return found;
    }

    private void spread(SortedMap<Long, Long> region, List<Long> heads, Map<Long, Reach> reached) {
        PriorityQueue<Reach> open = new PriorityQueue<>(Comparator.comparingDouble(Reach::metres)
                .thenComparingLong(Reach::linkId)
                .thenComparingLong(Reach::head));
        for (long head : heads) {
            int link = network.getLink(head);
            open.add(new Reach(network.lengthMetres(link), head, link, head));
        }
        while (!open.isEmpty()) {
            Reach next = open.poll();
            if (reached.putIfAbsent(next.linkId(), next) != null) {
                continue;
            }
            for (int up : upstream(next.link())) {
                long upId = network.linkId(up);
                if (region.containsKey(upId) && !reached.containsKey(upId)) {
                    open.add(new Reach(next.metres() + network.lengthMetres(up), upId, up, next.head()));
                }
            }
        }
    }

    private Found queue(long head, List<Reach> members) {
        Reach tail = members.stream()
                .max(Comparator.comparingDouble(Reach::metres).thenComparing(Reach::linkId, Comparator.reverseOrder()))
                .orElseThrow();
        boolean headOnExpressway = network.roadClass(network.getLink(head)).isExpressway();
        boolean reachesExpressway = !headOnExpressway
                && members.stream().anyMatch(m -> network.roadClass(m.link()).isExpressway());
        return new Found(
                head,
                tail.linkId(),
                members.stream().mapToLong(Reach::linkId).sorted().toArray(),
                tail.metres(),
                reachesExpressway);
    }
}
