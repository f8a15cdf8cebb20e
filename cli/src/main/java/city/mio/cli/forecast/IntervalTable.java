package city.mio.cli.forecast;

import city.mio.models.forecast.AdaptiveIntervals;
import city.mio.models.forecast.Forecaster;
import city.mio.models.forecast.Frame;
import city.mio.models.forecast.IntervalTally;
import city.mio.models.forecast.Panel;
import city.mio.models.forecast.PointForecast;
import city.mio.models.forecast.ResidualQuantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the 80 % intervals of models held on the same forecasts, by horizon and week. */
public final class IntervalTable {

    private record Row(String model, String channel, IntervalTally tally) {}

    private final List<Row> rows = new ArrayList<>();
    private final int horizons;

    public IntervalTable(int horizons) {
        this.horizons = horizons;
    }

    /** Scores intervals that learn as time goes on. */
    public void score(Forecaster model, AdaptiveIntervals intervals, Frame frame, int from, int[] origins) {
        Panel panel = frame.panel();
        IntervalTally[] tallies = tallies(panel);
        PointForecast point = forecast(panel);
        PointForecast p10 = forecast(panel);
        PointForecast p90 = forecast(panel);
        int last = origins[origins.length - 1];
        int first = origins[0];
        for (int origin = from; origin <= last; origin++) {
            intervals.observe(panel, origin);
            model.forecast(frame, origin, point);
            intervals.around(frame, origin, point, p10, p90);
            if (origin >= first) {
                add(tallies, panel, origin, (origin - first) / week(panel), point, p10, p90);
            }
        }
        keep(model.name() + ", adaptive", panel, tallies);
    }

    /** Scores intervals that stand still. */
    public void score(Forecaster model, ResidualQuantiles quantiles, Frame frame, int[] origins) {
        Panel panel = frame.panel();
        IntervalTally[] tallies = tallies(panel);
        PointForecast point = forecast(panel);
        PointForecast p10 = forecast(panel);
        PointForecast p90 = forecast(panel);
        for (int origin : origins) {
            model.forecast(frame, origin, point);
            for (int channel = 0; channel < panel.channelCount(); channel++) {
                for (int target = 0; target < panel.targetCount(); target++) {
                    for (int h = 0; h < horizons; h++) {
                        float middle = point.get(channel, target, h);
                        p10.set(channel, target, h, middle + quantiles.low(channel, h));
                        p90.set(channel, target, h, middle + quantiles.high(channel, h));
                    }
                }
            }
            add(tallies, panel, origin, (origin - origins[0]) / week(panel), point, p10, p90);
        }
        keep(model.name() + ", residuals", panel, tallies);
    }

    private static int week(Panel panel) {
        return 7 * panel.timeline().stepsPerDay();
    }

    private IntervalTally[] tallies(Panel panel) {
        IntervalTally[] tallies = new IntervalTally[panel.channelCount()];
        Arrays.setAll(tallies, channel -> new IntervalTally(horizons));
        return tallies;
    }

    private PointForecast forecast(Panel panel) {
        return new PointForecast(panel.channelCount(), panel.targetCount(), horizons);
    }

    private void add(IntervalTally[] tallies, Panel panel, int origin, int week, PointForecast point,
            PointForecast p10, PointForecast p90) {
        for (int channel = 0; channel < tallies.length; channel++) {
            for (int target = 0; target < panel.targetCount(); target++) {
                for (int h = 0; h < horizons; h++) {
                    tallies[channel].add(h, week, panel.value(channel, origin + 1 + h, target),
                            p10.get(channel, target, h), point.get(channel, target, h), p90.get(channel, target, h));
                }
            }
        }
    }

    private void keep(String model, Panel panel, IntervalTally[] tallies) {
        for (int channel = 0; channel < tallies.length; channel++) {
            rows.add(new Row(model, panel.channels().get(channel), tallies[channel]));
        }
    }

    /** The lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-22s %-8s %8s %9s %9s %9s  %s",
                "80 % interval", "channel", "within", "least", "most", "width", "pinball, weeks"));
        for (Row row : rows) {
            double[] byHorizon = byHorizon(row);
            IntervalTally.Held held = row.tally().held(0, horizons);
            lines.add(String.format(Locale.ROOT, "%-22s %-8s %8.4f %9.4f %9.4f %9.4f  %.4f, %s",
                    row.model(), row.channel(), held.coverage(), Arrays.stream(byHorizon).min().orElseThrow(),
                    Arrays.stream(byHorizon).max().orElseThrow(), held.width(), held.pinball(),
                    Arrays.toString(Arrays.stream(row.tally().coverageByWeek())
                            .map(share -> Math.round(share * 1000) / 1000.0).toArray())));
        }
        return lines;
    }

    private double[] byHorizon(Row row) {
        double[] coverage = new double[horizons];
        Arrays.setAll(coverage, h -> row.tally().held(h, h + 1).coverage());
        return coverage;
    }

    /** All of it for machines. */
    public List<Map<String, Object>> objects() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Row row : rows) {
            for (int h = 0; h < horizons; h++) {
                IntervalTally.Held held = row.tally().held(h, h + 1);
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("model", row.model());
                object.put("channel", row.channel());
                object.put("horizon", h + 1);
                object.put("coverage", held.coverage());
                object.put("width", held.width());
                object.put("pinball", held.pinball());
                objects.add(object);
            }
            Map<String, Object> weeks = new LinkedHashMap<>();
            weeks.put("model", row.model());
            weeks.put("channel", row.channel());
            weeks.put("coverageByWeek", row.tally().coverageByWeek());
            objects.add(weeks);
        }
        return objects;
    }
}
