package city.mio.models.forecast;

/** Small systems of normal equations. Stateless. */
public final class Cholesky {

    private Cholesky() {}

    /**
     * Solves (A + penalty I) x = b.
     *
     * @param lower A, symmetric and positive semidefinite, row by row; only its lower half is read
     */
    public static double[] solve(double[] lower, double[] right, double penalty) {
        int n = right.length;
        double[] factor = lower.clone();
        for (int i = 0; i < n; i++) {
            factor[i * n + i] += penalty;
        }
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double sum = factor[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= factor[i * n + k] * factor[j * n + k];
                }
                factor[i * n + j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[j * n + j];
            }
        }
        double[] solved = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                solved[i] -= factor[i * n + k] * solved[k];
            }
            solved[i] /= factor[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                solved[i] -= factor[k * n + i] * solved[k];
            }
            solved[i] /= factor[i * n + i];
        }
        return solved;
    }
}
