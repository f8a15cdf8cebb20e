package city.mio.bench.routing;

import city.mio.bench.routing.Figures.Sampled;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of one network as Markdown, the form of docs/benchmarks.md. */
final class RouteTable {

    private RouteTable() {}

    static String of(Map<String, Object> result) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%n### %s: %,d nodes, %,d links, %,d banned turns%n%n"
                        + "Order, once at import: %.1f s of CPU time. GraphHopper's graph: %.0f MB.%n%n",
                result.get("network"),
                result.get("nodes"),
                result.get("links"),
                result.get("bannedTurns"),
                result.get("orderCpuSeconds"),
                result.get("peerGraphMegabytes")));
        text.append("| router | time only, p50 / p99 (CPU), µs | route p50 / p99 (CPU), µs | matrix p50 (CPU), ms"
                + " | new times p50 (CPU), ms | prepared, CPU s | memory, MB | same times as Mio |\n");
        text.append("|---|---|---|---|---|---|---|---|\n");
        for (Object each : (List<?>) result.get("routers")) {
            Map<?, ?> router = (Map<?, ?>) each;
            text.append("| ").append(router.get("router"));
            cell(text, pair(router.get("time")) + cpu(router.get("timeCpuMicros")));
            cell(text, pair(router.get("route")) + cpu(router.get("routeCpuMicros")));
            cell(text, millis(router.get("matrix")) + cpu(router.get("matrixCpuMillis")));
            cell(text, millis(router.get("changeTimes")) + cpu(router.get("changeTimesCpuMillis")));
            cell(text, String.format(Locale.ROOT, "%.1f", router.get("prepareCpuSeconds")));
            cell(text, String.format(Locale.ROOT, "%.0f", router.get("megabytes")));
            cell(text, agreement(router.get("agreement")));
            text.append(" |\n");
        }
        return text.toString();
    }

    private static void cell(StringBuilder text, String content) {
        text.append(" | ").append(content);
    }

    private static String pair(Object sampled) {
        return sampled instanceof Sampled s ? String.format(Locale.ROOT, "%.1f / %.1f", s.p50(), s.p99()) : "";
    }

    private static String millis(Object sampled) {
        return sampled instanceof Sampled s ? String.format(Locale.ROOT, "%.1f", s.p50() / 1000) : "";
    }

    private static String cpu(Object value) {
        return value == null ? "" : String.format(Locale.ROOT, " (%.1f)", value);
    }

    private static String agreement(Object found) {
        return found instanceof Agreement a
                ? String.format(
                        Locale.ROOT,
                        "%.1f %% of %,d; %d over banned turns or back, %d unexplained",
                        100.0 * a.same() / a.pairs(),
                        a.pairs(),
                        a.bannedOrBack(),
                        a.unexplained())
                : "";
    }
}
