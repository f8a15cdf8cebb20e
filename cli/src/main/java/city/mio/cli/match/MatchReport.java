package city.mio.cli.match;

import city.mio.geo.matching.BreakReason;
import city.mio.geo.matching.UnmatchedReason;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of the fixes. Immutable.
 *
 * @param vehicles with at least one fix
 * @param fixes given to the matcher
 * @param matched of these, matched to a link
 * @param unmatched the others by reason; every reason is there
 * @param traversals passages over links
 * @param breaks places where a path ended before its track, by reason; every reason is there
 * @param firstBreaks the first thousand of these
 */
public record MatchReport(
        int vehicles,
        long fixes,
        long matched,
        Map<UnmatchedReason, Long> unmatched,
        long traversals,
        Map<BreakReason, Long> breaks,
        List<Break> firstBreaks) {

    /** @param time epoch milliseconds at which the vehicle was last known to be on the path */
    public record Break(String vehicleId, long time, BreakReason reason) {}

    public MatchReport {
        unmatched = Map.copyOf(unmatched);
        breaks = Map.copyOf(breaks);
        firstBreaks = List.copyOf(firstBreaks);
    }

    /** For people: one line. */
    public String line() {
        return fixes + " fixes of " + vehicles + (vehicles == 1 ? " vehicle: " : " vehicles: ") + matched + " matched, "
                + (fixes - matched) + " unmatched" + byReason(unmatched, UnmatchedReason.class) + "; " + traversals
                + " links in order; " + breaks.values().stream().mapToLong(Long::longValue).sum()
                + " breaks" + byReason(breaks, BreakReason.class);
    }

    /** For JSON. */
    public Map<String, Object> toMap(Naming naming) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("vehicles", vehicles);
        map.put("fixes", fixes);
        map.put("matched", matched);
        map.put("unmatched", named(unmatched, UnmatchedReason.class));
        map.put("traversals", traversals);
        map.put("breaks", named(breaks, BreakReason.class));
        map.put(
                "breakPlaces",
                firstBreaks.stream()
                        .map(at -> {
                            Map<String, Object> place = new LinkedHashMap<>();
                            place.put("vehicleId", at.vehicleId());
                            place.put("time", naming.time(at.time()));
                            place.put("reason", name(at.reason()));
                            return place;
                        })
                        .toList());
        return map;
    }

    private static String name(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Map<String, Long> named(Map<E, Long> counts, Class<E> reasons) {
        Map<String, Long> named = new LinkedHashMap<>();
        for (E reason : reasons.getEnumConstants()) {
            named.put(name(reason), counts.getOrDefault(reason, 0L));
        }
        return named;
    }

    private static <E extends Enum<E>> String byReason(Map<E, Long> counts, Class<E> reasons) {
        Map<E, Long> some = new EnumMap<>(reasons);
        counts.forEach((reason, count) -> {
            if (count > 0) {
                some.put(reason, count);
            }
        });
        return some.isEmpty()
                ? ""
                : some.entrySet().stream()
                        .map(entry -> name(entry.getKey()).replace('_', ' ') + " " + entry.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
