package city.mio.models.forecast;

import java.nio.FloatBuffer;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Forward and backward through the graph that {@link NeuralForecaster} makes, for a fixed number of rows, on buffers
 * that are kept. Deeplearning4j's own pass copies between layouts and goes forward twice for each step back; this one
 * takes half of its time. Weights, optimiser and its state stay the graph's. Not for several threads.
 *
 * <p>Matrices are column-major; a batch's answers are {@code [answer * rows + row]}.
 */
final class NeuralPass {

    private final ComputationGraph network;
    private final int rows;
    private final double kept;
    private final Dense view;
    private final Dense head;
    /** From the input straight to the answers; null if the graph has none. */
    private final Dense direct;
    private final Dense[] inner;
    private final Dense[] outer;
    private final Dense[] embeddings;
    private final int part;

    /** Rows of input one after another: the transposed matrix. */
    private final INDArray input;
    /** What comes into each block, then what comes out of the last. */
    private final INDArray[] flow;
    private final INDArray[] hidden;
    private final INDArray answer;
    private final float[] looked;
    /** Null if only forward. */
    private final Back back;

    /** What a step back needs beside. */
    private static final class Back {
        final INDArray flow;
        final INDArray view;
        final INDArray hidden;
        final INDArray open;
        final INDArray answer;
        final INDArray ones;
        final float[] dropped;
        /** The gradients by the names that the graph has for them. */
        final Gradient named;

        Back(INDArray gradients, int rows, int width, int view, int hidden, int answers) {
            named = new DefaultGradient(gradients);
            flow = matrix(rows, width);
            this.view = columns(flow, 0, view);
            this.hidden = matrix(rows, hidden);
            open = matrix(rows, hidden);
            answer = matrix(rows, answers);
            ones = Nd4j.ones(DataType.FLOAT, 1, rows);
            dropped = new float[rows * hidden];
        }
    }

    /** A layer's weights and bias, and where their gradients belong. */
    private static final class Dense {
        final INDArray weights;
        final INDArray bias;
        final INDArray weightsBack;
        final INDArray biasBack;

        Dense(ComputationGraph network, String name, boolean learning) {
            Layer layer = network.getLayer(name);
            Map<String, INDArray> values = layer.paramTable();
            weights = values.get("W");
            bias = values.get("b");
            if (learning) {
                Map<String, INDArray> gradients = gradients(layer);
                weightsBack = gradients.get("W");
                biasBack = bias == null ? null : gradients.get("b").reshape('f', 1, bias.length());
            } else {
                weightsBack = null;
                biasBack = null;
            }
        }

        int in() {
            return (int) weights.size(0);
        }

        int out() {
            return (int) weights.size(1);
        }
    }

    /**
     * A pass of so many rows.
     *
     * @param kept share of hidden values that are not dropped in learning
     * @param learning whether to go backward too
     */
    NeuralPass(ComputationGraph network, int rows, int blocks, double kept, boolean learning) {
        this.network = network;
        this.rows = rows;
        this.kept = kept;
        if (learning && network.getFlattenedGradients() == null) {
            network.initGradientsView();
        }
        view = new Dense(network, "view", learning);
        head = new Dense(network, "head", learning);
        direct = !network.getConfiguration().getVertices().containsKey("direct") ? null : new Dense(network, "direct", learning);
        inner = new Dense[blocks];
        outer = new Dense[blocks];
        for (int block = 0; block < blocks; block++) {
            inner[block] = new Dense(network, "block" + (block + 1) + "in", learning);
            outer[block] = new Dense(network, "block" + (block + 1) + "out", learning);
        }
        embeddings = new Dense[] {
            new Dense(network, "who", learning),
            new Dense(network, "when", learning),
            new Dense(network, "weekday", learning)
        };
        part = embeddings[0].out();
        int width = inner[0].in();
        input = matrix(view.in(), rows);
        flow = new INDArray[blocks + 1];
        hidden = new INDArray[blocks];
        flow[0] = matrix(rows, width);
        for (int block = 0; block < blocks; block++) {
            flow[block + 1] = matrix(rows, width);
            hidden[block] = matrix(rows, inner[block].out());
        }
        answer = matrix(rows, head.out());
        looked = new float[rows * 3 * part];
        back = learning
                ? new Back(network.getFlattenedGradients(), rows, width, view.out(), inner[0].out(), head.out())
                : null;
        if (learning) {
            for (Layer layer : network.getLayers()) {
                Map<String, INDArray> gradients = gradients(layer);
                gradients.forEach((parameter, gradient) -> back.named.setGradientFor(
                        layer.conf().getLayer().getLayerName() + "_" + parameter, gradient));
            }
        }
    }

    private static Map<String, INDArray> gradients(Layer layer) {
        return layer.getGradientsViewArray() == null
                ? Map.of()
                : layer.conf().getLayer().initializer()
                        .getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
    }

    private static INDArray matrix(long rows, long columns) {
        return Nd4j.create(new long[] {rows, columns}, 'f');
    }

    private static INDArray columns(INDArray of, int from, int to) {
        return of.get(new INDArrayIndex[] {NDArrayIndex.all(), NDArrayIndex.interval(from, to)});
    }

    private static FloatBuffer buffer(INDArray of) {
        return of.data().asNioFloat();
    }

    int rows() {
        return rows;
    }

    /**
     * Forward as the trained network answers.
     *
     * @param values a row's input after another
     * @param kinds for each embedding each row's entry: target, time, day
     * @param answers filled
     */
    void forward(float[] values, int[][] kinds, float[] answers) {
        forward(values, kinds, answers, 0);
    }

    /** Forward; with a seed other than 0 hidden values are dropped by it. */
    private void forward(float[] values, int[][] kinds, float[] answers, long seed) {
        buffer(input).put(values, 0, rows * view.in());
        apply(input, true, view, columns(flow[0], 0, view.out()));
        for (int e = 0; e < embeddings.length; e++) {
            look(embeddings[e], kinds[e], e * part * rows);
        }
        FloatBuffer together = buffer(flow[0]);
        together.position(view.out() * rows);
        together.put(looked);
        long state = seed;
        int blocks = inner.length;
        for (int block = 0; block < blocks; block++) {
            apply(flow[block], false, inner[block], hidden[block]);
            Transforms.relu(hidden[block], false);
            if (seed != 0 && kept < 1) {
                state = drop(hidden[block], state);
            }
            apply(hidden[block], false, outer[block], flow[block + 1]);
            flow[block + 1].addi(flow[block]);
        }
        apply(flow[blocks], false, head, answer);
        if (direct != null) {
            Nd4j.gemm(input, direct.weights, answer, true, false, 1, 1);
        }
        buffer(answer).get(answers, 0, rows * head.out());
    }

    private static void apply(INDArray from, boolean transposed, Dense layer, INDArray to) {
        Nd4j.gemm(from, layer.weights, to, transposed, false, 1, 0);
        to.addiRowVector(layer.bias);
    }

    /** Four shares of a xorshift's word at a time, each of 16 bits: as fine as a share to drop needs. */
    private long drop(INDArray values, long seed) {
        float[] factor = back.dropped;
        int limit = (int) (kept * 65_536);
        float scale = (float) (1 / kept);
        long state = seed;
        for (int i = 0; i < factor.length; i += 4) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            long word = state;
            for (int j = i; j < Math.min(i + 4, factor.length); j++) {
                factor[j] = (word & 0xffff) < limit ? scale : 0;
                word >>>= 16;
            }
        }
        buffer(back.open).put(factor);
        values.muli(back.open);
        return state;
    }

    private void look(Dense embedding, int[] kinds, int offset) {
        int entries = embedding.in();
        float[] values = new float[entries * part];
        buffer(embedding.weights).get(values);
        for (int column = 0; column < part; column++) {
            int at = offset + column * rows;
            for (int row = 0; row < rows; row++) {
                looked[at + row] = values[column * entries + kinds[row]];
            }
        }
    }

    /** What a batch's answers cost. */
    interface Loss {
        /** Fills each answer's slope. */
        void slopes(float[] answers, float[] slopes);
    }

    /** Forward, backward and one step of the optimiser. */
    void learn(float[] values, int[][] kinds, Loss loss, long seed) {
        float[] answers = new float[rows * head.out()];
        float[] slopes = new float[rows * head.out()];
        forward(values, kinds, answers, seed == 0 ? 1 : seed);
        loss.slopes(answers, slopes);
        gradients(kinds, slopes);
        int iteration = network.getConfiguration().getIterationCount();
        network.getUpdater().update(back.named, iteration, 0, 1, LayerWorkspaceMgr.noWorkspaces());
        INDArray weights = network.params();
        weights.subi(network.getFlattenedGradients().reshape(weights.shape()));
        network.getConfiguration().setIterationCount(iteration + 1);
    }

    /** Fills the graph's gradients, from the last forward. */
    void gradients(int[][] kinds, float[] slopes) {
        int blocks = inner.length;
        buffer(back.answer).put(slopes);
        gradient(flow[blocks], false, back.answer, head);
        if (direct != null) {
            Nd4j.gemm(input, back.answer, direct.weightsBack, false, false, 1, 0);
        }
        Nd4j.gemm(back.answer, head.weights, back.flow, false, true, 1, 0);
        for (int block = blocks - 1; block >= 0; block--) {
            gradient(hidden[block], false, back.flow, outer[block]);
            Nd4j.gemm(back.flow, outer[block].weights, back.hidden, false, true, 1 / kept, 0);
            // What was dropped or below zero is zero now, all else was let through.
            Nd4j.getExecutioner().exec(new Sign(hidden[block], back.open));
            back.hidden.muli(back.open);
            gradient(flow[block], false, back.hidden, inner[block]);
            Nd4j.gemm(back.hidden, inner[block].weights, back.flow, false, true, 1, 1);
        }
        gradient(input, true, back.view, view);
        FloatBuffer together = buffer(back.flow);
        together.position(view.out() * rows);
        together.get(looked);
        for (int e = 0; e < embeddings.length; e++) {
            gather(embeddings[e], kinds[e], e * part * rows);
        }
    }

    private void gradient(INDArray from, boolean transposed, INDArray slopes, Dense layer) {
        Nd4j.gemm(from, slopes, layer.weightsBack, !transposed, false, 1, 0);
        Nd4j.gemm(back.ones, slopes, layer.biasBack, false, false, 1, 0);
    }

    private void gather(Dense embedding, int[] kinds, int offset) {
        int entries = embedding.in();
        float[] sums = new float[entries * part];
        for (int column = 0; column < part; column++) {
            int at = offset + column * rows;
            for (int row = 0; row < rows; row++) {
                sums[column * entries + kinds[row]] += looked[at + row];
            }
        }
        buffer(embedding.weightsBack).put(sums);
    }
}
