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
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A network with the structure of STID (Shao et al., Spatial-Temporal Identity, CIKM 2022): a linear view of the
 * target's input and embeddings of the target, of the time of day and of the day, side by side; residual perceptrons;
 * one linear head for all horizons. Not for several threads at once: the network keeps buffers.
 */
public final class NeuralForecaster implements Forecaster {

    private static final int PART = 32;
    private static final int BLOCKS = 3;
    private static final double KEPT = 0.85;

    private final String name;
    private final NeuralInput input;
    private final int horizons;
    private final ComputationGraph network;

    NeuralForecaster(String name, NeuralInput input, int horizons, ComputationGraph network) {
        this.name = name;
        this.input = input;
        this.horizons = horizons;
        this.network = network;
    }

    static NeuralForecaster untrained(
            String name, NeuralInput input, int targets, int bins, int horizons, NeuralSettings settings) {
        int inputPart = input.width() > 3 * StidInput.WINDOW ? 2 * PART : PART;
        int width = inputPart + 3 * PART;
        ComputationGraphConfiguration.GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(settings.seed())
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(settings.learningRate()))
                .l2(1e-4)
                .graphBuilder()
                .addInputs("values", "target", "time", "day")
                .addLayer("view", linear(input.width(), inputPart), "values")
                .addLayer("who", embedding(targets), "target")
                .addLayer("when", embedding(bins), "time")
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
        graph.addLayer(
                "head",
                new OutputLayer.Builder(LossFunctions.LossFunction.MEAN_ABSOLUTE_ERROR)
                        .nIn(width)
                        .nOut(horizons * input.channels().length)
                        .activation(Activation.IDENTITY)
                        .build(),
                below);
        ComputationGraph network = new ComputationGraph(graph.setOutputs("head").build());
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

    ComputationGraph network() {
        return network;
    }

    @Override
    public void forecast(Frame frame, int origin, PointForecast out) {
        int targets = out.targets();
        NeuralRows rows = new NeuralRows(input, targets);
        for (int target = 0; target < targets; target++) {
            rows.add(frame, origin, target, 0);
        }
        float[] answers = network.outputSingle(rows.inputs()).dup('c').data().asFloat();
        int[] channels = input.channels();
        int width = channels.length * horizons;
        for (int c = 0; c < channels.length; c++) {
            for (int target = 0; target < targets; target++) {
                for (int h = 0; h < horizons; h++) {
                    float answer = answers[target * width + c * horizons + h];
                    out.set(channels[c], target, h,
                            input.value(frame, channels[c], origin + 1 + h, target, answer));
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
        private final int capacity;
        private final float[] values;
        private final float[] target;
        private final float[] time;
        private final float[] day;
        private int size;

        NeuralRows(NeuralInput input, int capacity) {
            this.input = input;
            this.capacity = capacity;
            values = new float[capacity * input.width()];
            target = new float[capacity];
            time = new float[capacity];
            day = new float[capacity];
        }

        void add(Frame frame, int origin, int which, int hidden) {
            input.fill(frame, origin, which, hidden, values, size * input.width());
            target[size] = which;
            time[size] = frame.panel().binOfDay(origin);
            day[size] = input.day(frame, origin);
            size++;
        }

        INDArray[] inputs() {
            return new INDArray[] {
                Nd4j.create(values, new long[] {capacity, input.width()}, 'c'),
                Nd4j.create(target, new long[] {capacity, 1}, 'c'),
                Nd4j.create(time, new long[] {capacity, 1}, 'c'),
                Nd4j.create(day, new long[] {capacity, 1}, 'c')
            };
        }
    }
}
