/**
 * Weeks of a simulated city at once, as the matrices that forecasts are learnt from. Uses {@code city}, and of
 * {@code devices} the sensors.
 */
package city.mio.simulators.history;
