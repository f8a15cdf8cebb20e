/**
 * A day of declared construction trips in the simulated city: trucks that set out from depots, holding areas, gates that let
 * in so many an hour, and a port ({@link city.mio.simulators.haul.HaulControl}) through which somebody decides who goes
 * when and by which route. Uses {@code city}; knows nothing of who decides.
 */
package city.mio.simulators.haul;
