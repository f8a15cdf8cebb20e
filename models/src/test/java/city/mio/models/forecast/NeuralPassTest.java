package city.mio.models.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Against the library's own pass over the same graph. */
class NeuralPassTest {

    private static final int TARGETS = 5;
    private static final int HORIZONS = 4;
    private static final int ROWS = 30;
    private static final int TIMES = 288;

    private final Random random = new Random(3);
    private final int[][] kinds = new int[3][ROWS];
    private float[] values;

    @Test
    void answersAndGradientsAreThoseOfDeeplearning4j() {
        for (NeuralInput input : new NeuralInput[] {new StidInput(0, TIMES), new Directly(0)}) {
            NeuralSettings settings = new NeuralSettings(1, 1, 1, 1, 0.002, 0, 0, 5);
            ComputationGraph graph =
                    NeuralForecaster.untrained("any", input, TARGETS, HORIZONS, settings).network();
            graph.params().addi(Nd4j.randn(graph.params().shape()).muli(0.05));
            withoutDropping(graph);
            INDArray[] inputs = inputs(input.width());
            float[] slopes = normal(ROWS * HORIZONS);

            NeuralPass pass = new NeuralPass(graph, ROWS, NeuralForecaster.BLOCKS, 1, true);
            float[] answers = new float[ROWS * HORIZONS];
            pass.forward(values, kinds, answers);
            INDArray expected = graph.outputSingle(inputs);
            for (int i = 0; i < answers.length; i++) {
                assertThat(answers[i]).isCloseTo(expected.getFloat(i % ROWS, i / ROWS), within(1e-4f));
            }

            INDArray labels = Nd4j.create(normal(ROWS * HORIZONS), new long[] {ROWS, HORIZONS}, 'f');
            graph.setInputs(inputs);
            graph.setLabels(labels);
            graph.computeGradientAndScore();
            INDArray gradients = graph.getFlattenedGradients().dup();
            for (int i = 0; i < slopes.length; i++) {
                slopes[i] = Math.signum(answers[i] - labels.getFloat(i % ROWS, i / ROWS)) / HORIZONS;
            }
            graph.getFlattenedGradients().assign(-1);
            pass.gradients(kinds, slopes);
            double apart = graph.getFlattenedGradients().sub(gradients).norm2Number().doubleValue();
            assertThat(apart).isLessThan(1e-4 * gradients.norm2Number().doubleValue());
        }
    }

    private static void withoutDropping(ComputationGraph graph) {
        for (Layer layer : graph.getLayers()) {
            if (layer.conf().getLayer() instanceof BaseLayer base) {
                base.setIDropout(null);
            }
        }
    }

    private INDArray[] inputs(int width) {
        values = normal(ROWS * width);
        INDArray[] inputs = new INDArray[4];
        inputs[0] = Nd4j.create(values.clone(), new long[] {ROWS, width}, 'c');
        int[] entries = {TARGETS, TIMES, 7};
        for (int e = 0; e < 3; e++) {
            float[] as = new float[ROWS];
            for (int row = 0; row < ROWS; row++) {
                kinds[e][row] = random.nextInt(entries[e]);
                as[row] = kinds[e][row];
            }
            inputs[e + 1] = Nd4j.create(as, new long[] {ROWS, 1}, 'c');
        }
        return inputs;
    }

    private float[] normal(int size) {
        float[] made = new float[size];
        for (int i = 0; i < size; i++) {
            made[i] = (float) random.nextGaussian();
        }
        return made;
    }

    /** With the linear path beside. */
    private static final class Directly implements NeuralInput {
        private final StidInput plain;

        Directly(int channel) {
            plain = new StidInput(channel, TIMES);
        }

        @Override
        public boolean direct() {
            return true;
        }

        @Override
        public int width() {
            return plain.width();
        }

        @Override
        public int[] channels() {
            return plain.channels();
        }

        @Override
        public int times() {
            return plain.times();
        }

        @Override
        public int time(Frame frame, int step) {
            return plain.time(frame, step);
        }

        @Override
        public int days() {
            return plain.days();
        }

        @Override
        public int day(Frame frame, int step) {
            return plain.day(frame, step);
        }

        @Override
        public void fill(Frame frame, int origin, int target, int hidden, float[] rows, int offset) {
            plain.fill(frame, origin, target, hidden, rows, offset);
        }

        @Override
        public float outcome(Frame frame, int channel, int step, int target) {
            return plain.outcome(frame, channel, step, target);
        }

        @Override
        public float weight(Frame frame, int channel, int target) {
            return plain.weight(frame, channel, target);
        }

        @Override
        public float value(Frame frame, int channel, int step, int target, float answer) {
            return plain.value(frame, channel, step, target, answer);
        }
    }
}
