package city.mio.models.forecast;

/** The ensemble's forecasts, moved by what rain does to them. Immutable. */
final class RainAware implements Forecaster {

    private final Ensemble ensemble;
    private final RainEffect effect;

    RainAware(Ensemble ensemble, RainEffect effect) {
        this.ensemble = ensemble;
        this.effect = effect;
    }

    @Override
    public String name() {
        return "ensemble and rain";
    }

    @Override
    public void forecast(Frame frame, int origin, PointForecast out) {
        ensemble.forecast(frame, origin, out);
        effect.apply(frame, origin, out);
    }
}
