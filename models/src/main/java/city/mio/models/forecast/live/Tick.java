package city.mio.models.forecast.live;

import java.util.Optional;

/**
 * What a step brought.
 *
 * @param said forecasts of all targets
 * @param outcomes how many values were held against earlier forecasts
 * @param adopted the model on trial that has taken over
 * @param refused the model on trial that did worse than the one that speaks
 * @param trialRatio the error of the model on trial as a share of the other's, at the decision
 */
public record Tick(
        Said said, long outcomes, Optional<String> adopted, Optional<String> refused, double trialRatio) {}
