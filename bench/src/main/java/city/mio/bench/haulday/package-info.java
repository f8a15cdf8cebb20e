/**
 * Working days of construction traffic in the simulated city under three regimes: as declared, fixed caps with slots first
 * come first served, and Mio. Uses {@code simulators.haul}, {@code models.haul} and {@code models.forecast.slots}.
 */
package city.mio.bench.haulday;
