/**
 * The forecast job: link states and detector readings in, forecasts of the next hour and how well they hold out. The
 * judgement is {@code models.forecast.live}; functions bind it to Flink's state and timers, and find models in a folder.
 * Uses {@code events}, {@code geo}, {@code models} and {@code topics}.
 */
package city.mio.jobs.forecast;
