/** Probe positions at any rate, for measurements. Uses {@code events} and {@code geo}; no broker. */
package city.mio.simulators.load;
