package city.mio.models.forecast.trees;

/**
 * Rows to learn from or to be judged by. The arrays are not copied and must be left alone.
 *
 * @param features of a row
 * @param outputs of a row
 * @param bins {@code [row * features + feature]}, as {@link Bins} fills them
 * @param outcomes {@code [row * outputs + output]}, NaN if missing
 * @param base what to begin with, in the same order
 * @param weights of the rows, not negative, about 1
 */
public record TreeRows(int features, int outputs, byte[] bins, float[] outcomes, float[] base, float[] weights) {

    public TreeRows {
        if (bins.length != weights.length * features) {
            throw new IllegalArgumentException("bins must be " + weights.length + " rows of " + features);
        }
        if (outcomes.length != weights.length * outputs || base.length != outcomes.length) {
            throw new IllegalArgumentException("outcomes and base must be " + weights.length + " rows of " + outputs);
        }
    }

    int count() {
        return weights.length;
    }
}
