package city.mio.models.forecast;

import java.io.IOException;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Trains one network: masked absolute error, rows drawn by the seed, the network of the epoch with the smallest error
 * on the validation part kept. One thread.
 */
public final class NeuralTraining {

    /** Forecasts of the validation part that an epoch is judged by. */
    private static final int JUDGED = 96;

    private final Frame frame;
    private final Split split;
    private final NeuralSettings settings;
    private final Watcher watcher;

    /** Told after each epoch. */
    public interface Watcher {

        /**
         * An epoch is over.
         *
         * @param epoch from 0
         * @param error mean absolute error on the validation part, in units of usual deviations
         * @param state all that is needed to go on from here
         */
        void epoch(String network, int epoch, double error, boolean best, State state) throws IOException;

        /** A state to go on from; null to begin anew. */
        State findState(String network) throws IOException;
    }

    /** A training that was left after an epoch. */
    public record State(int nextEpoch, int bestEpoch, double bestError, byte[] network, byte[] bestNetwork) {}

    /** A trained network and the epoch it is of. */
    record Trained(String name, NeuralForecaster forecaster, int epoch, double error) {}

    NeuralTraining(Frame frame, Split split, NeuralSettings settings, Watcher watcher) {
        this.frame = frame;
        this.split = split;
        this.settings = settings;
        this.watcher = watcher;
    }

    /**
     * Trains until it no longer helps.
     *
     * @param from go on from this for all epochs and keep the last, as the validation part is learnt from too; null to
     *     begin anew and choose by it
     */
    Trained train(String name, NeuralInput input, int horizons, NeuralForecaster from) throws IOException {
        boolean whole = from != null;
        NeuralForecaster forecaster = whole
                ? new NeuralForecaster(name, input, horizons, NeuralForecaster.network(from.weights()))
                : NeuralForecaster.untrained(name, input, frame.panel().targetCount(), horizons, settings);
        int bestEpoch = 0;
        double bestError = Double.POSITIVE_INFINITY;
        byte[] best = null;
        int first = 0;
        State left = watcher.findState(name);
        if (left != null) {
            forecaster = new NeuralForecaster(name, input, horizons, NeuralForecaster.network(left.network()));
            first = left.nextEpoch();
            bestEpoch = left.bestEpoch();
            bestError = left.bestError();
            best = left.bestNetwork();
        }
        for (int epoch = first; epoch < settings.epochs() && epoch - bestEpoch <= settings.patience(); epoch++) {
            runEpoch(forecaster, epoch);
            double error = whole ? Double.NaN : validationError(forecaster);
            boolean better = whole || error < bestError;
            if (better) {
                bestError = error;
                bestEpoch = epoch;
                best = forecaster.weights();
            }
            byte[] now = better ? best : forecaster.weights();
            watcher.epoch(name, epoch, error, better, new State(epoch + 1, bestEpoch, bestError, now, best));
        }
        NeuralForecaster kept = new NeuralForecaster(name, input, horizons, NeuralForecaster.network(best));
        return new Trained(name, kept, bestEpoch, bestError);
    }

    private void runEpoch(NeuralForecaster forecaster, int epoch) {
        ComputationGraph network = forecaster.network();
        network.setLearningRate(settings.rate(epoch));
        Random random = new Random(settings.seed() * 1_000_003 + epoch);
        int first = split.trainFrom() + StidInput.WINDOW - 1;
        int origins = split.trainTo() - forecaster.horizons() - first;
        int[] order = new int[origins];
        for (int i = 0; i < origins; i++) {
            order[i] = first + i;
        }
        for (int i = origins - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int held = order[i];
            order[i] = order[j];
            order[j] = held;
        }
        int windows = Math.min(origins, settings.windowsPerEpoch());
        int batch = Math.min(settings.windowsPerBatch(), windows);
        int targets = frame.panel().targetCount();
        NeuralPass pass = new NeuralPass(
                network, batch * targets, NeuralForecaster.BLOCKS, NeuralForecaster.KEPT, true);
        Batch filled = new Batch(forecaster, batch * targets);
        for (int from = 0; from + batch <= windows; from += batch) {
            filled.fill(order, from, batch, random);
            pass.learn(filled.rows.values(), filled.rows.kinds(), filled, random.nextLong());
        }
    }

    /** Rows of a few forecasts, with what came of them. */
    private final class Batch implements NeuralPass.Loss {
        private final NeuralInput input;
        private final int horizons;
        private final int size;
        private final NeuralForecaster.NeuralRows rows;
        private final float[] outcomes;
        private final float[] weights;

        Batch(NeuralForecaster forecaster, int size) {
            input = forecaster.input();
            horizons = forecaster.horizons();
            this.size = size;
            rows = new NeuralForecaster.NeuralRows(input, size);
            outcomes = new float[size * input.channels().length * horizons];
            weights = new float[outcomes.length];
        }

        void fill(int[] order, int from, int windows, Random random) {
            int targets = frame.panel().targetCount();
            int[] channels = input.channels();
            rows.clear();
            int row = 0;
            for (int w = 0; w < windows; w++) {
                int origin = order[from + w];
                for (int target = 0; target < targets; target++) {
                    boolean hide = random.nextDouble() < settings.hiddenShare();
                    rows.add(frame, origin, target, hide ? 1 + random.nextInt(StidInput.WINDOW) : 0);
                    if (settings.namelessShare() > 0 && random.nextDouble() < settings.namelessShare()) {
                        rows.forgetTarget(targets);
                    }
                    for (int c = 0; c < channels.length; c++) {
                        float weight = input.weight(frame, channels[c], target);
                        for (int h = 0; h < horizons; h++) {
                            int at = (c * horizons + h) * size + row;
                            outcomes[at] = input.outcome(frame, channels[c], origin + 1 + h, target);
                            weights[at] = Float.isNaN(outcomes[at]) ? 0 : weight / outcomes.length;
                        }
                    }
                    row++;
                }
            }
        }

        @Override
        public void slopes(float[] answers, float[] slopes) {
            for (int i = 0; i < answers.length; i++) {
                slopes[i] = weights[i] == 0 ? 0 : weights[i] * Math.signum(answers[i] - outcomes[i]);
            }
        }
    }

    private double validationError(NeuralForecaster forecaster) {
        Panel panel = frame.panel();
        int[] channels = forecaster.input().channels();
        PointForecast out =
                new PointForecast(panel.channelCount(), panel.targetCount(), forecaster.horizons());
        double all = 0;
        int[] origins = split.validationOrigins(forecaster.horizons(), JUDGED);
        for (int channel : channels) {
            double sum = 0;
            long seen = 0;
            for (int origin : origins) {
                if (channel == channels[0] || channels.length > 1) {
                    forecaster.forecast(frame, origin, out);
                }
                for (int target = 0; target < panel.targetCount(); target++) {
                    for (int h = 0; h < forecaster.horizons(); h++) {
                        float value = panel.value(channel, origin + 1 + h, target);
                        if (!Float.isNaN(value)) {
                            sum += Math.abs(value - out.get(channel, target, h));
                            seen++;
                        }
                    }
                }
            }
            all += seen == 0 ? 0 : sum / seen / frame.normalisation().meanScale(channel);
        }
        return all / channels.length;
    }
}
