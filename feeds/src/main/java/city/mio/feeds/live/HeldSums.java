package city.mio.feeds.live;

import city.mio.events.ForecastQuantity;
import java.util.ArrayList;
import java.util.List;

/** Adds up how well forecasts held, by how long before they were made. Not thread-safe. */
final class HeldSums {

    private final boolean flow;
    private final PoorForecast poorAbove;
    private final int[] horizons;
    private final int[] outcomes;
    private final int[] inside;
    private final int[] poor;
    private final double[] errors;
    private final double[] gehs;

    HeldSums(ForecastQuantity quantity, int[] horizons, PoorForecast poorAbove) {
        this.poorAbove = poorAbove;
        this.flow = quantity == ForecastQuantity.FLOW;
        this.horizons = horizons;
        this.outcomes = new int[horizons.length];
        this.inside = new int[horizons.length];
        this.poor = new int[horizons.length];
        this.errors = new double[horizons.length];
        this.gehs = new double[horizons.length];
    }

    void add(int horizon, double outcome, double p10, double p50, double p90) {
        double error = Math.abs(p50 - outcome);
        double geh = p50 + outcome > 0 ? Math.sqrt(2 * error * error / (p50 + outcome)) : 0;
        outcomes[horizon]++;
        errors[horizon] += error;
        gehs[horizon] += geh;
        if (flow ? geh > poorAbove.flowGeh() : error > poorAbove.speedShare() * outcome) {
            poor[horizon]++;
        }
        if (outcome >= p10 && outcome <= p90) {
            inside[horizon]++;
        }
    }

    List<HeldForecasts> list() {
        List<HeldForecasts> held = new ArrayList<>(horizons.length);
        for (int h = 0; h < horizons.length; h++) {
            double n = outcomes[h] == 0 ? Double.NaN : outcomes[h];
            held.add(new HeldForecasts(
                    horizons[h], outcomes[h], errors[h] / n, poor[h] / n, flow ? gehs[h] / n : Double.NaN, inside[h] / n));
        }
        return held;
    }
}
