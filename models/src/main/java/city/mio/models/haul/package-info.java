/**
 * Construction traffic: how grave it is that a slot is over its cap, and which plates nobody declared. The register of plates is
 * a machine without memory of its own that works on a small state handed to it; the state has a versioned binary form.
 * Rooms of its own: {@code office} (settings), {@code declarations} (the desk), {@code plan} (slots of a day),
 * {@code headroom}, {@code control} (runs and calls). Time is always an argument; plates are keyed hashes. Plain Java; may use {@code geo.places} and nothing else of the
 * house.
 */
package city.mio.models.haul;
