package city.mio.models.forecast;

import java.util.List;

/** Networks as one forecaster: each channel's forecast is the mean of those that answer it. */
final class NetworkGroup implements Forecaster {

    private final String name;
    private final List<NeuralForecaster> parts;

    NetworkGroup(String name, List<NeuralForecaster> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("parts must not be empty");
        }
        this.name = name;
        this.parts = List.copyOf(parts);
    }

    @Override
    public String name() {
        return name;
    }

    List<NeuralForecaster> parts() {
        return parts;
    }

    @Override
    public void forecast(Frame frame, int origin, PointForecast out) {
        int[] answered = new int[out.channels()];
        PointForecast told = new PointForecast(out.channels(), out.targets(), out.horizons());
        NeuralForecaster.NeuralRows rows = null;
        NeuralInput of = null;
        for (NeuralForecaster part : parts) {
            // Networks that differ by their seed alone see the same rows.
            if (part.input() != of) {
                of = part.input();
                rows = part.rows(frame, origin, out.targets());
            }
            part.forecast(frame, origin, rows, told);
            for (int channel : part.input().channels()) {
                add(told, channel, ++answered[channel], out);
            }
        }
    }

    private static void add(PointForecast told, int channel, int answered, PointForecast out) {
        for (int target = 0; target < out.targets(); target++) {
            for (int h = 0; h < out.horizons(); h++) {
                float before = answered == 1 ? 0 : out.get(channel, target, h);
                float now = told.get(channel, target, h);
                out.set(channel, target, h, before + (now - before) / answered);
            }
        }
    }
}
