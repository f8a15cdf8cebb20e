package city.mio.cli.forecast;

import city.mio.models.forecast.AdaptiveIntervals;
import city.mio.models.forecast.ErrorTally;
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
import java.util.Optional;

/** How the 80 % intervals of models held on the same forecasts, by horizon and week. */
public final class IntervalTable {

    /** How one model's intervals of one kind held for one channel. */
    record Row(String model, String kind, String channel, IntervalTally tally) {

        String label() {
            return model + ", " + kind;
        }
    }

    /** Round forecasts of the ensemble, and learning on. */
    private static final String ADAPTIVE = "adaptive";
    /** The ends of past residuals. */
    private static final String RESIDUALS = "residuals";
    /** What is known only afterwards: for comparison, not an implementation. */
    static final String WIDENED = "widened";

    /** Factors are told apart to a two-hundredth, up to fifty. */
    private static final float FINENESS = 200;
    private static final int FACTORS = 10_000;

    private final List<Row> rows = new ArrayList<>();
    private final ErrorTable errors;
    private final int horizons;

    /**
     * Begins empty.
     *
     * @param errors where the errors of the same forecasts are kept, as making them takes longest
     */
    public IntervalTable(ErrorTable errors) {
        this.errors = errors;
        this.horizons = errors.horizons();
    }

    /** Scores intervals that learn as time goes on. */
    public void score(Forecaster model, AdaptiveIntervals intervals, Frame frame, int from, int[] origins) {
        Panel panel = frame.panel();
        IntervalTally[] tallies = tallies(panel);
        ErrorTally[] missed = errors.tallies(panel);
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
                ErrorTable.add(missed, panel, origin, point);
                add(tallies, panel, origin, (origin - first) / week(panel), point, p10, p90);
            }
        }
        errors.keep(model.name(), panel, missed);
        keep(model.name(), ADAPTIVE, panel, tallies);
    }

    /** Scores intervals that stand still. */
    public void score(Forecaster model, ResidualQuantiles quantiles, Frame frame, int[] origins) {
        float[][] ones = new float[frame.panel().channelCount()][horizons];
        for (float[] one : ones) {
            Arrays.fill(one, 1);
        }
        errors.keep(model.name(), frame.panel(), score(model, quantiles, ones, RESIDUALS, frame, origins));
    }

    private ErrorTally[] score(Forecaster model, ResidualQuantiles quantiles, float[][] factors, String kind, Frame frame,
            int[] origins) {
        Panel panel = frame.panel();
        IntervalTally[] tallies = tallies(panel);
        ErrorTally[] missed = errors.tallies(panel);
        PointForecast point = forecast(panel);
        PointForecast p10 = forecast(panel);
        PointForecast p90 = forecast(panel);
        for (int origin : origins) {
            model.forecast(frame, origin, point);
            ErrorTable.add(missed, panel, origin, point);
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
        keep(model.name(), kind, panel, tallies);
        return missed;
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
        score(model, quantiles, chosen, WIDENED, frame, origins);
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

    private void keep(String model, String kind, Panel panel, IntervalTally[] tallies) {
        for (int channel = 0; channel < tallies.length; channel++) {
            rows.add(new Row(model, kind, panel.channels().get(channel), tallies[channel]));
        }
    }

    /** The intervals that a model speaks, of a channel; empty if it has none. */
    Optional<Row> find(String model, String channel) {
        return rows.stream()
                .filter(row -> row.model().equals(model) && row.channel().equals(channel) && !row.kind().equals(WIDENED))
                .findFirst();
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
                    row.label(), row.channel(), held.coverage(), Arrays.stream(byHorizon).min().orElseThrow(),
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
                object.put("model", row.label());
                object.put("channel", row.channel());
                object.put("horizon", h + 1);
                object.put("coverage", held.coverage());
                object.put("width", held.width());
                object.put("pinball", held.pinball());
                objects.add(object);
            }
            Map<String, Object> weeks = new LinkedHashMap<>();
            weeks.put("model", row.label());
            weeks.put("channel", row.channel());
            weeks.put("coverageByWeek", row.tally().coverageByWeek());
            objects.add(weeks);
        }
        return objects;
    }
}
