package city.mio.cli.command;

import city.mio.geo.network.RoadClass;
import city.mio.models.haul.headroom.SpeedFlow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** How far relations of speed and volume lie from half hours that they were not fitted to, volume by volume. Stateless. */
final class SpeedFlowCheck {

    private static final double[] BOUNDS = {0, 0.3, 0.5, 0.7, 0.8, 0.9, 1, Double.POSITIVE_INFINITY};

    private SpeedFlowCheck() {}

    /**
     * One class of road, or all (null), between two volumes over capacity.
     *
     * @param before root mean square error of speed over free flow, by the relations that the city has now
     * @param after by those that were fitted
     * @param slow share of half hours under half of free flow
     */
    record Row(RoadClass type, double from, double until, int samples, double meanSpeed, double before, double after, double slow) {

        Map<String, Object> told() {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("class", name());
            told.put("from", from);
            told.put("until", Double.isInfinite(until) ? null : until);
            told.put("samples", samples);
            told.put("meanSpeedShare", meanSpeed);
            told.put("rmseNow", before);
            told.put("rmseFitted", after);
            told.put("underHalf", slow);
            return told;
        }

        private String name() {
            return type == null ? "all" : type.name().toLowerCase(Locale.ROOT);
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%-16s volume/capacity %.1f-%s: %6d half hours, mean speed %.3f of free flow, RMSE now %.4f, fitted %.4f,"
                            + " under half %.1f %%",
                    name(), from, Double.isInfinite(until) ? "" : String.format(Locale.ROOT, "%.1f", until), samples, meanSpeed,
                    before, after, 100 * slow);
        }
    }

    /** Rows of all classes together, then class by class; those without a half hour are left out. */
    static List<Row> of(
            Map<RoadClass, List<double[]>> seen, Function<RoadClass, SpeedFlow> now, Function<RoadClass, SpeedFlow> fitted) {
        List<Row> rows = new ArrayList<>();
        for (int band = 0; band + 1 < BOUNDS.length; band++) {
            row(null, seen, band, now, fitted, rows);
        }
        for (RoadClass type : seen.keySet()) {
            Map<RoadClass, List<double[]>> alone = new EnumMap<>(Map.of(type, seen.get(type)));
            for (int band = 0; band + 1 < BOUNDS.length; band++) {
                row(type, alone, band, now, fitted, rows);
            }
        }
        return rows;
    }

    private static void row(
            RoadClass type,
            Map<RoadClass, List<double[]>> seen,
            int band,
            Function<RoadClass, SpeedFlow> now,
            Function<RoadClass, SpeedFlow> fitted,
            List<Row> rows) {
        int count = 0;
        double mean = 0;
        double before = 0;
        double after = 0;
        int slow = 0;
        for (Map.Entry<RoadClass, List<double[]>> of : seen.entrySet()) {
            SpeedFlow old = now.apply(of.getKey());
            SpeedFlow young = fitted.apply(of.getKey());
            for (double[] point : of.getValue()) {
                if (point[0] >= BOUNDS[band] && point[0] < BOUNDS[band + 1]) {
                    count++;
                    mean += point[1];
                    before += Math.pow(point[1] - old.speedShare(point[0]), 2);
                    after += Math.pow(point[1] - young.speedShare(point[0]), 2);
                    slow += point[1] < 0.5 ? 1 : 0;
                }
            }
        }
        if (count > 0) {
            rows.add(new Row(
                    type, BOUNDS[band], BOUNDS[band + 1], count, mean / count, Math.sqrt(before / count), Math.sqrt(after / count),
                    (double) slow / count));
        }
    }
}
