package city.mio.models.forecast;

import java.util.List;

/** Forecasters of one channel each, as one. */
final class EachChannel implements Forecaster {

    private final String name;
    private final List<NeuralForecaster> parts;

    EachChannel(String name, List<NeuralForecaster> parts) {
        this.name = name;
        this.parts = List.copyOf(parts);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void forecast(Frame frame, int origin, PointForecast out) {
        for (NeuralForecaster part : parts) {
            part.forecast(frame, origin, out);
        }
    }
}
