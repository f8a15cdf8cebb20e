package city.mio.bench.pipeline;

import java.util.Map;

/** A result as a Markdown table, the form of docs/benchmarks.md. */
final class ResultTable {

    private ResultTable() {}

    static String of(Map<String, Object> result) {
        StringBuilder table = new StringBuilder("\n| figure | value |\n|---|---|\n");
        result.forEach((name, value) -> table.append("| ").append(name).append(" | ").append(text(value)).append(" |\n"));
        return table.toString();
    }

    private static String text(Object value) {
        if (value instanceof Double number) {
            return "%.2f".formatted(number);
        }
        if (value instanceof Integer || value instanceof Long) {
            return "%,d".formatted(value);
        }
        if (value instanceof LatencyProbe.Percentiles p) {
            return "p50 %,d, p99 %,d (%,d records)".formatted(p.p50(), p.p99(), p.records());
        }
        if (value instanceof Map<?, ?> shares) {
            StringBuilder text = new StringBuilder();
            shares.forEach((part, share) -> text.append(text.isEmpty() ? "" : ", ")
                    .append(part)
                    .append(" %.0f %%".formatted(100 * ((Number) share).doubleValue())));
            return text.toString();
        }
        return String.valueOf(value);
    }
}
