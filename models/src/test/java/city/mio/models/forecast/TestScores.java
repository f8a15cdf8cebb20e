package city.mio.models.forecast;

/** What a forecaster of one quantity says, and how far off it is on the test part. */
final class TestScores {

    private TestScores() {}

    /** Mean absolute error of one horizon, counted from 1. */
    static double error(Forecaster model, Frame frame, Split split, int horizons, int ahead) {
        ErrorTally tally = new ErrorTally(horizons);
        PointForecast out = new PointForecast(1, frame.panel().targetCount(), horizons);
        for (int origin : split.testOrigins(horizons)) {
            model.forecast(frame, origin, out);
            tally.add(frame.panel(), 0, origin, out);
        }
        return tally.errors(ahead - 1, ahead).mae();
    }

    /** All horizons of the first target, then those of the next. */
    static float[] values(Forecaster model, Frame frame, int horizons, int origin) {
        int targets = frame.panel().targetCount();
        PointForecast out = new PointForecast(1, targets, horizons);
        model.forecast(frame, origin, out);
        float[] values = new float[targets * horizons];
        for (int i = 0; i < values.length; i++) {
            values[i] = out.get(0, i / horizons, i % horizons);
        }
        return values;
    }
}
