package city.mio.models.forecast;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A network with the structure of STID (Shao et al., Spatial-Temporal Identity, CIKM 2022): a linear view of the
 * target's input and embeddings of the target, of the time of day and of the day, side by side; residual perceptrons;
 * one linear head for all horizons. Where the input asks for it, a linear path straight from the input beside them: what
 * a regression would say need not go through the perceptrons. Not for several threads at once: the network keeps buffers.
 */
public final class NeuralForecaster implements Forecaster {

    private static final int PART = 32;
    static final int BLOCKS = 3;
    static final double KEPT = 0.85;

    private final String name;
    private final NeuralInput input;
    private final int horizons;
    private final ComputationGraph network;
    private NeuralPass pass;

    NeuralForecaster(String name, NeuralInput input, int horizons, ComputationGraph network) {
        this.name = name;
        this.input = input;
        this.horizons = horizons;
        this.network = network;
    }

    static NeuralForecaster untrained(
            String name, NeuralInput input, int targets, int horizons, NeuralSettings settings) {
        int inputPart = input.width() > 3 * StidInput.WINDOW ? 2 * PART : PART;
        int width = inputPart + 3 * PART;
        ComputationGraphConfiguration.GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(settings.seed())
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(settings.learningRate()))
                .l2(settings.weightDecay())
                .graphBuilder()
                .addInputs("values", "target", "time", "day")
                .addLayer("view", linear(input.width(), inputPart), "values")
                .addLayer("who", embedding(settings.namelessShare() > 0 ? targets + 1 : targets), "target")
                .addLayer("when", embedding(input.times()), "time")
                .addLayer("weekday", embedding(input.days()), "day")
                .addVertex("together", new MergeVertex(), "view", "who", "when", "weekday");
        String below = "together";
        for (int block = 1; block <= BLOCKS; block++) {
            String inner = "block" + block + "in";
            String outer = "block" + block + "out";
            graph.addLayer(
                    inner,
                    new DenseLayer.Builder().nIn(width).nOut(width).activation(Activation.RELU)
                            .weightInit(WeightInit.RELU).build(),
                    below);
            graph.addLayer(
                    outer,
                    new DenseLayer.Builder().nIn(width).nOut(width).activation(Activation.IDENTITY)
                            .dropOut(KEPT).build(),
                    inner);
            graph.addVertex("sum" + block, new ElementWiseVertex(ElementWiseVertex.Op.Add), below, outer);
            below = "sum" + block;
        }
        int answers = horizons * input.channels().length;
        graph.addLayer("head", linear(width, answers), below);
        String last = "head";
        if (input.direct()) {
            graph.addLayer(
                    "direct",
                    new DenseLayer.Builder().nIn(input.width()).nOut(answers).hasBias(false)
                            .activation(Activation.IDENTITY).weightInit(WeightInit.ZERO).build(),
                    "values");
            graph.addVertex("all", new ElementWiseVertex(ElementWiseVertex.Op.Add), "head", "direct");
            last = "all";
        }
        graph.addLayer(
                "answers",
                new LossLayer.Builder(LossFunctions.LossFunction.MEAN_ABSOLUTE_ERROR)
                        .activation(Activation.IDENTITY).build(),
                last);
        ComputationGraph network = new ComputationGraph(graph.setOutputs("answers").build());
        network.init();
        return new NeuralForecaster(name, input, horizons, network);
    }

    private static DenseLayer linear(int in, int out) {
        return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.IDENTITY).build();
    }

    private static EmbeddingLayer embedding(int kinds) {
        return new EmbeddingLayer.Builder().nIn(kinds).nOut(PART).hasBias(false)
                .activation(Activation.IDENTITY).build();
    }

    @Override
    public String name() {
        return name;
    }

    NeuralInput input() {
        return input;
    }

    int horizons() {
        return horizons;
    }

    /** Numbers in a row that the network was made for. */
    int looksAt() {
        return (int) network.layerInputSize("view");
    }

    ComputationGraph network() {
        return network;
    }

    @Override
    public void forecast(Frame frame, int origin, PointForecast out) {
        forecast(frame, origin, rows(frame, origin, out.targets()), out);
    }

    /** What the network sees at a step, a row a target. */
    NeuralRows rows(Frame frame, int origin, int targets) {
        NeuralRows rows = new NeuralRows(input, targets);
        for (int target = 0; target < targets; target++) {
            rows.add(frame, origin, target, 0);
        }
        return rows;
    }

    /** The forecast of rows that {@link #rows} made, with this network's input or another's just the same. */
    void forecast(Frame frame, int origin, NeuralRows rows, PointForecast out) {
        int targets = out.targets();
        if (pass == null || pass.rows() != targets) {
            pass = new NeuralPass(network, targets, BLOCKS, KEPT, false);
        }
        int[] channels = input.channels();
        float[] answers = new float[targets * channels.length * horizons];
        pass.forward(rows.values(), rows.kinds(), answers);
        for (int c = 0; c < channels.length; c++) {
            for (int h = 0; h < horizons; h++) {
                int from = (c * horizons + h) * targets;
                for (int target = 0; target < targets; target++) {
                    out.set(channels[c], target, h,
                            input.value(frame, channels[c], origin + 1 + h, target, answers[from + target]));
                }
            }
        }
    }

    byte[] weights() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, out, true);
        return out.toByteArray();
    }

    static ComputationGraph network(byte[] weights) throws IOException {
        try {
            return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(weights), true);
        } catch (RuntimeException e) {
            throw new IOException("the network cannot be read: " + e.getMessage(), e);
        }
    }

    /** Rows for a network, filled one by one. */
    static final class NeuralRows {
        private final NeuralInput input;
        private final float[] values;
        private final int[][] kinds;
        private int size;

        NeuralRows(NeuralInput input, int capacity) {
            this.input = input;
            values = new float[capacity * input.width()];
            kinds = new int[3][capacity];
        }

        void clear() {
            size = 0;
        }

        void add(Frame frame, int origin, int which, int hidden) {
            input.fill(frame, origin, which, hidden, values, size * input.width());
            kinds[0][size] = which;
            kinds[1][size] = input.time(frame, origin);
            kinds[2][size] = input.day(frame, origin);
            size++;
        }

        /** Takes back which target the last row is of: one after all others, that is nobody. */
        void forgetTarget(int targets) {
            kinds[0][size - 1] = targets;
        }

        float[] values() {
            return values;
        }

        int[][] kinds() {
            return kinds;
        }
    }
}
