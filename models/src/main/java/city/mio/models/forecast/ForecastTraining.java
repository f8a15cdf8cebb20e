package city.mio.models.forecast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Learns the implementations from a panel's training part, choosing by its validation part alone. One thread. */
public final class ForecastTraining {

    private static final int NEIGHBOURS = 6;
    /** Days that must be learnt from before last week and yesterday are told to a network. */
    private static final int LONG_HISTORY_DAYS = 14;
    private static final int LARGEST_RIDGE_SAMPLE = 2500;

    private final Frame frame;
    private final Split split;
    private final int horizons;

    public ForecastTraining(Panel panel, Split split, int horizons) {
        if (split.trainTo() - split.trainFrom() < StidInput.WINDOW + horizons + 1) {
            throw new IllegalArgumentException("the training part of " + (split.trainTo() - split.trainFrom())
                    + " steps is shorter than a window and its horizons");
        }
        this.split = split;
        this.horizons = horizons;
        frame = new Frame(panel, Normalisation.learn(panel, split.trainFrom(), split.trainTo()));
    }

    /** The panel as the learnt models see it. */
    public Frame frame() {
        return frame;
    }

    /** Last value, profile and ridge. */
    public List<Forecaster> simple() {
        List<Forecaster> made = new ArrayList<>();
        made.add(new LastValue());
        made.add(new ProfileForecaster());
        int stride = Math.max(1, (split.trainTo() - split.trainFrom()) / LARGEST_RIDGE_SAMPLE);
        made.add(Ridge.learn(frame, split.trainFrom(), split.trainTo(), horizons, stride));
        return made;
    }

    /** The published network for one channel. */
    public Forecaster stid(int channel, NeuralSettings settings, NeuralTraining.Watcher watcher) throws IOException {
        String name = "stid " + frame.panel().channels().get(channel);
        return new NeuralTraining(frame, split, settings, watcher)
                .train(name, new StidInput(channel), horizons, -1)
                .forecaster();
    }

    /** The extended network for all channels together. */
    public Forecaster context(NeuralSettings settings, NeuralTraining.Watcher watcher) throws IOException {
        int days = (split.trainTo() - split.trainFrom()) / frame.panel().timeline().stepsPerDay();
        Neighbours neighbours = Neighbours.learn(frame, split.trainFrom(), split.trainTo(), NEIGHBOURS);
        ContextInput input = new ContextInput(
                frame.panel().channelCount(), horizons, neighbours, days >= LONG_HISTORY_DAYS);
        return new NeuralTraining(frame, split, settings, watcher)
                .train("context", input, horizons, -1)
                .forecaster();
    }
}
