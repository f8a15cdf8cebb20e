package city.mio.geo.importers;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.importers.ImportReport.Tally;
import city.mio.geo.importers.OsmSource.Kind;
import city.mio.geo.importers.OsmSource.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turn restrictions (OpenStreetMap wiki, Relation:restriction): {@code no_*} and {@code only_*} over a node become
 * banned turns. Those over ways, with conditions, for other vehicles, and those that do not fit the roads, are
 * counted.
 */
final class OsmTurns {

    private static final Set<String> CARS = Set.of("motorcar", "motor_vehicle", "vehicle");

    private record Restriction(long id, String kind, List<Long> from, long via, List<Long> to) {}

    private record Piece(long linkId, long from, long to) {}

    private final Tally tally;
    private final List<Restriction> restrictions = new ArrayList<>();
    private final Set<Long> relationIds = new HashSet<>();
    private final Map<Long, List<Piece>> pieces = new HashMap<>();
    private final Map<Long, List<Piece>> leaving = new HashMap<>();

    OsmTurns(Tally tally) {
        this.tally = tally;
    }

    void read(long id, List<Member> members, Map<String, String> tags) {
        String type = tags.getOrDefault("type", "");
        if (!type.equals("restriction") && !type.startsWith("restriction:")) {
            return;
        }
        String name = "relation " + id;
        tally.add(Fate.READ, "turn restrictions", "");
        if (!relationIds.add(id)) {
            tally.add(Fate.DROPPED, "turn restrictions that are there twice", name);
            return;
        }
        String kind = tags.get("restriction");
        for (String key : new String[] {"restriction:motorcar", "restriction:motor_vehicle", "restriction:vehicle"}) {
            kind = kind == null ? tags.get(key) : kind;
        }
        if (kind == null) {
            boolean conditional = tags.containsKey("restriction:conditional");
            tally.add(
                    Fate.NOTED,
                    conditional
                            ? "turn restrictions with conditions: not applied"
                            : "turn restrictions for other vehicles: not applied",
                    name);
            return;
        }
        for (String exempt : tags.getOrDefault("except", "").split(";")) {
            if (CARS.contains(exempt.trim())) {
                tally.add(Fate.NOTED, "turn restrictions that except cars", name);
                return;
            }
        }
        if (!kind.startsWith("no_") && !kind.startsWith("only_")) {
            tally.add(Fate.DROPPED, "turn restrictions of unknown kind", name + ": " + kind);
            return;
        }
        keep(id, kind, members, name);
    }

    private void keep(long id, String kind, List<Member> members, String name) {
        List<Long> from = new ArrayList<>();
        List<Long> to = new ArrayList<>();
        List<Long> viaNodes = new ArrayList<>();
        boolean viaWay = false;
        for (Member member : members) {
            switch (member.role()) {
                case "from" -> from.add(member.id());
                case "to" -> to.add(member.id());
                case "via" -> {
                    viaWay |= member.kind() == Kind.WAY;
                    if (member.kind() == Kind.NODE) {
                        viaNodes.add(member.id());
                    }
                }
                default -> { }
            }
        }
        if (viaWay) {
            tally.add(Fate.NOTED, "turn restrictions over ways: not applied", name);
        } else if (from.isEmpty() || to.isEmpty() || viaNodes.size() != 1) {
            tally.add(Fate.DROPPED, "turn restrictions that lack a member", name);
        } else {
            restrictions.add(new Restriction(id, kind, from, viaNodes.get(0), to));
        }
    }

    /** Which ways are roads; links of the others are never told of. */
    void keepWays(Set<Long> roads) {
        for (Restriction restriction : restrictions) {
            restriction.from.stream().filter(roads::contains).forEach(way -> pieces.put(way, new ArrayList<>()));
            restriction.to.stream().filter(roads::contains).forEach(way -> pieces.put(way, new ArrayList<>()));
            leaving.put(restriction.via, new ArrayList<>());
        }
    }

    /** Tells of a link of a way. */
    void link(long way, long linkId, long from, long to) {
        Piece piece = new Piece(linkId, from, to);
        List<Piece> ofWay = pieces.get(way);
        if (ofWay != null) {
            ofWay.add(piece);
        }
        List<Piece> ofNode = leaving.get(from);
        if (ofNode != null) {
            ofNode.add(piece);
        }
    }

    void apply(NetworkDraft draft) {
        for (Restriction restriction : restrictions) {
            String name = "relation " + restriction.id;
            List<Piece> from = new ArrayList<>();
            for (long way : restriction.from) {
                pieces.getOrDefault(way, List.of()).stream()
                        .filter(piece -> piece.to == restriction.via)
                        .forEach(from::add);
            }
            List<Piece> to = new ArrayList<>();
            for (long way : restriction.to) {
                pieces.getOrDefault(way, List.of()).stream()
                        .filter(piece -> piece.from == restriction.via)
                        .forEach(to::add);
            }
            if (from.isEmpty() || to.isEmpty()) {
                tally.add(Fate.DROPPED, "turn restrictions on turns that no vehicle can make", name);
                continue;
            }
            boolean uTurn = restriction.kind.equals("no_u_turn") && restriction.from.equals(restriction.to);
            if (!uTurn && (from.size() > restriction.from.size() || to.size() > restriction.to.size())) {
                tally.add(Fate.DROPPED, "turn restrictions on ways that do not end at their node", name);
                continue;
            }
            for (Piece in : from) {
                apply(restriction, in, to, uTurn, draft);
            }
            tally.add(Fate.KEPT, "turn restrictions", "");
        }
    }

    private void apply(Restriction restriction, Piece in, List<Piece> to, boolean uTurn, NetworkDraft draft) {
        if (restriction.kind.startsWith("only_")) {
            for (Piece out : leaving.get(restriction.via)) {
                if (!to.contains(out)) {
                    draft.banTurn(in.linkId, out.linkId);
                }
            }
            return;
        }
        for (Piece out : to) {
            if (!uTurn || out.to == in.from) {
                draft.banTurn(in.linkId, out.linkId);
            }
        }
    }
}
