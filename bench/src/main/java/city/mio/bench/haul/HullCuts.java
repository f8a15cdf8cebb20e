package city.mio.bench.haul;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that whole numbers of vehicles keep and fractions of vehicles break. A point is within the hull of what can pass
 * together if it is below a mean of such points; if not, the prices of the small program that looks for one are a row
 * (Boyd 1994). Rows are rounded to whole numbers and their room is then counted from all points, so that each holds.
 */
final class HullCuts {

    private static final double LEAST_VIOLATION = 1e-3;
    private static final int LARGEST_SCALE = 60;

    private HullCuts() {}

    /** @param value of each kind, how many take it */
    static List<DayProgram.Row> violated(List<DayProgram.Corner> corners, double[] value, int classes) {
        List<DayProgram.Row> found = new ArrayList<>();
        for (DayProgram.Corner corner : corners) {
            double[] sum = new double[classes];
            for (int cell : corner.cells()) {
                for (int type = 0; type < classes; type++) {
                    sum[type] += value[cell * classes + type];
                }
            }
            int[] cut = cut(corner.points(), sum);
            if (cut != null) {
                int[] kinds = new int[corner.cells().length * classes];
                int[] amounts = new int[kinds.length];
                for (int i = 0; i < kinds.length; i++) {
                    kinds[i] = corner.cells()[i / classes] * classes + i % classes;
                    amounts[i] = cut[i % classes];
                }
                found.add(new DayProgram.Row(kinds, amounts, cut[classes]));
            }
        }
        return found;
    }

    /** Amounts of the classes and the room; null if no row is broken. */
    private static int[] cut(List<int[]> points, double[] at) {
        if (Arrays.stream(at).allMatch(v -> v < LEAST_VIOLATION) || below(points, at)) {
            return null;
        }
        MPSolver solver = MPSolver.createSolver("GLOP");
        try {
            solver.objective().setMinimization();
            MPConstraint[] rows = new MPConstraint[at.length];
            for (int type = 0; type < at.length; type++) {
                rows[type] = solver.makeConstraint(at[type], Double.POSITIVE_INFINITY, "");
            }
            for (int[] point : points) {
                MPVariable x = solver.makeNumVar(0, Double.POSITIVE_INFINITY, "");
                solver.objective().setCoefficient(x, 1);
                for (int type = 0; type < at.length; type++) {
                    rows[type].setCoefficient(x, point[type]);
                }
            }
            if (solver.solve() != MPSolver.ResultStatus.OPTIMAL || solver.objective().value() < 1 + LEAST_VIOLATION) {
                return null;
            }
            double[] slope = Arrays.stream(rows).mapToDouble(row -> Math.max(0, row.dualValue())).toArray();
            return whole(points, at, slope);
        } finally {
            solver.delete();
        }
    }

    private static boolean below(List<int[]> points, double[] at) {
        for (int[] point : points) {
            boolean all = true;
            for (int type = 0; type < at.length && all; type++) {
                all = at[type] <= point[type] + 1e-9;
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    /** The least multiple of the slopes that is whole or nearly, with the room that all points then need. */
    private static int[] whole(List<int[]> points, double[] at, double[] slope) {
        double largest = Arrays.stream(slope).max().orElse(0);
        for (int scale = 1; scale <= LARGEST_SCALE; scale++) {
            int[] row = new int[at.length + 1];
            boolean near = true;
            double reached = 0;
            for (int type = 0; type < at.length; type++) {
                double exact = slope[type] / largest * scale;
                row[type] = (int) Math.round(exact);
                near &= Math.abs(exact - row[type]) < 1e-6 || scale == LARGEST_SCALE;
                reached += row[type] * at[type];
            }
            if (!near) {
                continue;
            }
            for (int[] point : points) {
                int taken = 0;
                for (int type = 0; type < at.length; type++) {
                    taken += row[type] * point[type];
                }
                row[at.length] = Math.max(row[at.length], taken);
            }
            return reached > row[at.length] + LEAST_VIOLATION * scale ? row : null;
        }
        return null;
    }
}
