/**
 * The simulated city: traffic on the network, its demand, weather, incidents and construction trucks, and the
 * truth about them. Uses events and geo; knows no device, no broker and no wall clock.
 */
package city.mio.simulators.city;
