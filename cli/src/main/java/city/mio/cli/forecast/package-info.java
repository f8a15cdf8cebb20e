/**
 * Forecasts at the door: the public data sets' file forms, their protocols, and the table of errors. May use
 * {@code models.forecast}.
 */
package city.mio.cli.forecast;
