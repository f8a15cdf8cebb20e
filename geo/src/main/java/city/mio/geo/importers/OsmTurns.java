package city.mio.geo.importers;

import city.mio.geo.importers.ImportReport.Fate;
import city.mio.geo.importers.ImportReport.Tally;
import city.mio.geo.importers.OsmSource.Kind;
import city.mio.geo.importers.OsmSource.Member;
import city.mio.geo.importers.WayLinks.Piece;
import city.mio.geo.network.RoadLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turn restrictions (OpenStreetMap wiki, Relation:restriction): {@code no_*} and {@code only_*}, over a node or over
 * ways, become links that may not be driven in this order, by all vehicles or by heavy ones only. {@code only_*}
 * bans whatever leaves its drive before the end, from the first node on. Those with conditions, those for other
 * vehicles, and those that do not fit the roads, are counted.
 */
final class OsmTurns {

    private static final List<String> MOTOR_VEHICLES = List.of("motor_vehicle", "vehicle");
    private static final String CAR = "motorcar";
    private static final List<String> HEAVY = List.of("hgv", "goods");
    private static final List<String> TIMES = List.of("hour_on", "hour_off", "day_on", "day_off");
    private static final int MOST_VIA_WAYS = 20;

    private record Restriction(
            long id, String kind, boolean heavyOnly, List<Long> from, long viaNode, List<Long> viaWays, List<Long> to) {

        boolean only() {
            return kind.startsWith("only_");
        }

        String counted() {
            return "turn restrictions" + (viaWays.isEmpty() ? "" : " over ways")
                    + (heavyOnly ? " of heavy vehicles" : "");
        }
    }

    private final Tally tally;
    private final List<Restriction> restrictions = new ArrayList<>();
    private final Set<Long> relationIds = new HashSet<>();
    private final WayLinks wayLinks = new WayLinks();
    private Map<Long, Long> joinedNodes = Map.of();

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
        // Of old the vehicle stood in the type: restriction:hgv with restriction=no_left_turn.
        String ofType = type.substring(type.indexOf(':') + 1);
        boolean heavyOnly = HEAVY.contains(ofType);
        boolean other = !type.equals("restriction")
                && !heavyOnly
                && !ofType.equals(CAR)
                && !MOTOR_VEHICLES.contains(ofType);
        String kind = other ? null : tags.get("restriction");
        for (String vehicle : List.of(CAR, "motor_vehicle", "vehicle")) {
            kind = kind == null ? tags.get("restriction:" + vehicle) : kind;
        }
        for (String vehicle : HEAVY) {
            if (kind == null) {
                kind = tags.get("restriction:" + vehicle);
                heavyOnly = kind != null;
            } else if (!heavyOnly && tags.containsKey("restriction:" + vehicle)) {
                tally.add(
                        Fate.NOTED,
                        "second rules of turn restrictions, for heavy vehicles: not applied",
                        name + ": restriction:" + vehicle + "=" + tags.get("restriction:" + vehicle));
            }
        }
        String condition = condition(tags);
        if (kind == null || TIMES.stream().anyMatch(tags::containsKey)) {
            tally.add(
                    Fate.NOTED,
                    condition.isEmpty()
                            ? "turn restrictions for other vehicles: not applied"
                            : "turn restrictions with conditions: not applied",
                    condition.isEmpty() ? name : name + ": " + condition);
            return;
        }
        if (!condition.isEmpty()) {
            tally.add(
                    Fate.NOTED, "conditions beside turn restrictions: not applied", name + ": " + condition);
        }
        keepUnlessExcepted(id, kind, heavyOnly, members, tags, name);
    }

    private static String condition(Map<String, String> tags) {
        return tags.entrySet().stream()
                .filter(tag -> TIMES.contains(tag.getKey())
                        || (tag.getKey().startsWith("restriction") && tag.getKey().endsWith(":conditional")))
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private void keepUnlessExcepted(
            long id, String kind, boolean heavyOnly, List<Member> members, Map<String, String> tags, String name) {
        List<String> exempt = Arrays.stream(tags.getOrDefault("except", "").split("[;,]"))
                .map(String::trim)
                .toList();
        boolean all = !Collections.disjoint(exempt, MOTOR_VEHICLES);
        boolean cars = all || exempt.contains(CAR);
        boolean heavy = all || !Collections.disjoint(exempt, HEAVY);
        if (heavy && (cars || heavyOnly)) {
            tally.add(Fate.NOTED, "turn restrictions that except all they are for", name);
            return;
        }
        if (heavy) {
            tally.add(
                    Fate.NOTED, "exceptions of heavy vehicles from turn restrictions: applied to them too", name);
        }
        if (!kind.startsWith("no_") && !kind.startsWith("only_")) {
            tally.add(Fate.DROPPED, "turn restrictions of unknown kind", name + ": " + kind);
            return;
        }
        keep(id, kind, heavyOnly || cars, members, name);
    }

    private void keep(long id, String kind, boolean heavyOnly, List<Member> members, String name) {
        List<Long> from = new ArrayList<>();
        List<Long> to = new ArrayList<>();
        List<Long> viaNodes = new ArrayList<>();
        List<Long> viaWays = new ArrayList<>();
        for (Member member : members) {
            switch (member.role()) {
                case "from" -> from.add(member.id());
                case "to" -> to.add(member.id());
                case "via" -> {
                    if (member.kind() == Kind.WAY) {
                        viaWays.add(member.id());
                    } else if (member.kind() == Kind.NODE) {
                        viaNodes.add(member.id());
                    }
                }
                default -> { }
            }
        }
        if (from.isEmpty() || to.isEmpty() || viaNodes.size() + viaWays.size() == 0) {
            tally.add(Fate.DROPPED, "turn restrictions that lack a member", name);
        } else if (viaNodes.size() > 1 || (!viaNodes.isEmpty() && !viaWays.isEmpty())) {
            tally.add(Fate.DROPPED, "turn restrictions over several nodes, or over nodes and ways", name);
        } else if (viaWays.size() > MOST_VIA_WAYS || from.size() > MOST_VIA_WAYS || to.size() > MOST_VIA_WAYS) {
            tally.add(Fate.DROPPED, "turn restrictions of more than " + MOST_VIA_WAYS + " ways", name);
        } else {
            long viaNode = viaNodes.isEmpty() ? 0 : viaNodes.get(0);
            restrictions.add(new Restriction(id, kind, heavyOnly, from, viaNode, viaWays, to));
        }
    }

    /** Which ways are roads; links of the others are never told of. */
    void keepWays(Set<Long> roads) {
        for (Restriction restriction : restrictions) {
            for (List<Long> ways : List.of(restriction.from, restriction.viaWays, restriction.to)) {
                ways.stream().filter(roads::contains).forEach(wayLinks::need);
            }
        }
    }

    /** Tells of nodes that have become one with another, by their ids. */
    void join(Map<Long, Long> joined) {
        joinedNodes = joined;
    }

    /** Tells of a link of a way. */
    void link(long way, long linkId, long from, long to) {
        wayLinks.link(way, linkId, from, to);
    }

    /** Bans what the restrictions say, of the links that stand in the draft. */
    void apply(NetworkDraft draft) {
        Map<Restriction, List<List<Piece>>> drives = new LinkedHashMap<>();
        Map<Long, List<Long>> leaving = new HashMap<>();
        for (Restriction restriction : restrictions) {
            List<List<Piece>> found =
                    restriction.viaWays.isEmpty() ? overNode(restriction) : overWays(restriction);
            if (!found.isEmpty()) {
                tally.add(Fate.KEPT, restriction.counted(), "");
                drives.put(restriction, found);
            }
            if (restriction.only()) {
                found.forEach(drive -> drive.forEach(piece -> leaving.put(piece.to(), new ArrayList<>())));
            }
        }
        for (RoadLink link : leaving.isEmpty() ? List.<RoadLink>of() : draft.links()) {
            List<Long> ofNode = leaving.get(link.from());
            if (ofNode != null) {
                ofNode.add(link.linkId());
            }
        }
        drives.forEach((restriction, found) -> {
            if (restriction.only()) {
                banOthers(restriction, found, leaving, draft);
            } else {
                found.forEach(drive -> draft.banPath(linkIds(drive), restriction.heavyOnly));
            }
        });
    }

    /** What the restriction speaks of, as pairs of links; none, and counted, if it does not fit the roads. */
    private List<List<Piece>> overNode(Restriction restriction) {
        String name = "relation " + restriction.id;
        long viaNode = joinedNodes.getOrDefault(restriction.viaNode, restriction.viaNode);
        List<Piece> from = new ArrayList<>();
        restriction.from.forEach(way -> from.addAll(wayLinks.entering(way, viaNode)));
        List<Piece> to = new ArrayList<>();
        restriction.to.forEach(way -> to.addAll(wayLinks.leaving(way, viaNode)));
        if (from.isEmpty() || to.isEmpty()) {
            tally.add(Fate.DROPPED, "turn restrictions on turns that no vehicle can make", name);
            return List.of();
        }
        boolean uTurn = restriction.kind.equals("no_u_turn") && restriction.from.equals(restriction.to);
        if (!uTurn && (from.size() > restriction.from.size() || to.size() > restriction.to.size())) {
            tally.add(Fate.DROPPED, "turn restrictions on ways that do not end at their node", name);
            return List.of();
        }
        List<List<Piece>> pairs = new ArrayList<>();
        for (Piece in : from) {
            for (Piece out : to) {
                if (!uTurn || out.to() == in.from()) {
                    pairs.add(List.of(in, out));
                }
            }
        }
        if (pairs.isEmpty()) {
            tally.add(Fate.DROPPED, "turn restrictions on turns that no vehicle can make", name);
        }
        return pairs;
    }

    private List<List<Piece>> overWays(Restriction restriction) {
        String name = "relation " + restriction.id;
        if (!restriction.viaWays.stream().allMatch(wayLinks::isRoad)
                || restriction.from.stream().noneMatch(wayLinks::isRoad)
                || restriction.to.stream().noneMatch(wayLinks::isRoad)) {
            tally.add(Fate.DROPPED, "turn restrictions over ways that are no roads", name);
            return List.of();
        }
        List<List<Piece>> found = drives(restriction, restriction.viaWays);
        if (found.isEmpty() && restriction.viaWays.size() > 1) {
            // The order of members means nothing to many editors.
            List<Long> turned = new ArrayList<>(restriction.viaWays);
            Collections.reverse(turned);
            found = drives(restriction, turned);
        }
        if (found.isEmpty()) {
            tally.add(Fate.DROPPED, "turn restrictions over ways on drives that no vehicle can make", name);
        } else if (found.size() > restriction.from.size() * restriction.to.size()) {
            tally.add(Fate.DROPPED, "turn restrictions over ways that do not end where they meet", name);
            return List.of();
        }
        return found;
    }

    private List<List<Piece>> drives(Restriction restriction, List<Long> viaWays) {
        List<List<Piece>> found = new ArrayList<>();
        for (long from : restriction.from) {
            for (long to : restriction.to) {
                found.addAll(wayLinks.drives(from, viaWays, to));
            }
        }
        return found;
    }

    /** Bans every way to leave the drives before their end, from their first link on. */
    private static void banOthers(
            Restriction restriction, List<List<Piece>> drives, Map<Long, List<Long>> leaving, NetworkDraft draft) {
        Set<List<Long>> allowed = new HashSet<>();
        for (List<Piece> drive : drives) {
            for (int length = 1; length <= drive.size(); length++) {
                allowed.add(linkIds(drive.subList(0, length)));
            }
        }
        for (List<Piece> drive : drives) {
            for (int length = 1; length < drive.size(); length++) {
                List<Piece> begun = drive.subList(0, length);
                for (long other : leaving.get(WayLinks.last(begun).to())) {
                    List<Long> path = new ArrayList<>(linkIds(begun));
                    path.add(other);
                    if (!allowed.contains(path)) {
                        draft.banPath(path, restriction.heavyOnly);
                    }
                }
            }
        }
    }

    private static List<Long> linkIds(List<Piece> drive) {
        return drive.stream().map(Piece::linkId).toList();
    }
}
