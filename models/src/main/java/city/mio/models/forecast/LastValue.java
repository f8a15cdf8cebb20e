package city.mio.models.forecast;

/** It stays as it is: the newest value there is within the window, else the profile. */
public final class LastValue implements Forecaster {

    private static final int WINDOW = 12;

    @Override
    public String name() {
        return "last value";
    }

    @Override
    public void forecast(Frame frame, int origin, PointForecast out) {
        Panel panel = frame.panel();
        for (int channel = 0; channel < out.channels(); channel++) {
            for (int target = 0; target < out.targets(); target++) {
                float newest = Float.NaN;
                for (int lag = 0; lag < WINDOW && lag <= origin && Float.isNaN(newest); lag++) {
                    newest = panel.value(channel, origin - lag, target);
                }
                for (int h = 0; h < out.horizons(); h++) {
                    boolean silent = Float.isNaN(newest);
                    out.set(channel, target, h, silent ? frame.expected(channel, origin + 1 + h, target) : newest);
                }
            }
        }
    }
}
