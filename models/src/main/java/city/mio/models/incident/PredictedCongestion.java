package city.mio.models.incident;

import city.mio.models.incident.PredictedChange.Ending;
import java.util.Optional;

/**
 * Foretells congestion of a link from forecasts of its speed: expected where the median falls below the line at which a
 * link counts as congested, possible where the tenth percentile does. Told until it has begun or is foretold no more;
 * never of a link that is congested already. Stateless; state is handed in.
 */
public final class PredictedCongestion {

    private final PredictedSettings settings;
    private final double enterRatio;

    /** @param enterRatio speed over free-flow speed below which a link is congested */
    public PredictedCongestion(PredictedSettings settings, double enterRatio) {
        Require.range("enterRatio", enterRatio, 0.01, 0.95);
        this.settings = settings;
        this.enterRatio = enterRatio;
    }

    /** Takes a forecast; one that is not newer than the last is passed over. */
    public Optional<PredictedChange> observe(PredictedState state, SpeedForecast forecast, float freeFlowSpeedMps) {
        if (forecast.time() <= state.lastForecast) {
            return Optional.empty();
        }
        state.lastForecast = forecast.time();
        if (state.congested) {
            return Optional.empty();
        }
        int expected = first(forecast.medianMps(), enterRatio * freeFlowSpeedMps);
        int possible = first(forecast.lowMps(), enterRatio * freeFlowSpeedMps);
        boolean isPossible =
                possible >= 0 && forecast.medianMps()[possible] < settings.noticeCeiling() * freeFlowSpeedMps;
        if (expected < 0 && !isPossible) {
            state.saying = 0;
            if (state.open && ++state.denying >= settings.recedeForecasts()) {
                return Optional.of(end(state, forecast.time(), Ending.RECEDED));
            }
            return Optional.empty();
        }
        state.denying = 0;
        state.saying++;
        int at = expected >= 0 ? expected : possible;
        boolean surer = expected >= 0;
        long startsAt = forecast.time() + forecast.aheadMillis()[at];
        if (!state.open) {
            if (state.saying < settings.confirmForecasts()) {
                return Optional.empty();
            }
            state.open = true;
            state.since = forecast.time();
        } else if (surer == state.expected
                && Math.abs(startsAt - state.startsAt) < settings.updateMinutes() * Require.MINUTE) {
            return Optional.empty();
        }
        Step step = state.since == forecast.time() ? Step.OPENED : Step.UPDATED;
        state.expected = surer;
        state.startsAt = startsAt;
        state.speedMps = forecast.medianMps()[at];
        state.lowSpeedMps = forecast.lowMps()[at];
        state.freeFlowSpeedMps = freeFlowSpeedMps;
        return Optional.of(change(state, step, forecast.time(), Ending.NONE));
    }

    /** The link has become congested, or is no longer. */
    public Optional<PredictedChange> congestion(PredictedState state, boolean congested, long time) {
        state.congested = congested;
        state.saying = 0;
        return congested && state.open
                ? Optional.of(end(state, Math.max(time, state.since), Ending.CAME_TRUE))
                : Optional.empty();
    }

    /** Time has come this far. */
    public Optional<PredictedChange> tick(PredictedState state, long now) {
        return state.open && now >= deadline(state) ? Optional.of(end(state, now, Ending.NO_NEWS)) : Optional.empty();
    }

    /** When {@link #tick} is due. */
    public long deadline(PredictedState state) {
        return state.lastForecast + settings.followMinutes() * Require.MINUTE;
    }

    /** Whether nothing would be lost with the state. */
    public boolean isDisposable(PredictedState state, long now) {
        return !state.open && !state.congested && now >= deadline(state);
    }

    private static int first(float[] speeds, double line) {
        for (int i = 0; i < speeds.length; i++) {
            if (speeds[i] < line) {
                return i;
            }
        }
        return -1;
    }

    private static PredictedChange end(PredictedState state, long time, Ending ending) {
        state.open = false;
        state.saying = 0;
        state.denying = 0;
        return change(state, Step.CLEARED, time, ending);
    }

    private static PredictedChange change(PredictedState state, Step step, long time, Ending ending) {
        return new PredictedChange(
                step,
                state.since,
                time,
                state.likelihood(),
                state.startsAt,
                state.speedMps,
                state.lowSpeedMps,
                state.freeFlowSpeedMps,
                ending);
    }
}
