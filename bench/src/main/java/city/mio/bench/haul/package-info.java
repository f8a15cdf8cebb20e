/**
 * Slot plans of construction traffic beside an exact solver (OR-Tools) on generated days. Uses {@code models.haul}.
 */
package city.mio.bench.haul;
