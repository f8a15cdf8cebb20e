/**
 * Forecasting as the city goes on: the window of newest values, the scoring of all targets of a part at once, and the
 * watch over how well it holds. Time comes in as steps; what must survive a restart writes itself. Uses
 * {@code models.forecast}; no files, no clocks.
 */
package city.mio.models.forecast.live;
