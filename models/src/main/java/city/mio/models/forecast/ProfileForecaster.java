package city.mio.models.forecast;

/** It will be as usual: the profile of the kind of day and the time. */
public final class ProfileForecaster implements Forecaster {

    @Override
    public String name() {
        return "profile";
    }

    @Override
    public void forecast(Frame frame, int origin, PointForecast out) {
        for (int channel = 0; channel < out.channels(); channel++) {
            for (int target = 0; target < out.targets(); target++) {
                for (int h = 0; h < out.horizons(); h++) {
                    out.set(channel, target, h, frame.expected(channel, origin + 1 + h, target));
                }
            }
        }
    }
}
