package city.mio.models.forecast;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which targets come next along the road: for each the nearest three downstream of it and the nearest three upstream.
 * Whoever drives from one detector to another passes the second after the first, so the second lies downstream where the
 * way back is longer or not there. Immutable; may be shared.
 */
public final class RoadGraph {

    /** Upstream and downstream, each. */
    static final int EACH = 3;
    /** The way back must be longer by so much for the way to count as along the road. */
    private static final double ALONG = 0.9;
    private static final int NOBODY = -1;

    private final int targets;
    /** {@code [target * 2 * EACH + rank]}: upstream, the nearest first, then downstream; {@link #NOBODY} where there is none. */
    private final int[] next;

    private RoadGraph(int targets, int[] next) {
        this.targets = targets;
        this.next = next;
    }

    /**
     * A way from one target to another.
     *
     * @param from the target that is passed first
     * @param distance how far it is to drive, in any unit that is the same for all
     */
    public record Way(int from, int to, double distance) {
        public Way {
            if (from < 0 || to < 0) {
                throw new IllegalArgumentException("from and to must not be negative: " + from + ", " + to);
            }
            if (!(distance >= 0) || Double.isInfinite(distance)) {
                throw new IllegalArgumentException("distance must be zero or more: " + distance);
            }
        }
    }

    /**
     * The graph of ways between targets; a target's way to itself says nothing, of two ways between the same targets the
     * shorter counts.
     *
     * @throws IllegalArgumentException a way leads from or to what is no target
     */
    public static RoadGraph of(int targets, List<Way> ways) {
        // A city has thousands of targets and few ways from each: no table of all pairs.
        List<Map<Integer, Double>> after = new ArrayList<>();
        List<Map<Integer, Double>> before = new ArrayList<>();
        for (int target = 0; target < targets; target++) {
            after.add(new TreeMap<>());
            before.add(new TreeMap<>());
        }
        for (Way way : ways) {
            if (way.from() >= targets || way.to() >= targets) {
                throw new IllegalArgumentException("a way leads from " + way.from() + " to " + way.to() + " where there are "
                        + targets + " targets");
            }
            if (way.from() != way.to()) {
                after.get(way.from()).merge(way.to(), way.distance(), Math::min);
                before.get(way.to()).merge(way.from(), way.distance(), Math::min);
            }
        }
        int[] next = new int[targets * 2 * EACH];
        for (int target = 0; target < targets; target++) {
            nearest(before.get(target), after.get(target), next, target * 2 * EACH);
            nearest(after.get(target), before.get(target), next, (target * 2 + 1) * EACH);
        }
        return new RoadGraph(targets, next);
    }

    /** Those to whom the way is clearly shorter than the way back, the nearest first, into {@code next} from a place on. */
    private static void nearest(Map<Integer, Double> ways, Map<Integer, Double> back, int[] next, int offset) {
        int[] along = ways.entrySet().stream()
                .filter(way -> way.getValue() < ALONG * back.getOrDefault(way.getKey(), Double.POSITIVE_INFINITY))
                .sorted(Map.Entry.comparingByValue())
                .limit(EACH)
                .mapToInt(Map.Entry::getKey)
                .toArray();
        for (int rank = 0; rank < EACH; rank++) {
            next[offset + rank] = rank < along.length ? along[rank] : NOBODY;
        }
    }

    int targets() {
        return targets;
    }

    /** Targets that are looked at of each: upstream, the nearest first, then downstream. */
    static int ranks() {
        return 2 * EACH;
    }

    /** The target of a rank, negative where the road has none. */
    int get(int target, int rank) {
        return next[target * 2 * EACH + rank];
    }

    /** Tells one graph from another, as what was learnt along it belongs to it. */
    @Override
    public String toString() {
        return "road graph of " + targets + " targets, " + EACH + " a direction, "
                + Integer.toHexString(Arrays.hashCode(next));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(targets);
        out.writeInt(EACH);
        for (int other : next) {
            out.writeInt(other);
        }
    }

    static RoadGraph read(DataInputStream in, int targets) throws IOException {
        int stored = in.readInt();
        int each = in.readInt();
        if (stored != targets || each != EACH) {
            throw new IOException("a road graph of " + stored + " targets, " + each + " a direction, is not one of "
                    + targets + " and " + EACH);
        }
        int[] next = new int[targets * 2 * EACH];
        for (int i = 0; i < next.length; i++) {
            next[i] = in.readInt();
            if (next[i] < NOBODY || next[i] >= targets) {
                throw new IOException("target " + next[i] + " of the road graph is none");
            }
        }
        return new RoadGraph(targets, next);
    }
}
