package city.mio.geo.importers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The links that some ways were cut into, and the drives over ways in a given order. Not thread-safe. */
final class WayLinks {

    /** A link of a way, with the nodes it goes from and to. */
    record Piece(long linkId, long from, long to) {}

    private static final class Way {
        private int links;
        private final Map<Long, List<Piece>> leaving = new HashMap<>();
        private final Map<Long, List<Piece>> entering = new HashMap<>();
    }

    /** OpenStreetMap allows 2,000 nodes to a way, which makes at most as many links in each direction. */
    private static final int MOST_LINKS = 4_000;

    private static final int LONGEST_DRIVE = 500;
    private static final int MOST_DRIVES = 8;

    private final Map<Long, Way> ways = new HashMap<>();

    /** Wants to be told of this way's links. */
    void need(long way) {
        ways.put(way, new Way());
    }

    void link(long way, long linkId, long from, long to) {
        Way of = ways.get(way);
        if (of != null && ++of.links <= MOST_LINKS) {
            Piece piece = new Piece(linkId, from, to);
            of.leaving.computeIfAbsent(from, node -> new ArrayList<>(2)).add(piece);
            of.entering.computeIfAbsent(to, node -> new ArrayList<>(2)).add(piece);
        }
    }

    /** Whether the way is a road, and not of more links than any way of a map can have. */
    boolean isRoad(long way) {
        Way of = ways.get(way);
        return of != null && of.links > 0 && of.links <= MOST_LINKS;
    }

    List<Piece> leaving(long way, long node) {
        Way of = ways.get(way);
        return of == null ? List.of() : of.leaving.getOrDefault(node, List.of());
    }

    List<Piece> entering(long way, long node) {
        Way of = ways.get(way);
        return of == null ? List.of() : of.entering.getOrDefault(node, List.of());
    }

    private boolean touches(long way, long node) {
        return !leaving(way, node).isEmpty() || !entering(way, node).isEmpty();
    }

    /** Every drive from the last link of one way over whole ways, in their order, to the first link of another. */
    List<List<Piece>> drives(long fromWay, List<Long> viaWays, long toWay) {
        List<List<Piece>> found = new ArrayList<>();
        Way from = ways.get(fromWay);
        if (from != null) {
            from.entering.forEach((node, pieces) -> {
                if (touches(viaWays.get(0), node)) {
                    pieces.forEach(piece -> follow(List.of(piece), viaWays, 0, toWay, found));
                }
            });
        }
        return found;
    }

    private void follow(List<Piece> driven, List<Long> viaWays, int at, long toWay, List<List<Piece>> found) {
        long node = last(driven).to;
        if (at == viaWays.size()) {
            for (Piece out : leaving(toWay, node)) {
                if (found.size() < MOST_DRIVES) {
                    found.add(with(driven, out));
                }
            }
            return;
        }
        long way = viaWays.get(at);
        long nextWay = at + 1 < viaWays.size() ? viaWays.get(at + 1) : toWay;
        for (Piece start : leaving(way, node)) {
            walk(driven, start, way, nextWay, viaWays, at, toWay, found);
        }
    }

    /** Along one way, without turning back, to the first node from where the rest can be driven. */
    private void walk(
            List<Piece> driven, Piece start, long way, long nextWay, List<Long> viaWays, int at, long toWay,
            List<List<Piece>> found) {
        List<Piece> path = new ArrayList<>(driven);
        Set<Piece> seen = new HashSet<>();
        int before = found.size();
        Piece piece = start;
        while (piece != null && seen.add(piece) && path.size() < LONGEST_DRIVE && found.size() < MOST_DRIVES) {
            path.add(piece);
            if (touches(nextWay, piece.to)) {
                follow(path, viaWays, at + 1, toWay, found);
                if (found.size() > before) {
                    return;
                }
            }
            Piece next = null;
            for (Piece onward : leaving(way, piece.to)) {
                next = onward.to != piece.from && next == null ? onward : next;
            }
            piece = next;
        }
    }

    private static List<Piece> with(List<Piece> driven, Piece one) {
        List<Piece> all = new ArrayList<>(driven);
        all.add(one);
        return all;
    }

    static Piece last(List<Piece> driven) {
        return driven.get(driven.size() - 1);
    }
}
