package city.mio.models.incident;

import city.mio.geo.network.RoadNetwork;
import city.mio.models.incident.QueueChange.Ending;
import city.mio.models.incident.QueueFinder.Found;
import city.mio.models.incident.QueueState.Queue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Watches queues that spill back over crossings: congested links chained upstream, over the turns that traffic may make,
 * from a bottleneck ahead of which the road runs. That congestion travels upstream link by link from where capacity is
 * short, and that links are the right cells to see it in, is the kinematic-wave theory (Lighthill and Whitham, "On
 * kinematic waves II", Proceedings of the Royal Society A 229, 1955; Daganzo, "The cell transmission model", part II,
 * Transportation Research B 29, 1995).
 *
 * <p>Only what hangs together with the links that changed is looked at again; queues elsewhere are not touched. A queue
 * keeps its identity while its bottleneck moves, as long as links remain that were in it. Links that change often do not
 * make it flap: congestion has its own hysteresis, and a queue that has become too short is held for {@code
 * holdMinutes}.
 *
 * <p>The outcome depends on the changes and their times alone, not on their order within a call. Has no state of its
 * own; the network is shared.
 */
public final class QueueSpillback {

    private final RoadNetwork network;
    private final QueueFinder finder;
    private final QueueSettings settings;

    public QueueSpillback(RoadNetwork network, QueueSettings settings) {
        this.network = network;
        this.finder = new QueueFinder(network);
        this.settings = settings;
    }

    /**
     * Takes in what changed up to a time, and lets time pass; tells the steps that this brings about.
     *
     * @param now event time, never before that of an earlier call
     * @param changes since the last call, in any order
     * @throws java.util.NoSuchElementException if the network has no such link
     */
    public List<QueueChange> advance(QueueState state, long now, Collection<LinkCongestion> changes) {
        List<QueueChange> told = new ArrayList<>();
        if (!changes.isEmpty()) {
            List<LinkCongestion> ordered = new ArrayList<>(changes);
            ordered.sort(Comparator.comparingLong(LinkCongestion::time)
                    .thenComparingLong(LinkCongestion::linkId)
                    .thenComparing(LinkCongestion::congested));
            TreeSet<Long> touched = new TreeSet<>();
            for (LinkCongestion change : ordered) {
                touched.add(network.linkId(network.getLink(change.linkId())));
                if (change.congested()) {
                    state.congested.put(change.linkId(), change.since());
                } else {
                    state.congested.remove(change.linkId());
                }
            }
            rebuild(state, now, touched, told);
        }
        letPass(state, now, told);
        return told;
    }

    /** When {@link #advance} may have something to tell though nothing changes; {@link Long#MAX_VALUE} for never. */
    public long deadline(QueueState state) {
        long next = Long.MAX_VALUE;
        for (Queue queue : state.queues) {
            if (queue.shortSince != 0) {
                next = Math.min(next, queue.shortSince + settings.holdMinutes() * Require.MINUTE);
            } else if (isMaterial(queue) || severity(queue) != queue.severity) {
                next = Math.min(next, queue.toldAt + settings.updateMinutes() * Require.MINUTE);
            }
        }
        return next;
    }

    private void rebuild(QueueState state, long now, TreeSet<Long> touched, List<QueueChange> told) {
        // What a cleared link leaves of its queue may no longer be its neighbour: look around all former members.
        TreeSet<Long> around = new TreeSet<>(touched);
        List<Queue> concerned = new ArrayList<>();
        for (Queue queue : state.queues) {
            if (touched.stream().anyMatch(t -> Arrays.binarySearch(queue.members, t) >= 0)) {
                Arrays.stream(queue.members).forEach(around::add);
            }
        }
        SortedMap<Long, Long> region = finder.region(state.congested, around);
        List<Found> found = finder.find(region);
        for (Queue queue : state.queues) {
            if (Arrays.stream(queue.members).anyMatch(m -> region.containsKey(m) || touched.contains(m))) {
                concerned.add(queue);
            }
        }
        concerned.sort(Comparator.<Queue>comparingLong(q -> q.since).thenComparingLong(q -> q.anchor));
        List<Found> unclaimed = new ArrayList<>(found);
        for (Queue queue : concerned) {
            OptionalInt heir = heir(queue, unclaimed);
            if (heir.isPresent()) {
                take(queue, unclaimed.remove(heir.getAsInt()), now);
            } else {
                queue.merged = found.stream().anyMatch(f -> Arrays.binarySearch(f.members(), queue.head) >= 0);
                queue.shortSince = queue.shortSince == 0 ? now : queue.shortSince;
            }
        }
        for (Found candidate : unclaimed) {
            if (isLong(candidate)) {
                told.add(open(state, candidate, now));
            }
        }
    }

    /** The queue that carries on an open one: where its head stands now, or else where most of its links are. */
    private OptionalInt heir(Queue queue, List<Found> unclaimed) {
        int best = -1;
        long bestOverlap = 0;
        for (int i = 0; i < unclaimed.size(); i++) {
            long[] members = unclaimed.get(i).members();
            if (Arrays.binarySearch(members, queue.head) >= 0) {
                return OptionalInt.of(i);
            }
            long overlap = Arrays.stream(queue.members)
                    .filter(m -> Arrays.binarySearch(members, m) >= 0)
                    .count();
            if (overlap > bestOverlap) {
                bestOverlap = overlap;
                best = i;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    private void take(Queue queue, Found found, long now) {
        queue.head = found.head();
        queue.tail = found.tail();
        queue.members = found.members();
        queue.length = found.lengthMetres();
        queue.worstLength = Math.max(queue.worstLength, queue.length);
        queue.expressway = found.reachesExpressway();
        queue.merged = false;
        // One link less than it takes to open keeps it open.
        boolean isShort = found.members().length - 1 < Math.max(1, settings.minUpstreamLinks() - 1);
        queue.shortSince = !isShort ? 0 : queue.shortSince == 0 ? now : queue.shortSince;
    }

    private boolean isLong(Found found) {
        return found.members().length - 1 >= settings.minUpstreamLinks()
                && found.lengthMetres() >= settings.minLengthMetres();
    }

    private QueueChange open(QueueState state, Found found, long now) {
        Queue queue = new Queue();
        queue.anchor = found.head();
        queue.since = now;
        take(queue, found, now);
        queue.severity = severity(queue);
        state.queues.add(queue);
        return tell(queue, Step.OPENED, now, Ending.NONE);
    }

    private void letPass(QueueState state, long now, List<QueueChange> told) {
        List<Queue> ended = new ArrayList<>();
        for (Queue queue : state.queues) {
            if (queue.shortSince != 0) {
                if (now - queue.shortSince >= settings.holdMinutes() * Require.MINUTE) {
                    told.add(tell(queue, Step.CLEARED, now, queue.merged ? Ending.MERGED : Ending.DISSOLVED));
                    ended.add(queue);
                }
                continue;
            }
            Severity judged = severity(queue);
            boolean isDue = now - queue.toldAt >= settings.updateMinutes() * Require.MINUTE;
            boolean isGraver = judged.compareTo(queue.severity) > 0;
            if (isGraver || (isDue && (judged != queue.severity || isMaterial(queue)))) {
                queue.severity = judged;
                told.add(tell(queue, Step.UPDATED, now, Ending.NONE));
            }
        }
        state.queues.removeAll(ended);
    }

    private boolean isMaterial(Queue queue) {
        return Math.abs(queue.length - queue.toldLength) >= Math.max(settings.updateMetres(), queue.toldLength / 4);
    }

    private Severity severity(Queue queue) {
        if (queue.expressway) {
            // The tail of a queue on an expressway is where rear-end collisions happen.
            return Severity.CRITICAL;
        }
        return Severity.ofPoints(
                queue.length >= settings.veryLongMetres() ? 2 : queue.length >= settings.longMetres() ? 1 : 0);
    }

    private static QueueChange tell(Queue queue, Step step, long now, Ending ending) {
        queue.toldAt = now;
        queue.toldLength = queue.length;
        return new QueueChange(
                step,
                queue.anchor,
                queue.since,
                now,
                queue.severity,
                queue.head,
                queue.tail,
                queue.members.length,
                queue.length,
                queue.worstLength,
                queue.expressway,
                ending);
    }
}
