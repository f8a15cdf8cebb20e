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

    /** Factors are told apart to a two-hundredth, up to fifty. */
    private static final float FINENESS = 200;
    private static final int FACTORS = 10_000;

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
        float[][] ones = new float[frame.panel().channelCount()][horizons];
        for (float[] one : ones) {
            Arrays.fill(one, 1);
        }
        score(model, quantiles, ones, "residuals", frame, origins);
    }

    private void score(Forecaster model, ResidualQuantiles quantiles, float[][] factors, String kind, Frame frame,
            int[] origins) {
        Panel panel = frame.panel();
        IntervalTally[] tallies = tallies(panel);
        PointForecast point = forecast(panel);
        PointForecast p10 = forecast(panel);
        PointForecast p90 = forecast(panel);
        for (int origin : origins) {
            model.forecast(frame, origin, point);
            for (int channel = 0; channel < panel.channelCount(); channel++) {
                for (int h = 0; h < horizons; h++) {
                    float wide = factors[channel][h];
                    for (int target = 0; target < panel.targetCount(); target++) {
                        float middle = point.get(channel, target, h);
                        p10.set(channel, target, h, middle + wide * quantiles.low(channel, h));
                        p90.set(channel, target, h, middle + wide * quantiles.high(channel, h));
                    }
                }
            }
            add(tallies, panel, origin, (origin - origins[0]) / week(panel), point, p10, p90);
        }
        keep(model.name() + ", " + kind, panel, tallies);
    }

    /**
     * Scores intervals that stand still as if it had been known beforehand by what factor to widen or narrow them at each
     * horizon, for their coverage to be that of the intervals scored last: what they cost at equal coverage.
     */
    public void scoreWidened(Forecaster model, ResidualQuantiles quantiles, Frame frame, int[] origins) {
        Panel panel = frame.panel();
        List<Row> last = rows.subList(rows.size() - panel.channelCount(), rows.size());
        long[][][] counts = new long[panel.channelCount()][horizons][FACTORS];
        PointForecast point = forecast(panel);
        for (int origin : origins) {
            model.forecast(frame, origin, point);
            for (int channel = 0; channel < panel.channelCount(); channel++) {
                for (int h = 0; h < horizons; h++) {
                    for (int target = 0; target < panel.targetCount(); target++) {
                        float error = panel.value(channel, origin + 1 + h, target) - point.get(channel, target, h);
                        float end = error < 0 ? quantiles.low(channel, h) : quantiles.high(channel, h);
                        if (!Float.isNaN(error)) {
                            counts[channel][h][(int) Math.min(FACTORS - 1, Math.max(0, error / end) * FINENESS)]++;
                        }
                    }
                }
            }
        }
        float[][] chosen = new float[panel.channelCount()][horizons];
        for (int channel = 0; channel < chosen.length; channel++) {
            for (int h = 0; h < horizons; h++) {
                chosen[channel][h] = factor(counts[channel][h], last.get(channel).tally().held(h, h + 1).coverage());
            }
        }
        score(model, quantiles, chosen, "widened", frame, origins);
    }

    /** The smallest factor within which such a share lies. */
    private static float factor(long[] counts, double share) {
        double left = share * Arrays.stream(counts).sum();
        int at = 0;
        while (at < counts.length - 1 && left > counts[at]) {
            left -= counts[at++];
        }
        return (at + 1) / FINENESS;
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
        lines.add(String.format(Locale.ROOT, "%-23s %-8s %8s %9s %9s %9s  %s",
                "80 % interval", "channel", "within", "least", "most", "width", "pinball, weeks"));
        for (Row row : rows) {
            double[] byHorizon = byHorizon(row);
            IntervalTally.Held held = row.tally().held(0, horizons);
            lines.add(String.format(Locale.ROOT, "%-23s %-8s %8.4f %9.4f %9.4f %9.4f  %.4f, %s",
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
