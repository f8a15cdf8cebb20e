package city.mio.cli.forecast;

import city.mio.models.forecast.ErrorTally;
import city.mio.models.forecast.IntervalTally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All implementations side by side at each horizon: how far off they were, and how their 80 % intervals held. */
public final class HorizonTable {

    private record Row(String model, String channel, int horizon, ErrorTally.Errors errors,
            Optional<IntervalTable.Row> intervals) {

        Optional<IntervalTally.Held> held() {
            return intervals.map(row -> row.tally().held(horizon - 1, horizon));
        }
    }

    private static final long MINUTE_MILLIS = 60_000;
    /** Horizons for people, in minutes; machines get all. */
    private static final List<Long> SHOWN_MINUTES = List.of(15L, 30L, 60L);

    private final List<Row> rows = new ArrayList<>();
    private final int horizons;
    private final long stepMillis;

    /** Of what was scored into both tables. */
    public HorizonTable(ErrorTable errors, IntervalTable intervals, long stepMillis) {
        horizons = errors.horizons();
        this.stepMillis = stepMillis;
        for (ErrorTable.Row row : errors.rows()) {
            if (row.band().startsWith(ErrorTable.AT_STEP)) {
                int horizon = Integer.parseInt(row.band().substring(ErrorTable.AT_STEP.length()));
                rows.add(new Row(row.model(), row.channel(), horizon, row.errors(),
                        intervals.find(row.model(), row.channel())));
            }
        }
    }

    /** Implementations that speak no intervals, each once. */
    public List<String> withoutIntervals() {
        return rows.stream().filter(row -> row.intervals().isEmpty()).map(Row::model).distinct().toList();
    }

    /** The lines for people: some horizons, channel by channel. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String channel : rows.stream().map(Row::channel).distinct().toList()) {
            for (int horizon = 1; horizon <= horizons; horizon++) {
                if (SHOWN_MINUTES.contains(minutes(horizon))) {
                    lines(channel, horizon, lines);
                }
            }
        }
        List<String> without = withoutIntervals();
        if (!without.isEmpty()) {
            lines.add("no intervals of " + String.join(", ", without)
                    + ": the model is older than residuals of all implementations; trained anew it has them");
        }
        return lines;
    }

    private void lines(String channel, int horizon, List<String> lines) {
        lines.add(String.format(Locale.ROOT, "%-23s %9s %9s %8s %9s %8s %9s  %s",
                channel + ", " + minutes(horizon) + " min ahead", "MAE", "RMSE", "MAPE %", "pinball", "within", "width",
                "80 % interval"));
        for (Row row : rows) {
            if (row.horizon() == horizon && row.channel().equals(channel)) {
                String held = row.held()
                        .map(of -> String.format(
                                Locale.ROOT, "%9.4f %8.4f %9.4f", of.pinball(), of.coverage(), of.width()))
                        .orElse(String.format(Locale.ROOT, "%9s %8s %9s", "-", "-", "-"));
                lines.add(String.format(Locale.ROOT, "%-23s %9.4f %9.4f %8.2f %s  %s",
                        row.model(), row.errors().mae(), row.errors().rmse(), row.errors().mapePercent(), held,
                        row.intervals().map(IntervalTable.Row::kind).orElse("none")));
            }
        }
    }

    private long minutes(int horizon) {
        return horizon * stepMillis / MINUTE_MILLIS;
    }

    /** Every horizon for machines; what an implementation has no intervals for is null. */
    public List<Map<String, Object>> objects() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("model", row.model());
            object.put("channel", row.channel());
            object.put("horizon", row.horizon());
            object.put("minutes", minutes(row.horizon()));
            object.put("mae", row.errors().mae());
            object.put("rmse", row.errors().rmse());
            object.put("mapePercent", row.errors().mapePercent());
            object.put("scored", row.errors().scored());
            object.put("pinball", row.held().map(IntervalTally.Held::pinball).orElse(null));
            object.put("coverage", row.held().map(IntervalTally.Held::coverage).orElse(null));
            object.put("width", row.held().map(IntervalTally.Held::width).orElse(null));
            object.put("intervals", row.intervals().map(IntervalTable.Row::kind).orElse(null));
            objects.add(object);
        }
        return objects;
    }
}
