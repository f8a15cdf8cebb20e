/**
 * What will be: the next hour of every target, from what its sensors said so far.
 *
 * <p>A {@link city.mio.models.forecast.Panel} holds the history, a {@link city.mio.models.forecast.Frame} the same as
 * models see it, a {@link city.mio.models.forecast.Forecaster} tells the next steps, a
 * {@link city.mio.models.forecast.Ensemble} weighs several of them and
 * {@link city.mio.models.forecast.AdaptiveIntervals} put an interval round it that keeps its promise as the world
 * drifts. May use Deeplearning4j and Smile; no files, no clocks.
 */
package city.mio.models.forecast;
