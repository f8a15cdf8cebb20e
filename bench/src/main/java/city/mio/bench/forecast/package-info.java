/** Measures what the forecast job does at a tick. Uses {@code models.forecast.live}. */
package city.mio.bench.forecast;
